using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Safety;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;

namespace YongAi.Edge.Control;

/// <summary>
/// All that must survive a power cut. It changes only by <see cref="Apply"/>: replaying the journal gives the same ledger.
/// </summary>
public sealed record Ledger
{
    /// <summary>The ledger of a cabinet on its first day.</summary>
    public static Ledger Empty { get; } = new();

    /// <summary>Position of the last event applied.</summary>
    public long Position { get; init; }
    /// <summary>Running time of the last event applied.</summary>
    public TimeSpan Elapsed { get; init; }
    /// <summary>Latest believed wall time of any event, seconds since 1970 UTC: it cannot be earlier than this.</summary>
    public long TimeFloor { get; init; }
    public string Journal { get; init; } = "";
    public string Boot { get; init; } = "";
    /// <summary>The journal before this one was damaged and set aside; stands until a crew has looked.</summary>
    public bool JournalReplaced { get; init; }

    /// <summary>The last run was asked to stop, and wrote so.</summary>
    public bool Stopped { get; init; }
    /// <summary>When the last few starts were that followed no asked stop.</summary>
    public ImmutableArray<TimeSpan> Restarts { get; init; } = [];

    /// <summary>Number of the last swap begun.</summary>
    public long LastSwap { get; init; }
    public Swap? Swap { get; init; }
    public ImmutableArray<Case> Cases { get; init; } = [];
    /// <summary>The last visits, oldest first: whose, and the slot he had to do with last.</summary>
    public ImmutableArray<Visit> Visits { get; init; } = [];
    /// <summary>Slots where the last pack put in garbled its serial or changed it, by slot number.</summary>
    public ImmutableSortedSet<int> Doubted { get; init; } = [];

    public Custody Custody { get; init; } = Custody.Empty;
    /// <summary>Since when a slot holds stock, by slot number: first come, first charged. A slot stays known for ever.</summary>
    public ImmutableSortedDictionary<int, TimeSpan> StockedAt { get; init; } = ImmutableSortedDictionary<int, TimeSpan>.Empty;
    public ImmutableSortedDictionary<int, ImmutableArray<Withdrawal>> Withdrawn { get; init; } =
        ImmutableSortedDictionary<int, ImmutableArray<Withdrawal>>.Empty;
    /// <summary>Since when each of those reasons stands; a reason of a ledger older than this field has no time.</summary>
    public ImmutableSortedDictionary<int, ImmutableSortedDictionary<Withdrawal, TimeSpan>> WithdrawnAt { get; init; } =
        ImmutableSortedDictionary<int, ImmutableSortedDictionary<Withdrawal, TimeSpan>>.Empty;
    /// <summary>Swaps that left a door open behind them, by slot: what is missing there is asked of them.</summary>
    public ImmutableSortedDictionary<int, long> LeftOpenBy { get; init; } = ImmutableSortedDictionary<int, long>.Empty;
    /// <summary>
    /// Doors ordered for a rider whose visit left nothing of his here, by slot, and that visit: such a door may spring late or was left
    /// open, and what turns up behind it is his.
    /// </summary>
    public ImmutableSortedDictionary<int, Visit> OwnDoors { get; init; } = ImmutableSortedDictionary<int, Visit>.Empty;
    /// <summary>Packs set apart, by serial.</summary>
    public ImmutableSortedDictionary<string, Quarantine> Quarantined { get; init; } =
        ImmutableSortedDictionary<string, Quarantine>.Empty;
    /// <summary>Slots that charge, by slot number.</summary>
    public ImmutableSortedDictionary<int, PackId> Charging
    {
        get;
        init => (field, ChargingSlots) = (value, SlotSet.Of(value.Keys));
    } = ImmutableSortedDictionary<int, PackId>.Empty;

    /// <summary>The same, only which: what every turn asks of every slot is found out when it changes.</summary>
    internal SlotSet ChargingSlots { get; private init; }
    public ImmutableArray<Alarm> Alarms { get; init; } = [];
    /// <summary>Who came here when, by name of the class; learned only while the clock on the wall is believed.</summary>
    public ImmutableSortedDictionary<string, DemandHistory> Demand { get; init; } =
        ImmutableSortedDictionary.Create<string, DemandHistory>(StringComparer.Ordinal);

    /// <summary>How often the earth-leakage breaker has tripped since a crew looked (domain table C row 19).</summary>
    public int LeakageTrips { get; init; }
    /// <summary>Where suppression was let out and no crew has looked since: slots, and 0 for the whole cabinet.</summary>
    public ImmutableSortedSet<int> Released { get; init; } = [];
    /// <summary>The last test of each output, by its name in the site file.</summary>
    public ImmutableSortedDictionary<string, OutputTest> OutputTests { get; init; } = ImmutableSortedDictionary<string, OutputTest>.Empty;

    /// <summary>Goods: what lies where, who had what, what is out on loan, and the visit under way.</summary>
    public GoodsBook Goods { get; init; } = GoodsBook.Empty;

    /// <summary>What commands and crews have left behind.</summary>
    /// <summary>The last goods visits, oldest first.</summary>
    public ImmutableArray<PastVisit> GoodsVisits { get; init; } = [];
    /// <summary>The last reports of riders, oldest first.</summary>
    public ImmutableArray<Report> Reports { get; init; } = [];
    public CommandBook Commands { get; init; } = CommandBook.Empty;

    public CodeMemory Codes { get; init; } = CodeMemory.Empty;
    public RiderHistory Riders { get; init; } = RiderHistory.Empty;

    /// <summary>Why a slot is out of service; empty when it serves.</summary>
    public ImmutableArray<Withdrawal> WithdrawnFrom(SlotNumber slot) =>
        Withdrawn.TryGetValue(slot.Value, out var reasons) ? reasons : [];

    /// <summary>Since when a slot is out of service for a reason, running time; null where it is not, or nobody wrote it down.</summary>
    public TimeSpan? WithdrawnSince(SlotNumber slot, Withdrawal why) =>
        WithdrawnAt.TryGetValue(slot.Value, out var since) && since.TryGetValue(why, out var at) ? at : null;

    /// <summary>Slots that are out of service for a reason.</summary>
    public IEnumerable<SlotNumber> WithdrawnFor(Withdrawal why) =>
        Withdrawn.Where(slot => slot.Value.Contains(why)).Select(slot => new SlotNumber(slot.Key));

    /// <summary>Why a pack is set apart, or null when it is not.</summary>
    public Quarantine? QuarantineOf(PackId? pack) =>
        pack is { } known && Quarantined.TryGetValue(known.Text, out var quarantine) ? quarantine : null;

    /// <summary>Slots that something still depends on: an open swap, a case, a pack. The site has to have them.</summary>
    public ImmutableSortedSet<SlotNumber> SlotsInUse
    {
        get
        {
            var open = Swap is { } swap ? [swap.InSlot, swap.OfferSlot] : ImmutableArray<SlotNumber?>.Empty;
            var cases = Cases.SelectMany(c => ImmutableArray.Create(c.InSlot, c.OfferSlot));
            var packs = Custody.Packs.Values.Select(holding => holding.Slot);
            return [.. open.Concat(cases).Concat(packs).OfType<SlotNumber>()];
        }
    }

    /// <summary>The only way the ledger changes.</summary>
    /// <exception cref="InvariantBroken">The entry does not follow the last one, or breaks custody.</exception>
    public Ledger Apply(Entry entry)
    {
        if (entry.Position != Position + 1)
            throw new InvariantBroken($"journal position {entry.Position} follows {Position}");
        var at = entry.At.Elapsed;
        var next = After(entry.Event, at) with { Position = entry.Position, Elapsed = at };
        next = next with { Commands = next.Commands.After(entry.Event, entry.At, TimeFloor) };
        if (entry.Event is OutputTested tested)
            next = next with
            {
                OutputTests = OutputTests.SetItem(tested.Output,
                    new OutputTest(at, entry.At.WallIsTrusted ? entry.At.Wall.ToUnixTimeSeconds() : 0, tested.Result)),
            };
        if (entry.At.WallIsTrusted && entry.At.Wall.ToUnixTimeSeconds() > next.TimeFloor)
            next = next with { TimeFloor = entry.At.Wall.ToUnixTimeSeconds() };
        return entry.At.WallIsTrusted ? next.Wanted(entry) : next;
    }

    private Ledger After(Event e, TimeSpan at) => e switch
    {
        CabinetStarted s => this with
        {
            Boot = s.Boot, Journal = s.Journal, JournalReplaced = JournalReplaced || s.JournalReplaced,
            Charging = Charging.Clear(), Commands = Commands.Restarted(), Stopped = false,
            Restarts = Boot.Length == 0 || Stopped ? Restarts : [.. Restarts.TakeLast(Runs.RestartsMax - 1), at],
        },
        CabinetStopped => this with { Stopped = true },
        PackAdopted a => this with
        {
            Custody = Custody.Stock(a.Pack, a.Slot), StockedAt = StockedAt.SetItem(a.Slot.Value, at),
        },
        PackMissed m => this with { Custody = Custody.Lost(m.Pack) },
        SlotWithdrawn w => WithdrawnFrom(w.Slot).Contains(w.Why) ? this : this with
        {
            Withdrawn = Withdrawn.SetItem(w.Slot.Value, WithdrawnFrom(w.Slot).Add(w.Why)),
            WithdrawnAt = WithdrawnAt.SetItem(w.Slot.Value, SinceOf(w.Slot).SetItem(w.Why, at)),
            LeftOpenBy = w.Why == Withdrawal.DoorOpen && Swap is { } open && open.Door == w.Slot
                ? LeftOpenBy.SetItem(w.Slot.Value, open.Number) : LeftOpenBy,
        },
        SlotRestored r => this with
        {
            LeftOpenBy = r.Why == Withdrawal.DoorOpen ? LeftOpenBy.Remove(r.Slot.Value) : LeftOpenBy,
            Withdrawn = WithdrawnFrom(r.Slot).Remove(r.Why) is { IsEmpty: false } left
                ? Withdrawn.SetItem(r.Slot.Value, left) : Withdrawn.Remove(r.Slot.Value),
            WithdrawnAt = SinceOf(r.Slot).Remove(r.Why) is { IsEmpty: false } since
                ? WithdrawnAt.SetItem(r.Slot.Value, since) : WithdrawnAt.Remove(r.Slot.Value),
        },
        PackQuarantined q => SetApart(q, at),
        PackReleased r => this with { Quarantined = Quarantined.Remove(r.Pack.Text) },
        ChargingStarted c => this with { Charging = Charging.SetItem(c.Slot.Value, c.Pack) },
        ChargingStopped c => this with { Charging = Charging.Remove(c.Slot.Value) },
        AlarmRaised a => this with
        {
            Alarms = Alarms.Add(new Alarm(a.Kind, a.Slot)),
            LeakageTrips = a.Kind == AlarmKind.Leakage ? LeakageTrips + 1 : LeakageTrips,
            Released = a.Kind == AlarmKind.SuppressionReleased ? Released.Add(a.Slot?.Value ?? 0) : Released,
        },
        AlarmCleared a => this with { Alarms = Alarms.Remove(new Alarm(a.Kind, a.Slot)) },
        CommandAccepted { Type: CommandType.CabinetResume, Origin: Origin.Crew } seen => SeenByCrew().Used(seen.Badge, at).Used(seen.First, at),
        CommandAccepted c => (this with
        {
            OwnDoors = c is { Type: CommandType.SlotOpen, Slot: { } opened } ? OwnDoors.Remove(opened.Value) : OwnDoors,
        }).Used(c.Badge, at).Used(c.First, at),
        // The operator's pack is with the crew, and a serial never seen is normal; a rider's own stays his.
        PackCollected c => this with { Custody = c.Owner is { } owner ? Custody.Out(c.Pack, owner) : Custody.Lost(c.Pack) },
        PackPlaced p => this with
        {
            Custody = Custody.Stock(p.Pack, p.Slot), StockedAt = StockedAt.SetItem(p.Slot.Value, at),
        },
        TransactionEvent t => AfterTransaction(t, at),
        GoodsStarted g => this with { LastSwap = g.Visit, Goods = Goods.After(g, at) },
        VoucherSpent v => this with
        {
            Codes = v.Left > 0 ? Codes : Codes.Use(v.Voucher, new SeenCode(0, 0, Bound: false, at, v.Expires), TimeFloor),
            Goods = Goods with { Vouchers = Goods.Vouchers.After(v, TimeFloor) },
        },
        // The thing lay there: a voucher that was used up by it is good again.
        QuestionSettled { Came: false } q when Goods.Questions.TryGetValue(q.Order, out var question) => this with
        {
            Codes = question.Voucher is { } voucher ? Codes.Forget(voucher) : Codes, Goods = Goods.After(q, at),
        },
        GoodsEnded g when Goods.Visit is { } visit => this with { Goods = Goods.After(g, at), GoodsVisits = [.. GoodsVisits.TakeLast(Report.Max - 1), new PastVisit(visit.Rider, g.Visit)] },
        ProblemReported r => Used(r.Badge, at) with { Reports = [.. Reports.TakeLast(Report.Max - 1), new Report(r.Rider, r.Number, at)] },
        _ => Goods.After(e, at) is var goods && ReferenceEquals(goods, Goods) ? this : this with { Goods = goods },
    };

    /// <summary>A rider wanted a pack: his own came in, or there was none for him.</summary>
    private Ledger Wanted(Entry entry)
    {
        var packClass = entry.Event switch
        {
            PackVerified v => v.Class,
            DemandUnmet { Why: Refusal.NoFullPack or Refusal.NoBetterPack, Classes: [var wanted, ..] } when Swap?.BroughtClass is null => wanted,
            _ => (PackClass?)null,
        };
        if (packClass is not { } its) return this;
        return this with { Demand = Demand.SetItem(its.Name, Demand.GetValueOrDefault(its.Name, DemandHistory.Empty).Came(entry.At.Wall.UtcDateTime)) };
    }

    /// <summary>The number of a rider's last visit here that is remembered; null: none.</summary>
    public long? LastVisitOf(RiderId rider)
    {
        long? last = Swap is { } swap && swap.Rider == rider ? swap.Number : null;
        foreach (var visit in Visits)
            if (visit.Rider == rider && !(visit.Swap <= last)) last = visit.Swap;
        foreach (var visit in GoodsVisits)
            if (visit.Rider == rider && !(visit.Number <= last)) last = visit.Number;
        return last;
    }

    private Ledger Used(Badge? badge, TimeSpan at) => badge is not { } b ? this
        : this with { Codes = Codes.Use(b.Key, new SeenCode(b.IssuedAt, b.Counter, true, at, b.Expires), TimeFloor) };

    /// <summary>A crew that stands here says that the cabinet may work again: what waits for people's eyes is over, what failed is tested again.</summary>
    private Ledger SeenByCrew() => this with
    {
        LeakageTrips = 0,
        Released = [],
        OutputTests = OutputTests.SetItems(OutputTests.Where(test => test.Value.Result == TestResult.Fails)
            .Select(test => KeyValuePair.Create(test.Key, test.Value with { Again = true }))),
    };

    private ImmutableSortedDictionary<Withdrawal, TimeSpan> SinceOf(SlotNumber slot) =>
        WithdrawnAt.GetValueOrDefault(slot.Value, ImmutableSortedDictionary<Withdrawal, TimeSpan>.Empty);

    /// <summary>What only people end is not shortened by a reason that time ends.</summary>
    private Ledger SetApart(PackQuarantined q, TimeSpan at)
    {
        if (QuarantineOf(q.Pack) is { Until: null } && q.For is not null) return this;
        var room = Quarantined;
        if (room.Count >= Quarantine.Max && !room.ContainsKey(q.Pack.Text))
            room = room.Remove(room.Keys.First(serial => Custody.Of(PackId.From(serial))?.Slot is null));
        return this with { Quarantined = room.SetItem(q.Pack.Text, new Quarantine(q.Why, at, at + q.For)) };
    }

    private Ledger AfterTransaction(TransactionEvent e, TimeSpan at)
    {
        var next = e is SwapStarted started
            ? this with { Swap = Swap.Begin(started, at), LastSwap = started.Swap }
            : Swap is { } swap && swap.Number == e.Swap ? this with { Swap = swap.After(e, at) } : this;
        return e switch
        {
            CodeAccepted c => next with { Codes = next.Codes.Accept(c, at, TimeFloor) },
            CodeSpent => next with { Codes = next.Codes.Spend(e.Swap) },
            CodeReleased => next with { Codes = next.Codes.Release(e.Swap) },
            DoorOrdered d => next with
            {
                StockedAt = d.For == DoorFor.Insert ? next.StockedAt.SetItem(d.Slot.Value, at) : next.StockedAt,
                OwnDoors = next.OwnDoors.Remove(d.Slot.Value),
            },
            PackVerified v when next.Swap is { } s => next with
            {
                Custody = next.Custody.Hold(v.Pack, s.Rider, v.Slot), Doubted = next.Doubted.Remove(v.Slot.Value),
            },
            PackRefused { Why: PackRefusal.SerialChanged or PackRefusal.Garbled } r => next with { Doubted = next.Doubted.Add(r.Slot.Value) },
            PackHeld { Pack: { } pack } h => next with { Custody = next.Custody.Hold(pack, h.Rider, h.Slot) },
            SwapCompleted c => next with
            {
                Custody = next.Custody.Out(c.Taken, c.Rider).Stock(c.Brought, c.InSlot),
                StockedAt = next.StockedAt.SetItem(c.InSlot.Value, at),
                Riders = next.Riders.Swapped(c.Rider, c.Offline, at, c.Taken, early: next.Swap is { OnlyFor: not null } early && early.Number == c.Swap),
                OwnDoors = next.WithoutDoorsOf(visit => visit.Rider == c.Rider),
            },
            SwapUndone u => next with
            {
                Custody = next.Custody.Stock(u.Taken, u.OutSlot).Hold(u.Brought, u.Rider, u.InSlot),
                Riders = next.Riders.Undone(u.Rider),
            },
            ClaimMade c => next with { Visits = next.Visits.RemoveAll(visit => visit.Swap == c.Of) },
            // Whatever was held there for a rider is out with him, also where no serial was read this time.
            PackGivenBack g when next.Custody.In(g.Slot) is { } own && next.Custody.Of(own) is { Rider: { } rider } =>
                next with { Custody = next.Custody.Out(own, rider) },
            SwapEnded end => next.Ended(end, at),
            CaseOpened c => next with
            {
                Cases = next.Cases.Add(new Case(c.Case, c.Swap, CaseKind.PendingPickup, c.Rider, c.Slot, c.Pack, null, null, at, StaffCalled: false)),
                Custody = c.Pack is { } his ? next.Custody.Hold(his, c.Rider, c.Slot) : next.Custody,
                OwnDoors = next.WithoutDoorsOf(visit => visit.Swap == c.Swap),
            },
            CaseHeld h => next with
            {
                Cases = [.. next.Cases.Select(k => k.Number != h.Case ? k
                    : k with { Kind = CaseKind.PendingPickup, OfferSlot = null, Offered = null, StaffCalled = false })],
            },
            CaseClosed c => next with { Cases = next.Cases.RemoveAll(k => k.Number == c.Case) },
            StaffCalled s => next with
            {
                Cases = [.. next.Cases.Select(k => k.Number == s.Case ? k with { StaffCalled = true } : k)],
            },
            _ => next,
        };
    }

    private ImmutableSortedDictionary<int, Visit> WithDoorsOf(Swap swap, TimeSpan at) =>
        OwnDoors.SetItems(swap.OwnDoors.Select(door => KeyValuePair.Create(door.Value, new Visit(swap.Rider, swap.Number, door, at))));

    private ImmutableSortedDictionary<int, Visit> WithoutDoorsOf(Func<Visit, bool> visit) =>
        OwnDoors.RemoveRange(OwnDoors.Where(door => visit(door.Value)).Select(door => door.Key));

    private Ledger Ended(SwapEnded end, TimeSpan at)
    {
        // No code is held for a swap that is over: a journal that was cut within a turn may lack the word that used it up.
        var over = this with { Swap = null, Codes = Codes.Spend(end.Swap) };
        // A visit that was a claim itself is no ground for another one.
        if (Swap is { Door: { } door, For: not DoorFor.Look } seen)
            over = over with { Visits = [.. Visits.TakeLast(Visit.Max - 1), new Visit(seen.Rider, seen.Number, door, at)] };
        if (end.Case is null && Swap is { Completed: false } left) over = over with { OwnDoors = WithDoorsOf(left, at) };
        if (end.Case is not { } number || Swap is not { } s) return over;
        var kind = end.Ending == SwapEnding.Unknown ? CaseKind.Unknown : CaseKind.PendingPickup;
        // A pack whose door was not the last one ordered is no part of the question: it is still anybody's.
        var atOffer = s.For == DoorFor.Take && !s.Completed;
        var theCase = new Case(number, s.Number, kind, s.Rider, s.InSlot, s.Brought, atOffer ? s.OfferSlot : null,
            atOffer ? s.Offered : null, at, StaffCalled: false, s.Offline);
        return over with { Cases = Cases.Add(theCase) };
    }
}
