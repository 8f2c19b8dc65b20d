using YongAi.Edge.Control.Language;

namespace YongAi.Edge.Host.Time;

/// <summary>
/// Makes the moments of this cabinet: running time, carried on across restarts by the journal, and wall time with how far it is
/// believed. Any thread may ask.
/// </summary>
public sealed class EdgeClock
{
    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly bool assumed;
    private readonly Func<bool> isSynchronised;
    private readonly TimeSpan carriedOn;
    private readonly long startedAt;
    private WallTrust trust;

    /// <param name="time">Its monotonic axis for running time, its wall for wall time; <see cref="BootTime"/> at a cabinet.</param>
    /// <param name="assumed">The site file says <c>clock: assumed</c>: the system clock counts as trusted, and says so.</param>
    /// <param name="isSynchronised">What the kernel says; <see cref="KernelClock.IsSynchronised"/> at a cabinet.</param>
    /// <param name="carriedOn">The highest running time in the journal.</param>
    /// <param name="floor">It cannot be earlier, seconds since 1970 UTC: build date, last believed time, last signed word.</param>
    public EdgeClock(TimeProvider time, bool assumed, Func<bool> isSynchronised, TimeSpan carriedOn, long floor)
    {
        (this.time, this.assumed, this.isSynchronised, this.carriedOn) = (time, assumed, isSynchronised, carriedOn);
        startedAt = time.GetTimestamp();
        trust = new WallTrust(DateTimeOffset.FromUnixTimeSeconds(floor));
    }

    /// <summary>This instant on both axes.</summary>
    public Moment Now()
    {
        lock (gate)
        {
            var reading = Read();
            var verdict = new WallVerdict(TimeTrust.Assumed, TimeSpan.Zero);
            if (!assumed) (trust, verdict) = trust.Judge(reading);
            return new Moment(carriedOn + reading.Running, reading.Wall, verdict.Trust, verdict.Drift);
        }
    }

    /// <summary>The cloud signed its time over a fresh nonce of this cabinet; the signature was judged before.</summary>
    /// <param name="signed">The time in the answer.</param>
    /// <param name="took">From asking to the answer.</param>
    public void Hear(DateTimeOffset signed, TimeSpan took)
    {
        lock (gate) trust = trust.Hear(Read(), signed, took);
    }

    private ClockReading Read() => new(time.GetElapsedTime(startedAt), time.GetUtcNow(), !assumed && isSynchronised());
}
