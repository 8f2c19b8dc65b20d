using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Safety;

/// <summary>
/// The meter says that the site draws more than it may (domain table C row 21): whoever is farthest from a rider gives way, at once and as
/// many as are too much. The plan keeps below the cap by itself; this is for what it does not know.
/// </summary>
public static class CapWatch
{
    /// <summary>
    /// A stop shows in the meter after this: the order goes out, the relay falls, the meter measures. Until then what stopped is in its word
    /// still, or each word of a quick meter would stop one more. Our own number; two such times fit into the second that a breach may last.
    /// </summary>
    public static readonly TimeSpan StopShowsAfter = TimeSpan.FromMilliseconds(300);

    /// <summary>The warning ends so many per cent of the cap below where it began.</summary>
    private const double WellInside = 2;

    /// <summary>A charger whose current was not read yet counts for something.</summary>
    private const double LeastWatts = 100;

    /// <summary>
    /// Adds the alarms that ought to stand by what the meter says: one when it shows more than the cap, and one when what else draws leaves
    /// nearly nothing of it. A meter that falls silent ends neither.
    /// </summary>
    internal static void Look(SafetySituation s, List<Alarm> ought)
    {
        if (s.CapWatts is not { } cap) return;
        var (over, near) = (new Alarm(AlarmKind.OverCap, null), new Alarm(AlarmKind.NearCap, null));
        var shown = Shown(s.Sensors, s.Now);
        var isUnder = shown <= cap && s.Now - (s.Memory.OverCapAt ?? s.StartedAt) >= s.Limits.CapSettles;
        if (shown > cap || s.Standing.Contains(over) && !isUnder) SensorWatch.Add(ought, over);
        var others = shown is { } watts ? watts - ChargersDraw(s.Charge.Slots, s.Charge.ChargingSlots, s.Charge.Energy.Efficiency) - s.HeaterWatts : (double?)null;
        var isNear = s.Standing.Contains(near) ? !(others < cap * (s.Limits.NearCap - WellInside) / 100)
            : others >= cap * s.Limits.NearCap / 100 && s.Now - s.Memory.NearCapSince >= s.Limits.NearCapLasts;
        if (isNear) SensorWatch.Add(ought, near);
    }

    /// <summary>What of this turn's word of the meter the next turns have to know.</summary>
    public static SafetyMemory Remember(SafetyMemory was, double watts, EnergyPlan energy, SafetyLimits limits, ImmutableArray<SlotView> slots,
        SlotSet charging, double heaterWatts, TimeSpan now)
    {
        if (energy.CapWatts is not { } cap) return was;
        var next = watts > cap && was.OverCapAt != now ? was with { OverCapAt = now } : was;
        var isNear = watts - ChargersDraw(slots, charging, energy.Efficiency) - heaterWatts >= cap * limits.NearCap / 100;
        return isNear == next.NearCapSince is not null ? next : next with { NearCapSince = isNear ? now : null };
    }

    /// <summary>Stops what is too much.</summary>
    /// <param name="s">What the watch looks at.</param>
    /// <param name="charge">What charges, under the alarms that ought to stand; those that may not are stopped already.</param>
    /// <param name="events">Is told what stopped.</param>
    /// <param name="effects">Is told what to stop.</param>
    internal static void Shed(SafetySituation s, ChargeSituation charge, List<Event> events, List<Effect> effects)
    {
        if (s.CapWatts is not { } cap || JustRead(s) is not { } watts || watts <= cap) return;
        var over = watts - cap - s.HeaterWatts;
        foreach (var slot in charge.Slots)
            if (s.Now - slot.Image.ChargeUnfitAt < StopShowsAfter && slot.Image.Reading is not null) over -= WattsOf(slot, charge);
        foreach (var last in charge.Slots.Where(slot => charge.ChargingSlots.Contains(slot.Number) && MayCharge.WhyNot(slot, charge) is null)
            .OrderBy(slot => slot.Image.Reading!.Charge.Percent).ThenBy(slot => slot.Number))
        {
            if (over <= 0) return;
            var reading = last.Image.Reading!;
            over -= WattsOf(last, charge);
            effects.Add(new StopCharging(last.Number));
            events.Add(new ChargingStopped(last.Number, reading.Serial, reading.Charge, ChargeStop.OverCap));
        }
    }

    /// <summary>
    /// The meter has just said that it is too much. Heaters go first, and all of them: no rider misses a pack that is warmed a plan later.
    /// </summary>
    public static bool IsOver(SafetySituation s) => JustRead(s) > s.CapWatts;

    private static double WattsOf(SlotView slot, ChargeSituation s) => Math.Max(LeastWatts, Drawn(slot, s.Energy.Efficiency));

    /// <summary>From the mains, watts.</summary>
    private static double Drawn(SlotView slot, double efficiency) =>
        slot.Image.Reading is { } reading ? Math.Max(0, reading.Amps.Value) * reading.Volts.Value / efficiency : 0;

    private static double ChargersDraw(ImmutableArray<SlotView> slots, SlotSet charging, double efficiency)
    {
        var watts = 0.0;
        foreach (var slot in slots)
            if (charging.Contains(slot.Number)) watts += Drawn(slot, efficiency);
        return watts;
    }

    private static double? Shown(SensorViews sensors, TimeSpan now)
    {
        foreach (var (plan, image) in sensors.Gauges)
            if (plan.Use == GaugeUse.Mains && image.Now(Quantity.Power, now) is { } watts) return watts;
        return null;
    }

    /// <summary>One reading stops once; the next one sees what came of it.</summary>
    private static double? JustRead(SafetySituation s)
    {
        foreach (var (plan, image) in s.Sensors.Gauges)
            if (plan.Use == GaugeUse.Mains && image.At == s.Now && image.Now(Quantity.Power, s.Now) is { } watts) return watts;
        return null;
    }
}
