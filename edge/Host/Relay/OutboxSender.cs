using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Uplink;
using YongAi.Edge.Uplink.Mqtt;

namespace YongAi.Edge.Host.Relay;

/// <summary>
/// Publishes what the plan says over the link that stands. The window limits what is under way to the broker; the
/// plan limits what is ahead of the receiver's word.
/// </summary>
internal sealed class OutboxSender(IOutbox outbox, string cabinet, RelayTimes times, Action<Input> tell, TimeProvider time,
    ILogger log)
{
    /// <summary>Messages without PUBACK (reliability 2.1: 16 to 32).</summary>
    public const int WindowMax = 16;

    /// <summary>Lines read from the journal at once.</summary>
    public const int ReadMax = 64;

    /// <summary>Longest wait for the event that stands for trimmed lines; a slow disk is asked again in a minute.</summary>
    public static readonly TimeSpan TrimmedWithin = TimeSpan.FromSeconds(10);

    private readonly string topic = Topics.Of(CabinetChannel.Event, cabinet);
    private readonly Lock gate = new();
    private readonly SendPlan plan = new(times, outbox.Position, outbox.Last);
    private readonly long begun = time.GetTimestamp();
    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Pace pace = new(times.LinesPerSecond, time);
    private OutboxRow? trimmed;
    private long? wantedAfter;
    private long sent, rounds, resends, resendsRefused;

    /// <summary>Highest position ever published.</summary>
    public long Published
    {
        get { lock (gate) return plan.Published; }
    }

    /// <summary>Every line on disk was published: the link has time for other things.</summary>
    public bool IsIdle
    {
        get { lock (gate) return plan.Cursor >= outbox.Last; }
    }

    /// <summary>Adds what was counted here.</summary>
    public RelayCounts AddTo(RelayCounts counts) => counts with
    {
        Sent = Interlocked.Read(ref sent),
        Rounds = Interlocked.Read(ref rounds),
        Resends = Interlocked.Read(ref resends),
        ResendsRefused = Interlocked.Read(ref resendsRefused),
    };

    /// <summary>The receiver's word, judged by Control.</summary>
    public void Move(long through, bool resend)
    {
        lock (gate)
        {
            if (through > outbox.Position && through <= plan.Published) outbox.Move(through);
            if (!resend) plan.Acknowledged(through, Now);
            else if (plan.AskedAgain(through, Now))
            {
                Interlocked.Increment(ref resends);
                wantedAfter = through;
                log.AskedAgain(through);
            }
            else Interlocked.Increment(ref resendsRefused);
        }
        Wake();
    }

    /// <summary>Publishes over this link until it ends. <see cref="WatchAsync"/> runs beside it.</summary>
    public async Task RunAsync(MqttLink link, CancellationToken ct)
    {
        lock (gate) plan.Connected(outbox.Position, Now);
        using var alarm = time.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var underWay = new Queue<Task>(WindowMax);
        while (true)
        {
            if (TakeWanted() is { } after) await GiveAgainAsync(link, after, underWay, ct);
            var (cursor, room, due) = Next();
            var rows = room > 0 ? await outbox.ReadAfterAsync(cursor, Math.Min(room, ReadMax), ct) : [];
            foreach (var row in rows)
            {
                await StandInAsync(link, cursor, row.Entry.Position, underWay, ct);
                if (!Takes(row, cursor)) break;
                await SendAsync(link, row, underWay, ct);
                cursor = row.Entry.Position;
            }
            if (rows.Count > 0) continue;
            alarm.Change(due, Timeout.InfiniteTimeSpan);
            await wake.Reader.ReadAsync(ct);
        }
    }

    /// <summary>Wakes the sender when a line has come to the disk.</summary>
    public async Task WatchAsync(CancellationToken ct)
    {
        for (var seen = outbox.Last; ;)
        {
            await outbox.WaitForMoreAsync(seen, ct);
            seen = outbox.Last;
            Wake();
        }
    }

    private TimeSpan Now => time.GetElapsedTime(begun);

    private void Wake() => wake.Writer.TryWrite(true);

    private (long Cursor, int Room, TimeSpan Due) Next()
    {
        lock (gate)
        {
            var now = Now;
            var waited = now - plan.WaitsSince;
            if (plan.Lapse(now))
            {
                Interlocked.Increment(ref rounds);
                if (plan.RoundsInVain == 1) log.AgainFrom(waited.TotalSeconds, plan.Confirmed);
            }
            var due = plan.Due is { } at ? TimeSpan.FromTicks(Math.Max(0, (at - now).Ticks)) : Timeout.InfiniteTimeSpan;
            return (plan.Cursor, plan.Room, due);
        }
    }

    // Dropped lines: the event that stands for them goes ahead of the hole, and once more when its own turn comes.
    private async Task StandInAsync(MqttLink link, long cursor, long next, Queue<Task> underWay, CancellationToken ct)
    {
        for (var position = cursor + 1; position < next;)
        {
            if (await outbox.DroppedAtAsync(position, ct) is not { } dropped)
            {
                log.Trimmed(position, next - 1);
                return;
            }
            await SendEarlyAsync(link, dropped.Row, underWay, ct);
            position = dropped.To + 1;
        }
    }

    // Wanted again from where lines were trimmed: first all that is left there, then one event that stands for the rest.
    private async Task GiveAgainAsync(MqttLink link, long after, Queue<Task> underWay, CancellationToken ct)
    {
        var (through, hash) = await outbox.TrimmedAsync(ct);
        if (after >= through) return;
        for (var cursor = after; ;)
        {
            var rows = await outbox.ReadAfterAsync(cursor, ReadMax, ct);
            foreach (var row in rows.TakeWhile(row => row.Entry.Position <= through)) await SendAsync(link, row, underWay, ct);
            if (rows.Count == 0 || rows[^1].Entry.Position >= through) break;
            cursor = rows[^1].Entry.Position;
        }
        if (await TrimmedAsync(new TrimmedWanted(after + 1, through, hash), ct) is not { } told) return;
        await SendEarlyAsync(link, told, underWay, ct);
        lock (gate) plan.GivenAgain(through, Now);
        log.GivenAgain(after + 1, through);
    }

    // Control makes the event; it is found again among the lines that come to the disk after the question.
    private async Task<OutboxRow?> TrimmedAsync(TrimmedWanted wanted, CancellationToken ct)
    {
        if (trimmed?.Entry.Event is OutboxTrimmed known && known.From <= wanted.From && known.To == wanted.To) return trimmed;
        var before = outbox.Last;
        tell(wanted);
        using var patience = new CancellationTokenSource(TrimmedWithin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
        try
        {
            while (true)
            {
                await outbox.WaitForMoreAsync(before, either.Token);
                foreach (var row in await outbox.ReadAfterAsync(before, ReadMax, either.Token))
                {
                    if (row.Entry.Event is OutboxTrimmed) return trimmed = row;
                    before = row.Entry.Position;
                }
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return null;
        }
    }

    private long? TakeWanted()
    {
        lock (gate)
        {
            var after = wantedAfter;
            wantedAfter = null;
            return after;
        }
    }

    private async Task SendEarlyAsync(MqttLink link, OutboxRow row, Queue<Task> underWay, CancellationToken ct)
    {
        lock (gate) plan.SentEarly(row.Entry.Position);
        await SendAsync(link, row, underWay, ct);
    }

    private async Task SendAsync(MqttLink link, OutboxRow row, Queue<Task> underWay, CancellationToken ct)
    {
        while (underWay.Count == WindowMax || underWay is { Count: > 0 } && underWay.Peek().IsCompleted)
            await underWay.Dequeue();
        if (pace.Take() is var wait && wait > TimeSpan.Zero) await Task.Delay(wait, time, ct);
        underWay.Enqueue(DeliverAsync(link, row, ct));
    }

    // False when the receiver's word has changed the plan since these lines were read.
    private bool Takes(OutboxRow row, long cursor)
    {
        lock (gate)
        {
            if (plan.Cursor != cursor) return false;
            plan.Sent(row.Entry.Position, Now);
            return true;
        }
    }

    private async Task DeliverAsync(MqttLink link, OutboxRow row, CancellationToken ct)
    {
        var message = EventMapper.Map(row.Entry, cabinet, outbox.Journal, row.Boot);
        var bytes = UplinkJson.Write(message);
        await link.PublishAsync(new MqttMessage(topic, bytes, ContentType: CloudEvent.ContentType), ct);
        Interlocked.Increment(ref sent);
    }
}
