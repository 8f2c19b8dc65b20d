using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Devices.Locks;

/// <summary>How one lock board is fitted.</summary>
/// <param name="Protocol">How its make speaks.</param>
/// <param name="ProbesEcho">Its first question after the line came up is one that shows whether the adapter echoes.</param>
/// <param name="Locks">Its outputs that fire locks.</param>
/// <param name="Switches">Its feedback inputs in use.</param>
/// <param name="PollEvery">How often the switches are read.</param>
public sealed record LockBoardFit(LockProtocol Protocol, bool ProbesEcho, ImmutableArray<LockOutput> Locks,
    ImmutableArray<FeedbackInput> Switches, TimeSpan PollEvery);

/// <summary>The output that fires one slot's lock.</summary>
public readonly record struct LockOutput(int Channel, SlotNumber Slot);

/// <summary>A feedback input: 0 or 1 is the level of a wire; what it means is fixed when it is fitted.</summary>
/// <param name="Channel">1 to the board's channels.</param>
/// <param name="Slot">The slot it tells of.</param>
/// <param name="IsDoor">True for a door switch, false for a presence switch.</param>
/// <param name="ActiveHigh">True when level 1 means closed, or present.</param>
public readonly record struct FeedbackInput(int Channel, SlotNumber Slot, bool IsDoor, bool ActiveHigh)
{
    /// <summary>What a level of this wire says of its slot. Null, the board calls the input faulty: a door is unknown, presence is not said.</summary>
    public SlotSwitches Says(bool? level) => IsDoor
        ? new SlotSwitches(Slot, level is not { } is1 ? DoorState.Unknown : is1 == ActiveHigh ? DoorState.Closed : DoorState.Open, null)
        : new SlotSwitches(Slot, null, level is { } present ? present == ActiveHigh : null);
}
