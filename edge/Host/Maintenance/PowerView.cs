using YongAi.Edge.Control;
using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Language;

namespace YongAi.Edge.Host.Maintenance;

/// <summary>Power of the whole cabinet, for the crew: the cap, what is drawn, and what a kilowatt-hour costs now.</summary>
internal static class PowerView
{
    public static PowerReport Of(Cabinet cabinet, Moment at)
    {
        var energy = cabinet.Plan.Energy;
        var hours = energy.Tariff.Seasons.IsEmpty || !at.WallIsTrusted ? null
            : new Outlook(at.Wall.UtcDateTime + energy.UtcOffset, energy.Tariff, [], [], energy.UtcOffset);
        var cheaper = hours?.CheaperIn().Select(its => (double?)its).FirstOrDefault();
        return new PowerReport(energy.CapWatts, energy.CapWatts * EnergyPlan.OfTheCap, cabinet.SiteWatts(at.Elapsed) is { } drawn ? Math.Round(drawn) : null,
            Math.Round(Chargers(cabinet, at.Elapsed)), cabinet.Ledger.Charging.Count, cabinet.Plan.Charging.MaxCharging, hours?.PriceNow, cheaper is { } its ? Math.Round(its, 2) : null)
        {
            HasTariff = !energy.Tariff.Seasons.IsEmpty,
        };
    }

    private static double Chargers(Cabinet cabinet, TimeSpan now) => cabinet.Views()
        .Where(slot => cabinet.Ledger.Charging.ContainsKey(slot.Number.Value)).Select(slot => slot.Image.ReadingNow(now))
        .Sum(reading => reading is null ? 0 : Math.Max(0, reading.Amps.Value) * reading.Volts.Value / cabinet.Plan.Energy.Efficiency);
}
