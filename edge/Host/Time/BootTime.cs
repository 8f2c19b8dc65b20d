namespace YongAi.Edge.Host.Time;

/// <summary>The machine's clocks, with CLOCK_BOOTTIME as the monotonic axis: it also counts while the computer sleeps.</summary>
public sealed unsafe class BootTime : TimeProvider
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>Nanoseconds.</summary>
    public override long TimestampFrequency => NanosecondsPerSecond;

    public override long GetTimestamp()
    {
        KernelTime.TimeSpec now;
        if (KernelTime.ClockGetTime(KernelTime.ClockBootTime, &now) != 0)
            throw new InvalidOperationException($"clock_gettime(CLOCK_BOOTTIME): {KernelTime.LastError()}");
        return now.Seconds * NanosecondsPerSecond + now.Nanoseconds;
    }
}
