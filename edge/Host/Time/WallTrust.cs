using YongAi.Edge.Control.Language;

namespace YongAi.Edge.Host.Time;

/// <summary>Both clocks and the kernel's word, at one instant.</summary>
/// <param name="Running">Monotonic time since the program's start.</param>
/// <param name="Wall">The system clock, UTC.</param>
/// <param name="Synchronised">The kernel says that a time service keeps it right.</param>
public readonly record struct ClockReading(TimeSpan Running, DateTimeOffset Wall, bool Synchronised);

/// <summary>How far a reading of the wall clock is believed.</summary>
/// <param name="Trust">The grade.</param>
/// <param name="Drift">Bound of the error while it is believed.</param>
public readonly record struct WallVerdict(TimeTrust Trust, TimeSpan Drift);

/// <summary>
/// How far the wall clock is believed, from reading to reading (cloud contract, Time). Pure: the same readings give the same
/// verdicts. The last instant that a source vouched for is the anchor; what the wall clock should say since then follows from
/// the monotonic clock alone.
/// </summary>
public sealed record WallTrust
{
    /// <summary>100 ppm: the drift of a plain crystal.</summary>
    public const double DriftRate = 100e-6;

    /// <summary>Holdover ends when the error may be this large: after 41 hours of pure drift.</summary>
    public static TimeSpan DriftMax { get; } = TimeSpan.FromSeconds(15);
    /// <summary>A step back of more than this needs a second source.</summary>
    public static TimeSpan BackMax { get; } = TimeSpan.FromSeconds(60);
    /// <summary>A step ahead of more than this needs a second source.</summary>
    public static TimeSpan AheadMax { get; } = TimeSpan.FromHours(24);
    /// <summary>An answer of the cloud over a nonce counts when it came within this.</summary>
    public static TimeSpan AnswerWithin { get; } = TimeSpan.FromSeconds(10);

    private static readonly WallVerdict Nobody = new(TimeTrust.Untrusted, TimeSpan.Zero);
    private readonly DateTimeOffset floor;
    private readonly (TimeSpan Running, DateTimeOffset Wall)? anchor;

    /// <param name="floor">It cannot be earlier: the build date, the last believed time, the last signed word of the cloud.</param>
    public WallTrust(DateTimeOffset floor) => this.floor = floor;

    /// <summary>The clock stepped so far that one source is not enough; stays until a second one agrees.</summary>
    public bool Stepped { get; private init; }

    private (TimeSpan Running, DateTimeOffset Wall)? Anchor { get => anchor; init => anchor = value; }

    /// <summary>Judges a reading.</summary>
    public (WallTrust After, WallVerdict Verdict) Judge(ClockReading now)
    {
        if (Anchor is not { } known) return WithoutAnchor(now);
        var drift = (now.Running - known.Running) * DriftRate;
        var off = now.Wall - (known.Wall + (now.Running - known.Running));
        if (off < -BackMax - drift || off > AheadMax + drift) return (this with { Stepped = true }, Nobody);
        var bound = off.Duration() + drift;
        // Back where the monotonic clock says it belongs: that is the second source.
        var stepped = Stepped && bound > DriftMax;
        if (stepped) return (this, Nobody);
        if (now.Synchronised) return Vouched(now);
        var after = this with { Stepped = false };
        return bound <= DriftMax ? (after, new(TimeTrust.Holdover, bound)) : (after, Nobody);
    }

    /// <summary>
    /// The cloud signed its time over a fresh nonce of this cabinet. It agrees with the wall clock or it does not; a late answer
    /// says nothing.
    /// </summary>
    /// <param name="now">The reading at which the answer came.</param>
    /// <param name="signed">The time in it.</param>
    /// <param name="took">From asking to the answer: the signed time may be as old as this.</param>
    public WallTrust Hear(ClockReading now, DateTimeOffset signed, TimeSpan took)
    {
        if (took > AnswerWithin) return this;
        var agrees = now.Wall >= signed - DriftMax && now.Wall <= signed + took + DriftMax;
        // One of the two is wrong, and so may be what was vouched for before: only an answer that agrees ends it.
        return agrees ? Vouched(now).After : this with { Anchor = null, Stepped = true };
    }

    private (WallTrust After, WallVerdict Verdict) WithoutAnchor(ClockReading now)
    {
        if (!now.Synchronised || Stepped) return (this, Nobody);
        // Synchronised, and yet before a time that has been: some server is wrong.
        return now.Wall < floor - BackMax ? (this with { Stepped = true }, Nobody) : Vouched(now);
    }

    private (WallTrust After, WallVerdict Verdict) Vouched(ClockReading now) =>
        (this with { Anchor = (now.Running, now.Wall), Stepped = false }, new(TimeTrust.Trusted, TimeSpan.Zero));
}
