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

    private static Decision Watch(double watts, TimeSpan? at = null, double? cap = 4000)
    {
        var slots = Enumerable.Range(2, 4).Select(n => View(n, Holding(Reading(n, charge: 10 * n) with { Amps = new Amps(10) }))).ToArray();
        var meter = new GaugeView(new GaugePlan(new GaugeId("meter"), GaugeUse.Mains),
            GaugeImage.Dark.Read([new Measured(Quantity.Power, watts)], at ?? Now));
        return SafetyWatch.Watch(new SafetySituation(Charge(slots, Stocked(2, 3, 4, 5), charging: [2, 3, 4, 5]), [], [], TimeSpan.Zero, [], [])
        {
            Sensors = new SensorViews([], [meter], []), CapWatts = cap,
        });
    }
}
