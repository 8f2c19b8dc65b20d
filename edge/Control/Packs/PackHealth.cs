namespace YongAi.Edge.Control.Packs;

/// <summary>What a pack's own words allow: to be taken in, to be charged, to be handed out (domain tables B3 and C).</summary>
public static class PackHealth
{
    /// <summary>Hotter than this is never taken in or handed out (table B3 row 22).</summary>
    public static readonly Celsius TooHot = new(55);

    private const PackFaults Unsound = PackFaults.CellOverVoltage | PackFaults.PackOverVoltage | PackFaults.ShortCircuit
        | PackFaults.FrontEnd | PackFaults.SoftwareLock | PackFaults.MosFault;

    private const PackFaults Damaged = PackFaults.ShortCircuit | PackFaults.FrontEnd | PackFaults.SoftwareLock | PackFaults.MosFault;

    /// <summary>What charging cures.</summary>
    private const PackFaults Empty = PackFaults.CellUnderVoltage | PackFaults.PackUnderVoltage | PackFaults.SocLow;

    /// <summary>What warmth cures.</summary>
    private const PackFaults Cold = PackFaults.ChargeCold | PackFaults.DischargeCold;

    /// <summary>A pack ridden empty reports under-voltage; that alone is no reason to refuse it.</summary>
    public static bool MayBeTakenIn(PackReading reading) =>
        (reading.Faults & Unsound) == 0 && reading.Hottest.Value < TooHot.Value;

    /// <summary>Handed out only without any complaint of its BMS but that it is full.</summary>
    public static bool MayBeHandedOut(PackReading reading) =>
        (reading.Faults & ~PackFaults.SocHigh) == PackFaults.None && reading.Hottest.Value < TooHot.Value;

    /// <summary>
    /// Why a pack at rest is to be set apart, or null. Over-voltage is not among the faults: it is how a charge ends, and while it
    /// stands the pack is neither charged nor handed out anyway.
    /// </summary>
    public static QuarantineReason? WhyApart(PackReading reading) =>
        reading.Hottest.Value >= TooHot.Value ? QuarantineReason.Hot
        : (reading.Faults & Damaged) != 0 ? QuarantineReason.Suspect : null;

    /// <summary>Charged only when sound and inside the temperatures; that it is empty is what charging cures.</summary>
    public static bool MayBeCharged(PackReading reading, Celsius coldest, Celsius hottest) =>
        (reading.Faults & ~Empty) == 0
        && reading.Coldest.Value >= coldest.Value && reading.Hottest.Value <= hottest.Value;

    /// <summary>Warmed only when sound; that it is empty or too cold is why it is warmed.</summary>
    public static bool MayBeWarmed(PackReading reading) => (reading.Faults & ~(Empty | Cold)) == 0;
}
