using YongAi.Simulators.World;

namespace YongAi.Simulators.Boards;

/// <summary>What a feedback input of a lock board is wired to.</summary>
public enum FeedbackKind { Door, Presence }

/// <summary>A switch on a feedback input.</summary>
/// <param name="Slot">The slot that it looks at.</param>
/// <param name="Kind">What it looks at.</param>
/// <param name="ActiveLevel">Level when the door is closed, or when a pack is there.</param>
public sealed record Feedback(SimulatedSlot Slot, FeedbackKind Kind, int ActiveLevel)
{
    public int Level => (Kind == FeedbackKind.Door ? !Slot.SwitchSaysOpen : Slot.SwitchSaysPresent) ? ActiveLevel : 1 - ActiveLevel;
}

/// <summary>One channel of a lock board: its output, and its input, which may look at something else.</summary>
public sealed record LockChannel(int Number, SimulatedSlot? Lock, Feedback? Input)
{
    /// <summary>An input without a wire reads 1 (hardware 1.1).</summary>
    public int Level => Input?.Level ?? 1;

    /// <summary>The board finds its own input faulty; only some families have a word for that.</summary>
    public bool IsFaulty => Input is { Kind: FeedbackKind.Door, Slot.FeedbackFaulty: true };
}

/// <summary>A lock board as bought and wired, whatever its family.</summary>
public sealed record LockBoardSettings
{
    public required ImmutableArray<LockChannel> Channels { get; init; }

    /// <summary>Between two locks of a sequence (hardware 7.2: at least 500 ms).</summary>
    public TimeSpan SequenceGap { get; init; } = TimeSpan.FromMilliseconds(500);
    public AnswerDelay Delay { get; init; } = AnswerDelay.OfSmallBoards;
}
