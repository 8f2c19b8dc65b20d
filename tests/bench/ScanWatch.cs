namespace YongAi.Edge.Bench;

/// <summary>Watches the lines of scanner and locks: when a code was over, and when a lock was then told to open.</summary>
internal sealed class ScanWatch
{
    private const byte EndOfCode = (byte)'\r';

    /// <summary>Head of an opening command (hardware 1.1); no byte of the question for all channels is the same.</summary>
    private const byte OpeningHead = 0x8A;

    private long codeOver;
    private volatile TaskCompletionSource<long> opening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The moment just before the last byte of the last code was written for the edge; a Stopwatch timestamp.</summary>
    public long CodeOver => Volatile.Read(ref codeOver);

    /// <summary>Begins to wait for the next opening command: the moment when its first byte was read.</summary>
    public Task<long> NextOpening() =>
        (opening = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void ByScanner(ReadOnlySpan<byte> bytes, long at)
    {
        if (bytes[^1] == EndOfCode) Volatile.Write(ref codeOver, at);
    }

    public void ToLocks(ReadOnlySpan<byte> bytes, long at)
    {
        if (bytes.Contains(OpeningHead)) opening.TrySetResult(at);
    }
}
