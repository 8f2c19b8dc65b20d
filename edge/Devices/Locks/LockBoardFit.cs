using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Devices.Locks;

/// <summary>How one lock board of the 8A/80 family is fitted.</summary>
/// <param name="Address">1 to 32, by DIP switch.</param>
/// <param name="OpenFunction">Fourth byte of its opening command: 11 or 33, by dialect.</param>
/// <param name="ReadsAll">It answers for all channels at once; otherwise each is asked alone.</param>
/// <param name="ProbesEcho">Its first question after the line came up is one that shows whether the adapter echoes.</param>
/// <param name="Locks">Its outputs that fire locks.</param>
/// <param name="Switches">Its feedback inputs in use.</param>
/// <param name="PollEvery">How often the switches are read.</param>
public sealed record LockBoardFit(byte Address, byte OpenFunction, bool ReadsAll, bool ProbesEcho,
    ImmutableArray<LockOutput> Locks, ImmutableArray<FeedbackInput> Switches, TimeSpan PollEvery);

/// <summary>The output that fires one slot's lock.</summary>
public readonly record struct LockOutput(int Channel, SlotNumber Slot);

/// <summary>A feedback input: 00 or 11 is the level of a wire; what it means is fixed when it is fitted.</summary>
/// <param name="Channel">1 to the board's channels.</param>
/// <param name="Slot">The slot it tells of.</param>
/// <param name="IsDoor">True for a door switch, false for a presence switch.</param>
/// <param name="ActiveHigh">True when level 1 means closed, or present.</param>
public readonly record struct FeedbackInput(int Channel, SlotNumber Slot, bool IsDoor, bool ActiveHigh)
{
    /// <summary>What a level of this wire says of its slot.</summary>
    public SlotSwitches Says(bool level) => IsDoor
        ? new SlotSwitches(Slot, level == ActiveHigh ? DoorState.Closed : DoorState.Open, null)
        : new SlotSwitches(Slot, null, level == ActiveHigh);
}
