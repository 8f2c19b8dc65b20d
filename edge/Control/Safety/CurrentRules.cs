using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Safety;

/// <summary>
/// Current that flows though none was ordered, or the wrong way (domain table C row 11, table B3 rows 56 and 57). Where a contactor was
/// opened for it, no current is no proof: then the alarm ends when the slot is empty.
/// </summary>
internal static class CurrentRules
{
    /// <summary>A charger is on by its current though no order stands; the relay's own word is another witness.</summary>
    public static bool IsStuckOn(SlotView slot, bool charges, bool stands, SafetySituation s)
    {
        var now = s.Charge.Now;
        if (charges) return false;
        var image = slot.Image;
        var overdue = now - (image.ChargeOrderedAt ?? s.StartedAt) > s.Charge.Limits.Lease + SafetyWatch.LeaseSlack;
        if (overdue && (image.ChargerNow(now) == true || Flows(slot, Flow.In, s.Charge))) return true;
        if (!stands) return false;
        if (s.HasContactor) return slot.OccupancyAt(now) != Occupancy.Empty;
        var proved = slot.Plan.Pack && slot.OccupancyAt(now) != Occupancy.Empty ? image.ReadingNow(now) is not null && image.Conduct.Flow != Flow.In : true;
        return !(proved && image.ChargerNow(now) == false);
    }

    /// <summary>Row 57: a pack that is charged gives current instead, read twice.</summary>
    public static bool FeedsBack(SlotView slot, bool charges, bool stands, SafetySituation s) =>
        charges && slot.Image.Conduct.FlowsFor(Flow.Out, s.Charge.Now) > TimeSpan.Zero && slot.Image.ReadingNow(s.Charge.Now) is not null
        || stands && slot.OccupancyAt(s.Charge.Now) != Occupancy.Empty;

    /// <summary>Row 11: current leaves a pack that lies in its slot.</summary>
    public static bool FlowsOut(SlotView slot, bool charges, SafetySituation s) => !charges && Flows(slot, Flow.Out, s.Charge);

    /// <summary>Row 13, warn; from act on the pack is set apart for it. The next full charge, or the next pack, ends it.</summary>
    public static bool IsChargedLong(SlotView slot, bool stands, SafetySituation s) =>
        slot.Quarantine?.Why == QuarantineReason.ChargedTooLong
        || slot.Image.Conduct.Charged.TimesExpected(slot.Image.Pattern) >= s.Charge.Safety.ChargeLasts.Warn
            && (stands && slot.OccupancyAt(s.Charge.Now) != Occupancy.Empty || slot.Image.ReadingNow(s.Charge.Now) is not null);

    private static bool Flows(SlotView slot, Flow flow, Charging.ChargeSituation s) =>
        slot.Image.ReadingNow(s.Now) is not null && slot.Image.Conduct.FlowsFor(flow, s.Now) >= s.Safety.OutflowLasts;
}
