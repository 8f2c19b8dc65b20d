using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Safety;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;

namespace YongAi.Edge.Control.Commands;

/// <summary>All that the desk looks at.</summary>
/// <param name="Book">What was ordered before.</param>
/// <param name="Slots">The slots, by number.</param>
/// <param name="Custody">Who owns which pack.</param>
/// <param name="Packs">The packs of the network.</param>
/// <param name="Cases">Cases that are open.</param>
/// <param name="Alarms">Alarms that stand.</param>
/// <param name="Swap">The swap under way.</param>
/// <param name="Times">Deadlines.</param>
/// <param name="InkStalled">The disk has not answered for InkWaitMax.</param>
/// <param name="Recovering">An open swap was found at the start, and the sensors have not settled it yet.</param>
/// <param name="StartedAt">Running time at the start of the program.</param>
/// <param name="Now">Running time.</param>
public sealed record DeskSituation(CommandBook Book, ImmutableArray<SlotView> Slots, Custody Custody, PackBook Packs, ImmutableArray<Case> Cases,
    ImmutableArray<Alarm> Alarms, Swap? Swap, SwapTimes Times, bool InkStalled, bool Recovering, TimeSpan StartedAt, TimeSpan Now)
{
    /// <summary>What the books say of goods.</summary>
    public GoodsBook Goods { get; init; } = GoodsBook.Empty;

    /// <summary>What a channel or a bin holds; null: nothing.</summary>
    public Func<ChannelId, ItemId?> ItemAt { get; init; } = _ => null;

    /// <summary>One thing lies there behind a door.</summary>
    public Func<ChannelId, bool> IsLocker { get; init; } = _ => false;

    /// <summary>The site has this slot. A crew may have taken it out of the site file since it was ordered.</summary>
    internal bool Has(SlotNumber? number) => Slots.Any(slot => slot.Number == number);

    internal SlotView Slot(SlotNumber? number) => Slots.FirstOrDefault(slot => slot.Number == number)
        ?? throw new InvariantBroken($"a command speaks of slot {number}, which the site does not have");

    /// <summary>The swap under way needs this slot.</summary>
    internal bool SwapUses(SlotNumber? slot) => Swap is { } swap && (swap.InSlot == slot || swap.OfferSlot == slot || swap.Door == slot);
}

/// <summary>
/// The one desk for the cloud's commands and a crew's acts: what is asked is written, then done. What needs no fact is answered in the
/// same turn; a door and the end of a swap are awaited, and answered by what the sensors say.
/// </summary>
public static class CommandDesk
{
    /// <summary>A slot that has been open for a crew this long no longer keeps others shut: its door or its switch needs a visit.</summary>
    public static readonly TimeSpan AttendedAloneFor = TimeSpan.FromMinutes(30);

    /// <summary>A swap that was told to end and has not for so long: what became of it is unknown. Longer than all its stages.</summary>
    public static readonly TimeSpan CancelWithin = TimeSpan.FromMinutes(15);

    /// <summary>Why this cannot be done as things are now; null when it can.</summary>
    public static Refusal? WhyNot(Order order, DeskSituation s) => order.Type switch
    {
        CommandType.SlotOpen => WhyNotOpen(order, s),
        CommandType.SlotClear => s.SwapUses(order.Slot) || s.Book.Of(order.Slot!.Value) is not null ? Refusal.Busy
            : Attendances.Contents(s.Slot(order.Slot), s.Now) is null ? Refusal.DoorUnknown : null,
        CommandType.TransactionCancel => s.Recovering ? Refusal.Recovering
            : s.Swap?.Number != order.Swap ? Refusal.NoSuchSwap
            : s.Book.Open.Any(open => open.Swap == order.Swap) ? Refusal.Busy : null,
        CommandType.StockCount or CommandType.StockFill => Restocking.WhyNot(order.Stock!, order.Type, s),
        CommandType.RiderFreeze => s.Book.Frozen.Count < CommandBook.FrozenMax || s.Book.Frozen.Contains(order.Rider!.Value) ? null : Refusal.StoreFull,
        _ => null,
    };

    /// <summary>Does it, or begins it.</summary>
    public static Decision Do(Order order, DeskSituation s)
    {
        var accepted = new CommandAccepted(order.Id, order.Type, order.Slot, order.Swap, order.Rider, order.Origin, order.By, order.Reason,
            order.Expires, order.Badge, order.First);
        if (order.Type == CommandType.SlotOpen) return Open(order, accepted, s);
        if (order.Type == CommandType.TransactionCancel) return new Decision([accepted], []);
        return new Decision([accepted, .. Changes(order, s), Answer(order, CommandOutcome.Done)], []);
    }

    /// <summary>The answer to an order.</summary>
    public static CommandDone Answer(Order order, CommandOutcome outcome, Refusal? why = null) =>
        new(order.Id, order.Type.Name(), outcome, why, order.By, order.Slot, order.Expires);

    /// <summary>What the sensors say now of what was ordered: answers, and slots that are closed and known again.</summary>
    public static ImmutableArray<Event> Look(DeskSituation s)
    {
        if (s.Book.AtRest) return [];
        var events = ImmutableArray.CreateBuilder<Event>();
        foreach (var open in s.Book.Open)
            events.AddRange(open.Type != CommandType.SlotOpen ? Cancelled(open, s)
                : s.Has(open.Slot) ? Awaited(open, s) : [Answer(open, s, CommandOutcome.Unknown)]);
        foreach (var attendance in s.Book.Attended)
            if (!s.Has(attendance.Slot)) events.Add(new SlotRestored(attendance.Slot, Withdrawal.Maintenance));
            else if (!s.Book.Open.Any(open => open.Slot == attendance.Slot)) events.AddRange(Attendances.Look(attendance, s));
        return events.ToImmutable();
    }

    /// <summary>When something that was ordered wants to be looked at again although no sensor speaks.</summary>
    public static TimeSpan? Deadline(DeskSituation s)
    {
        TimeSpan? next = null;
        foreach (var open in s.Book.Open)
        {
            var due = open.Type == CommandType.TransactionCancel ? open.At + CancelWithin
                : open.Restarted ? s.StartedAt + s.Times.RecoverWithin
                : s.Slot(open.Slot).Image.FiredAt is { } fired ? fired + s.Times.OpenWithin : open.At + s.Times.FireWithin;
            if (!(next <= due)) next = due;
        }
        return next;
    }

    private static Refusal? WhyNotOpen(Order order, DeskSituation s)
    {
        if (string.IsNullOrWhiteSpace(order.Reason)) return Refusal.NoReason;
        if (s.InkStalled) return Refusal.StoreSlow;
        if (s.Recovering) return Refusal.Recovering;
        if (order.Origin == Origin.Cloud && (Hold.Stands(s.Alarms) || s.Slot(order.Slot).Withdrawn.Contains(Withdrawal.WrongDoor)))
            return Refusal.Hold;
        if (s.SwapUses(order.Slot)) return Refusal.Busy;
        if (s.Book.Attended.Any(a => a.Slot == order.Slot || s.Now - a.Since < AttendedAloneFor)) return Refusal.Busy;
        return s.Slot(order.Slot).Image.DoorNow(s.Now) == DoorState.Unknown ? Refusal.DoorUnknown : null;
    }

    /// <summary>One pulse, never repeated; a door that stands open needs none.</summary>
    private static Decision Open(Order order, CommandAccepted accepted, DeskSituation s)
    {
        var slot = order.Slot!.Value;
        ImmutableArray<Effect> say = [new StopCharging(slot), new Say(new Prompt(PromptKey.Maintenance, slot))];
        return new Decision([accepted, new SlotWithdrawn(slot, Withdrawal.Maintenance)],
            s.Slot(slot).Image.DoorNow(s.Now) == DoorState.Closed ? [.. say, new FireLock(slot)] : say);
    }

    private static ImmutableArray<Event> Changes(Order order, DeskSituation s) => order.Type switch
    {
        CommandType.SlotDisable => s.Slot(order.Slot).Withdrawn.Contains(Withdrawal.Disabled) ? []
            : [new SlotWithdrawn(order.Slot!.Value, Withdrawal.Disabled)],
        CommandType.SlotEnable => s.Slot(order.Slot).Restored(Withdrawal.Disabled, Withdrawal.LockFault, Withdrawal.WrongDoor),
        CommandType.SlotClear => Attendances.Cleared(order, s),
        CommandType.StockCount => Restocking.Counted(order, s),
        CommandType.StockFill => Restocking.Filled(order, s),
        CommandType.SwapAssist => [],
        CommandType.CabinetPause => s.Book.Paused ? [] : [new CabinetPaused(order.Id)],
        CommandType.CabinetResume => s.Book.Paused ? [new CabinetResumed(order.Id)] : [],
        CommandType.RiderFreeze => s.Book.Frozen.Contains(order.Rider!.Value) ? [] : [new RiderFrozen(order.Rider.Value, order.Id)],
        CommandType.RiderRelease => s.Book.Frozen.Contains(order.Rider!.Value) ? [new RiderReleased(order.Rider.Value, order.Id)] : [],
        _ => throw new InvariantBroken($"a {order.Type} changes nothing at once"),
    };

    /// <summary>The door fact, or that none came. After a restart nobody knows whether the lock was fired; only an open door says so.</summary>
    private static ImmutableArray<Event> Awaited(OpenCommand open, DeskSituation s)
    {
        var image = s.Slot(open.Slot).Image;
        var door = image.DoorNow(s.Now);
        if (door == DoorState.Open && image.DoorAt > open.At && (!open.Restarted || image.DoorReads >= 2))
            return [new SlotOpened(open.Slot!.Value, open.Id), Answer(open, s, CommandOutcome.Done)];
        if (open.Restarted)
            return door == DoorState.Closed && image.DoorReads >= 2 || s.Now - s.StartedAt >= s.Times.RecoverWithin
                ? [Answer(open, s, CommandOutcome.Unknown)] : [];
        if (image.FiredAt is { } fired)
            return s.Now - fired < s.Times.OpenWithin ? [] : [Answer(open, s, CommandOutcome.Unknown), .. Mistrusted(s.Slot(open.Slot), fired, s)];
        if (image.NotFiredAt is not null) return [Answer(open, s, CommandOutcome.Refused, Refusal.NotFired)];
        return s.Now - open.At >= s.Times.FireWithin ? [Answer(open, s, CommandOutcome.Unknown)] : [];
    }

    /// <summary>Another door opened instead: no lock of that board is fired for a rider any more.</summary>
    private static IEnumerable<Event> Mistrusted(SlotView ordered, TimeSpan fired, DeskSituation s) =>
        from slot in WrongDoors.Mistrusted(s.Slots, ordered, fired, s.Now)
        where !slot.Withdrawn.Contains(Withdrawal.WrongDoor)
        select new SlotWithdrawn(slot.Number, Withdrawal.WrongDoor);

    /// <summary>The swap has ended, by facts; or it has not, and nobody waits for ever.</summary>
    private static ImmutableArray<Event> Cancelled(OpenCommand open, DeskSituation s) => open.Ended switch
    {
        SwapEnding.Aborted or SwapEnding.PendingPickup => [Answer(open, s, CommandOutcome.Done)],
        SwapEnding.Done => [Answer(open, s, CommandOutcome.Refused, Refusal.TooLate)],
        SwapEnding.Unknown => [Answer(open, s, CommandOutcome.Unknown)],
        _ => s.Now - open.At >= CancelWithin ? [Answer(open, s, CommandOutcome.Unknown)] : [],
    };

    private static CommandDone Answer(OpenCommand open, DeskSituation s, CommandOutcome outcome, Refusal? why = null)
    {
        var known = s.Book.Known[open.Id];
        return new CommandDone(open.Id, known.Type, outcome, why, known.By, open.Slot, known.Expires);
    }
}
