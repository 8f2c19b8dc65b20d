using Microsoft.Extensions.Logging;
using YongAi.CloudBridge.Logging;
using YongAi.CloudBridge.Store;
using YongAi.Edge.Uplink.Mqtt;
using YongAi.Edge.Uplink;

namespace YongAi.CloudBridge.Receiving;

/// <summary>
/// Messages in, once each: what came in together is checked, kept in one transaction, and only then acked. What cannot be
/// taken is kept aside with the reason; its position stays a hole, so that nobody takes it for received.
/// </summary>
public sealed class EventReceiver(IEventStore store, Acknowledger acknowledger, ILogger log)
{
    /// <summary>What a link must be subscribed to.</summary>
    public static ImmutableArray<string> Filters { get; } =
        [Topics.OfAll(CabinetChannel.Event), Topics.OfAll(CabinetChannel.Status), Topics.OfAll(CabinetChannel.Telemetry)];

    /// <summary>Messages in one transaction at most.</summary>
    private const int BatchMax = 512;

    /// <summary>Takes what comes until the link ends.</summary>
    public async Task RunAsync(MqttLink link, CancellationToken cancel)
    {
        while (await link.Incoming.WaitToReadAsync(cancel))
        {
            var batch = new Batch();
            for (var n = 0; n < BatchMax && link.Incoming.TryRead(out var message); n++) Sort(message, batch);
            await KeepAsync(batch, cancel);
        }
    }

    private sealed class Batch
    {
        public readonly ImmutableArray<ArrivedEvent>.Builder Events = ImmutableArray.CreateBuilder<ArrivedEvent>();
        public readonly ImmutableArray<ArrivedAside>.Builder Aside = ImmutableArray.CreateBuilder<ArrivedAside>();
        public readonly Dictionary<string, ArrivedStatus> Statuses = [];
        public readonly ImmutableArray<ArrivedTelemetry>.Builder Telemetry = ImmutableArray.CreateBuilder<ArrivedTelemetry>();
    }

    private static void Sort(MqttMessage message, Batch batch)
    {
        var payload = message.Payload.ToArray();
        var known = Topics.TryParse(message.Topic, out var topic);
        var reason = (known, topic.Channel) switch
        {
            (true, CabinetChannel.Event) => TakeEvent(topic.Cabinet, payload, batch),
            (true, CabinetChannel.Status) => TakeStatus(topic.Cabinet, payload, batch),
            (true, CabinetChannel.Telemetry) => TakeTelemetry(topic.Cabinet, payload, batch),
            _ => "the topic names no cabinet: 1 to 32 of A-Z a-z 0-9 - _",
        };
        if (reason is not null) batch.Aside.Add(new ArrivedAside(message.Topic, known ? topic.Cabinet : null, reason, payload));
    }

    private static string? TakeEvent(string cabinet, byte[] payload, Batch batch)
    {
        if (!UplinkJson.TryReadEvent(payload, out var message, out var fault)) return fault;
        if (message!.Source != EventNames.Source(cabinet))
            return $"source {message.Source} does not belong to the topic of {cabinet}";
        batch.Events.Add(new ArrivedEvent(new JournalKey(cabinet, message.Journal), message.Position, payload, StandsFor(message)));
        return null;
    }

    // A cabinet books what it has lost itself: only what lies before the event that says so.
    private static StandsFor? StandsFor(CloudEvent message) => EventTypes.Read(message) switch
    {
        OutboxDroppedData run when Fits(run.From, run.To, message) => new StandsFor(run.From, run.To, Trimmed: false),
        OutboxTrimmedData run when Fits(run.From, run.To, message) => new StandsFor(run.From, run.To, Trimmed: true),
        _ => null,
    };

    private static bool Fits(long from, long to, CloudEvent message) => 1 <= from && from <= to && to < message.Position;

    private static string? TakeTelemetry(string cabinet, byte[] payload, Batch batch)
    {
        if (!UplinkJson.TryReadTelemetry(payload, out var telemetry, out var fault)) return fault;
        if (telemetry!.Cabinet != cabinet) return $"telemetry of {telemetry.Cabinet} does not belong to the topic of {cabinet}";
        batch.Telemetry.Add(new ArrivedTelemetry(cabinet, payload));
        return null;
    }

    private static string? TakeStatus(string cabinet, byte[] payload, Batch batch)
    {
        if (payload.Length == 0) return null;
        if (!UplinkJson.TryReadStatus(payload, out _, out var fault)) return fault;
        batch.Statuses[cabinet] = new ArrivedStatus(cabinet, payload);
        return null;
    }

    private async Task KeepAsync(Batch batch, CancellationToken cancel)
    {
        var events = batch.Events.ToImmutable();
        var arrivals = new Arrivals(events, [.. batch.Statuses.Values], batch.Aside.ToImmutable()) { Telemetry = batch.Telemetry.ToImmutable() };
        var kept = await store.KeepAsync(arrivals, cancel);
        acknowledger.Heard(kept.Marks);
        Tell(batch, events, kept.Keepings);
    }

    // One line per batch and kind: a client gone wild must not fill the log as well.
    private void Tell(Batch batch, ImmutableArray<ArrivedEvent> events, ImmutableArray<Keeping> keepings)
    {
        var conflicts = keepings.Count(keeping => keeping == Keeping.Conflict);
        if (conflicts > 0 && events[keepings.IndexOf(Keeping.Conflict)] is var (journal, position, _, _))
            log.Conflict(journal.Cabinet, journal.Journal, position, conflicts);
        foreach (var (arrived, keeping) in events.Zip(keepings))
            if (keeping == Keeping.Healed) log.Healed(arrived.Journal.Cabinet, arrived.Journal.Journal, arrived.Position);
        if (batch.Aside.Count > 0) log.SetAside(batch.Aside[0].Topic, batch.Aside[0].Reason, batch.Aside.Count);
    }
}
