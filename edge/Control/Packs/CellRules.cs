namespace YongAi.Edge.Control.Packs;

/// <summary>What the cells of a pack allow (domain table C rows 8 to 10). A make that does not say its cells is judged by its own faults alone.</summary>
public static class CellRules
{
    /// <summary>A new charge begins only below warn, and ends at act: a full pack is not topped up again and again.</summary>
    public static bool AreFull(PackReading reading, PackPattern pattern, SafetyLimits limits, bool charges) =>
        reading.CellVolts is { } cells && High(pattern, limits) is var high && cells.Highest.Value >= (charges ? high.Act : high.Warn);

    /// <summary>A cell is above what any charge may bring it to.</summary>
    public static bool AreTooHigh(PackReading reading, PackPattern pattern, SafetyLimits limits) =>
        reading.CellVolts is { } cells && cells.Highest.Value >= High(pattern, limits).Act + limits.CellFaultAbove;

    /// <summary>Why its cells set a pack apart, or null.</summary>
    public static QuarantineReason? WhyApart(PackReading reading, SafetyLimits limits) => reading.CellVolts switch
    {
        { } cells when cells.Lowest.Value < limits.CellLow.Act => QuarantineReason.CellLow,
        { } cells when cells.Spread >= limits.CellSpread.Act => QuarantineReason.CellsUneven,
        _ => null,
    };

    /// <summary>The high limits of its kind of cells.</summary>
    public static Limit High(PackPattern pattern, SafetyLimits limits) =>
        pattern.Chemistry == Chemistry.Iron ? limits.IronCellHigh : limits.NickelCellHigh;
}
