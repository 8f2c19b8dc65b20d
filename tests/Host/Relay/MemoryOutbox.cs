using YongAi.Edge.Control.Language;
using YongAi.Edge.Control;
using YongAi.Edge.Host.Relay;

namespace YongAi.Edge.Tests.Host.Relay;

/// <summary>A journal in memory: what survives a restart of the relay in these tests.</summary>
public sealed class MemoryOutbox : IOutbox
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<long, OutboxRow> rows = [];
    private readonly List<(long From, long To, long Position)> dropped = [];
    private TaskCompletionSource more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long position, last, trimmed;

    public string Journal => EventExamples.Journal;

    public long Position
    {
        get { lock (gate) return position; }
    }

    public long Last
    {
        get { lock (gate) return last; }
    }

    /// <summary>More lines, as if a cabinet had lived on.</summary>
    public void Write(int count)
    {
        for (var n = 0; n < count; n++) Happens(EventExamples.All[(int)((Last + 1) % EventExamples.All.Length)]);
    }

    /// <summary>One line more.</summary>
    public void Happens(Event happened)
    {
        lock (gate)
        {
            last++;
            rows.Add(last, new OutboxRow(EventExamples.EntryOf(last, happened), EventExamples.Boot));
            more.TrySetResult();
            more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>A run gives way, and an event stands for it.</summary>
    public void Drop(long from, long to)
    {
        Happens(new OutboxDropped(from, to, [new KindCount("door-opened", (int)(to - from + 1))]));
        lock (gate)
        {
            for (var line = from; line <= to; line++) rows.Remove(line);
            dropped.Add((from, to, last));
        }
    }

    /// <summary>Lines go long after they were acknowledged; some may stay.</summary>
    public void Trim(long through, params long[] stay)
    {
        lock (gate)
        {
            trimmed = through;
            for (var line = 1L; line <= through; line++)
                if (!stay.Contains(line)) rows.Remove(line);
        }
    }

    public ValueTask<IReadOnlyList<OutboxRow>> ReadAfterAsync(long after, int max, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        lock (gate)
            return ValueTask.FromResult<IReadOnlyList<OutboxRow>>([.. rows.Where(row => row.Key > after).Take(max).Select(row => row.Value)]);
    }

    public ValueTask<DroppedLines?> DroppedAtAsync(long line, CancellationToken ct)
    {
        lock (gate)
        {
            foreach (var run in dropped)
                if (run.From <= line && line <= run.To) return ValueTask.FromResult<DroppedLines?>(new DroppedLines(rows[run.Position], run.To));
            return ValueTask.FromResult<DroppedLines?>(null);
        }
    }

    public ValueTask<(long Through, string Hash)> TrimmedAsync(CancellationToken ct)
    {
        lock (gate) return ValueTask.FromResult((trimmed, new string('a', 64)));
    }

    public Task WaitForMoreAsync(long after, CancellationToken ct)
    {
        lock (gate) return last > after ? Task.CompletedTask : more.Task.WaitAsync(ct);
    }

    public void Move(long through)
    {
        lock (gate) position = Math.Max(position, through);
    }
}
