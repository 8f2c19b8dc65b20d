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
                effects.Add(new ChargeOrder(its.Slot, s.Limits.Lease));
            }
            else if (charges)
            {
                effects.Add(new StopCharging(its.Slot));
                events.Add(new ChargingStopped(its.Slot, reading.Serial, reading.Charge, ChargeStop.Planned));
            }
        }
        return new Decision([.. events], [.. effects]);
    }

    private static SlotView ViewOf(ChargeSituation s, SlotNumber number)
    {
        foreach (var slot in s.Slots)
            if (slot.Number == number) return slot;
        throw new InvariantBroken($"the plan names slot {number}, which the site does not have");
    }
}
