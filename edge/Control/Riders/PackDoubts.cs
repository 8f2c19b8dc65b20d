using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Riders;

/// <summary>What speaks against a pack: its own words, and how it has behaved since it lies here (domain table C rows 3, 4 and 9 to 12).</summary>
/// <param name="Slots">All slots: a pack is held against the others.</param>
/// <param name="Charging">Slots that charge.</param>
/// <param name="FedBack">Slots whose pack fed back into its charger.</param>
/// <param name="Limits">Thresholds of safety.</param>
/// <param name="Now">Running time.</param>
public readonly record struct PackDoubts(ImmutableArray<SlotView> Slots, SlotSet Charging, SlotSet FedBack, SafetyLimits Limits, TimeSpan Now)
{
    /// <summary>A pack so full takes little current at the end of its charge: that it takes none proves nothing.</summary>
    private const int NearlyFull = 95;

    /// <summary>Why a pack at rest behind a closed door is to be set apart, or null; the gravest first.</summary>
    public QuarantineReason? WhyApart(SlotView slot, PackReading reading) =>
        IsHot(slot, reading) ? QuarantineReason.Hot
        : PackHealth.WhyApart(reading) ?? CellRules.WhyApart(reading, Limits) ?? Implausible(slot, reading) ?? Current(slot, reading)
        ?? (slot.Image.Conduct.SilencesNow(Now) >= Limits.SilencesPerMinute ? QuarantineReason.WordsUnstable : null);

    private bool IsHot(SlotView slot, PackReading reading) =>
        reading.Hottest.Value >= Limits.PackHot.Warn
        || slot.Image.Conduct.Heat.RiseOver(Limits.RiseLasts, reading.Hottest.Value, Now) >= Limits.PackRise.Act
        || Neighbours.IsMuchHotter(slot, Slots, Limits.AboveNeighbours, Now);

    private static QuarantineReason? Implausible(SlotView slot, PackReading reading) =>
        slot.Image.Pattern is not { } pattern || Plausibility.FitsClass(reading, pattern) && Plausibility.ChargeFitsVolts(reading, pattern)
            ? null : QuarantineReason.VoltsMismatch;

    private QuarantineReason? Current(SlotView slot, PackReading reading)
    {
        var conduct = slot.Image.Conduct;
        if (FedBack.Contains(slot.Number)) return QuarantineReason.CurrentMismatch;
        if (IsChargedTooLong(slot)) return QuarantineReason.ChargedTooLong;
        if (!Charging.Contains(slot.Number)) return conduct.FlowsFor(Flow.Out, Now) >= Limits.OutflowLasts ? QuarantineReason.Outflow : null;
        var takesNone = conduct.FlowsFor(Flow.None, Now) >= Limits.CurrentWithin && Now - slot.Image.ChargeBegunAt >= Limits.CurrentWithin;
        return takesNone && reading.Charge.Percent < NearlyFull ? QuarantineReason.CurrentMismatch : null;
    }

    private bool IsChargedTooLong(SlotView slot)
    {
        var charged = slot.Image.Conduct.Charged;
        return charged.TimesExpected(slot.Image.Pattern) >= Limits.ChargeLasts.Act || charged.For >= Limits.ChargeLongest
            || Charging.Contains(slot.Number) && Now - slot.Image.ChargeBegunAt >= Limits.ChargeLongest;
    }
}
