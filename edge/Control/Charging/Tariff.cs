namespace YongAi.Edge.Control.Charging;

/// <summary>A price from one time of day to another.</summary>
/// <param name="From">Local time of day; whole half-hours.</param>
/// <param name="To">Local time of day, exclusive; up to 24 h.</param>
/// <param name="Cny">CNY for a kilowatt-hour.</param>
public readonly record struct PriceBand(TimeSpan From, TimeSpan To, double Cny);

/// <summary>The prices of some months.</summary>
/// <param name="Months">1 to 12.</param>
/// <param name="Bands">They cover the day without a gap.</param>
public sealed record TariffSeason(ImmutableArray<int> Months, ImmutableArray<PriceBand> Bands);

/// <summary>What a kilowatt-hour costs at which hour. Tables change every year or two, so they are data (domain section 3.4).</summary>
/// <param name="Seasons">Together they cover the year; none: every hour costs the same.</param>
public sealed record Tariff(ImmutableArray<TariffSeason> Seasons)
{
    /// <summary>A tariff that knows no hours.</summary>
    public static Tariff Flat { get; } = new([]);

    /// <summary>CNY for a kilowatt-hour at a local time; 0 where every hour costs the same.</summary>
    public double At(DateTime local)
    {
        foreach (var season in Seasons)
        {
            if (!season.Months.Contains(local.Month)) continue;
            foreach (var band in season.Bands)
                if (local.TimeOfDay >= band.From && local.TimeOfDay < band.To) return band.Cny;
        }
        return 0;
    }
}
