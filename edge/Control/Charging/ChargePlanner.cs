using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Charging;

/// <summary>
/// Turns a plan into orders: one of one lease for each slot that is to charge, renewed at a third of it. An order that is not renewed ends in
/// hardware, so a planner that falls silent is a cabinet that stops charging.
/// </summary>
public static class ChargePlanner
{
    /// <summary>What happens and is to be done by a plan.</summary>
    public static Decision Orders(ChargeSituation s, ImmutableArray<PlannedCharge> plan)
    {
        List<Event> events = [];
        List<Effect> effects = [];
        foreach (var its in plan)
        {
            var slot = ViewOf(s, its.Slot);
            var reading = slot.Image.Reading!;
            var charges = s.ChargingSlots.Contains(its.Slot);
            if (its.Amps > 0)
            {
                if (!charges) events.Add(new ChargingStarted(its.Slot, reading.Serial, reading.Charge));
                effects.Add(new ChargeOrder(its.Slot, s.Limits.Lease) { Amps = slot.Plan.Adjustable is null ? null : new Amps(Steady(its.Amps, charges ? slot.Image.ChargeOrderedAmps : null)) });
            }
            else if (charges)
            {
                Stop(reading, its.Slot, ChargeStop.Planned);
            }
        }
        // Who charges and has no part in the plan any more would charge on to the end of its lease, and then be taken for a pack that takes nothing.
        foreach (var slot in s.Slots)
            if (s.ChargingSlots.Contains(slot.Number) && !plan.Any(its => its.Slot == slot.Number) && MayCharge.WhyNot(slot, s) is null)
                Stop(slot.Image.Reading!, slot.Number, Candidates.WhyLeftOut(slot, s) == LeftOut.LessCurrent ? ChargeStop.Temperature : ChargeStop.Planned);
        return new Decision([.. events], [.. effects]);

        void Stop(PackReading reading, SlotNumber slot, ChargeStop why)
        {
            effects.Add(new StopCharging(slot));
            events.Add(new ChargingStopped(slot, reading.Serial, reading.Charge, why));
        }
    }

    /// <summary>Less at once, more only when it is worth a write: a supply is not to be set anew for every tenth.</summary>
    private static double Steady(double amps, Amps? before) => before is { } set && amps > set.Value && amps < set.Value + StepUp ? set.Value : amps;

    /// <summary>Amperes; our own number.</summary>
    private const double StepUp = 0.5;

    private static SlotView ViewOf(ChargeSituation s, SlotNumber number)
    {
        foreach (var slot in s.Slots)
            if (slot.Number == number) return slot;
        throw new InvariantBroken($"the plan names slot {number}, which the site does not have");
    }
}
