using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using YongAi.CloudBridge.Logging;
using YongAi.CloudBridge.Store;
using YongAi.Edge.Uplink.Mqtt;
using YongAi.CloudBridge.Signing;
using YongAi.Edge.Uplink;

namespace YongAi.CloudBridge.Receiving;

/// <summary>After the commit: tells each cabinet, signed, how far its journal is on disk, and asks for what is missing.</summary>
public sealed class Acknowledger(WordSigner signer, AckTimes times, TimeProvider clock, ILogger log)
{
    private static readonly TimeSpan Never = Timeout.InfiniteTimeSpan;

    private readonly Lock gate = new();
    private readonly AckPlan plan = new(times);
    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ConcurrentDictionary<JournalKey, long> acked = new();
    private readonly long begun = clock.GetTimestamp();

    /// <summary>What the last ack of this journal said, since this program was started; null before the first.</summary>
    public long? Acked(JournalKey journal) => acked.TryGetValue(journal, out var through) ? through : null;

    /// <summary>The marks found in the store at start.</summary>
    public void Recall(ImmutableArray<JournalMark> marks)
    {
        lock (gate)
            foreach (var mark in marks) plan.Recall(mark, Now);
    }

    /// <summary>These journals were heard and are on disk as far as their marks say.</summary>
    public void Heard(ImmutableArray<JournalMark> marks)
    {
        lock (gate)
            foreach (var mark in marks) plan.Heard(mark, Now);
        wake.Writer.TryWrite(true);
    }

    /// <summary>Sends what is due over this link until it ends.</summary>
    public async Task RunAsync(MqttLink link, CancellationToken cancel)
    {
        using var alarm = clock.CreateTimer(_ => wake.Writer.TryWrite(true), null, Never, Never);
        while (true)
        {
            ImmutableArray<DueAck> due;
            TimeSpan? next;
            lock (gate) (due, next) = (plan.Due(Now), plan.NextDue);
            await Task.WhenAll(due.Select(ack => SendAsync(link, ack, cancel)));
            alarm.Change(next is { } at ? Later(at - Now) : Never, Never);
            await wake.Reader.ReadAsync(cancel);
        }
    }

    private TimeSpan Now => clock.GetElapsedTime(begun);

    private static TimeSpan Later(TimeSpan wait) => wait > TimeSpan.Zero ? wait : TimeSpan.Zero;

    private async Task SendAsync(MqttLink link, DueAck due, CancellationToken cancel)
    {
        var (cabinet, journal) = due.Mark.Journal;
        var ack = new Ack(cabinet, journal, due.Mark.Through, due.Resend, clock.GetUtcNow().ToUnixTimeSeconds());
        try
        {
            if (due.Resend) log.AskedAgain(cabinet, journal, due.Mark.Through, due.Mark.Highest);
            var signed = signer.Sign(UplinkJson.Write(ack));
            await link.PublishAsync(new MqttMessage(Topics.Of(CabinetChannel.Ack, cabinet), signed), cancel);
            acked[due.Mark.Journal] = due.Mark.Through;
        }
        catch (Exception e) when (e is MqttLinkLost or OperationCanceledException)
        {
            lock (gate) plan.NotSent(due, Now);
            throw;
        }
    }
}
