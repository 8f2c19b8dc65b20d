using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Safety;
using YongAi.Edge.Control.Sensors;
using static YongAi.Edge.Tests.Control.SlotScene;

namespace YongAi.Edge.Tests.Control.Safety;

/// <summary>Domain table C row 21.</summary>
public sealed class CapWatchTests
{
    [Fact]
    public void Over_the_cap_whoever_is_farthest_from_a_rider_gives_way_and_no_more_than_is_too_much()
    {
        var decision = Watch(watts: 4300);
        Assert.Equal<Effect>([new StopCharging(Slot(2))], decision.Effects);
        Assert.Equal(ChargeStop.OverCap, decision.Events.OfType<ChargingStopped>().Single().Why);
        Assert.Equal([Slot(2), Slot(3)], Watch(watts: 4900).Effects.OfType<StopCharging>().Select(stop => stop.Slot));
    }

    [Fact]
    public void At_the_cap_all_go_on() => Assert.Empty(Watch(watts: 4000).Effects);

    [Fact]
    public void One_reading_stops_once() => Assert.Empty(Watch(watts: 4300, at: Now - TimeSpan.FromSeconds(1)).Effects);

    [Fact]
    public void Without_a_cap_the_meter_stops_nobody() => Assert.Empty(Watch(watts: 9000, cap: null).Effects);

    [Fact]
    public void What_has_just_been_stopped_is_in_the_meter_still_and_no_second_pack_pays_for_it()
    {
        Assert.Empty(Watch(watts: 4300, stopped: ShowsAfter - Instant).Effects);
        Assert.Equal<Effect>([new StopCharging(Slot(3))], Watch(watts: 4300, stopped: ShowsAfter).Effects);
        Assert.Equal<Effect>([new StopCharging(Slot(3))], Watch(watts: 4800, stopped: ShowsAfter - Instant).Effects);
    }

    [Theory]
    [InlineData(4001, null, true)]
    [InlineData(4000, null, false)]
    [InlineData(4000, 9, true)]
    [InlineData(3900, 9, true)]
    [InlineData(4000, 10, false)]
    public void Over_the_cap_is_an_alarm_at_once_that_ends_after_ten_seconds_under_it(double watts, int? overBefore, bool stands)
    {
        var was = overBefore is { } seconds ? new SafetyMemory { OverCapAt = Now - TimeSpan.FromSeconds(seconds) } : new SafetyMemory();
        Assert.Equal(stands, Stands(AlarmKind.OverCap, Watch(watts, memory: was, standing: overBefore is null ? [] : [AlarmKind.OverCap]), overBefore is not null));
    }

    // Four chargers of 10 A at 52 V draw 2311 W.
    [Theory]
    [InlineData(3990, 60, false, false)]
    [InlineData(6112, 9, false, false)]
    [InlineData(6112, 10, false, true)]
    [InlineData(6110, 10, false, false)]
    [InlineData(6040, 0, true, true)]
    [InlineData(6030, 0, true, false)]
    public void What_others_draw_is_a_warning_near_the_cap_when_it_lasts(double watts, int sinceSeconds, bool stood, bool stands)
    {
        var was = new SafetyMemory { NearCapSince = Now - TimeSpan.FromSeconds(sinceSeconds) };
        Assert.Equal(stands, Stands(AlarmKind.NearCap, Watch(watts, memory: was, standing: stood ? [AlarmKind.NearCap] : []), stood));
    }

    [Theory]
    [InlineData(3800, 0, true)]
    [InlineData(3799, 0, false)]
    [InlineData(3899, 100, false)]
    [InlineData(3900, 100, true)]
    public void What_the_heaters_draw_is_not_what_others_draw(double watts, double heaterWatts, bool isNear) =>
        Assert.Equal(isNear ? Now : null, CapWatch.Remember(new SafetyMemory(), watts, new EnergyPlan { CapWatts = 4000 }, SafetyLimits.Default, [], default,
            heaterWatts, Now).NearCapSince);

    [Theory]
    [InlineData(AlarmKind.OverCap)]
    [InlineData(AlarmKind.NearCap)]
    public void A_meter_that_falls_silent_ends_neither_alarm(AlarmKind kind) =>
        Assert.True(Stands(kind, Watch(watts: 100, at: Now - GaugeImage.StaleAfter - Instant, standing: [kind]), stood: true));

    [Fact]
    public void Without_a_cap_both_alarms_end() =>
        Assert.Equal(2, Watch(watts: 9000, cap: null, standing: [AlarmKind.OverCap, AlarmKind.NearCap]).Events.OfType<AlarmCleared>().Count());

    private static readonly TimeSpan Instant = TimeSpan.FromMilliseconds(1), ShowsAfter = TimeSpan.FromMilliseconds(300);

    private static bool Stands(AlarmKind kind, Decision decision, bool stood) => stood
        ? !decision.Events.Any(e => e is AlarmCleared cleared && cleared.Kind == kind) : decision.Events.Any(e => e is AlarmRaised raised && raised.Kind == kind);

    private static Decision Watch(double watts, TimeSpan? at = null, double? cap = 4000, TimeSpan? stopped = null, SafetyMemory? memory = null,
        AlarmKind[]? standing = null)
    {
        int[] charging = stopped is null ? [2, 3, 4, 5] : [3, 4, 5];
        var slots = Enumerable.Range(2, 4).Select(n => View(n, Holding(Reading(n, charge: 10 * n) with { Amps = new Amps(10), Volts = new Volts(52) })
            with { ChargeUnfitAt = n == 2 ? Now - stopped : null })).ToArray();
        var meter = new GaugeView(new GaugePlan(new GaugeId("meter"), GaugeUse.Mains),
            GaugeImage.Dark.Read([new Measured(Quantity.Power, watts)], at ?? Now));
        return SafetyWatch.Watch(new SafetySituation(Charge(slots, Stocked(2, 3, 4, 5), charging: charging), [],
            [.. (standing ?? []).Select(kind => new Alarm(kind, null))], TimeSpan.Zero, [], [])
        {
            Sensors = new SensorViews([], [meter], []), CapWatts = cap, Memory = memory ?? new(),
        });
    }
}
