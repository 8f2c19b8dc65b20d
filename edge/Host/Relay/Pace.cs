namespace YongAi.Edge.Host.Relay;

/// <summary>
/// A limited rate: after a week without a broker a whole fleet comes back with its backlog at one moment. What happens at a
/// cabinet day by day fits into the burst and never waits.
/// </summary>
public sealed class Pace(int perSecond, TimeProvider time)
{
    /// <summary>Lines that may go at once after a pause: several swaps.</summary>
    public const int Burst = 128;

    private double saved = Burst;
    private long at = time.GetTimestamp();

    /// <summary>Takes a turn; how long to wait before using it.</summary>
    public TimeSpan Take()
    {
        var now = time.GetTimestamp();
        saved = Math.Min(Burst, saved + time.GetElapsedTime(at, now).TotalSeconds * perSecond) - 1;
        at = now;
        return saved >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-saved / perSecond);
    }
}
