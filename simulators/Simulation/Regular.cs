using System.Globalization;
using YongAi.Simulators.Site;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Simulation;

/// <summary>A rider who lives near: his pack, and the phone with this week's credential.</summary>
public sealed class Regular(int number, CodeWriterIssuer issuer)
{
    private const int SerialsFrom = 1000;
    private static readonly TimeSpan CredentialLives = TimeSpan.FromDays(7), RenewsAfter = TimeSpan.FromDays(6);

    private SimulatedPhone? phone;
    private DateTimeOffset renewAt;
    private string? lastCode;

    public string Name { get; } = NameOf(number);

    /// <summary>The pack on his bike, or null.</summary>
    public string? Pack { get; set; } = Stock.SerialOf(SerialsFrom + number);

    /// <summary>His pack that the cabinet has, while he has none.</summary>
    public string? Missing { get; set; }

    /// <summary>He comes back for it at this time.</summary>
    public TimeSpan ReturnsAt { get; set; }

    /// <summary>Draws a fresh code.</summary>
    public string Code(DateTimeOffset wall)
    {
        if (phone is null || wall >= renewAt)
        {
            renewAt = wall + RenewsAfter;
            phone = issuer.Phone(Name, ["swap:48V24Ah"], wall - TimeSpan.FromMinutes(1), CredentialLives);
        }
        return lastCode = phone.Draw("swap", wall);
    }

    /// <summary>The picture of a code that he showed before, or a fresh one when there is none.</summary>
    public string OldCode(DateTimeOffset wall) => lastCode ?? Code(wall);

    /// <summary>The pseudonym of one of them.</summary>
    public static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"rider-{number:000}");
}
