using System.Reflection;
using YongAi.Edge.Control.Language;

namespace YongAi.Edge.Tests.Scenarios;

/// <summary>
/// Every threshold of domain table C is weakened until its rule never speaks (<c>PackHot.Act</c> above a thousand degrees): then its story has
/// to come out otherwise. A threshold that no story would miss is one that nobody holds.
/// </summary>
public sealed class WeakenedLimitsTests
{
    /// <summary>Beyond everything that a story tells of: degrees, volts, amperes, per cent, times.</summary>
    private const double FarAway = 1000;

    /// <summary>These protect by being long, not by being short.</summary>
    private static readonly ImmutableArray<string> Longer = [nameof(SafetyLimits.ReleaseAfter), nameof(SafetyLimits.MainsSettles), nameof(SafetyLimits.CapSettles)];

    public static TheoryData<string, string> Held => new()
    {
        { "PackHot.Warn", "row_03_hot_pack_row_off" },
        { "PackHot.Act", "row_03_hot_pack_row_off" },
        { "PackRise.Warn", "row_04_warms_without_charge" },
        { "PackRise.Act", "row_04_pack_heats_fast" },
        { "RiseLasts", "row_04_pack_heats_fast" },
        { "AboveNeighbours", "row_04_above_the_others" },
        { "SlotAir.Warn", "row_05_air_in_a_slot" },
        { "SlotAir.Act", "row_05_air_in_a_slot" },
        { "CabinetAir.Warn", "row_06_warm_hot_and_cold_air" },
        { "CabinetAir.Act", "row_06_warm_hot_and_cold_air" },
        { "CabinetCold", "row_06_warm_hot_and_cold_air" },
        { "Board.Warn", "row_07_hot_supply_and_board" },
        { "Board.Act", "row_07_hot_supply_and_board" },
        { "IronCellHigh.Warn", "row_08_iron_cells" },
        { "IronCellHigh.Act", "row_08_iron_cells" },
        { "NickelCellHigh.Warn", "row_08_cell_full_and_too_high" },
        { "NickelCellHigh.Act", "row_08_cell_full_and_too_high" },
        { "CellFaultAbove", "row_08_cell_full_and_too_high" },
        { "CellLow.Warn", "row_09_cell_too_low" },
        { "CellLow.Act", "row_09_cell_too_low" },
        { "CellSpread.Warn", "row_10_cells_uneven" },
        { "CellSpread.Act", "row_10_cells_uneven" },
        { "Outflow", "row_11_outflow_in_a_slot" },
        { "OutflowLasts", "row_11_outflow_in_a_slot" },
        { "CurrentWithin", "row_11_no_current_though_told" },
        { "SilencesPerMinute", "row_11_stuttering_pack" },
        { "ChargeLasts.Warn", "row_13_charging_over_time" },
        { "ChargeLasts.Act", "row_13_charging_over_time" },
        { "ChargeLongest", "row_13_eight_hours" },
        { "ReleaseAfter", "row_16_gas_after_a_countdown" },
        { "ReleaseHot", "row_16_gas_after_a_countdown" },
        { "MainsLow.Warn", "row_20_mains_out_of_range_and_unfit" },
        { "MainsLow.Act", "row_20_mains_out_of_range_and_unfit" },
        { "MainsHigh.Warn", "row_20_mains_out_of_range_and_unfit" },
        { "MainsHigh.Act", "row_20_mains_out_of_range_and_unfit" },
        { "MainsSettles", "row_22_after_an_outage" },
        { "NearCap", "row_21_near_the_cap" },
        { "NearCapLasts", "row_21_near_the_cap" },
        { "CapSettles", "row_21_over_the_cap" },
        { "ServesOnBattery", "row_20_mains_lost_for_long" },
        { "VisitOnBattery", "row_20_a_visit_ends_after_five_minutes_on_battery" },
        { "DoorPrompt", "row_23_a_door_left_open_is_asked_for_then_an_alarm" },
        { "DoorAlarm", "row_23_a_door_left_open_is_asked_for_then_an_alarm" },
        { "Stale.Warn", "row_26_reading_stale" },
        { "Stale.Act", "row_25_quarantine_watched" },
        { "Health.Warn", "row_33_worn_packs" },
        { "Health.Act", "row_33_worn_packs" },
    };

    [Theory]
    [MemberData(nameof(Held))]
    public void A_story_misses_a_threshold_that_never_speaks(string threshold, string story) =>
        Assert.True(Differs(story, Weakened(threshold)), $"{story} comes out the same without {threshold}");

    [Fact]
    public void Every_threshold_has_its_story() => Assert.Equal(
        typeof(SafetyLimits).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .SelectMany(its => its.PropertyType == typeof(Limit) ? [$"{its.Name}.{nameof(Limit.Warn)}", $"{its.Name}.{nameof(Limit.Act)}"] : (string[])[its.Name])
            .Order(StringComparer.Ordinal),
        Held.Select(row => (string)row[0]).Order(StringComparer.Ordinal));

    private static bool Differs(string story, SafetyLimits limits)
    {
        var reviewed = File.ReadAllText(Repository.Path($"tests/Scenarios/safety/{story}.txt"));
        using var script = new ScenarioScript(limits);
        try
        {
            return script.Play(reviewed) != reviewed;
        }
        catch (InvalidOperationException)
        {
            // A door that is not as the story needs it.
            return true;
        }
    }

    private static SafetyLimits Weakened(string threshold)
    {
        var (limits, name) = (new SafetyLimits(), threshold.Split('.'));
        var property = typeof(SafetyLimits).GetProperty(name[0])!;
        property.SetValue(limits, property.GetValue(limits) switch
        {
            Limit limit when name[1] == nameof(Limit.Warn) => limit with { Warn = Away(limit.Warn, limit) },
            Limit limit => limit with { Act = Away(limit.Act, limit) },
            TimeSpan when Longer.Contains(name[0]) => TimeSpan.Zero,
            TimeSpan time => time * FarAway,
            int count => count + (int)FarAway,
            double coldest when name[0] == nameof(SafetyLimits.CabinetCold) => coldest - FarAway,
            double value => value + FarAway,
            var other => throw new InvalidOperationException($"{threshold} is a {other}: say how it is weakened"),
        });
        return limits;
    }

    /// <summary>Up where act stands above warn, else down.</summary>
    private static double Away(double value, Limit limit) => limit.Act > limit.Warn ? value + FarAway : value - FarAway;
}
