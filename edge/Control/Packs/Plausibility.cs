namespace YongAi.Edge.Control.Packs;

/// <summary>Whether what a pack says can be true of a pack with its serial (domain table C rows 11 and 12).</summary>
public static class Plausibility
{
    // Shares of the way from the lowest to the highest plausible volts. At rest a full pack of any chemistry lies above the first at 90 %,
    // and none below 10 % of charge reaches the second, even while it charges. Our own numbers.
    private const double FullLeast = 0.4, EmptyMost = 0.9;
    private const int FullFrom = 90, EmptyUntil = 10;

    /// <summary>Its volts are those of its class: outside lies another class, reverse polarity, over-voltage or a short.</summary>
    public static bool FitsClass(PackReading reading, PackPattern pattern) =>
        reading.Cells == pattern.Cells && reading.Volts.Value >= pattern.Least.Value && reading.Volts.Value <= pattern.Most.Value;

    /// <summary>Its state of charge and its volts tell the same story.</summary>
    public static bool ChargeFitsVolts(PackReading reading, PackPattern pattern)
    {
        var share = (reading.Volts.Value - pattern.Least.Value) / (pattern.Most.Value - pattern.Least.Value);
        return !(reading.Charge.Percent >= FullFrom && share < FullLeast || reading.Charge.Percent <= EmptyUntil && share > EmptyMost);
    }
}
