namespace YongAi.Edge.Control;

/// <summary>Refused texts of one reason that are not written yet, and when the reason was last written.</summary>
public readonly record struct RefusalCount(int Waiting, TimeSpan? WrittenAt)
{
    /// <summary>When what waits may be written.</summary>
    public TimeSpan WriteAt => WrittenAt is { } at ? at + RefusalCounts.WrittenEvery : TimeSpan.Zero;
}

/// <summary>What was refused before it was clear who speaks: counted, so that a flood of it is a few lines in the journal.</summary>
public sealed record RefusalCounts
{
    /// <summary>Refusals before check 7 are counted and written at most this often for each reason (rider-code YA1).</summary>
    public static readonly TimeSpan WrittenEvery = TimeSpan.FromMinutes(1);

    private readonly ImmutableSortedDictionary<Refusal, RefusalCount> _counts;

    private RefusalCounts(ImmutableSortedDictionary<Refusal, RefusalCount> counts)
    {
        _counts = counts;
        foreach (var (_, count) in counts)
            if (count.Waiting > 0 && !(NextAt <= count.WriteAt)) NextAt = count.WriteAt;
    }

    /// <summary>Nothing was refused.</summary>
    public static RefusalCounts None { get; } = new(ImmutableSortedDictionary<Refusal, RefusalCount>.Empty);

    /// <summary>When the next count may be written; null when none waits.</summary>
    public TimeSpan? NextAt { get; }

    /// <summary>One more.</summary>
    public RefusalCounts With(Refusal why)
    {
        var count = _counts.GetValueOrDefault(why);
        return new(_counts.SetItem(why, count with { Waiting = count.Waiting + 1 }));
    }

    /// <summary>What is to be written now, and the counts that then go on.</summary>
    public (ImmutableArray<(Refusal Why, int Count)> Due, RefusalCounts After) Due(TimeSpan now)
    {
        if (!(NextAt <= now)) return ([], this);
        var due = ImmutableArray.CreateBuilder<(Refusal, int)>();
        var after = _counts;
        foreach (var (why, count) in _counts)
        {
            if (count.Waiting == 0 || now < count.WriteAt) continue;
            due.Add((why, count.Waiting));
            after = after.SetItem(why, new RefusalCount(0, now));
        }
        return (due.ToImmutable(), new(after));
    }
}
