using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Safety;
using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Control.Slots;
using static YongAi.Edge.Tests.Control.SlotScene;

namespace YongAi.Edge.Tests.Control.Safety;

public sealed class SensorWatchTests
{
    [Theory]
    [InlineData(ContactUse.Smoke, AlarmKind.Smoke)]
    [InlineData(ContactUse.Aerosol, AlarmKind.AerosolFired)]
    [InlineData(ContactUse.Flood, AlarmKind.Flood)]
    [InlineData(ContactUse.EmergencyStop, AlarmKind.EmergencyStop)]
    [InlineData(ContactUse.Leakage, AlarmKind.Leakage)]
    public void Fire_water_leakage_and_the_stop_end_all_charging_in_the_same_turn(ContactUse use, AlarmKind alarm)
    {
        var decision = Watch(Heard(use, active: true), charging: true);
        Assert.True(Assert.Single(decision.Effects) is StopCharging { MakesSafe: true });
        Assert.Contains(decision.Events, e => e is ChargingStopped { Why: ChargeStop.Danger });
        Assert.Contains(new AlarmRaised(alarm, null), decision.Events);
        Assert.True(Hold.Stands([new Alarm(alarm, null)]));
        Assert.Equal(ChargeStop.Danger, MayCharge.WhyNot(View(7, Holding(Reading(7))), Charge([], Stocked(7), []) with { Forbidden = true }));
    }

    [Theory]
    [InlineData(ContactUse.UpsLow, AlarmKind.UpsLow)]
    [InlineData(ContactUse.SmokeEarly, AlarmKind.SmokeEarly)]
    [InlineData(ContactUse.Tamper, AlarmKind.Tamper)]
    public void What_only_a_crew_has_to_hear_of_lets_charging_go_on(ContactUse use, AlarmKind alarm)
    {
        var decision = Watch(Heard(use, active: true), charging: true);
        Assert.Empty(decision.Effects);
        Assert.Equal(new AlarmRaised(alarm, null), Assert.Single(decision.Events));
    }

    [Fact]
    public void Mains_is_the_one_contact_whose_rest_is_bad_news()
    {
        Assert.Equal(new AlarmRaised(AlarmKind.MainsLost, null), Assert.Single(Watch(Heard(ContactUse.Mains, active: false)).Events));
        Assert.Empty(Watch(Heard(ContactUse.Mains, active: true)).Events);
    }

    [Fact]
    public void A_smoke_sensor_that_falls_silent_ends_no_alarm_and_is_one_itself()
    {
        var silent = new ContactImage { Active = true, HeardAt = Now - SafetyWatch.SilentAfter };
        Assert.Equal(new AlarmRaised(AlarmKind.SensorSilent, null), Assert.Single(Watch(silent.Silent(), standing: AlarmKind.Smoke).Events));
        Assert.Equal(new AlarmCleared(AlarmKind.Smoke, null), Assert.Single(Watch(Heard(ContactUse.Smoke, active: false).Image, standing: AlarmKind.Smoke).Events));
    }

    [Fact]
    public void A_sensor_that_was_never_heard_is_an_alarm_after_a_while_and_not_at_the_start()
    {
        Assert.Empty(Watch(ContactImage.Dark, startedAt: Now).Events);
        Assert.Equal(new AlarmRaised(AlarmKind.SensorSilent, null), Assert.Single(Watch(ContactImage.Dark, startedAt: Now - SafetyWatch.SilentAfter).Events));
        Assert.Empty(Watch(ContactImage.Dark, startedAt: Now, standing: AlarmKind.SensorSilent).Events);
    }

    [Fact]
    public void The_alarm_of_one_slots_smoke_names_the_slot()
    {
        var inSlot = new ContactView(new ContactPlan(new ContactId("smoke-7"), ContactUse.Smoke, Slot(7)), Fresh(active: true));
        Assert.Equal(new AlarmRaised(AlarmKind.Smoke, Slot(7)), Assert.Single(Watch(inSlot).Events));
    }

    [Fact]
    public void The_siren_sounds_for_smoke_before_the_journal_is_written_and_rests_when_the_smoke_is_gone()
    {
        var siren = new OutputPlan(new OutputId("siren"), OutputUse.Siren);
        Assert.True(Assert.Single(Outputs(siren, alarm: AlarmKind.Smoke)) is OutputOn { MakesSafe: true } on && on.Output == siren);
        Assert.IsType<OutputOff>(Assert.Single(Outputs(siren, orderedAt: Now - TimeSpan.FromSeconds(1))));
        Assert.Empty(Outputs(siren));
    }

    [Fact]
    public void An_output_is_told_again_at_a_third_of_its_lease()
    {
        var siren = new OutputPlan(new OutputId("siren"), OutputUse.Siren);
        Assert.Empty(Outputs(siren, orderedAt: Now - TimeSpan.FromSeconds(9), alarm: AlarmKind.Smoke));
        Assert.IsType<OutputOn>(Assert.Single(Outputs(siren, orderedAt: Now - TimeSpan.FromSeconds(10), alarm: AlarmKind.Smoke)));
    }

    [Fact]
    public void An_output_read_as_on_without_an_order_is_switched_off_again()
    {
        var fan = new OutputPlan(new OutputId("fan"), OutputUse.Fan);
        Assert.IsType<OutputOff>(Assert.Single(Outputs(fan, readOn: true)));
    }

    [Theory]
    [InlineData(34.9, false, false)]
    [InlineData(35, false, true)]
    [InlineData(32, true, true)]
    [InlineData(31.9, true, false)]
    public void Fans_turn_from_35_degrees_down_to_32(double celsius, bool turns, bool after)
    {
        var fan = new OutputPlan(new OutputId("fan"), OutputUse.Fan);
        var effects = Outputs(fan, orderedAt: turns ? Now - TimeSpan.FromSeconds(20) : null, air: Air(celsius));
        Assert.Equal(after, effects.Any(effect => effect is OutputOn));
    }

    [Fact]
    public void Air_that_nobody_measures_any_more_grows_warmer_until_the_fan_turns_and_a_fire_gets_no_air()
    {
        var fan = new OutputPlan(new OutputId("fan"), OutputUse.Fan);
        var old = Air(30) with { At = Now - TimeSpan.FromSeconds(100), IsSilent = true };
        Assert.Equal(35, old.WorstTemperature(Now)!.Value, 3);
        Assert.Single(Outputs(fan, air: old));
        Assert.Single(Outputs(fan, air: GaugeImage.Dark));
        Assert.Empty(Outputs(fan, air: Air(60), alarm: AlarmKind.Smoke));
    }

    [Fact]
    public void The_contactor_holds_while_something_charges_and_lets_go_at_once_in_danger()
    {
        var contactor = new OutputPlan(new OutputId("main"), OutputUse.Contactor);
        Assert.True(Assert.Single(Outputs(contactor, charges: true)) is OutputOn { MakesSafe: false });
        Assert.True(Assert.Single(Outputs(contactor, charges: true, orderedAt: Now, alarm: AlarmKind.Smoke)) is OutputOff { MakesSafe: true });
        var on = new OutputOn(contactor, TimeSpan.FromSeconds(30));
        Assert.Empty(Restraint.Pass([on], Charge([], Stocked(7), []) with { Forbidden = true }, []));
        Assert.Single(Restraint.Pass([on], Charge([], Stocked(7), []), []));
    }

    [Theory]
    [InlineData(OutputUse.Siren, false, 1000, true)]
    [InlineData(OutputUse.Siren, false, 200, false)]
    [InlineData(OutputUse.Siren, true, 1000, false)]
    [InlineData(OutputUse.Suppression, false, 1000, false)]
    public void What_was_ordered_on_and_is_read_as_off_is_ordered_again_at_once_but_nothing_is_let_out_twice(
        OutputUse use, bool readOn, int agoMs, bool again)
    {
        var image = new OutputImage { OrderedAt = Now - TimeSpan.FromMilliseconds(agoMs), On = readOn, At = Now };
        var situation = new OutputSituation(new SensorViews([], [], [new OutputView(new OutputPlan(new OutputId("x"), use), image)]),
            [new Alarm(AlarmKind.Smoke, null), new Alarm(AlarmKind.SuppressionReleased, null)], Charges: false, Serves: false, TimeSpan.FromSeconds(30), Now)
        {
            ReleasedAt = image.OrderedAt,
        };
        Assert.Equal(again, OutputRules.Plan(situation).Any(effect => effect is OutputOn));
    }

    private static ContactImage Fresh(bool active) => ContactImage.Dark.Read(active, Now);

    private static GaugeImage Air(double celsius) => GaugeImage.Dark.Read([new Measured(Quantity.Temperature, celsius)], Now);

    private static ContactView Heard(ContactUse use, bool active) => new(new ContactPlan(new ContactId("x"), use), Fresh(active));

    private static Decision Watch(ContactImage image, TimeSpan startedAt = default, AlarmKind? standing = null) =>
        Watch(new ContactView(new ContactPlan(new ContactId("smoke"), ContactUse.Smoke), image), startedAt: startedAt, standing: standing);

    private static Decision Watch(ContactView contact, bool charging = false, TimeSpan startedAt = default, AlarmKind? standing = null) =>
        SafetyWatch.Watch(new SafetySituation(Charge([View(7, Holding(Reading(7)))], Stocked(7), charging ? [7] : []), ImmutableArray<Case>.Empty,
            standing is { } kind ? [new Alarm(kind, null)] : [], startedAt, [], [])
        {
            Sensors = new SensorViews([contact], [], []),
        });

    private static ImmutableArray<Effect> Outputs(OutputPlan plan, TimeSpan? orderedAt = null, bool readOn = false, GaugeImage? air = null,
        AlarmKind? alarm = null, bool charges = false)
    {
        var image = new OutputImage { OrderedAt = orderedAt, On = readOn ? true : null, At = readOn ? Now : null };
        ImmutableArray<GaugeView> gauges = air is null ? [] : [new GaugeView(new GaugePlan(new GaugeId("air"), GaugeUse.Air), air)];
        return OutputRules.Plan(new OutputSituation(new SensorViews([], gauges, [new OutputView(plan, image)]),
            alarm is { } kind ? [new Alarm(kind, null)] : [], charges, Serves: false, TimeSpan.FromSeconds(30), Now));
    }
}
