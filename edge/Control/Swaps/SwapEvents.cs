using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Swaps;

/// <summary>What a door is opened for; Look: a rider who claims something sees for himself.</summary>
public enum DoorFor { Insert, Take, GiveBack, Look }

/// <summary>Why a pack that was put in is not taken.</summary>
public enum PackRefusal
{
    Silent, Unclear, Foreign, WrongClass, AnotherRiders, Unsound,
    /// <summary>Two serials answered one after the other behind a closed door.</summary>
    SerialChanged,
    /// <summary>It says something, and never a serial that can be read.</summary>
    Garbled,
    /// <summary>It is fuller than the best pack here.</summary>
    BetterThanOurs,
    /// <summary>The rider came before his time, and this is not the pack he was given last.</summary>
    NotTheOneGiven,
}

/// <summary>How a swap ended for the rider (domain table B1).</summary>
public enum SwapEnding { Done, Aborted, PendingPickup, Unknown }

/// <summary>Why it ended that way.</summary>
public enum EndReason
{
    Taken, NoDoorOpened, NothingInserted, LeftBeforeInserting, InsertedDoorOpen, PackRefused, NoOfferOpened, NotTaken, LeftAtOffer,
    GiveBackFailed, SensorsDisagree, Restarted, StoreStalled, NoOffer, NoConsent, Cancelled, Undone, PutBack, Looked, Fetched,
    /// <summary>Fire, water or a hand on the stop: no further door opened (table B3 rows 46 to 48).</summary>
    Danger,
}

/// <summary>What two readings after a restart said of an open swap.</summary>
public enum Finding { NothingHappened, OldPackHeld, NewPackTaken, OldPackGone, Unclear, NewPackPutBack }

/// <summary>A rider is let in: a swap begins.</summary>
/// <param name="Swap">Number of this swap.</param>
/// <param name="Rider">Whose swap it is.</param>
/// <param name="Classes">Classes that he may swap.</param>
/// <param name="Offline">True when the cloud had not been heard for longer than the site allows.</param>
/// <param name="PackHint">Serial that the issuer last knew with him, or null; raises trust, never refuses.</param>
/// <param name="AssistedBy">Who helped him and showed a code of his own just before; null: nobody did.</param>
public sealed record SwapStarted(long Swap, RiderId Rider, ImmutableArray<PackClass> Classes, bool Offline, string? PackHint, RiderId? AssistedBy = null)
    : TransactionEvent(Swap);

/// <summary>The slot for his pack and the slot of the pack he shall have are kept for this swap.</summary>
public sealed record SlotsReserved(long Swap, SlotNumber InSlot, SlotNumber OfferSlot, PackId Offered) : TransactionEvent(Swap);

/// <summary>A door shall open: written before its lock is fired.</summary>
/// <param name="Swap">Number of this swap.</param>
/// <param name="Slot">Which door.</param>
/// <param name="For">What for.</param>
/// <param name="Attempt">1 to 3 for this slot.</param>
public sealed record DoorOrdered(long Swap, SlotNumber Slot, DoorFor For, int Attempt) : TransactionEvent(Swap);

/// <summary>The ordered door is open, by its switch.</summary>
/// <param name="Swap">Number of this swap.</param>
/// <param name="Slot">Which door.</param>
/// <param name="For">What it was opened for.</param>
/// <param name="AfterScan">Time from the code's last byte to this fact.</param>
public sealed record DoorOpened(long Swap, SlotNumber Slot, DoorFor For, TimeSpan AfterScan) : TransactionEvent(Swap);

/// <summary>The door is closed again, by its switch.</summary>
public sealed record DoorClosed(long Swap, SlotNumber Slot) : TransactionEvent(Swap);

/// <summary>Something lies in the closed slot; what it is, is still to be proved. It is the rider's.</summary>
public sealed record PackInserted(long Swap, SlotNumber Slot) : TransactionEvent(Swap);

/// <summary>What came in is proved: all witnesses agree, the serial was read twice, it may be swapped.</summary>
public sealed record PackVerified(long Swap, SlotNumber Slot, PackId Pack, PackClass Class, StateOfCharge Charge, bool HintDiffers)
    : TransactionEvent(Swap);

/// <summary>What came in cannot be taken; it is given back.</summary>
public sealed record PackRefused(long Swap, SlotNumber Slot, PackId? Pack, PackRefusal Why) : TransactionEvent(Swap);

/// <summary>The pack put in has another owner in the ledger: it is given back, and people should know of it.</summary>
/// <param name="Swap">Number of this swap.</param>
/// <param name="Slot">Where it was put in.</param>
/// <param name="Pack">Its serial.</param>
/// <param name="Holder">Whose it is by the ledger.</param>
public sealed record CustodyDisputed(long Swap, SlotNumber Slot, PackId Pack, RiderId Holder) : TransactionEvent(Swap);

/// <summary>No pack is full: the rider is asked whether this one will do. A fresh code of his is his yes.</summary>
public sealed record ConsentAsked(long Swap, SlotNumber OfferSlot, PackId Offered, StateOfCharge Charge) : TransactionEvent(Swap);

/// <summary>The rider showed a fresh code: the short pack will do.</summary>
public sealed record ConsentGiven(long Swap, PackId Pack, StateOfCharge Charge) : TransactionEvent(Swap);

/// <summary>Another pack is offered instead of the reserved one.</summary>
public sealed record OfferChanged(long Swap, SlotNumber OfferSlot, PackId Offered) : TransactionEvent(Swap);

/// <summary>
/// The new pack is out and the old one is in: custody of both and the use of the rider's right, in one append.
/// </summary>
public sealed record SwapCompleted(long Swap, RiderId Rider, SlotNumber InSlot, PackId Brought, StateOfCharge? BroughtCharge,
    SlotNumber OutSlot, PackId Taken, StateOfCharge? TakenCharge, bool Offline) : TransactionEvent(Swap);

/// <summary>
/// The pair of a SwapCompleted: the pack just taken lies in its slot again. Custody and right are as before it; his own follows.
/// </summary>
public sealed record SwapUndone(long Swap, RiderId Rider, SlotNumber InSlot, PackId Brought, SlotNumber OutSlot, PackId Taken)
    : TransactionEvent(Swap);

/// <summary>
/// A rider inside his least gap is let in once with the pack he was given last, because it is bad. He is not charged for it.
/// </summary>
public sealed record EarlySwapAllowed(long Swap, PackId Given) : TransactionEvent(Swap);

/// <summary>A rider came back soon after his visit and says that something is wrong: its last slot is looked at again, once.</summary>
/// <param name="Swap">Number of this visit.</param>
/// <param name="Slot">The slot he had to do with last.</param>
/// <param name="Of">The visit he speaks of.</param>
public sealed record ClaimMade(long Swap, SlotNumber Slot, long Of) : TransactionEvent(Swap);

/// <summary>The cloud asked to end this swap; facts say how far that is possible.</summary>
public sealed record CancelAsked(long Swap) : TransactionEvent(Swap);

/// <summary>The rider shall have his own pack back: RETURNING_OLD begins.</summary>
public sealed record GiveBackStarted(long Swap, SlotNumber Slot, EndReason Why) : TransactionEvent(Swap);

/// <summary>The rider's own pack left its slot again.</summary>
public sealed record PackGivenBack(long Swap, SlotNumber Slot, PackId? Pack) : TransactionEvent(Swap);

/// <summary>The rider's own pack stays in a slot for him. After its swap: an UNKNOWN is settled so.</summary>
public sealed record PackHeld(long Swap, RiderId Rider, SlotNumber Slot, PackId? Pack) : TransactionEvent(Swap);

/// <summary>After a restart, what the sensors said of the swap that was open.</summary>
public sealed record SwapRecovered(long Swap, Finding Finding) : TransactionEvent(Swap);

/// <summary>A swap is over. Case is the number for the hotline where the rider has no pack or the facts are unclear.</summary>
public sealed record SwapEnded(long Swap, SwapEnding Ending, EndReason Why, string? Case) : TransactionEvent(Swap);

/// <summary>
/// After its swap something turned up behind a door that had been ordered for the rider's own pack (table B3 row 13): what lies there is
/// his, and he holds a case number. Pack is null where its serial is not proved, or the ledger names another owner.
/// </summary>
public sealed record CaseOpened(long Swap, RiderId Rider, SlotNumber Slot, PackId? Pack, string Case) : TransactionEvent(Swap);

/// <summary>The sensors agree again that nothing went out: his own pack lies here, and his next code fetches it.</summary>
public sealed record CaseHeld(long Swap, string Case) : TransactionEvent(Swap);

/// <summary>A case is closed: by facts, by the rider's next code, or by people.</summary>
public sealed record CaseClosed(long Swap, string Case) : TransactionEvent(Swap);

/// <summary>No fact settled a case in its time: people are called.</summary>
public sealed record StaffCalled(long Swap, string Case) : TransactionEvent(Swap);
