using Microsoft.Extensions.Logging;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Safety;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;
using YongAi.Edge.Host.Logging;

namespace YongAi.Edge.Host.Loop;

/// <summary>Every decision on its way to the journal, as one line of the log. No code and no whole evidence is ever shown.</summary>
public sealed class DecisionLog(IJournal journal, ILogger log) : IJournal
{
    /// <inheritdoc/>
    public void Hand(ImmutableArray<Entry> entries)
    {
        journal.Hand(entries);
        if (!log.IsEnabled(LogLevel.Information)) return;
        foreach (var entry in entries) Log.Decided(log, entry.Position, entry.Event.GetType().Name, Detail(entry.Event));
    }

    private static string Detail(Event e) => e switch
    {
        CabinetStarted s => $"boot {s.Boot}, journal {s.Journal}, version {s.Version}, after {s.LastEnd}"
            + (s.Restarts > 0 ? $", {s.Restarts} restarts shortly before" : ""),
        CabinetStopped s => s.OpenSwap is { } swap ? $"with swap {swap} open" : "",
        SwapStarted s => $"swap {s.Swap}, rider {s.Rider}{(s.Offline ? ", offline" : "")}",
        CodeAccepted c => $"swap {c.Swap}, {c.Purpose}, {(c.Bound ? "bound" : "bearer")}",
        SlotsReserved r => $"swap {r.Swap}, in {r.InSlot}, out {r.OfferSlot}",
        DoorOrdered d => $"swap {d.Swap}, slot {d.Slot}, for {d.For}, try {d.Attempt}",
        DoorOpened d => $"swap {d.Swap}, slot {d.Slot}, {d.AfterScan.TotalMilliseconds:0} ms after the code",
        PackVerified p => $"swap {p.Swap}, slot {p.Slot}, {p.Pack}, {p.Class}, {p.Charge.Percent} %",
        PackRefused p => $"swap {p.Swap}, slot {p.Slot}, {p.Why}",
        SwapCompleted s => $"swap {s.Swap}, {s.Brought} in {s.InSlot}, {s.Taken} out of {s.OutSlot}",
        SwapEnded s => $"swap {s.Swap}, {s.Ending}, {s.Why}{(s.Case is { } c ? $", case {c}" : "")}",
        SwapRecovered r => $"swap {r.Swap}, {r.Finding}",
        StaffCalled c => $"swap {c.Swap}, case {c.Case}",
        ConsentAsked a => $"swap {a.Swap}, {a.Offered} in {a.OfferSlot}, {a.Charge.Percent} %",
        SwapUndone u => $"swap {u.Swap}, {u.Taken} back in {u.OutSlot}",
        ClaimMade c => $"swap {c.Swap}, slot {c.Slot}, of swap {c.Of}",
        CustodyDisputed d => $"swap {d.Swap}, slot {d.Slot}, {d.Pack}",
        TransactionEvent t => $"swap {t.Swap}",
        PackAdopted p => $"slot {p.Slot}, {p.Pack}, {p.Class}",
        PackMissed p => $"slot {p.Slot}, {p.Pack}",
        PackFound p => $"slot {p.Slot}, {p.Pack}",
        DoorFoundOpen d => $"slot {d.Slot}{(d.Late ? ", late" : "")}",
        PackQuarantined p => $"{p.Pack}, {p.Why}",
        PackReleased p => $"{p.Pack}, {p.Why}",
        SlotWithdrawn s => $"slot {s.Slot}, {s.Why}",
        SlotRestored s => $"slot {s.Slot}, {s.Why}",
        ChargingStarted c => $"slot {c.Slot}, {c.Charge.Percent} %",
        ChargingStopped c => $"slot {c.Slot}, {c.Why}",
        CommandAccepted c => $"{c.Command}, {c.Type.Name()}{(c.Slot is { } slot ? $" {slot}" : "")}, by {c.By}",
        CommandDone c => $"{c.Command}, {c.Type}, {c.Outcome}{(c.Why is { } why ? $", {why.Name()}" : "")}{(c.Again ? ", again" : "")}",
        CommandsRefused c => $"{c.Why.Name()}, {c.Count} times",
        CrewRefused c => $"crew {c.Crew}, {c.Purpose}, {c.Why.Name()}",
        SlotOpened s => $"slot {s.Slot}, {s.Command}",
        SlotClosed s => $"slot {s.Slot}, {s.Command}",
        PackCollected p => $"slot {p.Slot}, {p.Pack}, by {p.By}",
        PackPlaced p => $"slot {p.Slot}, {p.Pack}, by {p.By}",
        RiderFrozen r => $"rider {r.Rider}",
        RiderReleased r => $"rider {r.Rider}",
        OutboxDropped d => $"{d.From} to {d.To}",
        OutboxTrimmed t => $"{t.From} to {t.To}",
        AlarmRaised a => a.Slot is { } slot ? $"{a.Kind}, slot {slot}" : $"{a.Kind}",
        AlarmCleared a => a.Slot is { } slot ? $"{a.Kind}, slot {slot}" : $"{a.Kind}",
        CodeRefused c => $"rider {c.Rider}, {c.Why.Name()}",
        CodesRefused c => $"{c.Why.Name()}, {c.Count} times",
        DemandUnmet d => $"rider {d.Rider}, {d.Why.Name()}",
        _ => "",
    };
}
