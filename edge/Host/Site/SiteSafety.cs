using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Host.Site;

/// <summary>
/// The thresholds of safety (domain table C). A site may only tighten them: each number lies between what holds without it and a bound
/// beyond which a sound cabinet would not serve any more.
/// </summary>
internal static class SiteSafety
{
    public static SafetyLimits Limits(SiteSection site, SiteFaults faults)
    {
        var d = SafetyLimits.Default;
        return site.Find("safety") is not { } at ? d : SiteSection.Read(at, faults, section => Read(new Tighter(section, faults), d)) ?? d;
    }

    /// <summary>Which slots stand in one row, as the site says it; another fault where the section cannot be read.</summary>
    public static SlotRows Rows(SiteSection site, ImmutableArray<SlotPlan> slots, SiteFaults faults)
    {
        if (site.Find("slot_rows") is null) return SlotRows.NextInNumber;
        var rows = ImmutableArray.CreateBuilder<SlotSet>();
        var seen = new Dictionary<int, string>();
        foreach (var item in site.Items("slot_rows", 1, SlotNumber.Max))
        {
            if (item.Kind != SiteKind.Array)
            {
                faults.Add(item, "一排要写成仓号的数组，例如 [1, 2, 3]", "a row is an array of slot numbers, for example [1, 2, 3]");
                continue;
            }
            var row = default(SlotSet);
            foreach (var inside in item.Items)
                if (Slot(inside, slots, seen, faults) is { } number) row = row.With(SlotSet.Of(number));
            rows.Add(row);
        }
        return new SlotRows(rows.ToImmutable());
    }

    private static int? Slot(SiteNode at, ImmutableArray<SlotPlan> slots, Dictionary<int, string> seen, SiteFaults faults)
    {
        if (SiteSection.NumberOf(at, 1, SlotNumber.Max, faults) is not { } number) return null;
        if (slots.All(slot => slot.Slot.Value != number))
            faults.Add(at, $"没有 {at.Text} 号仓", $"there is no slot {at.Text}");
        else if (!seen.TryAdd((int)number, at.Place))
            faults.Add(at, $"{at.Text} 号仓已经在 {seen[(int)number]}，一个仓只在一排", $"slot {at.Text} is {seen[(int)number]} already; a slot stands in one row");
        else return (int)number;
        return null;
    }

    private static SafetyLimits Read(Tighter t, SafetyLimits d) => d with
    {
        PackHot = t.Lower("pack_warm_celsius", "pack_hot_celsius", d.PackHot, 40),
        PackRise = t.Lower("pack_rise_warn_k_per_min", "pack_rise_k_per_min", d.PackRise, 0.5m),
        RiseLasts = t.Shorter("rise_lasts_s", d.RiseLasts, 10),
        AboveNeighbours = t.Lower("above_neighbours_k", d.AboveNeighbours, 3),
        SlotAir = t.Lower("slot_air_warm_celsius", "slot_air_hot_celsius", d.SlotAir, 35),
        CabinetAir = t.Lower("cabinet_air_warm_celsius", "cabinet_air_hot_celsius", d.CabinetAir, 30),
        CabinetCold = t.Higher("cabinet_cold_celsius", d.CabinetCold, 10),
        Board = t.Lower("board_warm_celsius", "board_hot_celsius", d.Board, 50),
        IronCellHigh = t.Lower("iron_cell_warn_volts", "iron_cell_full_volts", d.IronCellHigh, 3.4m),
        NickelCellHigh = t.Lower("nickel_cell_warn_volts", "nickel_cell_full_volts", d.NickelCellHigh, 4.0m),
        CellFaultAbove = t.Lower("cell_fault_above_volts", d.CellFaultAbove, 0.01m),
        CellLow = t.Higher("cell_low_warn_volts", "cell_low_volts", d.CellLow, 3.0m),
        CellSpread = t.Lower("cell_spread_warn_volts", "cell_spread_volts", d.CellSpread, 0.02m),
        Outflow = t.Lower("outflow_amps", d.Outflow, 0.1m),
        OutflowLasts = t.Shorter("outflow_lasts_s", d.OutflowLasts, 2),
        CurrentWithin = t.Shorter("current_within_s", d.CurrentWithin, 15),
        SilencesPerMinute = (int)t.Lower("silences_per_minute", d.SilencesPerMinute, 2),
        ChargeLasts = t.Lower("charge_lasts_warn_times", "charge_lasts_times", d.ChargeLasts, 1),
        ChargeLongest = TimeSpan.FromHours(t.Lower("charge_longest_h", d.ChargeLongest.TotalHours, 1)),
        // People leave in this time, so it may only grow.
        ReleaseAfter = TimeSpan.FromSeconds(t.Higher("release_after_s", d.ReleaseAfter.TotalSeconds, 60)),
        ReleaseHot = t.Lower("release_hot_celsius", d.ReleaseHot, 50),
        MainsLow = t.Higher("mains_low_warn_volts", "mains_low_volts", d.MainsLow, 215),
        MainsHigh = t.Lower("mains_high_warn_volts", "mains_high_volts", d.MainsHigh, 225),
        NearCap = t.Lower("near_cap_percent", d.NearCap, 50),
        NearCapLasts = t.Shorter("near_cap_lasts_s", d.NearCapLasts, 2),
        DoorPrompt = t.Shorter("door_prompt_s", d.DoorPrompt, 5),
        DoorAlarm = t.Shorter("door_alarm_s", d.DoorAlarm, 30),
        Stale = t.Lower("stale_warn_s", "stale_s", d.Stale, 5),
        Health = t.Higher("health_warn_percent", "health_percent", d.Health, 95),
    };

    /// <summary>Reads numbers of the section that are nearer to where a sound cabinet is than the ones that hold without them.</summary>
    private readonly struct Tighter(SiteSection section, SiteFaults faults)
    {
        public double Lower(string key, double d, decimal least) => section.Number(key, least, (decimal)d, (decimal)d);

        public double Higher(string key, double d, decimal most) => section.Number(key, (decimal)d, most, (decimal)d);

        public TimeSpan Shorter(string key, TimeSpan d, decimal least) => TimeSpan.FromSeconds(Lower(key, d.TotalSeconds, least));

        public Limit Lower(string warn, string act, Limit d, decimal least)
        {
            var limit = new Limit(Lower(warn, d.Warn, least), Lower(act, d.Act, least));
            if (limit.Warn > limit.Act)
                faults.Add(section.Find(act) ?? section.Node, $"{warn}（{limit.Warn}）不能高于 {act}（{limit.Act}），请把两个都写上",
                    $"{warn} ({limit.Warn}) has to be at most {act} ({limit.Act}); write both");
            return limit;
        }

        public Limit Higher(string warn, string act, Limit d, decimal most)
        {
            var limit = new Limit(Higher(warn, d.Warn, most), Higher(act, d.Act, most));
            if (limit.Warn < limit.Act)
                faults.Add(section.Find(act) ?? section.Node, $"{warn}（{limit.Warn}）不能低于 {act}（{limit.Act}），请把两个都写上",
                    $"{warn} ({limit.Warn}) has to be at least {act} ({limit.Act}); write both");
            return limit;
        }
    }
}
