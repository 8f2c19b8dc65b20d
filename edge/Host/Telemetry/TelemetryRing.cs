using YongAi.Edge.Host.Relay;
using YongAi.Edge.Uplink;
using YongAi.Edge.Uplink.Mqtt;

namespace YongAi.Edge.Host.Telemetry;

/// <summary>
/// A ring of its own in memory, oldest thrown away first: telemetry never costs the journal a byte and never stands in its way.
/// What is older than its expiry is not sent any more.
/// </summary>
public sealed class TelemetryRing(string cabinet, string boot, TimeProvider time) : ISideMessages
{
    /// <summary>Samples held: as many as are still worth sending after a time without a link.</summary>
    public const int SamplesMax = 10;

    /// <summary>Samples in one message: with 32 slots well under a tenth of what a broker takes.</summary>
    public const int BatchMax = 5;

    private readonly string topic = Topics.Of(CabinetChannel.Telemetry, cabinet);
    private readonly Lock gate = new();
    private readonly Queue<(long At, TelemetrySample Sample)> samples = new();
    private TaskCompletionSource more = NewSignal();
    private int given;
    private long lost;

    /// <summary>Samples thrown away unsent since the start.</summary>
    public long Lost => Interlocked.Read(ref lost);

    /// <summary>Takes one sample.</summary>
    public void Add(TelemetrySample sample)
    {
        lock (gate)
        {
            if (samples.Count == SamplesMax) ThrowAway();
            samples.Enqueue((time.GetTimestamp(), sample));
            more.TrySetResult();
        }
    }

    /// <inheritdoc/>
    public Task WaitAsync(CancellationToken ct)
    {
        lock (gate) return more.Task.WaitAsync(ct);
    }

    /// <inheritdoc/>
    public MqttMessage? Next()
    {
        lock (gate)
        {
            while (samples.TryPeek(out var oldest) && time.GetElapsedTime(oldest.At) >= TelemetryBatch.Expiry) ThrowAway();
            given = Math.Min(samples.Count, BatchMax);
            if (given == 0)
            {
                more = NewSignal();
                return null;
            }
            var batch = new TelemetryBatch(cabinet, boot, [.. samples.Take(given).Select(one => one.Sample)]);
            var left = TelemetryBatch.Expiry - time.GetElapsedTime(samples.Peek().At);
            return new MqttMessage(topic, UplinkJson.Write(batch), Expiry: left, ContentType: "application/json");
        }
    }

    /// <inheritdoc/>
    public void Taken()
    {
        lock (gate)
        {
            for (; given > 0; given--) samples.Dequeue();
            if (samples.Count == 0) more = NewSignal();
        }
    }

    /// <inheritdoc/>
    public void Linked()
    {
        lock (gate) given = 0;
    }

    private void ThrowAway()
    {
        samples.Dequeue();
        given = Math.Max(0, given - 1);
        Interlocked.Increment(ref lost);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
