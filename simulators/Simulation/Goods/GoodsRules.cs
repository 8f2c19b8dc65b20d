using YongAi.Edge.Control;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Riders;
using YongAi.Simulators.Boards;
using YongAi.Simulators.Simulation.Judging;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Simulation.Goods;

/// <summary>
/// What always holds of goods, judged by what really lies, falls and turns: an independent account of the journal, held against the shelf.
/// </summary>
public sealed class GoodsRules
{
    private static readonly TimeSpan VisitEndsWithin = TimeSpan.FromMinutes(5);

    private readonly SimulatedCabinet boards;
    private readonly SitePlan plan;
    private readonly Func<TimeSpan> now;
    private readonly Invariant oneTurn, seen, quota, fresh, ends, replay, counted, question, once, lends, right, back;
    private readonly Dictionary<string, int> fallenBefore = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> ordered = new(StringComparer.Ordinal);
    private readonly Dictionary<(RiderId, ItemId, DateOnly), int> had = [];
    private readonly Dictionary<long, (GoodsStarted Started, ItemOrdered Order, int Fallen)> orders = [];
    private readonly Dictionary<long, GoodsStarted> visits = [];
    private readonly HashSet<(CodeKey, long, long)> codes = [];
    private readonly Dictionary<long, (CodeKey, long, long)> codeOf = [];
    private Ledger shadow = Ledger.Empty;

    public GoodsRules(Tally tally, SimulatedCabinet boards, SitePlan plan, Func<TimeSpan> now)
    {
        (this.boards, this.plan, this.now) = (boards, plan, now);
        oneTurn = tally.Of("one-order-turns-a-motor-once-at-most");
        seen = tally.Of("what-is-given-has-left");
        quota = tally.Of("nobody-has-more-than-his-share");
        fresh = tally.Of("nothing-spoiled-is-given");
        ends = tally.Of("every-visit-ends");
        replay = tally.Of("replay-gives-the-ledger");
        counted = tally.Of("stock-is-what-is-counted");
        question = tally.Of("a-count-settles-what-really-came");
        once = tally.Of("a-code-leads-to-one-thing");
        lends = tally.Of("one-loan-one-holder");
        right = tally.Of("nothing-is-used-up-without-the-thing");
        back = tally.Of("what-is-back-lies-there");
    }

    /// <summary>Things that left, and no order of theirs says so: a light curtain that did not see. A count shows each of them.</summary>
    public int Unseen { get; private set; }

    /// <summary>An entry was handed over.</summary>
    public void Decided(Entry entry)
    {
        shadow = shadow.Apply(entry);
        switch (entry.Event)
        {
            case GoodsStarted s: visits[s.Visit] = s; break;
            case CodeAccepted c:
                codeOf[c.Swap] = (c.Key, c.IssuedAt, c.Counter);
                if (!once.Look(codes.Add(codeOf[c.Swap]))) once.Says($"the code of visit {c.Swap} was taken before");
                break;
            case CodeReleased r when codeOf.TryGetValue(r.Swap, out var again): codes.Remove(again); break;
            case ItemOrdered o:
                ordered[o.Channel.Name] = ordered.GetValueOrDefault(o.Channel.Name) + 1;
                orders[o.Order] = (visits[o.Visit], o, Gone(o.Channel.Name));
                break;
            case ItemGiven g: Given(orders[g.Order], g); break;
            case ItemInQuestion q: Counts(orders[q.Order].Started, 1); break;
            case QuestionSettled settled: Settled(settled); break;
            case ItemNotSeen n when orders[n.Order] is var (started, _, before) && Gone(n.Channel.Name) > before
                && started.Ground != GoodsGround.Return && DoorOf(n.Channel.Name)?.Pack is null: Unseen++; break;
            case ItemReturned r when DoorOf(r.Channel.Name) is { } slot:
                if (!back.Look(slot.Pack is not null)) back.Says($"{r.Channel} took {r.Item} back, and nothing lies there");
                break;
            case StockCounted c when DoorOf(c.Channel.Name) is { } slot:
                if (!counted.Look(c.Found == (slot.Pack is null ? 0 : 1))) counted.Says($"{c.Channel}: {(slot.Pack is null ? "nothing" : "one")} lies there, {c.Found} were told");
                break;
            case StockCounted c when boards.World.Shelf.Spirals.TryGetValue(c.Channel.Name, out var spiral):
                if (!counted.Look(c.Found == spiral.Things)) counted.Says($"{c.Channel}: {spiral.Things} lie there, {c.Found} were told");
                break;
        }
    }

    /// <summary>A program begins with what replay gave; what was wet and is lost never was.</summary>
    public void Started(IReadOnlyList<Entry> kept, Ledger replayed)
    {
        if (shadow.Position > kept.Count)
        {
            shadow = Ledger.Empty;
            had.Clear();
            codes.Clear();
            foreach (var entry in kept) Again(entry);
        }
        if (!replay.Look(LedgerText.Of(shadow) == LedgerText.Of(replayed))) replay.Says(LedgerText.Difference(LedgerText.Of(shadow), LedgerText.Of(replayed)));
    }

    /// <summary>After each turn.</summary>
    /// <param name="cabinet">As it is now.</param>
    /// <param name="running">Its running time.</param>
    public void AfterTurn(Cabinet cabinet, TimeSpan running)
    {
        foreach (var (name, spiral) in boards.World.Shelf.Spirals)
            if (!oneTurn.Look(spiral.Turns <= ordered.GetValueOrDefault(name))) oneTurn.Says($"{name}: {spiral.Turns} turns of {ordered.GetValueOrDefault(name)} orders");
        foreach (var locker in plan.Channels.Where(channel => channel.Door is not null))
            if (!oneTurn.Look(DoorOf(locker.Id.Name)!.Pulses <= ordered.GetValueOrDefault(locker.Id.Name)))
                oneTurn.Says($"{locker.Id}: {DoorOf(locker.Id.Name)!.Pulses} pulses of {ordered.GetValueOrDefault(locker.Id.Name)} orders");
        foreach (var (name, place) in boards.World.Shelf.Places)
            if (!oneTurn.Look(place.Pulses <= ordered.GetValueOrDefault(name))) oneTurn.Says($"{name}: {place.Pulses} pulses of {ordered.GetValueOrDefault(name)} orders");
        if (cabinet.Ledger.Goods.Visit is { } visit && !ends.Look(running - visit.Since < VisitEndsWithin))
            ends.Says($"visit {visit.Number} rests since {visit.Since}");
    }

    /// <summary>A thing fell: until when it was good, on which local day.</summary>
    public void Fell(string channel, DateOnly? good, DateOnly today)
    {
        if (!fresh.Look(!(good < today))) fresh.Says($"{channel} gave what was good until {good}, on {today}");
    }

    /// <summary>At the end, when all is calm and a crew has counted everything.</summary>
    /// <param name="ledger">What the cabinet knows.</param>
    /// <param name="riders">Who has which power bank.</param>
    /// <param name="dropsUnseen">How often a light curtain did not see.</param>
    public void AtEnd(Ledger ledger, IEnumerable<GoodsRider> riders, long dropsUnseen)
    {
        if (!replay.Look(LedgerText.Of(shadow) == LedgerText.Of(ledger))) replay.Says(LedgerText.Difference(LedgerText.Of(shadow), LedgerText.Of(ledger)));
        foreach (var channel in plan.Channels.Where(channel => channel is { IsPlace: false, Item: not null } && boards.World.Shelf.Spirals.ContainsKey(channel.Id.Name)))
        {
            var (lies, books) = (boards.World.Shelf.Spirals[channel.Id.Name].Things, ledger.Goods.StockOf(channel.Id, channel.Item!.Value).Count);
            if (!counted.Look(lies == books)) counted.Says($"{channel.Id}: {lies} lie there, the books have {books}");
        }
        if (!ends.Look(ledger.Goods.Visit is null)) ends.Says($"visit {ledger.Goods.Visit!.Number} is open at the end");
        if (!question.Look(ledger.Goods.Questions.IsEmpty)) question.Says($"{ledger.Goods.Questions.Count} are in question after all was counted");
        if (!seen.Look(Unseen <= dropsUnseen)) seen.Says($"{Unseen} things left unseen, and light curtains missed {dropsUnseen}");
        foreach (var rider in riders)
        {
            var lent = ledger.Goods.Loans.Open.Values.Where(loan => loan.Rider.Subject == rider.Name).ToLookup(loan => loan.Item.Name == GoodsLockers.Coat);
            foreach (var (has, loans) in ((string?, IEnumerable<Loan>)[])[(rider.Bank, lent[false]), (rider.Coat, lent[true])])
                if (!lends.Look(loans.Count() <= (has is null ? 0 : 1)))
                    lends.Says($"{rider.Name} has {has ?? "nothing"}, lent to him: {string.Join(", ", loans.Select(loan => $"{loan.Item} {loan.Tag}"))}");
        }
        foreach (var locker in plan.Channels.Where(channel => channel is { Door: not null, Item: not null }))
        {
            var (lies, books) = (DoorOf(locker.Id.Name)!.Pack is null ? 0 : 1, ledger.Goods.StockOf(locker.Id, locker.Item!.Value).Count);
            if (!counted.Look(lies == books)) counted.Says($"{locker.Id}: {lies} lies there, the books have {books}");
        }
        foreach (var (name, place) in boards.World.Shelf.Places)
        {
            var (lies, books) = (place.IsFull(now()) ? place.Bank!.Serial : null, ledger.Goods.Places.GetValueOrDefault(name));
            if (!counted.Look(lies == books)) counted.Says($"{name}: {lies ?? "nothing"} lies there, the books have {books ?? "nothing"}");
        }
    }

    private void Given((GoodsStarted Started, ItemOrdered Order, int Fallen) order, ItemGiven given)
    {
        if (!seen.Look(Gone(given.Channel.Name) > order.Fallen)) seen.Says($"order {given.Order} is given, and nothing left {given.Channel}");
        if (!right.Look(order.Started.Visit == given.Visit)) right.Says($"order {given.Order} was of visit {order.Started.Visit}, and is given in {given.Visit}");
        Counts(order.Started, 1);
    }

    private void Settled(QuestionSettled settled)
    {
        var (started, order, before) = orders[settled.Order];
        var came = started.Ground == GoodsGround.Return ? DoorOf(order.Channel.Name)?.Pack is not null : Gone(order.Channel.Name) > before;
        if (!question.Look(came == settled.Came)) question.Says($"order {settled.Order} of {order.Channel} {(came ? "came" : "did not come")}, and is settled the other way");
        if (!settled.Came) Counts(started, -1);
    }

    private void Counts(GoodsStarted started, int by)
    {
        if (started.Ground != GoodsGround.Share) return;
        var key = Key(started);
        had[key] = had.GetValueOrDefault(key) + by;
        var most = plan.Goods.Items.First(item => item.Id == started.Item).Quota?.PerDay;
        if (!quota.Look(!(had[key] > most))) quota.Says($"{started.Rider.Subject} has {had[key]} {started.Item} on {started.Day}, {most} are his");
    }

    /// <summary>What was kept of the journal counts anew.</summary>
    private void Again(Entry entry)
    {
        shadow = shadow.Apply(entry);
        switch (entry.Event)
        {
            case CodeAccepted c: codes.Add(codeOf[c.Swap] = (c.Key, c.IssuedAt, c.Counter)); break;
            case CodeReleased r when codeOf.TryGetValue(r.Swap, out var again): codes.Remove(again); break;
            case ItemGiven g: Counts(orders[g.Order].Started, 1); break;
            case ItemInQuestion q: Counts(orders[q.Order].Started, 1); break;
            case QuestionSettled { Came: false } s: Counts(orders[s.Order].Started, -1); break;
        }
    }

    private static (RiderId, ItemId, DateOnly) Key(GoodsStarted started) => (started.Rider, started.Item, started.Day);

    private int Gone(string channel)
    {
        if (boards.World.Shelf.Spirals.TryGetValue(channel, out var spiral)) return spiral.Fallen;
        if (DoorOf(channel) is { } locker) return locker.Takes;
        if (!boards.World.Shelf.Places.TryGetValue(channel, out var place)) return 0;
        place.IsFull(now());
        return place.Gone;
    }

    private SimulatedSlot? DoorOf(string channel) => plan.Channel(new ChannelId(channel))?.Door is { } door ? boards.World.Find(door.Value) : null;
}
