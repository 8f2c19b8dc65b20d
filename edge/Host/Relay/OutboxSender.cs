using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using YongAi.Edge.Uplink;
using YongAi.Edge.Uplink.Mqtt;

namespace YongAi.Edge.Host.Relay;

/// <summary>
/// Publishes what the plan says over the link that stands. The window limits what is under way to the broker; the plan limits what
/// is ahead of the receiver's word.
/// </summary>
internal sealed class OutboxSender(IOutbox outbox, string cabinet, RelayTimes times, TimeProvider time, ILogger log)
{
    /// <summary>Messages without PUBACK (reliability 2.1: 16 to 32).</summary>
    public const int WindowMax = 16;

    /// <summary>Lines read from the journal at once.</summary>
    public const int ReadMax = 64;

    private readonly string topic = Topics.Of(CabinetChannel.Event, cabinet);
    private readonly Lock gate = new();
    private readonly SendPlan plan = new(times, outbox.Position, outbox.Last);
    private readonly long begun = time.GetTimestamp();
    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private long sent, rounds, resends, resendsRefused;

    /// <summary>Highest position ever published.</summary>
    public long Published
    {
        get { lock (gate) return plan.Published; }
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
            var (cursor, room, due) = Next();
            var rows = room > 0 ? await outbox.ReadAfterAsync(cursor, Math.Min(room, ReadMax), ct) : [];
            foreach (var row in rows)
            {
                while (underWay.Count == WindowMax || (underWay.TryPeek(out var first) && first.IsCompleted)) await underWay.Dequeue();
                if (!Takes(row, cursor)) break;
                underWay.Enqueue(DeliverAsync(link, row, ct));
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

    // False when the receiver's word has changed the plan since these lines were read.
    private bool Takes(OutboxRow row, long cursor)
    {
        lock (gate)
        {
            if (plan.Cursor != cursor) return false;
            if (row.Entry.Position > cursor + 1) log.Trimmed(cursor + 1, row.Entry.Position - 1);
            plan.Sent(row.Entry.Position, Now);
            return true;
        }
    }

    private async Task DeliverAsync(MqttLink link, OutboxRow row, CancellationToken ct)
    {
        var message = EventMapper.Map(row.Entry, cabinet, outbox.Journal, row.Boot);
        await link.PublishAsync(new MqttMessage(topic, UplinkJson.Write(message), ContentType: CloudEvent.ContentType), ct);
        Interlocked.Increment(ref sent);
    }
}
