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

    /// <summary>The raincoat on his back, or null.</summary>
    public string? Coat { get; set; }

    /// <summary>Draws a fresh code for a purpose.</summary>
    public string Code(string purpose, DateTimeOffset wall)
    {
        if (phone is null || wall >= renewAt)
        {
            renewAt = wall + RenewsAfter;
            phone = issuer.Phone(Name, ["goods"], wall - TimeSpan.FromMinutes(1), CredentialLives);
        }
        return phone.Draw(purpose, wall);
    }
}

/// <summary>One who stands at the cabinet: he shows his code, hears what it says, tries again now and then, and goes.</summary>
public sealed class GoodsVisitor(GoodsRider rider, string purpose)
{
    private static readonly TimeSpan WaitsFor = TimeSpan.FromSeconds(100), ShowsAgainAfter = TimeSpan.FromSeconds(8);

    private TimeSpan? came, shownAt;
    private PromptKey? heard;

    public GoodsRider Rider => rider;
    public string Purpose => purpose;

    /// <summary>Why he goes; null: he waits.</summary>
    public string? Left { get; private set; }

    /// <summary>What he does at an open locker, once he has made up his mind.</summary>
    public string? Mind { get; set; }

    /// <summary>He has taken it, or put it back: a door that swings open again is only pushed shut.</summary>
    public bool IsDone { get; set; }

    /// <summary>He turns round and goes, whatever the cabinet says.</summary>
    public void Goes(string why) => Left = why;

    /// <summary>He hears what is said.</summary>
    public void Hears(Prompt prompt) => heard = shownAt is null ? null : prompt.Key;

    /// <summary>The code that he shows now, or null.</summary>
    public string? Look(TimeSpan now)
    {
        came ??= now;
        Left ??= heard switch
        {
            PromptKey.TakeItem or PromptKey.ItemLent or PromptKey.ItemTaken => "given",
            PromptKey.ItemReturned => "returned",
            PromptKey.ItemLeft or PromptKey.NothingReturned => "left-as-it-was",
            PromptKey.NoItemCame => "nothing-came",
            PromptKey.ItemUnclear => "unclear",
            _ when now - came > WaitsFor => "patience",
            _ => null,
        };
        if (Left is not null || heard is PromptKey.ItemComing or PromptKey.LockerOpen or PromptKey.PutIntoLocker or PromptKey.Checking || now - shownAt < ShowsAgainAfter) return null;
        // Turned away for good: nothing is left, he had his share, it is closed.
        if (heard == PromptKey.Refused && shownAt is not null && now - came > ShowsAgainAfter)
        {
            Left = "refused";
            return null;
        }
        (shownAt, heard) = (now, null);
        return rider.Code(purpose, WallClock.Right(now));
    }
}
