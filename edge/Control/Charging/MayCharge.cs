using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Charging;

/// <summary>Whether a slot may charge at all, whatever anybody would gain by it.</summary>
public static class MayCharge
{
    /// <summary>A reading older than this is as bad as the worst (domain table C row 26).</summary>
    public static readonly TimeSpan ReadingStaleAfter = TimeSpan.FromSeconds(10);

    /// <summary>Why a slot may not charge now, or null when it may. SafetyWatch stops by it, the planner starts by it.</summary>
    public static ChargeStop? WhyNot(SlotView slot, ChargeSituation s)
    {
        if (s.Held(slot.Number) is { } held) return held;
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
}
