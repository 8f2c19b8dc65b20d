namespace YongAi.Edge.Control.Slots;

/// <summary>Fire the lock of a slot once. The driver never repeats it; it answers LockFired or LockNotFired.</summary>
public sealed record FireLock(SlotNumber Slot) : Effect;

/// <summary>Read door, presence and pack of a slot before their turn comes round.</summary>
public sealed record ReadAgain(SlotNumber Slot) : Effect;
