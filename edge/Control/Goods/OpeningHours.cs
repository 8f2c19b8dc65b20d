namespace YongAi.Edge.Control.Goods;

/// <summary>Open from one time of day to another.</summary>
/// <param name="From">Local time of day.</param>
/// <param name="To">Local time of day, exclusive; up to 24 h. What goes on after midnight is another span on the next day.</param>
public readonly record struct OpenSpan(TimeSpan From, TimeSpan To);

/// <summary>When a station serves: by the day of the week, and by the calendar for holidays. Riders' stations are open from 9 to 20 o'clock or round the clock.</summary>
/// <param name="Week">Seven days, Monday first; a day without a span is closed.</param>
/// <param name="Days">Days of the calendar that differ from their day of the week: a holiday, a working Sunday.</param>
public sealed record OpeningHours(ImmutableArray<ImmutableArray<OpenSpan>> Week, ImmutableSortedDictionary<DateOnly, ImmutableArray<OpenSpan>> Days)
{
    /// <summary>How far ahead is looked for the next opening: the longest holiday closes for eight days (Spring Festival).</summary>
    public const int LooksAheadDays = 14;

    private static readonly ImmutableArray<OpenSpan> WholeDay = [new(TimeSpan.Zero, TimeSpan.FromHours(24))];

    /// <summary>Round the clock, every day.</summary>
    public static OpeningHours Always { get; } =
        new([WholeDay, WholeDay, WholeDay, WholeDay, WholeDay, WholeDay, WholeDay], ImmutableSortedDictionary<DateOnly, ImmutableArray<OpenSpan>>.Empty);

    /// <summary>Whether it is open at a local time.</summary>
    public bool IsOpen(DateTime local)
    {
        foreach (var span in On(DateOnly.FromDateTime(local)))
            if (local.TimeOfDay >= span.From && local.TimeOfDay < span.To) return true;
        return false;
    }

    /// <summary>When it opens next, local time; the time itself where it is open; null: not within <see cref="LooksAheadDays"/>.</summary>
    public DateTime? OpensAt(DateTime local)
    {
        if (IsOpen(local)) return local;
        var today = DateOnly.FromDateTime(local);
        for (var day = 0; day <= LooksAheadDays; day++)
        {
            DateTime? first = null;
            foreach (var span in On(today.AddDays(day)))
                if (today.AddDays(day).ToDateTime(TimeOnly.MinValue) + span.From is var begins && begins > local && !(begins >= first)) first = begins;
            if (first is not null) return first;
        }
        return null;
    }

    private ImmutableArray<OpenSpan> On(DateOnly day) => Days.TryGetValue(day, out var special) ? special : Week[((int)day.DayOfWeek + 6) % 7];
}
