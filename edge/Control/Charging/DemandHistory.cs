namespace YongAi.Edge.Control.Charging;

/// <summary>
/// When riders of one class come, learned from who came here, served or not. What the day looks like is known slowly and from a general
/// profile on; how many come a day quickly.
/// </summary>
/// <param name="Seen">Visits by half-hours of the day, UTC; older ones count less.</param>
/// <param name="PerDay">What was learned of how many come a day.</param>
/// <param name="Assumed">How much of that is still assumed, 0 to 1.</param>
/// <param name="Day">The day it is in, by number; 0: none yet.</param>
/// <param name="Today">Visits of that day.</param>
/// <param name="Days">Days before it.</param>
public sealed record DemandHistory(ImmutableArray<double> Seen, double PerDay, double Assumed, int Day, int Today, int Days)
{
    /// <summary>Half-hours of a day.</summary>
    public const int Bins = 48;

    /// <summary>Weights of the hours, from midnight, of a cabinet that knows nothing yet (domain table D, an estimate).</summary>
    private static readonly ImmutableArray<double> HourWeights =
        [1, .6, .4, .3, .3, .6, 1.5, 3, 4, 5, 7, 9.5, 10, 7.5, 5, 4.5, 5.5, 8.5, 9.5, 7, 5, 3, 2, 1.3];

    /// <summary>The general profile counts like so many visits; a day's own visits count less with each day that passes.</summary>
    private const double VisitsAssumed = 100, KeptADay = 0.97;

    /// <summary>So much of a new day goes into how many come a day.</summary>
    private const double OfANewDay = 0.2;

    /// <summary>A cabinet that nobody came to for longer was switched off; that is no lack of riders.</summary>
    private const int DaysSkippedMost = 7;

    /// <summary>Nobody has come yet.</summary>
    public static DemandHistory Empty { get; } = new([.. new double[Bins]], 0, 1, 0, 0, 0);

    /// <summary>Somebody came.</summary>
    /// <param name="utc">When, UTC: what is written of it must not depend on how the site reads the clock.</param>
    public DemandHistory Came(DateTime utc)
    {
        var day = DateOnly.FromDateTime(utc).DayNumber;
        var (seen, perDay, assumed, today, days) = (Seen, PerDay, Assumed, Day == 0 ? 0 : Today, Days);
        // A clock that was put back begins no new day.
        for (var passed = Day == 0 ? 0 : Math.Clamp(day - Day, 0, DaysSkippedMost); passed > 0; passed--)
        {
            // The first days count more where only a guess stood; a first day begun at noon is a part of one, so it counts as one of two.
            var share = Math.Max(OfANewDay, 1.0 / (days + 2));
            (perDay, assumed, today, days) = (perDay + share * (today - perDay), assumed * (1 - share), 0, days + 1);
            seen = [.. seen.Select(count => count * KeptADay)];
        }
        var bin = BinOf(utc);
        return new(seen.SetItem(bin, seen[bin] + 1), perDay, assumed, Math.Max(day, Day), today + 1, days);
    }

    /// <summary>How many come in a half-hour of the day, on average.</summary>
    /// <param name="bin">Half-hour of the local day, 0 to 47.</param>
    /// <param name="offset">Local time from UTC.</param>
    /// <param name="perDay">Visits a day that are assumed until enough days were seen.</param>
    public double Expected(int bin, TimeSpan offset, double perDay)
    {
        var place = bin - (int)Math.Round(offset.TotalMinutes / 30) + 2 * Bins;
        var (own, total) = (0.5 * Seen[place % Bins] + 0.25 * (Seen[(place + 1) % Bins] + Seen[(place - 1) % Bins]), 0.0);
        foreach (var count in Seen) total += count;
        var usual = HourWeights[bin / 2] / 2 / Weights;
        return (PerDay + Assumed * perDay) * (VisitsAssumed * usual + own) / (VisitsAssumed + total);
    }

    /// <summary>The half-hour of its day that a time is in.</summary>
    public static int BinOf(DateTime time) => (int)(time.TimeOfDay.TotalMinutes / 30);

    private static readonly double Weights = HourWeights.Sum();
}
