using YongAi.Edge.Control.Language;

namespace YongAi.Edge.Host.Relay;

/// <summary>One line of the journal, and the start of the program that wrote it.</summary>
public sealed record OutboxRow(Entry Entry, string Boot);

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

    /// <summary>Completes when a line after this position is on disk.</summary>
    Task WaitForMoreAsync(long after, CancellationToken ct);

    /// <summary>The receiver has every event up to here; never goes back. On disk with the next append.</summary>
    void Move(long through);
}
