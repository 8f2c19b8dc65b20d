namespace YongAi.Edge.Tests.Host.Time;

/// <summary>A clock whose wall and running time move apart from each other.</summary>
internal sealed class TwoAxes : TimeProvider
{
    public static DateTimeOffset Noon { get; } = new(2026, 3, 9, 12, 0, 0, TimeSpan.Zero);

    private long running = 987_654_321_000;

    public DateTimeOffset Wall { get; set; } = Noon;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => running;

    public override DateTimeOffset GetUtcNow() => Wall;

    /// <summary>Both go on; the wall clock so much more or less than it should.</summary>
    public void Pass(TimeSpan time, TimeSpan wallOff = default)
    {
        running += time.Ticks;
        Wall += time + wallOff;
    }
}
