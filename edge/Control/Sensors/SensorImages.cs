namespace YongAi.Edge.Control.Sensors;

/// <summary>The last word of one contact, with its age. Times are running time; null: never since the start.</summary>
public sealed record ContactImage
{
    /// <summary>A word older than this says nothing any more: three looks missed (pins are read each second, boards twice).</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(3);

    /// <summary>Nothing was heard yet.</summary>
    public static ContactImage Dark { get; } = new();

    public bool? Active { get; init; }
    public TimeSpan? At { get; init; }
    /// <summary>When it was last heard, whatever has become of its board since.</summary>
    public TimeSpan? HeardAt { get; init; }

    /// <summary>The contact as it may be believed now; null when nobody knows.</summary>
    public bool? ActiveNow(TimeSpan now) => now - At <= StaleAfter ? Active : null;

    /// <summary>It was read.</summary>
    public ContactImage Read(bool active, TimeSpan now) => this with { Active = active, At = now, HeardAt = now };

    /// <summary>What reads it is silent.</summary>
    public ContactImage Silent() => this with { Active = null, At = null };
}

/// <summary>The last word of one gauge, with its age.</summary>
public sealed record GaugeImage
{
    /// <summary>A value older than this says nothing any more (domain table C row 26: stale after 10 s).</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(10);

    /// <summary>
    /// So fast may a temperature have risen since it was last read, in kelvin a minute: the rise that is an alarm by itself (domain table C
    /// row 4).
    /// </summary>
    public const double RisesPerMinute = 3;

    /// <summary>Nothing was heard yet.</summary>
    public static GaugeImage Dark { get; } = new();

    /// <summary>The values last read; kept while it is silent, for what they can have become.</summary>
    public ImmutableArray<Measured> Values { get; init; } = [];
    public TimeSpan? At { get; init; }
    /// <summary>It has not answered since.</summary>
    public bool IsSilent { get; init; }

    /// <summary>A value as it may be believed now; null when nobody knows.</summary>
    public double? Now(Quantity quantity, TimeSpan now) => !IsSilent && now - At <= StaleAfter ? Last(quantity) : null;

    /// <summary>
    /// The highest the temperature can be now: as read while that is fresh, and from then on growing with every second that nobody reads it;
    /// null when it was never read, which is worse than any number.
    /// </summary>
    public double? WorstTemperature(TimeSpan now) =>
        Now(Quantity.Temperature, now) ?? (Last(Quantity.Temperature) is { } last ? last + RisesPerMinute * (now - At!.Value).TotalMinutes : null);

    /// <summary>It was read.</summary>
    public GaugeImage Read(ImmutableArray<Measured> values, TimeSpan now) => new() { Values = values, At = now };

    /// <summary>It is silent, or what it says is no value.</summary>
    public GaugeImage Silent() => this with { IsSilent = true };

    private double? Last(Quantity quantity)
    {
        foreach (var value in Values)
            if (value.Quantity == quantity) return value.Value;
        return null;
    }
}

/// <summary>The last word of one output.</summary>
public sealed record OutputImage
{
    /// <summary>A word older than this says nothing any more: three polls of a relay board missed.</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(7);

    /// <summary>Nothing was heard yet, and nothing ordered.</summary>
    public static OutputImage Dark { get; } = new();

    public bool? On { get; init; }
    public TimeSpan? At { get; init; }
    /// <summary>When it was last ordered on; null when it was ordered off since, or never on.</summary>
    public TimeSpan? OrderedAt { get; init; }

    /// <summary>The output as it may be believed now; null when nobody knows.</summary>
    public bool? OnNow(TimeSpan now) => now - At <= StaleAfter ? On : null;
}
