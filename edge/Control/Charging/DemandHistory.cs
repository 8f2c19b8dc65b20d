namespace YongAi.Edge.Control.Charging;

/// <summary>
/// When riders of one class come, learned from who came here, served or not. What the day looks like is known slowly and from a general
/// profile on; how many come a day quickly.
/// </summary>
public sealed record DemandHistory
{
    /// <summary>Half-hours of a day.</summary>
    public const int Bins = 48;

    /// <summary>Weights of the hours, from midnight, of a cabinet that knows nothing yet (domain table D, an estimate).</summary>
    private static readonly double[] HourWeights =
        [1, .6, .4, .3, .3, .6, 1.5, 3, 4, 5, 7, 9.5, 10, 7.5, 5, 4.5, 5.5, 8.5, 9.5, 7, 5, 3, 2, 1.3];

    /// <summary>The general profile counts like so many visits; a day's own visits count less with each day that passes.</summary>
    private const double VisitsAssumed = 100, KeptADay = 0.97;

    /// <summary>So much of a new day goes into how many come a day.</summary>
    private const double OfANewDay = 0.2;

    private readonly ImmutableArray<double> _seen;
    private readonly double _perDay;
    private readonly int _day;
    private readonly int _today;
    private readonly int _days;

    private DemandHistory(ImmutableArray<double> seen, double perDay, int day, int today, int days) =>
        (_seen, _perDay, _day, _today, _days) = (seen, perDay, day, today, days);

    /// <summary>Nobody has come yet.</summary>
    /// <param name="perDay">Visits a day to begin with (China Tower 2023: 33 for an outlet).</param>
    public static DemandHistory Begin(double perDay) => new([.. new double[Bins]], perDay, 0, 0, 0);

    /// <summary>Somebody came.</summary>
    /// <param name="local">Local time.</param>
    public DemandHistory Came(DateTime local)
    {
        var day = DateOnly.FromDateTime(local).DayNumber;
        var (seen, perDay, today, days) = (_seen, _perDay, _today, _days);
        if (_day == 0) today = 0;
        // A clock that was put back begins no new day.
        for (var passed = _day == 0 ? 0 : Math.Clamp(day - _day, 0, 7); passed > 0; passed--)
        {
            // The first day counts in full where only a guess stood; a first day begun at noon is part of a day, so it counts as one of two.
            var share = Math.Max(OfANewDay, 1.0 / (days + 2));
            (perDay, today, days) = (perDay + share * (today - perDay), 0, days + 1);
            seen = [.. seen.Select(count => count * KeptADay)];
        }
        var bin = BinOf(local);
        return new(seen.SetItem(bin, seen[bin] + 1), perDay, Math.Max(day, _day), today + 1, days);
    }

    /// <summary>How many come in a half-hour of the day, on average.</summary>
    public double Expected(int bin)
    {
        var (own, total) = (0.5 * _seen[bin] + 0.25 * (_seen[(bin + 1) % Bins] + _seen[(bin + Bins - 1) % Bins]), 0.0);
        foreach (var count in _seen) total += count;
        var usual = HourWeights[bin / 2] / 2 / Weights;
        return _perDay * (VisitsAssumed * usual + own) / (VisitsAssumed + total);
    }

    /// <summary>The half-hour of the day that a local time is in.</summary>
    public static int BinOf(DateTime local) => (int)(local.TimeOfDay.TotalMinutes / 30);

    private static readonly double Weights = HourWeights.Sum();
}
