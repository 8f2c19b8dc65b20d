using YongAi.Edge.Control.Packs;

namespace YongAi.Edge.Control.Slots;

/// <summary>
/// What has gone into a pack since it came or was last full, held against what it missed then (domain table C row 13). Ampere-hours and not
/// hours: a charge with little current takes long and is no fault; current that fills nothing is one.
/// </summary>
public readonly record struct ChargeTally
{
    /// <summary>Gauges of packs are a fifth off (assumed), so no less than this share of the capacity is held to have been missing.</summary>
    public const double MissesAtLeast = 0.25;

    /// <summary>Readings further apart than this prove nothing of the time between them.</summary>
    private static readonly TimeSpan CountsAtMost = TimeSpan.FromSeconds(10);

    /// <summary>State of charge when counting began; null before the first current.</summary>
    public StateOfCharge? From { get; init; }

    /// <summary>What has gone in since, ampere-hours.</summary>
    public double AmpHours { get; init; }

    /// <summary>How long current has flowed in since.</summary>
    public TimeSpan For { get; init; }

    /// <summary>The same with one more reading, by which current flows in.</summary>
    public ChargeTally With(PackReading reading, TimeSpan? before, TimeSpan now)
    {
        var passed = before is { } then && now - then <= CountsAtMost ? now - then : TimeSpan.Zero;
        return new()
        {
            From = From ?? reading.Charge, For = For + passed,
            AmpHours = AmpHours + reading.Amps.Value * passed.TotalHours,
        };
    }

    /// <summary>How many times what it missed has gone in; 0 where nobody has said what such a pack holds.</summary>
    public double TimesExpected(PackPattern? pattern) =>
        From is { } from && pattern?.Holds is { } holds ? AmpHours / (holds * Math.Max(MissesAtLeast, (100 - from.Percent) / 100.0)) : 0;
}
