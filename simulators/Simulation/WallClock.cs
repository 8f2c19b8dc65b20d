using YongAi.Edge.Control.Language;

namespace YongAi.Simulators.Simulation;

/// <summary>
/// The cabinet's clock on the wall, which a bad time service may set wrong. How far it is believed follows the rule of the host: a step
/// back of more than a minute or ahead of more than a day is believed by nobody.
/// </summary>
public sealed class WallClock
{
    private static readonly TimeSpan BackMax = TimeSpan.FromSeconds(60), AheadMax = TimeSpan.FromHours(24);
    private static readonly DateTimeOffset Began = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How far it is off.</summary>
    public TimeSpan Off { get; set; }

    /// <summary>The time everywhere else, for example on a phone.</summary>
    public static DateTimeOffset Right(TimeSpan now) => Began + now;

    /// <summary>What the cabinet makes of it.</summary>
    public Moment At(TimeSpan running, TimeSpan now) =>
        new(running, Began + now + Off, Off < -BackMax || Off > AheadMax ? TimeTrust.Untrusted : TimeTrust.Trusted);
}
