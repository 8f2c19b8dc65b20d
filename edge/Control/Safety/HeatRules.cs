using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Safety;

/// <summary>
/// Heat in a slot (domain table C rows 3 to 5). Each alarm begins at one value and ends well below it, or when the slot is empty; a pack
/// that falls silent is no cooler.
/// </summary>
internal static class HeatRules
{
    /// <summary>A value at its limit must not raise and clear an alarm by turns.</summary>
    private const double Slack = 2;

    private static readonly TimeSpan AMinute = TimeSpan.FromMinutes(1);

    /// <summary>Row 3, act.</summary>
    public static bool IsHot(SlotView slot, bool stands, SafetyLimits limits, TimeSpan now) =>
        slot.Image.ReadingNow(now) is { } reading
            ? reading.Hottest.Value >= (stands ? limits.PackHot.Warn : limits.PackHot.Act)
            : stands && slot.OccupancyAt(now) != Occupancy.Empty;

    /// <summary>Row 3, warn; row 4, warn: it grows warmer though nothing charges it.</summary>
    public static bool IsWarm(SlotView slot, bool charges, bool stands, SafetyLimits limits, TimeSpan now)
    {
        if (slot.Image.ReadingNow(now) is not { } reading) return stands && slot.OccupancyAt(now) != Occupancy.Empty;
        return reading.Hottest.Value >= limits.PackHot.Warn - (stands ? Slack : 0) || !charges && Rise(slot, AMinute, now) >= (stands ? limits.PackRise.Warn / 2 : limits.PackRise.Warn);
    }

    /// <summary>Row 4, act. It ends when the pack grows warmer by less than even the warning.</summary>
    public static bool HeatsFast(SlotView slot, bool stands, SafetyLimits limits, TimeSpan now) =>
        slot.Image.ReadingNow(now) is null ? stands && slot.OccupancyAt(now) != Occupancy.Empty
        : Rise(slot, limits.RiseLasts, now) >= limits.PackRise.Act || stands && Rise(slot, AMinute, now) >= limits.PackRise.Warn;

    /// <summary>Row 4, against the others.</summary>
    public static bool IsAboveOthers(SlotView slot, ImmutableArray<SlotView> all, bool stands, SafetyLimits limits, TimeSpan now) =>
        slot.Image.ReadingNow(now) is null ? stands && slot.OccupancyAt(now) != Occupancy.Empty
        : Neighbours.IsMuchHotter(slot, all, limits.AboveNeighbours - (stands ? Slack : 0), now);

    /// <summary>Row 5. Air that nobody measures any more grows warmer; a gauge never heard is as bad once its time is over.</summary>
    public static void OfAir(SensorViews sensors, ImmutableArray<Alarm> standing, SafetyLimits limits, (TimeSpan StartedAt, TimeSpan Now) at, List<Alarm> ought)
    {
        foreach (var (plan, image) in sensors.Gauges)
        {
            if (plan.Use != GaugeUse.Air || plan.Slot is not { } slot) continue;
            var unheard = at.Now - at.StartedAt >= TimeSpan.FromSeconds(limits.Stale.Act) ? double.PositiveInfinity : double.NegativeInfinity;
            var celsius = image.WorstTemperature(at.Now) ?? unheard;
            Raise(AlarmKind.SlotAirWarm, celsius, limits.SlotAir.Warn, slot);
            Raise(AlarmKind.SlotAirHot, celsius, limits.SlotAir.Act, slot);
        }

        void Raise(AlarmKind kind, double celsius, double from, SlotNumber slot)
        {
            var alarm = new Alarm(kind, slot);
            if (celsius >= from - (standing.Contains(alarm) ? Slack : 0) && !ought.Contains(alarm)) ought.Add(alarm);
        }
    }

    private static double Rise(SlotView slot, TimeSpan span, TimeSpan now) =>
        slot.Image.Reading is { } reading ? slot.Image.Conduct.Heat.RiseOver(span, reading.Hottest.Value, now) : 0;
}
