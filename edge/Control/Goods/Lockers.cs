using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Goods;

/// <summary>What a visit at a locker looks at beside the rest.</summary>
/// <param name="Slot">The locker.</param>
/// <param name="Slots">Every slot: another door may come open instead.</param>
/// <param name="Times">Deadlines of doors.</param>
/// <param name="InkStalled">The disk has not answered for InkWaitMax: nothing is ordered.</param>
/// <param name="SaidAt">When the cabinet last spoke.</param>
public sealed record LockerSituation(SlotView Slot, ImmutableArray<SlotView> Slots, DoorTimes Times, bool InkStalled, TimeSpan? SaidAt);

/// <summary>
/// A thing behind a door: the lock is fired, the door opens, and what is missing when it is closed again is what he took. Where no switch
/// feels the thing, the door that opened is all there is to know, and he has it. A lock is fired again only after its door was read closed.
/// </summary>
internal static class Lockers
{
    /// <summary>One turn while its channel is the visit's.</summary>
    public static Decision Step(VisitSituation s, ChannelId channel, LockerSituation l) =>
        s.Visit.OpenedAt is { } opened ? Taking(s, channel, l, opened) : Opening(s, channel, l);

    /// <summary>He has it, and the door still stands open: he is told to close it before the visit ends.</summary>
    public static bool AwaitsClosing(VisitSituation s, LockerSituation l) =>
        s.Visit.OpenedAt is { } opened && !StaysClosed(s, l) && s.Now - opened < l.Times.TakeWithin;

    /// <summary>When it wants to be looked at, whatever happens before.</summary>
    public static TimeSpan Deadline(VisitSituation s, LockerSituation l)
    {
        if (s.Visit.OpenedAt is not { } opened)
            return !s.IsOfThisRun ? s.StartedAt + l.Times.RecoverWithin
                : l.Slot.Image.FiredAt is { } fired ? fired + l.Times.OpenWithin : s.Visit.Since + l.Times.FireWithin;
        if (IsLooking(s, l)) return s.StartedAt + l.Times.RecoverWithin;
        var closes = l.Slot.Image.DoorSince + (l.Slot.Image.DoorNow(s.Now) == DoorState.Closed && !StaysClosed(s, l) ? l.Times.Debounce : l.Times.VerifyWithin);
        var again = (l.SaidAt ?? opened) + l.Times.PromptEvery;
        var next = opened + l.Times.TakeWithin;
        if (l.Slot.Image.DoorNow(s.Now) == DoorState.Closed && (closes < next || next <= s.Now)) next = closes;
        return again > s.Now && again < next ? again : next;
    }

    private static Decision Opening(VisitSituation s, ChannelId channel, LockerSituation l)
    {
        var image = l.Slot.Image;
        var door = image.DoorNow(s.Now);
        if (door == DoorState.Open && image.DoorAt > s.Visit.Since) return Opened(s, channel, l);
        if (!s.IsOfThisRun) return Restarted(s, channel, l);
        if (image.FiredAt is not { } fired)
            return image.NotFiredAt is not null || s.Now - s.Visit.Since >= l.Times.FireWithin ? TryAgain(s, channel, l) : Decision.Nothing;
        if (s.Now - fired < l.Times.OpenWithin) return Decision.Nothing;
        // Fired, and no word of the door since: it may stand open.
        if (door != DoorState.Closed || !(image.DoorAt > fired)) return GoodsMachine.InQuestion(s, channel);
        // Opened and closed between two looks at the switch: what lay there is gone.
        if (l.Slot.OccupancySince(fired, s.Now) == (Brings(s) ? Occupancy.Holding : Occupancy.Empty)) return Closed(s, channel, Brings(s) ? Occupancy.Holding : Occupancy.Empty);
        return WrongDoors.Mistrusted(l.Slots, l.Slot, fired, s.Now) is { IsEmpty: false } mistrusted
            ? StayedShut(s, channel, [Withdrawn(l.Slot, Withdrawal.LockFault), .. mistrusted.Select(slot => Withdrawn(slot, Withdrawal.WrongDoor))])
            : TryAgain(s, channel, l);
    }

    private static Decision Opened(VisitSituation s, ChannelId channel, LockerSituation l)
    {
        var opened = new LockerOpened(s.Visit.Number, channel, s.Visit.Order, s.Now - s.Visit.StartedAt);
        ImmutableArray<Effect> effects = [new ReadAgain(l.Slot.Number), Says(s, l)];
        return l.Slot.Plan.Presence ? new Decision([opened], effects)
            : new Decision([opened, new ItemGiven(s.Visit.Number, channel, s.Visit.Order)], effects);
    }

    private static Say Says(VisitSituation s, LockerSituation l) =>
        new(new Prompt(Brings(s) ? PromptKey.PutIntoLocker : PromptKey.LockerOpen, l.Slot.Number) { Item = s.Plan.NameOf(s.Visit.Item), Due = s.Visit.Due });

    private static bool Brings(VisitSituation s) => s.Visit.Ground == GoodsGround.Return;

    /// <summary>What the closed door says: for him who takes, an empty locker; for him who brings, a full one.</summary>
    private static Decision Closed(VisitSituation s, ChannelId channel, Occupancy seen) => (Brings(s), seen) switch
    {
        (false, Occupancy.Empty) => GoodsMachine.Given(s, channel),
        (true, Occupancy.Holding) => Returned(s, channel),
        _ => GoodsMachine.Left(s, channel),
    };

    /// <summary>A locker reads no tag: it is the one that he has on loan, or one that nobody here lent.</summary>
    private static Decision Returned(VisitSituation s, ChannelId channel)
    {
        // The power went between two words of one turn: it is booked already.
        if (s.Book.StockOf(channel, s.Visit.Item).Count > 0) return GoodsMachine.End(s, new GoodsEnded(s.Visit.Number, GoodsEnding.TakenBack));
        var loan = s.Book.Loans.EndedBy(null, s.Visit.Item, s.Visit.Rider);
        return GoodsMachine.End(s, new ItemReturned(channel, s.Visit.Item, null, loan?.Order, loan?.Rider ?? s.Visit.Rider, InBin: true),
            new GoodsEnded(s.Visit.Number, GoodsEnding.TakenBack));
    }

    private static Decision TryAgain(VisitSituation s, ChannelId channel, LockerSituation l)
    {
        if (l.InkStalled || l.Slot.Image.DoorNow(s.Now) != DoorState.Closed || !s.MayOrder) return StayedShut(s, channel, []);
        if (s.Visit.Attempt >= l.Times.Tries) return StayedShut(s, channel, [Withdrawn(l.Slot, Withdrawal.LockFault)]);
        return new Decision([new ItemOrdered(s.Visit.Number, channel, s.Visit.Order + 1, s.Visit.Attempt + 1)], [new FireLock(l.Slot.Number)]);
    }

    private static Decision StayedShut(VisitSituation s, ChannelId channel, ImmutableArray<Event> withdrawn) =>
        new([.. withdrawn, new ItemNotSeen(s.Visit.Number, channel, s.Visit.Order, HandOutEnd.StayedShut)], []);

    private static SlotWithdrawn Withdrawn(SlotView slot, Withdrawal why) => new(slot.Number, why);

    /// <summary>The order was written by a run that is over: nothing is fired, and what lies there now says what became of it.</summary>
    private static Decision Restarted(VisitSituation s, ChannelId channel, LockerSituation l) => Seen(s, l) switch
    {
        var seen and not Occupancy.Uncertain => seen == (Brings(s) ? Occupancy.Holding : Occupancy.Empty) ? Closed(s, channel, seen) : StayedShut(s, channel, []),
        _ => s.Now - s.StartedAt >= l.Times.RecoverWithin ? GoodsMachine.InQuestion(s, channel) : Decision.Nothing,
    };

    private static Decision Taking(VisitSituation s, ChannelId channel, LockerSituation l, TimeSpan opened)
    {
        if (IsLooking(s, l)) return Decision.Nothing;
        if (StaysClosed(s, l))
            return Seen(s, l) switch
            {
                var seen and not Occupancy.Uncertain => Closed(s, channel, seen),
                _ => s.Now - l.Slot.Image.DoorSince >= l.Times.VerifyWithin ? GoodsMachine.InQuestion(s, channel) : Decision.Nothing,
            };
        if (s.Now - opened >= l.Times.TakeWithin)
            return l.Slot.OccupancySince(opened, s.Now) == Occupancy.Empty ? Closed(s, channel, Occupancy.Empty) : GoodsMachine.InQuestion(s, channel);
        return s.Now - (l.SaidAt ?? opened) >= l.Times.PromptEvery ? new Decision([], [Says(s, l)]) : Decision.Nothing;
    }

    /// <summary>Just started, and its switches have not been read twice.</summary>
    private static bool IsLooking(VisitSituation s, LockerSituation l) => !l.Slot.ReadTwice && s.Now - s.StartedAt < l.Times.RecoverWithin;

    /// <summary>What lies behind the closed door, by a word of the switch that was heard since it closed.</summary>
    private static Occupancy Seen(VisitSituation s, LockerSituation l) =>
        StaysClosed(s, l) && l.Slot.ReadTwice ? l.Slot.OccupancySince(l.Slot.Image.DoorSince, s.Now) : Occupancy.Uncertain;

    private static bool StaysClosed(VisitSituation s, LockerSituation l) =>
        l.Slot.Image.DoorNow(s.Now) == DoorState.Closed && s.Now - l.Slot.Image.DoorSince >= l.Times.Debounce;

    /// <summary>
    /// What the sensors say of a locker that no visit is touching, held against the books: a door that nobody ordered, a thing that is gone,
    /// a hand-out in question that the closed door settles.
    /// </summary>
    public static ImmutableArray<Event> Look(SlotView slot, ChannelPlan locker, GoodsBook book, TimeSpan now)
    {
        if (slot.Image.DoorNow(now) == DoorState.Open) return StockTaking.FoundOpen(slot);
        if (slot.Image.DoorNow(now) != DoorState.Closed || now - slot.Image.DoorSince < StockTaking.ClosedFor || !slot.ReadTwice) return [];
        var closed = slot.Image.Flaps(now) ? [] : slot.Restored(Withdrawal.DoorOpen);
        if (!slot.Plan.Presence || slot.OccupancySince(slot.Image.DoorSince, now) is not (var seen and not Occupancy.Uncertain)) return closed;
        var gone = seen == Occupancy.Empty && StockTaking.IsGone(slot, now);
        if (book.QuestionOf(locker.Id) is var (order, question))
            return gone || seen == Occupancy.Holding ? [.. closed, .. Settled(locker, order, question, gone, book)] : closed;
        return gone && locker.Item is { } item && book.StockOf(locker.Id, item).Count > 0 ? [.. closed, new ItemMissed(locker.Id, item, null)] : closed;
    }

    private static ImmutableArray<Event> Settled(ChannelPlan locker, long order, OpenQuestion question, bool isEmpty, GoodsBook book)
    {
        if (question.Ground != GoodsGround.Return) return [new QuestionSettled(order, question.Case, question.Rider, Came: isEmpty)];
        var settled = new QuestionSettled(order, question.Case, question.Rider, Came: !isEmpty);
        var loan = book.Loans.EndedBy(null, question.Item, question.Rider);
        return isEmpty ? [settled] : [settled, new ItemReturned(locker.Id, question.Item, null, loan?.Order, loan?.Rider ?? question.Rider, InBin: true)];
    }
}
