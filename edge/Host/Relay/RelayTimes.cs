namespace YongAi.Edge.Host.Relay;

/// <summary>
/// How patient the relay is; the defaults are ours, from reliability 2.1 and its fault rows 34 to 46.
/// </summary>
public sealed record RelayTimes
{
    /// <summary>Silence on the link that makes it ask; a dead one is noticed within twice this.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>No word of the receiver for this long while something is published: publish again.</summary>
    public TimeSpan AckWaitMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The wait doubles while the receiver stays silent, up to this: a receiver that is away costs little.
    /// </summary>
    public TimeSpan AckWaitLongest { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The receiver may ask for events again once in this time.</summary>
    public TimeSpan ResendAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Least pause before connecting again; the longest doubles with each failure (full jitter).</summary>
    public TimeSpan AgainAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause before connecting again.</summary>
    public TimeSpan AgainWithin { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Least pause after a broker refused us: it will not change its mind in a second.</summary>
    public TimeSpan RefusedAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest pause after a broker refused us.</summary>
    public TimeSpan RefusedWithin { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Two programs with one id would cut each other off for ever: we stop for so long and let people look.</summary>
    public TimeSpan TwinRest { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Lines published in a second at most, once a first burst is gone: a week's backlog takes a quarter of an hour.</summary>
    public int LinesPerSecond { get; init; } = 50;

    /// <summary>A link that lasted this long was a good one: the next pause is short again.</summary>
    public TimeSpan GoodAfter { get; init; } = TimeSpan.FromMinutes(1);
}
