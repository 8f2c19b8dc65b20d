namespace YongAi.Simulators.World.Hazards;

/// <summary>Water that rises from the floor of the cabinet, stands, and runs off again.</summary>
public sealed class Water
{
    /// <summary>The probe hangs here (domain table C row 18).</summary>
    public const double ProbeAt = 3;
    /// <summary>Mains wiring is reached and the breaker trips. Assumed.</summary>
    public const double MainsAt = 12;
    /// <summary>The lowest slot is reached. Assumed: one column, the last slot at the bottom, so far apart.</summary>
    public const double LowestSlotAt = 20, SlotHeight = 15;
    private const double RunsOffPerMinute = 1;

    private double target, perMinute;
    private TimeSpan standsUntil;

    /// <summary>Centimetres above the floor.</summary>
    public double Level { get; private set; }

    public bool IsOn => Level > 0 || target > 0;

    /// <summary>Comes in up to a level.</summary>
    /// <param name="centimetres">How high it rises.</param>
    /// <param name="risesPerMinute">Centimetres a minute.</param>
    /// <param name="until">It runs off from then on.</param>
    public void ComeIn(double centimetres, double risesPerMinute, TimeSpan until) =>
        (target, perMinute, standsUntil) = (centimetres, risesPerMinute, until);

    public void Pass(double seconds, TimeSpan now)
    {
        if (!IsOn) return;
        if (now >= standsUntil) target = 0;
        Level = Level < target
            ? Math.Min(target, Level + perMinute * seconds / 60) : Math.Max(target, Level - RunsOffPerMinute * seconds / 60);
    }

    /// <summary>Whether the slot so many above the lowest is in it.</summary>
    public bool Reaches(int fromBelow) => Level >= LowestSlotAt + fromBelow * SlotHeight;
}
