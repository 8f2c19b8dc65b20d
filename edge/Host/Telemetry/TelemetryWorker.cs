using YongAi.Edge.Uplink;

namespace YongAi.Edge.Host.Telemetry;

/// <summary>One sample a minute into the ring.</summary>
/// <param name="sample">Takes a sample of everything as it stands.</param>
/// <param name="ring">Where it goes.</param>
/// <param name="time">The clock.</param>
public sealed class TelemetryWorker(Func<TelemetrySample> sample, TelemetryRing ring, TimeProvider time)
{
    /// <summary>The cloud contract: a batch of samples, at least one a minute.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>The first one is due when every line has been heard.</summary>
    public static readonly TimeSpan FirstAfter = TimeSpan.FromSeconds(10);

    /// <summary>Runs until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        await Task.Delay(FirstAfter, time, stop);
        using var timer = new PeriodicTimer(Every, time);
        do ring.Add(sample());
        while (await timer.WaitForNextTickAsync(stop));
    }
}
