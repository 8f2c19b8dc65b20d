namespace YongAi.Edge.Control.Slots;

/// <summary>Why a slot serves nobody for now. Each reason has one way back.</summary>
public enum Withdrawal
{
    /// <summary>The lock did not open after its tries; a crew brings it back.</summary>
    LockFault,
    /// <summary>The door stands open outside a swap; back when it is closed and the slot is known again.</summary>
    DoorOpen,
    /// <summary>A rider's own pack lies here for him; back when it has left.</summary>
    HeldForRider,
    /// <summary>The sensors did not agree when it mattered; back when the case is closed.</summary>
    Unclear,
    /// <summary>A pack that nobody can account for lies here; a crew brings it back.</summary>
    UnplannedPack,
    /// <summary>A pack that should be here is gone; a crew brings it back.</summary>
    PackMissing,
    /// <summary>A pack set apart lies here; back when it has left or was released.</summary>
    UnsoundPack,
    /// <summary>What lies here is silent or garbled, or its witnesses disagree; back when it is plain again.</summary>
    ContentsUnclear,
    /// <summary>A crew has it open, or the cloud had it opened; back when its door is closed and it is known again.</summary>
    Maintenance,
    /// <summary>The cloud or a crew took it out of service; they bring it back.</summary>
    Disabled,
    /// <summary>Packs answer here with serials that change or cannot be read, twice in a row; a crew brings it back.</summary>
    DoubtfulReadings,
    /// <summary>A lock of its board was fired and another door opened; back when a crew has looked and says so.</summary>
    WrongDoor,
    /// <summary>A pack too worn to be handed out lies here; back when it was collected.</summary>
    WornPack,
}

/// <summary>A slot serves nobody until the reason is gone.</summary>
public sealed record SlotWithdrawn(SlotNumber Slot, Withdrawal Why) : Event;

/// <summary>A door opened that nobody had ordered; nothing advances by it (table B3 row 13).</summary>
/// <param name="Slot">Which door.</param>
/// <param name="Late">Its lock had been fired a little earlier: a late spring rather than a hand.</param>
public sealed record DoorFoundOpen(SlotNumber Slot, bool Late) : Event;

/// <summary>A slot serves again.</summary>
public sealed record SlotRestored(SlotNumber Slot, Withdrawal Why) : Event;
