using YongAi.Edge.Control.Language;
using YongAi.Edge.Host.Relay;

namespace YongAi.Edge.Tests.Host.Relay;

/// <summary>A journal in memory: what survives a restart of the relay in these tests.</summary>
public sealed class MemoryOutbox : IOutbox
{
    private readonly Lock gate = new();
    private readonly List<OutboxRow> rows = [];
    private TaskCompletionSource more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long position;

    public string Journal => EventExamples.Journal;

    public long Position
    {
        get { lock (gate) return position; }
    }

    public long Last
    {
        get { lock (gate) return rows.Count; }
    }

    /// <summary>More lines, as if a cabinet had lived on.</summary>
    public void Write(int count)
    {
        lock (gate)
        {
            for (var n = 0; n < count; n++)
            {
                var next = rows.Count + 1;
                var happened = EventExamples.All[next % EventExamples.All.Length];
                rows.Add(new OutboxRow(EventExamples.EntryOf(next, happened), EventExamples.Boot));
            }
            more.TrySetResult();
            more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public ValueTask<IReadOnlyList<OutboxRow>> ReadAfterAsync(long after, int max, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        lock (gate) return ValueTask.FromResult<IReadOnlyList<OutboxRow>>([.. rows.Skip((int)after).Take(max)]);
    }

    public ValueTask<DroppedLines?> DroppedAtAsync(long position, CancellationToken ct) => ValueTask.FromResult<DroppedLines?>(null);

    public ValueTask<(long Through, string Hash)> TrimmedAsync(CancellationToken ct) => ValueTask.FromResult((0L, ""));

    public Task WaitForMoreAsync(long after, CancellationToken ct)
    {
        lock (gate) return rows.Count > after ? Task.CompletedTask : more.Task.WaitAsync(ct);
    }

    public void Move(long through)
    {
        lock (gate) position = Math.Max(position, through);
    }
}
