using System.Diagnostics;

namespace YongAi.Edge.Bench;

/// <summary>Watches the lines of scanner and locks: when a code was over, and when a lock was then told to open.</summary>
internal sealed class ScanWatch
{
    private const byte EndOfCode = (byte)'\r';

    /// <summary>Head of an opening command (hardware 1.1); no byte of the question for all channels is the same.</summary>
    private const byte OpeningHead = 0x8A;

    /// <summary>A reply whose bytes have stopped for so long is over; the next question comes half a second after the last.</summary>
    private static readonly TimeSpan ReplyOverAfter = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(5);

    private long codeOver, lockAnswered;
    private int codeBytes;
    private volatile TaskCompletionSource<long> opening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The moment just before the last byte of the last code was written for the edge; a Stopwatch timestamp.</summary>
    public long CodeOver => Volatile.Read(ref codeOver);

    /// <summary>Bytes of the last code with its end.</summary>
    public int CodeBytes { get; private set; }

    /// <summary>Begins to wait for the next opening command: the moment when its first byte was read.</summary>
    public Task<long> NextOpening() =>
        (opening = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Ends when the lock board has just answered a question: the line is idle then for a while.</summary>
    public async Task LocksAnsweredAsync(CancellationToken stop)
    {
        var since = Stopwatch.GetTimestamp();
        while (Volatile.Read(ref lockAnswered) < since || Stopwatch.GetElapsedTime(Volatile.Read(ref lockAnswered)) < ReplyOverAfter)
            await Task.Delay(LookEvery, stop);
    }

    public void ByScanner(ReadOnlySpan<byte> bytes, long at)
    {
        codeBytes += bytes.Length;
        if (bytes[^1] != EndOfCode) return;
        (CodeBytes, codeBytes) = (codeBytes, 0);
        Volatile.Write(ref codeOver, at);
    }

    public void ToLocks(ReadOnlySpan<byte> bytes, long at)
    {
        if (bytes.Contains(OpeningHead)) opening.TrySetResult(at);
    }

    public void ByLocks(ReadOnlySpan<byte> bytes, long at) => Volatile.Write(ref lockAnswered, at);
}
