using System.Globalization;
using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Language;

namespace YongAi.Edge.Host.Site;

/// <summary>Section <c>energy</c>: the power of a site, and what it costs.</summary>
internal static class SiteEnergy
{
    private const int SeasonsMax = 12, BandsMax = 24, MonthsMax = 12;

    public static EnergyPlan Read(SiteSection site, TimeSpan utcOffset, SiteFaults faults)
    {
        var none = new EnergyPlan { UtcOffset = utcOffset };
        return site.Find("energy") is not { } at ? none : SiteSection.Read(at, faults, section => none with
        {
            CapWatts = section.Find("cap_w") is null ? null : section.Whole("cap_w", 200, 100_000, 4000),
            OtherWatts = section.Whole("other_w", 0, 10_000, (int)none.OtherWatts),
            HeaterWatts = section.Number("heater_w", 1m, 500m, 40m),
            Charger = new Amps(section.Number("charger_amps", 1m, 50m, 10m)),
            Gentle = section.Number("gentle_per_h", 0.15m, 3m, 0.3m),
            Efficiency = section.Number("efficiency", 0.5m, 1m, 0.9m),
            MissedCosts = section.Number("missed_cny", 0m, 1000m, 40m),
            VisitsADay = section.Whole("visits_a_day", 1, 2000, 33),
            Tariff = new Tariff([.. section.ItemsOrNone("tariff", SeasonsMax).Select(season =>
                SiteSection.Read(season, faults, its => Season(its, faults))).OfType<TariffSeason>()]),
        }) ?? none;
    }

    private static TariffSeason Season(SiteSection section, SiteFaults faults)
    {
        var months = section.Items("months", 1, MonthsMax).Select(month => (int)(SiteSection.WholeOf(month, 1, 12, faults) ?? 1)).ToImmutableArray();
        var bands = ImmutableArray.CreateBuilder<PriceBand>();
        foreach (var band in section.Items("bands", 1, BandsMax))
            SiteSection.Read(band, faults, its =>
            {
                bands.Add(new PriceBand(HalfHour(its, "from", faults), HalfHour(its, "to", faults), its.Number("cny", 0m, 100m)));
                return its;
            });
        var season = new TariffSeason(months, bands.ToImmutable());
        // Hours of no price would be the cheapest of all.
        var at = TimeSpan.Zero;
        foreach (var band in season.Bands.OrderBy(band => band.From))
            at = band.From == at && band.To > at ? band.To : TimeSpan.MaxValue;
        if (!season.Bands.IsEmpty && at != TimeSpan.FromHours(24))
            faults.Add(section.Find("bands")!, "各时段要首尾相接，从 00:00 排到 24:00", "the bands have to follow one another from 00:00 to 24:00, without a gap");
        return season;
    }

    private static TimeSpan HalfHour(SiteSection section, string key, SiteFaults faults)
    {
        var text = section.Text(key, 5);
        if (text == "24:00") return TimeSpan.FromHours(24);
        if (TimeSpan.TryParseExact(text, @"hh\:mm", CultureInfo.InvariantCulture, out var time) && time.Minutes % 30 == 0) return time;
        if (text.Length > 0)
            faults.Add(section.Find(key)!, "要写 08:00 或 10:30 这样的时刻，只能是整点或半点，到 24:00 为止",
                "a time such as 08:00 or 10:30 belongs here, on the hour or the half-hour, up to 24:00");
        return TimeSpan.Zero;
    }
}
