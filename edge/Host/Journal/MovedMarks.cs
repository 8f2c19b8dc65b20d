namespace YongAi.Edge.Host.Journal;

/// <summary>
/// The outbox position and the issued floor while they wait for the disk: losing the last move only means sending again, so they
/// ride with the next append and wait for a while before they cost a write of their own. Not safe for several threads.
/// </summary>
internal sealed class MovedMarks(TimeProvider time, long outbox, long issued)
{
    private long? movedAt;

    public long Outbox { get; private set; } = outbox;

    public long Issued { get; private set; } = issued;

    public void Move(long toOutbox, long toIssued)
    {
        if (toOutbox <= Outbox && toIssued <= Issued) return;
        Outbox = Math.Max(Outbox, toOutbox);
        Issued = Math.Max(Issued, toIssued);
        movedAt ??= time.GetTimestamp();
    }

    /// <summary>How long they may still wait; null when none moved.</summary>
    public TimeSpan? Left(TimeSpan within) => movedAt is { } at ? within - time.GetElapsedTime(at) : null;

    /// <summary>As they stand; they still wait for the disk.</summary>
    public (long Outbox, long Issued) Moved => (Outbox, Issued);

    /// <summary>They go to disk now.</summary>
    public (long Outbox, long Issued) Take()
    {
        movedAt = null;
        return (Outbox, Issued);
    }
}
