using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Safety;

/// <summary>
/// What the cells of a pack make an alarm (domain table C rows 8 to 10). It ends a little nearer to where a sound pack is; a pack that falls
/// silent, or no longer says its cells, ends none.
/// </summary>
internal static class CellAlarms
{
    private const double HighSlack = 0.03, LowSlack = 0.1, EvenShare = 0.8;

    /// <summary>Row 8: a cell so high is a fault.</summary>
    public static bool AreTooHigh(SlotView slot, bool stands, SafetyLimits limits, TimeSpan now)
    {
        if (slot.Image.ReadingNow(now)?.CellVolts is not { } cells || slot.Image.Pattern is not { } pattern) return Stays(slot, stands, now);
        var from = CellRules.High(pattern, limits).Act + limits.CellFaultAbove;
        return cells.Highest.Value >= from - (stands ? HighSlack : 0);
    }

    /// <summary>Row 9, warn.</summary>
    public static bool AreLow(SlotView slot, bool stands, SafetyLimits limits, TimeSpan now) =>
        slot.Image.ReadingNow(now)?.CellVolts is { } cells
            ? cells.Lowest.Value < limits.CellLow.Warn + (stands ? LowSlack : 0) : Stays(slot, stands, now);

    /// <summary>Row 10, warn.</summary>
    public static bool AreUneven(SlotView slot, bool stands, SafetyLimits limits, TimeSpan now) =>
        slot.Image.ReadingNow(now)?.CellVolts is { } cells
            ? cells.Spread >= limits.CellSpread.Warn * (stands ? EvenShare : 1) : Stays(slot, stands, now);

    /// <summary>Row 33, warn: how worn a pack is does not change while it lies here.</summary>
    public static bool IsWorn(SlotView slot, bool stands, SafetyLimits limits, TimeSpan now) =>
        slot.Image.ReadingNow(now) is { Health: not null } reading ? PackWear.IsWorn(reading, limits) : Stays(slot, stands, now);

    private static bool Stays(SlotView slot, bool stands, TimeSpan now) => stands && slot.OccupancyAt(now) != Occupancy.Empty;
}
