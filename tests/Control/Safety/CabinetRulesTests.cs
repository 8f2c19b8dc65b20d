using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Safety;
using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Control.Slots;
using static YongAi.Edge.Tests.Control.SlotScene;

namespace YongAi.Edge.Tests.Control.Safety;

/// <summary>The rules of the whole cabinet at their thresholds (domain table C rows 6, 7, 16, 20).</summary>
public sealed class CabinetRulesTests
{
    [Theory]
    [InlineData(44.9, null, null)]
    [InlineData(45, AlarmKind.CabinetWarm, null)]
    [InlineData(54.9, AlarmKind.CabinetWarm, null)]
    [InlineData(55, AlarmKind.CabinetWarm, AlarmKind.CabinetHot)]
    [InlineData(0, null, null)]
    [InlineData(-0.1, AlarmKind.CabinetCold, null)]
    public void Air_warns_from_45_and_below_0_and_ends_charging_from_55(double celsius, AlarmKind? first, AlarmKind? second)
    {
        var decision = Watch([Gauge(GaugeUse.Air, Quantity.Temperature, celsius)], charging: true);
        Assert.Equal(new AlarmKind?[] { first, second }.OfType<AlarmKind>(), Raised(decision));
        Assert.Equal(second is not null, decision.Events.Any(e => e is ChargingStopped { Why: ChargeStop.Temperature }));
        Assert.Equal(second is not null, decision.Effects.Any(effect => effect is StopCharging { MakesSafe: true }));
    }

    [Theory]
    [InlineData(53, true)]
    [InlineData(52.9, false)]
    public void Hot_air_is_over_only_well_below(double celsius, bool stands) =>
        Assert.Equal(!stands, Watch([Gauge(GaugeUse.Air, Quantity.Temperature, celsius)], standing: [AlarmKind.CabinetWarm, AlarmKind.CabinetHot])
            .Events.Contains(new AlarmCleared(AlarmKind.CabinetHot, null)));

    [Fact]
    public void A_thermometer_that_was_never_heard_is_the_worst_once_it_should_have_been_and_a_start_ends_no_alarm()
    {
        var dark = new GaugeView(Plan(GaugeUse.Air), GaugeImage.Dark);
        Assert.DoesNotContain(AlarmKind.CabinetHot, Raised(Watch([dark], startedAt: Now - TimeSpan.FromSeconds(29))));
        Assert.Contains(AlarmKind.CabinetHot, Raised(Watch([dark], startedAt: Now - TimeSpan.FromSeconds(30))));
        Assert.DoesNotContain(Watch([dark], startedAt: Now, standing: [AlarmKind.CabinetHot]).Events, e => e is AlarmCleared);
    }

    [Theory]
    [InlineData(GaugeUse.Board)]
    [InlineData(GaugeUse.Supply)]
    public void A_hot_charger_is_off_and_no_other(GaugeUse use)
    {
        var of8 = Watch([Gauge(use, Quantity.Temperature, 85, Slot(8))], charging: true);
        Assert.Equal([new AlarmRaised(AlarmKind.BoardWarm, Slot(8)), new AlarmRaised(AlarmKind.BoardHot, Slot(8))], of8.Events.OfType<AlarmRaised>());
        Assert.DoesNotContain(of8.Events, e => e is ChargingStopped);
        var of7 = Watch([Gauge(use, Quantity.Temperature, 85, Slot(7))], charging: true);
        Assert.Contains(of7.Events, e => e is ChargingStopped { Why: ChargeStop.Temperature });
        Assert.DoesNotContain(Watch([Gauge(use, Quantity.Temperature, 84.9, Slot(7))], charging: true).Events, e => e is ChargingStopped);
    }

    [Theory]
    [InlineData(187, false)]
    [InlineData(186.9, true)]
    [InlineData(253, false)]
    [InlineData(253.1, true)]
    public void Mains_outside_187_to_253_volts_ends_charging(double volts, bool ends)
    {
        var decision = Watch([Gauge(GaugeUse.Mains, Quantity.Voltage, volts)], charging: true);
        Assert.Contains(AlarmKind.MainsOutOfRange, Raised(decision));
        Assert.Equal(ends, decision.Events.Any(e => e is ChargingStopped { Why: ChargeStop.NoMains }));
    }

    [Theory]
    [InlineData(198, false)]
    [InlineData(197.9, true)]
    [InlineData(242, false)]
    [InlineData(242.1, true)]
    public void Mains_outside_198_to_242_volts_is_an_alarm(double volts, bool alarm) =>
        Assert.Equal(alarm, Raised(Watch([Gauge(GaugeUse.Mains, Quantity.Voltage, volts)])).Contains(AlarmKind.MainsOutOfRange));

    [Theory]
    [InlineData(ContactUse.Smoke, 59.9, false)]
    [InlineData(ContactUse.Smoke, 60, true)]
    [InlineData(ContactUse.SmokeEarly, 80, false)]
    [InlineData(ContactUse.Aerosol, 20, true)]
    [InlineData(ContactUse.Release, 20, true)]
    [InlineData(ContactUse.Tamper, 80, false)]
    public void Two_witnesses_an_aerosol_or_a_hand_make_suppression_due(ContactUse use, double celsius, bool due)
    {
        var contact = new ContactView(new ContactPlan(new ContactId("x"), use), ContactImage.Dark.Read(true, Now));
        Assert.Equal(due, Raised(Watch([Gauge(GaugeUse.Air, Quantity.Temperature, celsius)], contact)).Contains(AlarmKind.SuppressionDue));
    }

    [Fact]
    public void A_hot_pack_is_a_witness_beside_smoke_and_old_heat_is_none()
    {
        var smoke = new ContactView(new ContactPlan(new ContactId("x"), ContactUse.Smoke), ContactImage.Dark.Read(true, Now));
        Assert.Contains(AlarmKind.SuppressionDue, Raised(Watch([], smoke, celsius: 60)));
        Assert.DoesNotContain(AlarmKind.SuppressionDue, Raised(Watch([], smoke, celsius: 59)));
        var old = Gauge(GaugeUse.Air, Quantity.Temperature, 70);
        Assert.DoesNotContain(AlarmKind.SuppressionDue, Raised(Watch([old with { Image = old.Image.Silent() }], smoke)));
    }

    [Fact]
    public void Suppression_is_let_out_before_the_journal_is_written_and_never_by_a_pin()
    {
        Assert.True(new OutputOn(Gas, TimeSpan.FromSeconds(30)).MakesSafe);
        Assert.True(OutputUse.Suppression.NeedsHardwareEnd());
        var on = new OutputOn(Gas, TimeSpan.FromSeconds(30));
        Assert.Single(Restraint.Pass([on], Charge([], Stocked(7), []) with { Forbidden = true }, []));
    }

    private static OutputPlan Gas { get; } = new(new OutputId("gas"), OutputUse.Suppression);

    private static GaugePlan Plan(GaugeUse use, SlotNumber? slot = null) => new(new GaugeId("g"), use, slot);

    private static GaugeView Gauge(GaugeUse use, Quantity quantity, double value, SlotNumber? slot = null) =>
        new(Plan(use, slot), GaugeImage.Dark.Read([new Measured(quantity, value)], Now));

    private static IEnumerable<AlarmKind> Raised(Decision decision) => decision.Events.OfType<AlarmRaised>().Select(raised => raised.Kind);

    private static Decision Watch(GaugeView[] gauges, ContactView? contact = null, bool charging = false, TimeSpan startedAt = default,
        AlarmKind[]? standing = null, double celsius = 25) =>
        SafetyWatch.Watch(new SafetySituation(Charge([View(7, Holding(Reading(7, celsius: celsius)))], Stocked(7), charging ? [7] : []), ImmutableArray<Case>.Empty,
            [.. (standing ?? []).Select(kind => new Alarm(kind, null))], startedAt, [], [])
        {
            Sensors = new SensorViews(contact is { } one ? [one] : [], [.. gauges], [new OutputView(Gas, OutputImage.Dark)]),
        });
}
