using YongAi.Edge.Control.Packs;

namespace YongAi.Edge.Control.Slots;

/// <summary>What a door switch says. Unknown is an answer.</summary>
public enum DoorState { Unknown, Open, Closed }

/// <summary>Why a door that was closed is open, as far as the cabinet knows.</summary>
public enum DoorOpening
{
    /// <summary>Not seen: it was open when its switch was first heard.</summary>
    Unknown,
    /// <summary>It was ordered.</summary>
    Asked,
    /// <summary>Its lock was fired a little earlier, and the order was given up since.</summary>
    Late,
    /// <summary>Nobody ordered it.</summary>
    Unasked,
}

/// <summary>What one frame of a lock board said of one slot; null where the frame said nothing.</summary>
public readonly record struct SlotSwitches(SlotNumber Slot, DoorState? Door, bool? Present);

/// <summary>Door and presence switches were read; one fact for one frame.</summary>
public sealed record SwitchesRead(ImmutableArray<SlotSwitches> Slots) : Fact;

/// <summary>The board that reads these slots' switches does not answer, or its line is gone.</summary>
public sealed record SwitchesSilent(ImmutableArray<SlotNumber> Slots) : Fact;

/// <summary>A pack answered: serial and values of the same round of questions.</summary>
public sealed record PackRead(SlotNumber Slot, PackReading Reading) : Fact;

/// <summary>No pack answers in this slot after all its questions, or its line is gone.</summary>
/// <param name="Slot">The slot asked.</param>
/// <param name="LineUp">False when the line itself is gone, so that silence says nothing about a pack.</param>
public sealed record PackSilent(SlotNumber Slot, bool LineUp) : Fact;

/// <summary>Something answers in this slot, but its serial or its values cannot be read: present, and not to be trusted.</summary>
public sealed record PackUnreadable(SlotNumber Slot) : Fact;

/// <summary>The last byte of an opening pulse's request has gone to the line. Says nothing about the door.</summary>
public sealed record LockFired(SlotNumber Slot) : Fact;

/// <summary>An opening was given up before its request was written: the line was busy too long or is gone. Nothing was fired.</summary>
public sealed record LockNotFired(SlotNumber Slot) : Fact;

/// <summary>Why a board says that it did not fire a lock.</summary>
public enum LockRefusal
{
    /// <summary>The coil is cooling down after two openings in a short time (hardware 1.5).</summary>
    CoolingDown,
    /// <summary>The board says that it failed.</summary>
    Failed,
    /// <summary>The board has no such output, or does not take the order.</summary>
    NotTaken,
}

/// <summary>A board says that it did not fire a lock. A reply is no fact about the door: that is read all the same.</summary>
public sealed record LockRefused(SlotNumber Slot, LockRefusal Why) : Fact;

/// <summary>What a relay board said of the charger of one slot.</summary>
public readonly record struct ChargerState(SlotNumber Slot, bool On);

/// <summary>The relays that switch chargers were read back.</summary>
public sealed record ChargersRead(ImmutableArray<ChargerState> Slots) : Fact;

/// <summary>The relay board of these slots' chargers does not answer, or its line is gone.</summary>
public sealed record ChargersSilent(ImmutableArray<SlotNumber> Slots) : Fact;
