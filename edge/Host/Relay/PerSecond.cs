namespace YongAi.Edge.Host.Relay;

/// <summary>So many in a second, and no more: what comes beyond is passed over unread.</summary>
internal sealed class PerSecond(int most, TimeProvider time)
{
    private long began = time.GetTimestamp();
    private int taken;

    /// <summary>False when this second has had its number.</summary>
    public bool MayTake()
    {
        if (time.GetElapsedTime(began) >= TimeSpan.FromSeconds(1))
        {
            began = time.GetTimestamp();
            taken = 0;
        }
        return taken++ < most;
    }
}
