using YongAi.Edge.Host.Telemetry;
using YongAi.Edge.Tests.Uplink;
using YongAi.Edge.Uplink;
using YongAi.Edge.Uplink.Mqtt;

namespace YongAi.Edge.Tests.Host.Telemetry;

/// <summary>Telemetry may be lost, oldest first, and is never kept for long.</summary>
public sealed class TelemetryRingTests
{
    private readonly SteppedTime time = new();
    private readonly TelemetryRing ring;

    public TelemetryRingTests() => ring = new TelemetryRing("demo-12", "b007b007b007b007", time);

    [Fact]
    public void A_sample_goes_out_once_with_the_time_it_has_left()
    {
        Add(1);
        time.Step(TimeSpan.FromSeconds(100));

        var message = ring.Next()!;
        ring.Taken();

        Assert.Equal("yongai/v1/demo-12/telemetry", message.Topic);
        Assert.Equal(TimeSpan.FromSeconds(500), message.Expiry);
        Assert.Equal([1L], Numbers(message));
        Assert.Null(ring.Next());
    }

    [Fact]
    public void After_a_time_without_a_link_the_oldest_are_gone_and_counted_and_the_rest_comes_in_order()
    {
        for (var n = 1; n <= TelemetryRing.SamplesMax + 3; n++) Add(n);

        Assert.Equal(3, ring.Lost);
        Assert.Equal([4, 5, 6, 7, 8], Numbers(ring.Next()!));
        ring.Linked();
        Assert.Equal([4, 5, 6, 7, 8], Numbers(ring.Next()!));
        ring.Taken();
        Assert.Equal([9, 10, 11, 12, 13], Numbers(ring.Next()!));
    }

    [Fact]
    public void What_nobody_wants_any_more_is_not_sent()
    {
        Add(1);
        time.Step(TelemetryBatch.Expiry);
        Add(2);

        Assert.Equal([2L], Numbers(ring.Next()!));
        Assert.Equal(1, ring.Lost);
    }

    [Fact]
    public void Samples_that_fall_out_while_they_are_under_way_take_no_later_ones_with_them()
    {
        for (var n = 1; n <= TelemetryRing.SamplesMax; n++) Add(n);
        ring.Next();
        Add(11);

        ring.Taken();

        Assert.Equal([6, 7, 8, 9, 10], Numbers(ring.Next()!));
    }

    private static IEnumerable<long> Numbers(MqttMessage message)
    {
        Assert.True(UplinkJson.TryReadTelemetry(message.Payload.Span, out var batch, out var fault), fault);
        return batch!.Samples.Select(sample => sample.Health.UptimeS);
    }

    private void Add(long number) => ring.Add(new TelemetrySample(time.GetUtcNow(), "assumed", [],
        new HealthSample(number, new OutboxSample(0, 0, 0), [], new Dictionary<string, long>(), 0, 0, 0)));
}
