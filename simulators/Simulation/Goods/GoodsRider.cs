using System.Globalization;
using YongAi.Edge.Control.Riders;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Simulation.Goods;

/// <summary>A rider who lives near and comes for water, a mask, a power bank.</summary>
public sealed class GoodsRider(int number, CodeWriterIssuer issuer)
{
    private static readonly TimeSpan CredentialLives = TimeSpan.FromDays(7), RenewsAfter = TimeSpan.FromDays(6);

    private SimulatedPhone? phone;
    private DateTimeOffset renewAt;

    public string Name { get; } = string.Create(CultureInfo.InvariantCulture, $"rider-{number:000}");

    /// <summary>The power bank in his pocket, or null.</summary>
    public string? Bank { get; set; }

    /// <summary>Draws a fresh code for a thing.</summary>
    public string Code(string item, DateTimeOffset wall)
    {
        if (phone is null || wall >= renewAt)
        {
            renewAt = wall + RenewsAfter;
            phone = issuer.Phone(Name, ["goods"], wall - TimeSpan.FromMinutes(1), CredentialLives);
        }
        return phone.Draw("goods:" + item, wall);
    }
}

/// <summary>One who stands at the cabinet: he shows his code, hears what it says, tries again now and then, and goes.</summary>
public sealed class GoodsVisitor(GoodsRider rider, string item)
{
    private static readonly TimeSpan WaitsFor = TimeSpan.FromSeconds(100), ShowsAgainAfter = TimeSpan.FromSeconds(8);

    private TimeSpan? came, shownAt;
    private PromptKey? heard;

    public GoodsRider Rider => rider;
    public string Item => item;

    /// <summary>Why he goes; null: he waits.</summary>
    public string? Left { get; private set; }

    /// <summary>He hears what is said.</summary>
    public void Hears(Prompt prompt) => heard = shownAt is null ? null : prompt.Key;

    /// <summary>The code that he shows now, or null.</summary>
    public string? Look(TimeSpan now)
    {
        came ??= now;
        Left = heard switch
        {
            PromptKey.TakeItem or PromptKey.ItemLent => "given",
            PromptKey.NoItemCame => "nothing-came",
            PromptKey.ItemUnclear => "unclear",
            _ when now - came > WaitsFor => "patience",
            _ => null,
        };
        if (Left is not null || heard is PromptKey.ItemComing || now - shownAt < ShowsAgainAfter) return null;
        // Turned away for good: nothing is left, he had his share, it is closed.
        if (heard == PromptKey.Refused && shownAt is not null && now - came > ShowsAgainAfter)
        {
            Left = "refused";
            return null;
        }
        (shownAt, heard) = (now, null);
        return rider.Code(item, WallClock.Right(now));
    }
}
