using YongAi.Edge.Host.Journal;
using YongAi.Edge.Host.Relay;

namespace YongAi.Edge.Host;

/// <summary>The journal as the relay sees it; everything goes through the writer's one thread.</summary>
internal sealed class JournalOutbox(string journal, JournalWriter writer) : IOutbox
{
    public string Journal => journal;

    public long Position => writer.OutboxPosition;

    public long Last => writer.LastWritten;

    public async ValueTask<IReadOnlyList<OutboxRow>> ReadAfterAsync(long position, int max, CancellationToken ct)
    {
        var kept = await writer.ReadAfterAsync(position, max, ct);
        return [.. kept.Select(row => new OutboxRow(row.Entry, row.Boot))];
    }

    public async ValueTask<DroppedLines?> DroppedAtAsync(long position, CancellationToken ct) =>
        await writer.AskAsync(store => store.DroppedAt(position), ct) is var (kept, to)
            ? new DroppedLines(new OutboxRow(kept.Entry, kept.Boot), to) : null;

    public async ValueTask<(long Through, string Hash)> TrimmedAsync(CancellationToken ct) =>
        await writer.AskAsync(store => store.Trimmed, ct);

    public Task WaitForMoreAsync(long after, CancellationToken ct) => writer.WaitForMoreAsync(after, ct);

    public void Move(long through) => writer.MoveOutbox(through);
}
