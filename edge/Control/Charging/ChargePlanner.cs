using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Charging;

/// <summary>
/// First come, first charged, at most so many at once: one order of one lease for each charging slot, renewed at a third of it.
/// An order that is not renewed ends in hardware, so a planner that falls silent is a cabinet that stops charging.
/// </summary>
public static class ChargePlanner
{
    /// <summary>After a stop for temperature, faults or silence a pack rests so long: a value at its limit must not switch it on and off.</summary>
    public static readonly TimeSpan RestAfterStop = TimeSpan.FromSeconds(60);

    /// <summary>Orders for all that charge, and the next ones in line.</summary>
    public static Decision Plan(ChargeSituation s)
    {
        List<Event> events = [];
        List<Effect> orders = [];
        foreach (var number in s.Charging.Keys)
            orders.Add(new ChargeOrder(new SlotNumber(number), s.Limits.Lease));
        foreach (var slot in InLine(s).Take(s.Limits.MaxCharging - s.Charging.Count))
        {
            var reading = slot.Image.Reading!;
            events.Add(new ChargingStarted(slot.Number, reading.Serial, reading.Charge));
            orders.Add(new ChargeOrder(slot.Number, s.Limits.Lease));
        }
        return new Decision([.. events], [.. orders]);
    }

    private static IEnumerable<SlotView> InLine(ChargeSituation s) =>
        s.Slots
            .Where(slot => slot.Plan.Charger && !(s.Now - slot.Image.ChargeUnfitAt < RestAfterStop)
                           && !s.Charging.ContainsKey(slot.Number.Value) && MayCharge.WhyNot(slot, s) is null
                           && slot.ProvedReading(s.Now) is { } reading && reading.Charge.Percent < s.Limits.AgainBelow.Percent)
            .OrderBy(slot => s.StockedAt.GetValueOrDefault(slot.Number.Value)).ThenBy(slot => slot.Number);
}
