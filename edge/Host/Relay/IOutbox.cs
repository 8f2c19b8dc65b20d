using YongAi.Edge.Control.Language;

namespace YongAi.Edge.Host.Relay;

/// <summary>One line of the journal, and the start of the program that wrote it.</summary>
public sealed record OutboxRow(Entry Entry, string Boot);

/// <summary>A hole in the journal and the line that stands for it.</summary>
/// <param name="Row">The line with the event <c>OutboxDropped</c>.</param>
/// <param name="To">Last position that it stands for.</param>
public sealed record DroppedLines(OutboxRow Row, long To);

/// <summary>
/// The journal as the relay sees it: lines on disk after a position. The outbox is that position, nothing else; only
/// the receiver's word moves it.
/// </summary>
public interface IOutbox
{
    /// <summary>Id of the journal.</summary>
    string Journal { get; }

    /// <summary>The receiver has every event up to here.</summary>
    long Position { get; }

    /// <summary>Position of the last line on disk; 0 in a new journal.</summary>
    long Last { get; }

    /// <summary>Lines on disk after a position, in order, at most so many; none when there are none.</summary>
    ValueTask<IReadOnlyList<OutboxRow>> ReadAfterAsync(long position, int max, CancellationToken ct);

    /// <summary>The event that stands for dropped lines, and up to where; null when this line was not dropped.</summary>
    ValueTask<DroppedLines?> DroppedAtAsync(long position, CancellationToken ct);

    /// <summary>Up to where lines that the receiver has had may be missing, and the chain over all that are.</summary>
    ValueTask<(long Through, string Hash)> TrimmedAsync(CancellationToken ct);

    /// <summary>Completes when a line after this position is on disk.</summary>
    Task WaitForMoreAsync(long after, CancellationToken ct);

    /// <summary>The receiver has every event up to here; never goes back. On disk with the next append.</summary>
    void Move(long through);
}
