using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Charging;

/// <summary>All that charging looks at.</summary>
/// <param name="Slots">The slots, by number.</param>
/// <param name="Custody">Who owns which pack: only the operator's known packs charge.</param>
/// <param name="Limits">How this cabinet charges.</param>
/// <param name="Charging">Slots that charge.</param>
/// <param name="StockedAt">Since when a slot holds stock.</param>
/// <param name="Reserved">Slots that a swap keeps for itself.</param>
/// <param name="Now">Running time.</param>
public sealed record ChargeSituation(ImmutableArray<SlotView> Slots, Custody Custody, ChargeLimits Limits,
    ImmutableSortedDictionary<int, PackId> Charging, ImmutableSortedDictionary<int, TimeSpan> StockedAt,
    ImmutableArray<SlotNumber> Reserved, TimeSpan Now)
{
    private readonly SlotSet? charging;

    /// <summary>An alarm stands under which nothing charges: fire, water, a tripped breaker, a hand on the stop.</summary>
    public bool Forbidden { get; init; }

    /// <summary>The slots that charge, where the caller has them at hand: the watch asks for each slot in each turn.</summary>
    internal SlotSet ChargingSlots
    {
        get => charging ?? SlotSet.Of(Charging.Keys);
        init => charging = value;
    }
}

/// <summary>
/// First come, first charged, at most so many at once: one order of one lease for each charging slot, renewed at a third of it.
/// An order that is not renewed ends in hardware, so a planner that falls silent is a cabinet that stops charging.
/// </summary>
public static class ChargePlanner
{
    /// <summary>A reading older than this is as bad as the worst (domain table C row 26).</summary>
    public static readonly TimeSpan ReadingStaleAfter = TimeSpan.FromSeconds(10);

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

    /// <summary>Why a slot may not charge now, or null when it may. SafetyWatch stops by it, the planner starts by it.</summary>
    public static ChargeStop? WhyNot(SlotView slot, ChargeSituation s)
    {
        if (s.Forbidden) return ChargeStop.Danger;
        if (s.Reserved.Contains(slot.Number)) return ChargeStop.Reserved;
        if (slot.Image.DoorNow(s.Now) != DoorState.Closed) return ChargeStop.DoorNotClosed;
        if (slot.Plan.Presence && slot.Image.PresentNow(s.Now) != true) return ChargeStop.PackGone;
        if (slot.Image.ReadingWithin(ReadingStaleAfter, s.Now) is not { } reading) return ChargeStop.ReadingStale;
        if (s.Custody.StockIn(slot.Number) != reading.Serial) return ChargeStop.PackGone;
        if (!slot.InService) return ChargeStop.OutOfService;
        if (reading.Coldest.Value < s.Limits.Coldest.Value || reading.Hottest.Value > s.Limits.Hottest.Value)
            return ChargeStop.Temperature;
        if (!PackHealth.MayBeCharged(reading, s.Limits.Coldest, s.Limits.Hottest)) return ChargeStop.PackUnsound;
        return reading.Charge.Percent >= s.Limits.FullAt.Percent ? ChargeStop.Full : null;
    }

    private static IEnumerable<SlotView> InLine(ChargeSituation s) =>
        s.Slots
            .Where(slot => slot.Plan.Charger && !(s.Now - slot.Image.ChargeUnfitAt < RestAfterStop)
                           && !s.Charging.ContainsKey(slot.Number.Value) && WhyNot(slot, s) is null
                           && slot.ProvedReading(s.Now) is { } reading && reading.Charge.Percent < s.Limits.AgainBelow.Percent)
            .OrderBy(slot => s.StockedAt.GetValueOrDefault(slot.Number.Value)).ThenBy(slot => slot.Number);
}
