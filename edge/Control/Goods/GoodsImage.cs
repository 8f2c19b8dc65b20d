namespace YongAi.Edge.Control.Goods;

/// <summary>What boards said of one order so far.</summary>
/// <param name="Order">Which.</param>
/// <param name="CountBefore">What its channel's counter had counted when it was ordered; null: it has none, or it was not heard.</param>
public sealed record HandOutWord(long Order, long? CountBefore)
{
    /// <summary>Its hardware has begun.</summary>
    public bool Began { get; init; }

    /// <summary>How it ended; null: nobody has said.</summary>
    public HandOutEnd? End { get; init; }

    /// <summary>When that was said, running time.</summary>
    public TimeSpan EndedAt { get; init; }
}

/// <summary>The last word of what hands goods out. Rebuilt after a start.</summary>
public sealed record GoodsImage
{
    /// <summary>Nothing was heard.</summary>
    public static GoodsImage Dark { get; } = new();

    /// <summary>Channels whose boards are heard, by name.</summary>
    public ImmutableSortedDictionary<string, ChannelState> Channels { get; init; } = ImmutableSortedDictionary<string, ChannelState>.Empty;

    /// <summary>Places of docks that are heard, by name.</summary>
    public ImmutableSortedDictionary<string, BankPlace> Places { get; init; } = ImmutableSortedDictionary<string, BankPlace>.Empty;

    /// <summary>What counters have counted, by name.</summary>
    public ImmutableSortedDictionary<string, long> Counters { get; init; } = ImmutableSortedDictionary<string, long>.Empty;

    /// <summary>How much each counter counted with its last word, by name.</summary>
    public ImmutableSortedDictionary<string, long> Passed { get; init; } = ImmutableSortedDictionary<string, long>.Empty;

    /// <summary>The last tag of each reader, by its name, and when it was read.</summary>
    public ImmutableSortedDictionary<string, (string Tag, TimeSpan At)> Tags { get; init; } = ImmutableSortedDictionary<string, (string, TimeSpan)>.Empty;

    /// <summary>The order under way, or the last one; null: none since the start.</summary>
    public HandOutWord? HandOut { get; init; }

    /// <summary>What a counter has counted; null: it is silent, or there is none.</summary>
    public long? Count(CounterId? counter) => counter is { } known && Counters.TryGetValue(known.Name, out var count) ? count : null;

    /// <summary>The tag that a reader read since a moment; null: none.</summary>
    public string? TagSince(ReaderId? reader, TimeSpan since) =>
        reader is { } known && Tags.TryGetValue(known.Name, out var last) && last.At >= since ? last.Tag : null;

    /// <summary>The picture after a fact.</summary>
    /// <param name="input">What was heard; what is not of goods changes nothing.</param>
    /// <param name="now">Running time.</param>
    public GoodsImage Heard(Input input, TimeSpan now) => input switch
    {
        ChannelRead read => this with { Channels = Channels.SetItem(read.Channel.Name, read.State) },
        ChannelsSilent silent => this with
        {
            Channels = Channels.RemoveRange(silent.Channels.Select(channel => channel.Name)),
            Places = Places.RemoveRange(silent.Channels.Select(channel => channel.Name)),
        },
        DockRead read => this with { Places = Places.SetItems(read.Places.Select(place => KeyValuePair.Create(place.Channel.Name, place))) },
        CounterRead read => this with
        {
            // The first word of a counter is where it stands: what it counted before, nobody knows when.
            Passed = Passed.SetItem(read.Counter.Name, Count(read.Counter) is { } before ? Math.Max(0, read.Count - before) : 0),
            Counters = Counters.SetItem(read.Counter.Name, read.Count),
        },
        TagRead read => this with { Tags = Tags.SetItem(read.Reader.Name, (read.Tag, now)) },
        CounterSilent silent => this with { Counters = Counters.Remove(silent.Counter.Name), HandOut = HandOut is { } word ? word with { CountBefore = null } : null },
        HandOutBegan began when HandOut is { } word && word.Order == began.Order => this with { HandOut = word with { Began = true } },
        HandOutEnded ended when HandOut is { End: null } word && word.Order == ended.Order =>
            this with { HandOut = word with { End = ended.End, EndedAt = now } },
        _ => this,
    };
}
