namespace YongAi.Edge.Control.Codes;

/// <summary>
/// The wall clock as the checks see it: seconds since 1970 UTC with what is forgiven to both sides, 5 s and the
/// drift bound of the clock (rider-code YA1, check 4).
/// </summary>
/// <param name="Now">Milliseconds since 1970 UTC.</param>
/// <param name="Leeway">Milliseconds forgiven.</param>
public readonly record struct CodeTime(long Now, long Leeway)
{
    /// <summary>Forgiven to clocks of others, beside the drift bound of our own.</summary>
    public static TimeSpan LeewayLeast { get; } = TimeSpan.FromSeconds(5);

    /// <summary>The time of a moment whose wall clock is trusted.</summary>
    public static CodeTime Of(Moment now) => new(now.Wall.ToUnixTimeMilliseconds(), LeewayOf(now));

    /// <summary>The earliest that it can be, where no clock is trusted.</summary>
    public static CodeTime Floor(long seconds, Moment now) =>
        new((long)Int128.Min(Thousand(seconds), long.MaxValue / 2), LeewayOf(now));

    /// <summary>True when that second may have begun.</summary>
    public bool Reached(long seconds) => Thousand(seconds) <= Now + Leeway;

    /// <summary>True when that second is certainly over (RFC 7519: not valid on or after it).</summary>
    public bool Passed(long seconds) => Now - Leeway >= Thousand(seconds);

    /// <summary>True when something of that second is certainly older than an age.</summary>
    public bool OlderThan(long seconds, TimeSpan age) =>
        Now - Leeway > Thousand(seconds) + Milliseconds(age);

    private static long LeewayOf(Moment now) => Milliseconds(LeewayLeast + now.Drift);

    /// <summary>A trust store may say "for ever" with the largest number there is.</summary>
    private static Int128 Thousand(long seconds) => (Int128)seconds * 1000;

    private static long Milliseconds(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMillisecond;
}
