using YongAi.Edge.Host.Lines;

namespace YongAi.Edge.Host.Recording;

/// <summary>
/// Keeps what passes on the lines, on a thread of its own behind a bounded queue. Nobody ever waits for it: what does not fit is counted
/// and said in the record, and a disk that fails ends the recording, nothing else.
/// </summary>
public sealed class BusRecorder : IDisposable
{
    /// <summary>Most moments that wait for the disk: some ten seconds of a cabinet of 24 slots. Our own number.</summary>
    public const int WaitingMax = 4096;

    /// <summary>Most bytes of theirs that wait. Our own number.</summary>
    public const int WaitingBytesMax = 1 << 20;

    /// <summary>
    /// What is kept is handed to the kernel so often: so much is lost at most when the program is killed. It is not synced, which would
    /// wear the card for a diary; a power cut also takes what the kernel had not written yet. Our own number.
    /// </summary>
    public static readonly TimeSpan WritesEvery = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly ManualResetEventSlim wake = new();
    private readonly BusTitle title;
    private readonly IBusShelf shelf;
    private readonly TimeProvider time;
    private readonly Action<string> failed;
    private readonly long began;
    private readonly Thread thread;
    private readonly SortedSet<string> up = new(StringComparer.Ordinal);
    private Queue<BusMoment> waiting = new();
    private Queue<BusMoment> writing = new();
    private int waitingBytes;
    private long lost;
    private int taps;
    private volatile bool stopping;
    private volatile bool ended;

    /// <param name="title">What the record is of; its time 0 is now.</param>
    /// <param name="shelf">Where it goes; disposed of with this.</param>
    /// <param name="time">Measures running time.</param>
    /// <param name="failed">Told once why it ended, when the disk did not take it.</param>
    public BusRecorder(BusTitle title, IBusShelf shelf, TimeProvider time, Action<string> failed)
    {
        (this.title, this.shelf, this.time, this.failed) = (title, shelf, time, failed);
        began = time.GetTimestamp();
        thread = new Thread(Run) { Name = "bus record", IsBackground = true };
        thread.Start();
    }

    /// <summary>Moments that were not kept.</summary>
    public long Lost { get; private set; }

    /// <summary>Moments that are on disk.</summary>
    public long Kept { get; private set; }

    /// <summary>The disk did not take it; the lines go on.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>The same line, heard. The recording ends when the last one is closed.</summary>
    public ISerialLine Tap(ISerialLine line)
    {
        lock (gate) taps++;
        return new BusTap(line, this);
    }

    /// <summary>Takes one moment; never waits.</summary>
    public void Keep(string line, BusDid did, ReadOnlySpan<byte> bytes, string? why = null)
    {
        if (ended) return;
        var copy = bytes.ToArray();
        lock (gate)
        {
            if (waiting.Count >= WaitingMax || waitingBytes + copy.Length > WaitingBytesMax) lost++;
            else
            {
                waiting.Enqueue(new BusMoment(time.GetElapsedTime(began), line, did, copy, why));
                waitingBytes += copy.Length;
            }
            if (waiting.Count == WaitingMax / 2) wake.Set();
        }
    }

    /// <summary>One line is closed.</summary>
    public void Closed()
    {
        lock (gate)
            if (--taps > 0) return;
        Dispose();
    }

    /// <summary>Writes what waits and closes the file; a disk that hangs is left to itself.</summary>
    public void Dispose()
    {
        if (stopping) return;
        stopping = true;
        wake.Set();
        thread.Join(StopsWithin);
    }

    private void Run()
    {
        try
        {
            using (shelf)
                for (var last = false; !last;)
                {
                    if (!stopping) wake.Wait(WritesEvery);
                    wake.Reset();
                    last = stopping;
                    Write();
                }
        }
        // Whatever it is, it ends the recording and nothing else.
        catch (Exception trouble)
        {
            HasFailed = true;
            failed(trouble is IOException or UnauthorizedAccessException ? trouble.Message : trouble.ToString());
        }
        ended = true;
    }

    private void Write()
    {
        long lostNow;
        lock (gate)
        {
            (waiting, writing) = (writing, waiting);
            (lostNow, lost, waitingBytes) = (lost, 0, 0);
        }
        foreach (var moment in writing)
        {
            shelf.Put(BusLine.Of(moment), First);
            if (moment.Did == BusDid.Up) up.Add(moment.Line);
            if (moment.Did == BusDid.Down) up.Remove(moment.Line);
        }
        if (lostNow > 0) shelf.Put(BusLine.Lost(time.GetElapsedTime(began), lostNow), First);
        shelf.Flush();
        (Kept, Lost) = (Kept + writing.Count, Lost + lostNow);
        writing.Clear();
    }

    private byte[] First(int part) => BusLine.First(title, part, up);
}
