using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Swaps;

/// <summary>Where a swap stands (domain table B1). Every stage has a deadline; AUTHORISING is over within the turn of the scan.</summary>
public enum SwapStage
{
    /// <summary>RESERVED: two slots are kept; left within the same turn.</summary>
    Reserved,
    /// <summary>OPENING_IN: the lock of an empty slot was ordered.</summary>
    OpeningIn,
    /// <summary>WAIT_INSERT: its door is open.</summary>
    WaitInsert,
    /// <summary>SETTLING: its door is closed, the sensors come to rest.</summary>
    Settling,
    /// <summary>VERIFYING: something is in; what it is, is being proved.</summary>
    Verifying,
    /// <summary>OPENING_OUT: the lock of the offered pack's slot was ordered.</summary>
    OpeningOut,
    /// <summary>WAIT_TAKE: its door was open; the pack is to be taken.</summary>
    WaitTake,
    /// <summary>WAIT_CLOSE_OUT: all that matters is settled; the door is to be closed.</summary>
    WaitCloseOut,
    /// <summary>RETURNING_OLD, first half: the lock of the rider's own pack was ordered.</summary>
    ReturningOld,
    /// <summary>RETURNING_OLD, second half: its door was open; he is to take it.</summary>
    WaitTakeBack,
    /// <summary>WAIT_CONSENT: no pack is full; the rider is asked whether a short one will do.</summary>
    WaitConsent,
    /// <summary>REREADING: the rider claims something of his last visit; every witness of its slot is asked again.</summary>
    Rereading,
    /// <summary>OPENING_OWN: the lock of that slot was ordered.</summary>
    OpeningOwn,
    /// <summary>WAIT_LOOKED: its door was open; he looks, takes what is his, and closes it.</summary>
    WaitLooked,
}

/// <summary>One swap under way. Changed only by its events; all times are running time of the cabinet.</summary>
public sealed record Swap
{
    public required long Number { get; init; }
    public required RiderId Rider { get; init; }
    public required ImmutableArray<PackClass> Classes { get; init; }
    public required bool Offline { get; init; }
    public required TimeSpan StartedAt { get; init; }
    public string? PackHint { get; init; }

    public SwapStage Stage { get; init; }
    /// <summary>When this stage was entered; its deadline counts from here.</summary>
    public TimeSpan Since { get; init; }
    /// <summary>The last door event closed the door of this stage; null while it is open.</summary>
    public TimeSpan? ClosedAt { get; init; }
    /// <summary>When the door last ordered was first proved open: however it flaps, its rider has one deadline.</summary>
    public TimeSpan? OpenedAt { get; init; }

    public SlotNumber? InSlot { get; init; }
    public SlotNumber? OfferSlot { get; init; }
    public PackId? Offered { get; init; }

    /// <summary>The door last ordered, what for, and how often in a row.</summary>
    public SlotNumber? Door { get; init; }
    public DoorFor For { get; init; }
    public int Attempt { get; init; }
    /// <summary>Doors given up for the present purpose.</summary>
    public ImmutableArray<SlotNumber> GivenUp { get; init; } = [];
    /// <summary>Doors ordered in this visit for the rider's own pack, to put it in or to take it out; not those of packs on offer.</summary>
    public ImmutableArray<SlotNumber> OwnDoors { get; init; } = [];
    /// <summary>How often the door was ordered again because nothing was put in, or taken out.</summary>
    public int Reopened { get; init; }
    /// <summary>A door was proved open: the code is spent.</summary>
    public bool CodeSpent { get; init; }

    /// <summary>Something of the rider's lies in the in-slot.</summary>
    public bool Inserted { get; init; }
    public PackId? Brought { get; init; }
    public PackClass? BroughtClass { get; init; }
    public StateOfCharge? BroughtCharge { get; init; }
    /// <summary>The new pack is out with the rider: custody and right are settled.</summary>
    public bool Completed { get; init; }
    /// <summary>Why the rider's own pack is given back; set when RETURNING_OLD begins.</summary>
    public EndReason? GiveBackWhy { get; init; }
    /// <summary>Why what he put in was not taken.</summary>
    public PackRefusal? Refused { get; init; }
    /// <summary>The short pack's charge that the rider said yes to; null where he was not asked or has not answered.</summary>
    public StateOfCharge? ConsentTo { get; init; }
    /// <summary>The swap was completed and undone: that happens once.</summary>
    public bool Undone { get; init; }
    /// <summary>The cloud asked to end it: no further door is tried, and what is in is given back unless a pack is on offer.</summary>
    public bool Cancelled { get; init; }
    /// <summary>The rider came back before his time: only this pack, the one he was given last, is taken in.</summary>
    public PackId? OnlyFor { get; init; }

    /// <summary>The swap that SwapStarted begins.</summary>
    internal static Swap Begin(SwapStarted e, TimeSpan at) => new()
    {
        Number = e.Swap, Rider = e.Rider, Classes = e.Classes, Offline = e.Offline, PackHint = e.PackHint,
        StartedAt = at, Since = at, Stage = SwapStage.Reserved,
    };

    /// <summary>How one event moves a swap.</summary>
    internal Swap After(TransactionEvent e, TimeSpan at) => e switch
    {
        SlotsReserved r => this with { InSlot = r.InSlot, OfferSlot = r.OfferSlot, Offered = r.Offered },
        OfferChanged o => this with { OfferSlot = o.OfferSlot, Offered = o.Offered },
        DoorOrdered d => Ordered(d, at),
        CodeAccepted => this with { CodeSpent = false },
        DoorOpened => (this with { CodeSpent = true, ClosedAt = null, OpenedAt = OpenedAt ?? at }).Enter(Opened, at),
        DoorClosed => Stage == SwapStage.WaitInsert ? Enter(SwapStage.Settling, at) : this with { ClosedAt = at },
        PackInserted p => (this with { InSlot = p.Slot, Inserted = true }).Enter(SwapStage.Verifying, at),
        PackVerified v => this with { Brought = v.Pack, BroughtClass = v.Class, BroughtCharge = v.Charge },
        PackRefused r => this with { Brought = r.Pack, Refused = r.Why },
        GiveBackStarted g => this with { GiveBackWhy = g.Why, InSlot = g.Slot },
        PackHeld h => this with { InSlot = h.Slot, Brought = h.Pack ?? Brought },
        ConsentAsked a => (this with { OfferSlot = a.OfferSlot, Offered = a.Offered, ConsentTo = null }).Enter(SwapStage.WaitConsent, at),
        ConsentGiven c => this with { ConsentTo = c.Charge },
        SwapCompleted => (this with { Completed = true }).Enter(SwapStage.WaitCloseOut, at),
        SwapUndone => (this with { Completed = false, Undone = true }).Enter(SwapStage.ReturningOld, at),
        PackGivenBack => (this with { Inserted = false }).Enter(SwapStage.WaitCloseOut, at),
        EarlySwapAllowed early => this with { OnlyFor = early.Given },
        ClaimMade c => (this with { InSlot = c.Slot }).Enter(SwapStage.Rereading, at),
        CancelAsked => this with { Cancelled = true },
        _ => this,
    };

    private SwapStage Opened => Stage switch
    {
        SwapStage.OpeningIn or SwapStage.Settling or SwapStage.Verifying => SwapStage.WaitInsert,
        SwapStage.OpeningOut => SwapStage.WaitTake,
        SwapStage.ReturningOld => SwapStage.WaitTakeBack,
        SwapStage.OpeningOwn => SwapStage.WaitLooked,
        _ => Stage,
    };

    private Swap Ordered(DoorOrdered d, TimeSpan at)
    {
        var samePurpose = For == d.For && Door is not null;
        var sameDoor = samePurpose && Door == d.Slot;
        var next = this with
        {
            Door = d.Slot, For = d.For, Attempt = d.Attempt, ClosedAt = null, OpenedAt = null,
            GivenUp = !samePurpose ? [] : sameDoor ? GivenUp : GivenUp.Add(Door!.Value),
            Reopened = !samePurpose ? 0 : sameDoor && d.Attempt == 1 ? Reopened + 1 : Reopened,
            OwnDoors = d.For == DoorFor.Take || OwnDoors.Contains(d.Slot) ? OwnDoors : OwnDoors.Add(d.Slot),
            InSlot = d.For == DoorFor.Take ? InSlot : d.Slot,
            OfferSlot = d.For == DoorFor.Take ? d.Slot : OfferSlot,
        };
        return next.Enter(d.For switch
        {
            DoorFor.Insert => SwapStage.OpeningIn,
            DoorFor.Take => SwapStage.OpeningOut,
            DoorFor.Look => SwapStage.OpeningOwn,
            _ => SwapStage.ReturningOld,
        }, at);
    }

    /// <summary>A stage that goes on keeps its deadline: a door that flaps starts nothing anew.</summary>
    private Swap Enter(SwapStage stage, TimeSpan at) =>
        Stage == stage && stage is SwapStage.WaitTake or SwapStage.WaitTakeBack or SwapStage.WaitLooked or SwapStage.WaitCloseOut
            ? this
            : this with { Stage = stage, Since = at };
}
