namespace YongAi.Simulators.World.Hazards;

/// <summary>A smoke detector: its chamber follows the air with a delay, and it says smoke until the chamber is clear again.</summary>
/// <param name="share">What of the smoke in the cabinet comes to where it hangs: smoke rises. Assumed.</param>
public sealed class SmokeDetector(double share)
{
    /// <summary>dB/m (domain table C row 14).</summary>
    public const double SaysAt = 0.65;
    /// <summary>Assumed: well below, so that it does not flicker.</summary>
    private const double RestsBelow = 0.25;
    private const double ChamberSeconds = 5;

    private double chamber;

    public bool Says { get; private set; }

    /// <summary>The air is so dense for so long.</summary>
    /// <returns>True when it says something else now.</returns>
    public bool Pass(double density, double seconds)
    {
        chamber += (density * share - chamber) * Math.Min(1, seconds / ChamberSeconds);
        var says = chamber >= (Says ? RestsBelow : SaysAt);
        var changes = says != Says;
        Says = says;
        return changes;
    }
}
