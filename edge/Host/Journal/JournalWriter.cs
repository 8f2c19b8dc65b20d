using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;

namespace YongAi.Edge.Host.Journal;

/// <summary>
/// The one thread that touches the journal. The loop hands turns over and never waits for the disk; the relay reads through the
/// same thread. Turns come first, and turns that queued up behind a slow sync share the next one.
/// </summary>
public sealed class JournalWriter : IJournal, IAsyncDisposable
{
    /// <summary>
    /// Most turns that wait for the disk. The loop begins nothing new after 5 s without ink, and a running cabinet makes a few
    /// turns with events a second: a disk so far behind is dead.
    /// </summary>
    public const int TurnsMax = 1024;
    /// <summary>Most turns in one transaction.</summary>
    public const int BatchMax = 64;
    /// <summary>Most reads that wait. The relay asks one at a time.</summary>
    public const int ReadsMax = 16;
    /// <summary>Most rows of one read.</summary>
    public const int ReadRowsMax = 256;
    /// <summary>A snapshot is due after so many rows: some dozens of swaps, replayed in well under a second.</summary>
    public const long SnapshotAfterRows = 500;

    private readonly JournalStore store;
    private readonly object gate = new();
    private readonly Queue<ImmutableArray<Entry>> turns = new();
    private Queue<PendingAsk> asks = new();
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Thread thread;
    private readonly MovedMarks marks;
    private TaskCompletionSource more = NewSignal();
    private (Ledger Ledger, Moment At)? snapshot;
    private long handed;
    private long written;
    private long snapshotAt;
    private Exception? fault;
    private bool started;
    private bool stopping;
    private bool tight;

    /// <param name="store">Opened; from now on only this writer uses it, and closes it at the end.</param>
    /// <param name="time">Measures how long a moved mark may wait.</param>
    public JournalWriter(JournalStore store, TimeProvider time)
    {
        this.store = store;
        (handed, written, snapshotAt) = (store.LastPosition, store.LastPosition, store.SnapshotPosition);
        marks = new MovedMarks(time, store.OutboxPosition, store.IssuedFloor);
        thread = new Thread(Run) { Name = "journal", IsBackground = true };
    }

    /// <summary>A moved mark is on disk after so long at the latest, also when nothing is appended.</summary>
    public TimeSpan MarksWithin { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Called each time the writer comes round, at least once in <see cref="TurnWithin"/>: for a watchdog.</summary>
    public Action Turned { get; init; } = () => { };

    /// <summary>While the disk is full, whether there is room again is tried so often.</summary>
    public TimeSpan FullRetryEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest the writer rests when nothing is to be written.</summary>
    public static TimeSpan TurnWithin { get; } = TimeSpan.FromSeconds(2);

    /// <summary>Everything up to this position is on disk. Called on the writer's thread: pass it on and return.</summary>
    public event Action<long>? Written;

    /// <summary>The disk became full, or has room again. Called on the writer's thread: pass it on and return.</summary>
    public event Action<bool>? RoomChanged;

    /// <summary>Ends with the writer. Faulted when writing failed: the process must end then.</summary>
    public Task Completion => done.Task;

    /// <summary>Position of the last row on disk.</summary>
    public long LastWritten { get { lock (gate) return written; } }

    /// <summary>The cloud has every event up to here.</summary>
    public long OutboxPosition { get { lock (gate) return marks.Outbox; } }

    /// <summary>Newest <c>issued</c> of a signed word of the cloud, seconds since 1970 UTC.</summary>
    public long IssuedFloor { get { lock (gate) return marks.Issued; } }

    /// <summary>Enough rows have gathered since the last snapshot; give one with <see cref="Keep"/> when no swap is open.</summary>
    public bool SnapshotIsDue { get { lock (gate) return snapshot is null && handed - snapshotAt >= SnapshotAfterRows; } }

    /// <summary>Starts the thread. Once, after <see cref="Written"/> is listened to.</summary>
    public void Start()
    {
        lock (gate)
        {
            if (started) throw new InvalidOperationException("the journal writer was started before");
            started = true;
        }
        thread.Start();
    }

    /// <inheritdoc/>
    public void Hand(ImmutableArray<Entry> entries)
    {
        if (entries.IsEmpty) return;
        lock (gate)
        {
            if (stopping || done.Task.IsCompleted)
                throw new InvariantBroken("the journal writer has stopped; nothing more is written");
            if (turns.Count >= TurnsMax)
                throw new InvariantBroken($"{TurnsMax} turns wait for the disk: it has been silent for far too long");
            foreach (var entry in entries)
            {
                if (entry.Position != handed + 1)
                    throw new InvariantBroken($"journal position {entry.Position} was handed over after {handed}");
                handed = entry.Position;
            }
            turns.Enqueue(entries);
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>
    /// Takes the ledger as it stands after all entries handed over so far, to be stored when they are on disk. Only while no swap
    /// is open; the ledger of the loop's own thread, called there.
    /// </summary>
    public void Keep(Ledger ledger, Moment at)
    {
        if (ledger.Swap is not null) throw new InvariantBroken("no snapshot while a swap is open");
        lock (gate)
        {
            if (ledger.Position != handed)
                throw new InvariantBroken($"a snapshot at {ledger.Position} was given after {handed} entries");
            snapshot = (ledger, at);
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>The cloud has everything up to here: remembered now, on disk with the next append or soon. Never goes back.</summary>
    public void MoveOutbox(long through)
    {
        lock (gate)
        {
            if (through > written) throw new InvariantBroken($"{through} was acknowledged, but the journal ends at {written}");
            marks.Move(through, 0);
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>A signed word of the cloud says that it is at least so late. Never goes back.</summary>
    public void RaiseIssuedFloor(long issued)
    {
        lock (gate)
        {
            marks.Move(0, issued);
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Rows after a position, in order, at most so many.</summary>
    public Task<IReadOnlyList<KeptEntry>> ReadAfterAsync(long position, int most, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        return AskAsync<IReadOnlyList<KeptEntry>>(store => store.ReadAfter(position, Math.Min(most, ReadRowsMax)), cancel);
    }

    /// <summary>Asks the store something, or has it make room, between the turns; has to be short.</summary>
    public Task<T> AskAsync<T>(Func<JournalStore, T> question, CancellationToken cancel)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (stopping || done.Task.IsCompleted) return Task.FromException<T>(Stopped());
            // While the disk stands still, links come and go: what nobody waits for any more makes room.
            if (asks.Count >= ReadsMax) asks = new(asks.Where(ask => !ask.Cancel.IsCancellationRequested));
            if (asks.Count >= ReadsMax) throw new InvariantBroken($"{ReadsMax} reads of the journal wait already");
            asks.Enqueue(new PendingAsk(() => answer.TrySetResult(question(store)), broken => answer.TrySetException(broken), cancel));
            Monitor.PulseAll(gate);
        }
        return answer.Task.WaitAsync(cancel);
    }

    /// <summary>Ends when a row after this position is on disk.</summary>
    public Task WaitForMoreAsync(long after, CancellationToken cancel)
    {
        lock (gate)
        {
            if (written > after) return Task.CompletedTask;
            if (stopping || done.Task.IsCompleted) return Task.FromException(Stopped());
            return WaitAsync(more.Task, after, cancel);
        }
    }

    /// <summary>Writes what was handed over, closes the file, ends. Throws what the writer failed of.</summary>
    public async Task StopAsync(CancellationToken cancel)
    {
        lock (gate)
        {
            stopping = true;
            Monitor.PulseAll(gate);
            if (!started) End(null);
        }
        await Completion.WaitAsync(cancel);
    }

    /// <summary>As <see cref="StopAsync"/>; a failure is told by <see cref="Completion"/> alone.</summary>
    public async ValueTask DisposeAsync()
    {
        var stopped = StopAsync(CancellationToken.None);
        await Task.WhenAny(stopped);
    }

    private async Task WaitAsync(Task signal, long after, CancellationToken cancel)
    {
        await signal.WaitAsync(cancel);
        await WaitForMoreAsync(after, cancel);
    }

    private void Run()
    {
        try
        {
            while (Next() is { } work)
            {
                Finish(work);
                Turned();
            }
            End(null);
        }
        catch (Exception broken)
        {
            // Whatever it is, nothing more is written and the process ends: the cause goes to whoever waits for Completion.
            End(broken);
        }
    }

    // A full disk is waited for: what was handed over keeps its order, nothing overtakes it, and the cabinet, whose ink does not
    // dry, begins nothing. It goes on when there is room, without a new start.
    private void Finish(Action work)
    {
        while (true)
        {
            try
            {
                work();
                Tell(store.IsOnReserve);
                return;
            }
            catch (JournalFull)
            {
                Tell(true);
                Turned();
                lock (gate)
                {
                    if (stopping) throw;
                    Monitor.Wait(gate, FullRetryEvery);
                }
            }
        }
    }

    private void Tell(bool isTight)
    {
        if (tight == isTight) return;
        tight = isTight;
        RoomChanged?.Invoke(isTight);
    }

    // The next thing to do, in the order of its weight; null when stopping and nothing is left.
    private Action? Next()
    {
        lock (gate)
        {
            while (true)
            {
                if (turns.Count > 0) return Batch();
                if (snapshot is { } taken)
                {
                    snapshot = null;
                    snapshotAt = taken.Ledger.Position;
                    var moved = marks.Take();
                    return () => { Put(moved); store.Keep(taken.Ledger, taken.At); };
                }
                if (asks.Count > 0)
                {
                    var ask = asks.Dequeue();
                    var moved = marks.Moved;
                    return () => { Put(moved); Answer(ask); };
                }
                // The clock is asked once: a second answer may lie past the end of a wait that was not over yet, and nobody waits for less than nothing.
                var left = marks.Left(MarksWithin);
                if (left is not null && (stopping || left <= TimeSpan.Zero))
                {
                    var moved = marks.Take();
                    return () => { Put(moved); store.WriteMarks(); };
                }
                if (stopping) return null;
                if (!Monitor.Wait(gate, left < TurnWithin ? left.Value : TurnWithin)) return () => { };
            }
        }
    }

    private static void Answer(PendingAsk ask)
    {
        try
        {
            ask.Run();
        }
        catch (Exception broken) when (broken is not JournalFull)
        {
            ask.Fail(broken);
            throw;
        }
    }

    private Action Batch()
    {
        var batch = new List<Entry>();
        for (var n = 0; n < BatchMax && turns.TryDequeue(out var turn); n++) batch.AddRange(turn);
        var moved = marks.Take();
        return () =>
        {
            Put(moved);
            store.Append(batch);
            Tell();
        };
    }

    private void Tell()
    {
        TaskCompletionSource waiting;
        lock (gate)
        {
            written = store.LastPosition;
            (waiting, more) = (more, NewSignal());
        }
        waiting.SetResult();
        Written?.Invoke(store.LastPosition);
    }

    private void Put((long Outbox, long Issued) taken)
    {
        store.MoveOutbox(taken.Outbox);
        store.RaiseIssuedFloor(taken.Issued);
    }

    private void End(Exception? broken)
    {
        lock (gate)
        {
            stopping = true;
            fault = broken;
            foreach (var ask in asks) ask.Fail(Stopped());
            asks.Clear();
            more.TrySetException(Stopped());
            _ = more.Task.Exception; // seen: nobody has to wait for more
        }
        try
        {
            store.Dispose();
        }
        catch (Exception late)
        {
            broken ??= late;
        }
        if (broken is null) done.TrySetResult();
        else done.TrySetException(broken);
    }

    private Exception Stopped() => fault ?? new ObjectDisposedException(nameof(JournalWriter), "the journal writer has stopped");

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed record PendingAsk(Action Run, Action<Exception> Fail, CancellationToken Cancel);
}
