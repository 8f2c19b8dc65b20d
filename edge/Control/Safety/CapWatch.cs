using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Safety;

/// <summary>
/// The meter says that the site draws more than it may (domain table C row 21): whoever is farthest from a rider gives way, at once and as
/// many as are too much. The plan keeps below the cap by itself; this is for what it does not know.
/// </summary>
internal static class CapWatch
{
    /// <summary>Stops what is too much.</summary>
    /// <param name="s">What the watch looks at.</param>
    /// <param name="charge">What charges, under the alarms that ought to stand; those that may not are stopped already.</param>
    /// <param name="events">Is told what stopped.</param>
    /// <param name="effects">Is told what to stop.</param>
    public static void Shed(SafetySituation s, ChargeSituation charge, List<Event> events, List<Effect> effects)
    {
        if (s.CapWatts is not { } cap || JustRead(s) is not { } watts || watts <= cap) return;
        var over = watts - cap;
        // Several words may come in one instant: what was stopped in it is still in the meter's.
        foreach (var slot in charge.Slots)
            if (slot.Image.ChargeUnfitAt == s.Now && slot.Image.Reading is not null) over -= WattsOf(slot);
        foreach (var last in charge.Slots.Where(slot => charge.ChargingSlots.Contains(slot.Number) && MayCharge.WhyNot(slot, charge) is null)
            .OrderBy(slot => slot.Image.Reading!.Charge.Percent).ThenBy(slot => slot.Number))
        {
            if (over <= 0) return;
            var reading = last.Image.Reading!;
            over -= WattsOf(last);
            effects.Add(new StopCharging(last.Number));
            events.Add(new ChargingStopped(last.Number, reading.Serial, reading.Charge, ChargeStop.OverCap));
        }
    }

    private static double WattsOf(SlotView slot) => Math.Max(LeastWatts, slot.Image.Reading!.Amps.Value * slot.Image.Reading.Volts.Value);

    /// <summary>A charger whose current was not read yet counts for something.</summary>
    private const double LeastWatts = 100;

    /// <summary>One reading stops once; the next one sees what came of it.</summary>
    private static double? JustRead(SafetySituation s)
    {
        foreach (var (plan, image) in s.Sensors.Gauges)
            if (plan.Use == GaugeUse.Mains && image.At == s.Now && image.Now(Quantity.Power, s.Now) is { } watts) return watts;
        return null;
    }
}
