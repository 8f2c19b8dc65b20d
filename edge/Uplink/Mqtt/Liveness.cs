namespace YongAi.Edge.Uplink.Mqtt;

/// <summary>
/// Our own rule for a link that is dead without saying so. A frozen broker was reported by the library after 8 to 9 s
/// at a keep-alive of 5 s, and until then every publish returned success (reliability 2.1): so we count the silence
/// ourselves.
/// </summary>
internal sealed class Liveness(TimeSpan keepAlive, TimeProvider time)
{
    /// <summary>Longest silence, in keep-alives; the library asks PINGREQ after one.</summary>
    public const double SilenceMax = 1.5;

    private readonly TimeSpan answerWithin = keepAlive * SilenceMax;
    private long silenceWithinTicks = (keepAlive * SilenceMax).Ticks;
    private long heardAt = time.GetTimestamp();
    private long waitingSince;
    private int waiting;
    private volatile bool hearsPackets;
    private volatile bool packetHeard;

    /// <summary>The broker said something.</summary>
    public void Heard()
    {
        packetHeard = true;
        Volatile.Write(ref heardAt, time.GetTimestamp());
    }

    /// <summary>
    /// The broker accepted us. Only if that packet was heard do we know that pings will be heard too.
    /// </summary>
    public void Connected(int? serverKeepAliveSeconds)
    {
        hearsPackets = packetHeard;
        if (serverKeepAliveSeconds is { } seconds)
            Volatile.Write(ref silenceWithinTicks, (TimeSpan.FromSeconds(Math.Max(seconds, 1)) * SilenceMax).Ticks);
        Heard();
    }

    /// <summary>Something was sent that wants an answer.</summary>
    public void Asked()
    {
        if (Interlocked.Increment(ref waiting) == 1) Volatile.Write(ref waitingSince, time.GetTimestamp());
    }

    /// <summary>An answer came, or will never come.</summary>
    public void Answered() => Interlocked.Decrement(ref waiting);

    /// <summary>What is wrong with the silence so far, or null.</summary>
    public string? Complaint()
    {
        var heard = Volatile.Read(ref heardAt);
        if (Volatile.Read(ref waiting) > 0)
        {
            var quiet = time.GetElapsedTime(Math.Max(heard, Volatile.Read(ref waitingSince)));
            if (quiet > answerWithin) return $"nothing heard for {quiet.TotalSeconds:0} s while an answer was due";
        }
        var silence = time.GetElapsedTime(heard);
        var silenceMax = TimeSpan.FromTicks(Volatile.Read(ref silenceWithinTicks));
        return hearsPackets && silenceMax > TimeSpan.Zero && silence > silenceMax
            ? $"nothing heard for {silence.TotalSeconds:0} s, not even an answer to a ping" : null;
    }
}
