namespace YongAi.Edge.Control.Packs;

/// <summary>How worn a pack is (domain table C row 33). What a make does not say is no reason.</summary>
public static class PackWear
{
    /// <summary>Its operator should hear of it.</summary>
    public static bool IsWorn(PackReading reading, SafetyLimits limits) => reading.Health < limits.Health.Warn;

    /// <summary>Not handed out any more; to be collected at the next service.</summary>
    public static bool IsSpent(PackReading reading, PackPattern? pattern, SafetyLimits limits) =>
        reading.Health < limits.Health.Act || reading.Cycles > pattern?.CyclesMost;
}
