using YongAi.Edge.Control;
using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Host.Relay;

namespace YongAi.Edge.Host.Maintenance;

/// <summary>Why there is no plan for a pack though nothing bars it, and it is not left out either.</summary>
public enum NoPlan
{
    /// <summary>The disk does not answer: nothing begins.</summary>
    NoInk,
    /// <summary>The cabinet has been started too often and only looks.</summary>
    NotSteady,
    /// <summary>It is too cold for its charger's current, and its heater is on.</summary>
    Warmed,
    /// <summary>An item of the weekly test failed.</summary>
    SelfTestFailed,
    /// <summary>The next plan has it.</summary>
    NextPlan,
}

/// <summary>Why the pack of a slot charges or does not, for the crew.</summary>
internal static class ChargeView
{
    /// <summary>Null where no pack of the operator's lies, or no charger is fitted.</summary>
    public static ChargePlanReport? Of(SlotView slot, Cabinet cabinet, TimeSpan now)
    {
        if (!slot.Plan.Charger || cabinet.Ledger.Custody.StockIn(slot.Number) is null) return null;
        // The last plan was made before that, and says nothing about now.
        if (cabinet.Image.InkStalled) return Because(NoPlan.NoInk.Word());
        if (now < cabinet.Image.SteadyAt) return Because(NoPlan.NotSteady.Word());
        // What bars it now comes before the plan: that is some seconds old.
        var isWarmed = cabinet.Image.Warmed.Contains(slot.Number);
        if (cabinet.WhyNoCharge(slot, now) is { } bars)
            return bars switch
            {
                // The BMS of a cold pack may complain of it too.
                ChargeStop.Temperature or ChargeStop.PackUnsound when isWarmed => Because(NoPlan.Warmed.Word()),
                ChargeStop.OutOfService when slot.InService => Because(NoPlan.SelfTestFailed.Word()),
                _ => new(bars.Word(), 0, null, null),
            };
        var left = cabinet.WhyLeftOut(slot, now);
        foreach (var its in cabinet.Image.ChargePlan)
            if (its.Slot == slot.Number && left != LeftOut.Rests)
                return new(its.Why.Word(), its.Amps, Math.Round(its.Missed, 3), its.Hours is { } hours ? Math.Round(hours, 2) : null);
        return Because(isWarmed ? NoPlan.Warmed.Word() : left?.Word() ?? NoPlan.NextPlan.Word());
    }

    private static ChargePlanReport Because(string why) => new(why, 0, null, null);
}
