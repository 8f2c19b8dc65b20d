namespace YongAi.Edge.Control.Charging;

/// <summary>What the next day brings, by half-hours: what a kilowatt-hour costs, and who will come.</summary>
public sealed class Outlook
{
    private const double HalfHour = 0.5;
    private readonly double[] prices = new double[DemandHistory.Bins];
    private readonly double[][] comeBy;
    private readonly double into;

    /// <param name="local">Local time now; null where nobody vouches for the clock: then no hour is better than another.</param>
    /// <param name="tariff">What a kilowatt-hour costs.</param>
    /// <param name="demand">Who comes, by class.</param>
    /// <param name="perDay">Visits a day of each class that are assumed until enough days were seen.</param>
    /// <param name="offset">Local time from UTC.</param>
    public Outlook(DateTime? local, Tariff tariff, ImmutableArray<DemandHistory> demand, ImmutableArray<double> perDay, TimeSpan offset)
    {
        var first = local is { } now ? DemandHistory.BinOf(now) : 0;
        into = local is { } at ? at.TimeOfDay.TotalHours - first * HalfHour : 0;
        for (var n = 0; n < prices.Length; n++)
            prices[n] = local is { } day ? tariff.At(day.Date.AddHours((first + n) * HalfHour)) : 0;
        comeBy = new double[demand.Length][];
        for (var k = 0; k < demand.Length; k++)
        {
            var sums = comeBy[k] = new double[DemandHistory.Bins + 1];
            for (var n = 0; n < DemandHistory.Bins; n++)
                sums[n + 1] = sums[n] + (local is null ? Busiest(demand[k], offset, perDay[k]) : demand[k].Expected((first + n) % DemandHistory.Bins, offset, perDay[k]));
        }
    }

    /// <summary>CNY for a kilowatt-hour now.</summary>
    public double PriceNow => prices[0];

    /// <summary>CNY for a kilowatt-hour in so many hours, up to a day.</summary>
    public double PriceIn(double hours) => prices[Math.Clamp((int)((into + hours) / HalfHour), 0, prices.Length - 1)];

    /// <summary>How many riders of a class come from now until so many hours from now, on average; a day at most.</summary>
    public double Come(int packClass, double hours)
    {
        var sums = comeBy[packClass];
        return At(into + hours) - At(into);

        double At(double hour)
        {
            var place = Math.Clamp(hour / HalfHour, 0, DemandHistory.Bins);
            var below = Math.Min((int)place, DemandHistory.Bins - 1);
            return sums[below] + (sums[below + 1] - sums[below]) * (place - below);
        }
    }

    /// <summary>Hours until each time at which it becomes cheaper than ever before from now on.</summary>
    public IEnumerable<double> CheaperIn()
    {
        var least = prices[0];
        for (var n = 1; n < prices.Length; n++)
        {
            if (prices[n] >= least) continue;
            least = prices[n];
            yield return n * HalfHour - into;
        }
    }

    /// <summary>Hours until it becomes dearer; a day where it does not.</summary>
    public double DearerIn()
    {
        for (var n = 1; n < prices.Length; n++)
            if (prices[n] > prices[0]) return n * HalfHour - into;
        return DemandHistory.Bins * HalfHour;
    }

    private static double Busiest(DemandHistory history, TimeSpan offset, double perDay)
    {
        var most = 0.0;
        for (var bin = 0; bin < DemandHistory.Bins; bin++) most = Math.Max(most, history.Expected(bin, offset, perDay));
        return most;
    }
}
