using YongAi.Edge.Control.Packs;

namespace YongAi.Edge.Control.Slots;

/// <summary>Which way current flows through a pack, as far as it matters.</summary>
public enum Flow { None, In, Out }

/// <summary>How the pack in a slot has behaved since it lies there: its heat, its current, its silences. Starts anew with each serial.</summary>
public readonly record struct PackConduct
{
    private static readonly TimeSpan SilencesCountFor = TimeSpan.FromMinutes(1);

    /// <summary>Its hottest sensor over the last minute.</summary>
    public HeatHistory Heat { get; init; }

    /// <summary>The coolest that its hottest sensor has been here; null before it was read.</summary>
    public double? CoolestHere { get; init; }

    /// <summary>Which way current flows.</summary>
    public Flow Flow { get; init; }

    /// <summary>Since when every reading has said so.</summary>
    public TimeSpan FlowSince { get; init; }

    /// <summary>What has gone into it since it came or was last full.</summary>
    public ChargeTally Charged { get; init; }

    /// <summary>How often it could not be read, or fell silent while current flowed, since <see cref="SilencesFrom"/>.</summary>
    public int Silences { get; init; }

    /// <summary>When these silences are counted from.</summary>
    public TimeSpan SilencesFrom { get; init; }

    /// <summary>So long current has flowed one way without a break.</summary>
    public TimeSpan FlowsFor(Flow flow, TimeSpan now) => Flow == flow ? now - FlowSince : TimeSpan.Zero;

    /// <summary>Silences of the last minute.</summary>
    public int SilencesNow(TimeSpan now) => now - SilencesFrom <= SilencesCountFor ? Silences : 0;

    /// <summary>The same with one more reading.</summary>
    /// <param name="reading">What it says.</param>
    /// <param name="limits">What counts as a current.</param>
    /// <param name="before">When it was read before this.</param>
    /// <param name="now">Running time.</param>
    public PackConduct With(PackReading reading, SafetyLimits limits, TimeSpan? before, TimeSpan now)
    {
        var flow = reading.Amps.Value > limits.Outflow ? Flow.In : reading.Amps.Value < -limits.Outflow ? Flow.Out : Flow.None;
        return this with
        {
            Heat = Heat.With(reading.Hottest.Value, now),
            CoolestHere = CoolestHere is { } coolest ? Math.Min(coolest, reading.Hottest.Value) : reading.Hottest.Value,
            Flow = flow,
            Charged = flow == Flow.In ? Charged.With(reading, before, now) : Charged,
            FlowSince = CoolestHere is not null && flow == Flow ? FlowSince : now,
        };
    }

    /// <summary>The same after it fell silent, or what it said could not be read.</summary>
    public PackConduct WithSilence(TimeSpan now) =>
        this with
        {
            Silences = now - SilencesFrom <= SilencesCountFor ? Silences + 1 : 1,
            SilencesFrom = now - SilencesFrom <= SilencesCountFor ? SilencesFrom : now,
        };
}
