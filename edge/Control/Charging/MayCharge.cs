using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Charging;

/// <summary>Whether a slot may charge at all, whatever anybody would gain by it.</summary>
public static class MayCharge
{
    /// <summary>Why a slot may not charge now, or null when it may. SafetyWatch stops by it, the planner starts by it.</summary>
    public static ChargeStop? WhyNot(SlotView slot, ChargeSituation s) => WhyNot(slot, s, warms: false);

    /// <summary>Why a slot's pack may not even be warmed: the same, but that it is too cold to charge.</summary>
    public static ChargeStop? WhyNotWarm(SlotView slot, ChargeSituation s) => WhyNot(slot, s, warms: true);

    private static ChargeStop? WhyNot(SlotView slot, ChargeSituation s, bool warms)
    {
        if (s.Held(slot.Number) is { } held) return held;
        if (s.Isolated.Contains(slot.Number)) return ChargeStop.Danger;
        if (s.Reserved.Contains(slot.Number)) return ChargeStop.Reserved;
        if (slot.Image.DoorNow(s.Now) != DoorState.Closed) return ChargeStop.DoorNotClosed;
        if (slot.Plan.Presence && slot.Image.PresentNow(s.Now) != true) return ChargeStop.PackGone;
        // Older than this it is the worst that it can be (domain table C row 26), and the worst does not charge.
        if (slot.Image.ReadingWithin(TimeSpan.FromSeconds(s.Safety.Stale.Warn), s.Now) is not { } reading) return ChargeStop.ReadingStale;
        if (s.Custody.StockIn(slot.Number) != reading.Serial) return ChargeStop.PackGone;
        if (!slot.InService) return ChargeStop.OutOfService;
        if (!warms && reading.Coldest.Value < s.Limits.Coldest.Value || reading.Hottest.Value > s.Limits.Hottest.Value)
            return ChargeStop.Temperature;
        if (!(warms ? PackHealth.MayBeWarmed(reading) : PackHealth.MayBeCharged(reading, s.Limits.Coldest, s.Limits.Hottest)))
            return ChargeStop.PackUnsound;
        // Another class, reversed, shorted, over-voltage, or nobody's pack: the contactor never closes on it (rows 12 and 24).
        if (slot.Image.Pattern is not { } pattern || !Plausibility.FitsClass(reading, pattern)) return ChargeStop.PackUnsound;
        if (CellRules.WhyApart(reading, s.Safety) is not null || CellRules.AreTooHigh(reading, pattern, s.Safety)) return ChargeStop.PackUnsound;
        if (CellRules.AreFull(reading, pattern, s.Safety, s.ChargingSlots.Contains(slot.Number))) return ChargeStop.Full;
        return reading.Charge.Percent >= s.Limits.FullAt.Percent ? ChargeStop.Full : null;
    }
}
