using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Safety;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;

namespace YongAi.Edge.Control;

/// <summary>
/// An event as one short line for people: its name, then what matters of it. The edge's log and the story of a simulated life say it
/// alike. No code and no whole evidence is ever in it.
/// </summary>
public static class EventWords
{
    /// <summary><c>DoorOrdered swap 1, slot 5, for Take, try 1</c>.</summary>
    public static string Line(Event e) => $"{e.GetType().Name} {Detail(e)}".TrimEnd();

    /// <summary>The same without the name.</summary>
    public static string Detail(Event e) => e switch
    {
        TransactionEvent t => OfSwap(t) is { Length: > 0 } more ? $"swap {t.Swap}, {more}" : $"swap {t.Swap}",
        PackAdopted p => $"slot {p.Slot}, {p.Pack}, {p.Class}",
        PackMissed p => $"slot {p.Slot}, {p.Pack}",
        PackFound p => $"slot {p.Slot}, {p.Pack}",
        PackQuarantined p => $"{p.Pack}{In(p.Slot)}, {p.Why}{(p.For is { } time ? $", for {time.TotalMinutes:0} min" : "")}",
        PackReleased p => $"{p.Pack}{In(p.Slot)}, {p.Why}",
        PackCollected p => $"slot {p.Slot}, {p.Pack}, by {p.By}",
        PackPlaced p => $"slot {p.Slot}, {p.Pack}, by {p.By}",
        SlotWithdrawn s => $"slot {s.Slot}, {s.Why}",
        SlotRestored s => $"slot {s.Slot}, {s.Why}",
        SlotOpened s => $"slot {s.Slot}, {s.Command}",
        SlotClosed s => $"slot {s.Slot}, {s.Command}",
        DoorFoundOpen d => $"slot {d.Slot}{(d.Late ? ", late" : "")}",
        ChargingStarted c => $"slot {c.Slot}, {c.Pack}, {c.Charge.Percent} %",
        ChargingStopped c => $"slot {c.Slot}, {c.Pack}{At(c.Charge)}, {c.Why}",
        AlarmRaised a => $"{a.Kind}{In(a.Slot)}",
        AlarmCleared a => $"{a.Kind}{In(a.Slot)}",
        OutputTested t => $"{t.Output}{In(t.Slot)}, {t.Result}",
        CodeRefused c => $"rider {c.Rider}, {c.Why.Name()}",
        CodesRefused c => $"{c.Why.Name()}, {c.Count} times",
        VisitEvent v => OfVisit(v) is { Length: > 0 } more ? $"visit {v.Visit}, {more}" : $"visit {v.Visit}",
        GoodsUnmet g => $"rider {g.Rider}, {g.Item}, {g.Why.Name()}",
        StockCounted s => $"{s.Channel}, {s.Item}, booked {s.Booked}, found {s.Found}, by {s.By}",
        StockFilled s => $"{s.Channel}, {s.Item}, put {s.Put}{(s.Expires is { } last ? $", good until {last:yyyy-MM-dd}" : "")}, by {s.By}",
        QuestionSettled q => $"order {q.Order}, case {q.Case}, {(q.Came ? "it had come" : "it lay there")}",
        ItemReturned r => $"{r.Channel}, {r.Item}{Tag(r.Tag)}{(r.Loan is { } loan ? $", of order {loan}" : "")}{(r.InBin ? ", into a bin" : "")}",
        ItemMissed m => $"{m.Channel}, {m.Item}{Tag(m.Tag)}",
        DemandUnmet d => $"rider {d.Rider}, {string.Join(' ', d.Classes)}, {d.Why.Name()}",
        _ => OfProgram(e),
    };

    private static string OfSwap(TransactionEvent e) => e switch
    {
        SwapStarted s => $"rider {s.Rider}{(s.Offline ? ", offline" : "")}{(s.AssistedBy is { } helper ? $", with {helper}" : "")}",
        CodeAccepted c => $"{c.Purpose}, {(c.Bound ? "bound" : "bearer")}",
        SlotsReserved r => $"in {r.InSlot}, out {r.OfferSlot}, {r.Offered}",
        DoorOrdered d => $"slot {d.Slot}, for {d.For}, try {d.Attempt}",
        DoorOpened d => $"slot {d.Slot}, {d.AfterScan.TotalMilliseconds:0} ms after the code",
        DoorClosed d => $"slot {d.Slot}",
        PackInserted p => $"slot {p.Slot}",
        PackVerified p => $"slot {p.Slot}, {p.Pack}, {p.Class}, {p.Charge.Percent} %{(p.HintDiffers ? ", not the one on his code" : "")}",
        PackRefused p => $"slot {p.Slot}{Known(p.Pack)}, {p.Why}",
        CustodyDisputed d => $"slot {d.Slot}, {d.Pack}, of rider {d.Holder}",
        PackInQuestion p => $"slot {p.Slot}, {p.Pack}",
        ConsentAsked a => $"slot {a.OfferSlot}, {a.Offered}, {a.Charge.Percent} %",
        ConsentGiven g => $"{g.Pack}, {g.Charge.Percent} %",
        OfferChanged o => $"slot {o.OfferSlot}, {o.Offered}",
        SwapCompleted s => $"{s.Brought} in {s.InSlot}{At(s.BroughtCharge)}, {s.Taken} out of {s.OutSlot}{At(s.TakenCharge)}",
        SwapUndone u => $"{u.Taken} back in {u.OutSlot}",
        EarlySwapAllowed a => $"{a.Given}",
        ClaimMade c => $"slot {c.Slot}, of swap {c.Of}",
        GiveBackStarted g => $"slot {g.Slot}, {g.Why}",
        PackGivenBack g => $"slot {g.Slot}{Known(g.Pack)}",
        PackHeld h => $"slot {h.Slot}{Known(h.Pack)}, for rider {h.Rider}",
        SwapRecovered r => $"{r.Finding}",
        SwapEnded s => $"{s.Ending}, {s.Why}{(s.Case is { } number ? $", case {number}" : "")}",
        CaseOpened c => $"case {c.Case}, slot {c.Slot}{Known(c.Pack)}, for rider {c.Rider}",
        CaseHeld c => $"case {c.Case}",
        CaseClosed c => $"case {c.Case}",
        StaffCalled c => $"case {c.Case}",
        _ => "",
    };

    private static string OfVisit(VisitEvent e) => e switch
    {
        GoodsStarted s => $"rider {s.Rider}, {s.Item}, {s.Ground}{(s.Campaign is { } name ? $" {name}" : "")}{(s.Offline ? ", offline" : "")}",
        ItemOrdered o => $"{o.Channel}, order {o.Order}, attempt {o.Attempt}",
        LockerOpened o => $"{o.Channel}, order {o.Order}, {o.AfterScan.TotalSeconds:0.00} s after the scan",
        ItemGiven g => $"{g.Channel}, order {g.Order}{Tag(g.Tag)}",
        ItemNotSeen n => $"{n.Channel}, order {n.Order}, {n.End}",
        ItemInQuestion q => $"{q.Channel}, order {q.Order}, case {q.Case}",
        GoodsEnded g => $"{g.Ending}{(g.Case is { } number ? $", case {number}" : "")}",
        _ => "",
    };

    private static string Tag(string? tag) => tag is { } known ? $", {known}" : "";

    private static string OfProgram(Event e) => e switch
    {
        CabinetStarted s => $"boot {s.Boot}, journal {s.Journal}, version {s.Version}, after {s.LastEnd}"
            + (s.JournalReplaced ? ", journal replaced" : "") + (s.Restarts > 0 ? $", {s.Restarts} restarts shortly before" : ""),
        CabinetStopped s => s.OpenSwap is { } swap ? $"with swap {swap} open" : "",
        ProblemReported r => $"{r.Number}, rider {r.Rider}",
        CommandAccepted c => $"{c.Command}, {c.Type.Name()}{(c.Slot is { } slot ? $" {slot}" : "")}, by {c.By}{(c.First is { } first ? $" with {first.Crew}" : "")}",
        CommandDone c => $"{c.Command}, {c.Type}, {c.Outcome}{(c.Why is { } why ? $", {why.Name()}" : "")}{(c.Again ? ", again" : "")}",
        CommandsRefused c => $"{c.Why.Name()}, {c.Count} times",
        CrewRefused c => $"crew {c.Crew}, {c.Purpose}, {c.Why.Name()}",
        CabinetPaused c => c.Command,
        CabinetResumed c => c.Command,
        RiderFrozen r => $"rider {r.Rider}, {r.Command}",
        RiderReleased r => $"rider {r.Rider}, {r.Command}",
        OutboxDropped d => $"{d.From} to {d.To}",
        OutboxTrimmed t => $"{t.From} to {t.To}",
        _ => "",
    };

    private static string In(SlotNumber? slot) => slot is { } number ? $", slot {number}" : "";

    private static string Known(Packs.PackId? pack) => pack is { } known ? $", {known}" : "";

    private static string At(StateOfCharge? charge) => charge is { } known ? $" at {known.Percent} %" : "";
}
