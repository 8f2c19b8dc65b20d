using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Safety;
using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Control.Slots;
using static YongAi.Edge.Tests.Control.SlotScene;

namespace YongAi.Edge.Tests.Control.Charging;

/// <summary>Which packs are warmed: table C rows 1 and 2, and power.</summary>
public sealed class WarmingTests
{
    [Theory]
    [InlineData(24.9, false, true)]
    [InlineData(25, false, false)]
    [InlineData(25.9, true, true)]
    [InlineData(26, true, false)]
    [InlineData(-20, false, true)]
    [InlineData(-31, true, false)]
    public void A_cold_pack_is_warmed_until_it_takes_its_chargers_current_and_a_degree_more(double celsius, bool warms, bool ought) =>
        Assert.Equal(ought, Ought(Reading(7, celsius: celsius), s => warms ? s with { WarmedSoFar = SlotSet.Of(7) } : s));

    [Fact]
    public void A_sites_own_steps_hold()
    {
        var early = new EnergyPlan { Derating = new Derating([new(0, 0.5), new(12, 1), new(45, 0)], 45) };
        Assert.True(Ought(Reading(7, celsius: 11.9), s => s with { Energy = early }));
        Assert.False(Ought(Reading(7, celsius: 12), s => s with { Energy = early }));
    }

    [Fact]
    public void A_pack_that_takes_more_than_its_charger_gives_is_warm_enough_sooner_and_one_that_never_does_is_not_warmed()
    {
        Assert.Equal(25, Warming.Until(Derating.Default, 10, 10, 0));
        Assert.Equal(15, Warming.Until(Derating.Default, 17, 10, 0));
        Assert.Null(Warming.Until(Derating.Default, 9, 10, 0));
        Assert.Equal(0, Warming.Until(Derating.Default, null, 10, 0));
        Assert.Equal(5, Warming.Until(Derating.Default, 100, 10, 5));
    }

    [Fact]
    public void What_may_go_out_and_what_has_a_warm_end_is_not_warmed()
    {
        Assert.True(Ought(Reading(7, charge: 89, celsius: 5)));
        Assert.False(Ought(Reading(7, charge: 90, celsius: 5)));
        Assert.True(Ought(Reading(7, celsius: 5) with { Hottest = new(34.9) }));
        Assert.False(Ought(Reading(7, celsius: 5) with { Hottest = new(35) }));
    }

    [Fact]
    public void That_its_board_calls_it_cold_or_empty_is_no_reason_against_it_and_any_other_complaint_is()
    {
        Assert.True(Ought(Reading(7, celsius: -5, faults: PackFaults.ChargeCold | PackFaults.DischargeCold | PackFaults.PackUnderVoltage)));
        Assert.False(Ought(Reading(7, celsius: -5, faults: PackFaults.TemperatureDifference)));
    }

    public static TheoryData<string> Dangers => [.. Cases.Keys];

    [Theory, MemberData(nameof(Dangers))]
    public void What_keeps_a_charger_off_keeps_a_heater_off(string danger)
    {
        var warm = Situation(Reading(7, celsius: -5)) with { WarmedSoFar = SlotSet.Of(7) };
        Assert.Equal(SlotSet.Of(7), Warming.Still(warm));
        Assert.Equal(default, Warming.Still(Cases[danger](warm)));
    }

    private static readonly Dictionary<string, Func<ChargeSituation, ChargeSituation>> Cases = new()
    {
        ["fire or water"] = s => s with { Forbidden = true },
        ["mains"] = s => s with { Paused = ChargeStop.NoMains },
        ["hot charger"] = s => s with { HotChargers = SlotSet.Of(7) },
        ["warm air"] = s => s with { Derate = 0.5 },
        ["isolated"] = s => s with { Isolated = SlotSet.Of(7) },
        ["reserved"] = s => s with { Reserved = [Slot(7)] },
        ["door open"] = s => Seen(s, image => image with { Door = DoorState.Open }),
        ["door unknown"] = s => Seen(s, image => image with { DoorAt = null }),
        ["stale"] = s => Seen(s, image => image with { ReadingAt = Now - TimeSpan.FromSeconds(10.001) }),
        ["nobody's"] = s => s with { Custody = Stocked() },
        ["no heater"] = s => s with { Heaters = default },
        ["no charger"] = s => s with { Slots = [s.Slots[0] with { Plan = s.Slots[0].Plan with { Charger = false } }] },
        ["withdrawn"] = s => s with { Slots = [s.Slots[0] with { Withdrawn = [Withdrawal.LockFault] }] },
    };

    [Fact]
    public void Nothing_begins_on_one_word()
    {
        var once = Seen(Situation(Reading(7, celsius: -5)), image => image with { PackWords = 1, SameWord = 1 });
        Assert.Equal(default, Warming.Of(once));
        Assert.Equal(SlotSet.Of(7), Warming.Of(once with { WarmedSoFar = SlotSet.Of(7) }));
    }

    [Fact]
    public void As_many_are_warmed_as_there_is_power_for_those_first_that_are_warm_and_then_the_fullest()
    {
        // 97 % of 300 W less 100 for the cabinet: 191, four heaters of 40.
        Assert.Equal(SlotSet.Of([2, 4, 5, 6]), Warming.Of(Six() with { WarmedSoFar = SlotSet.Of(2), Energy = Capped(300) }));
        Assert.Equal(SlotSet.Of([1, 2, 3, 4, 5, 6]), Warming.Of(Six()));
        Assert.Equal(default, Warming.Of(Six() with { Energy = Capped(140) }));
    }

    [Fact]
    public void Chargers_get_what_heaters_leave_and_the_meters_word_counts_a_heater_once()
    {
        var s = Six() with { Energy = Capped(1000) };
        Assert.Equal(870, Watts(s), 6);
        Assert.Equal(790, Watts(s with { Warmed = SlotSet.Of([1, 2]) }), 6);
        // 300 W on the meter, of which one heater 40: 260 are others'.
        var metered = s with { SiteWatts = 300, WarmedSoFar = SlotSet.Of(1) };
        Assert.Equal(970 - 260 - 40, Watts(metered with { Warmed = SlotSet.Of(1) }), 6);
        Assert.Equal(970 - 260 - 80, Watts(metered with { Warmed = SlotSet.Of([1, 2]) }), 6);
    }

    [Fact]
    public void Above_the_cap_heaters_are_shed_before_any_charger()
    {
        var slots = new[] { View(2, Holding(Reading(2) with { Amps = new Amps(10) })) };
        var meter = new GaugeView(new GaugePlan(new GaugeId("meter"), GaugeUse.Mains), GaugeImage.Dark.Read([new Measured(Quantity.Power, 4060)], Now));
        var over = new SafetySituation(Charge(slots, Stocked(2), charging: [2]), [], [], TimeSpan.Zero, [], [])
        {
            Sensors = new SensorViews([], [meter], []), CapWatts = 4000, HeaterWatts = 80,
        };
        Assert.Empty(SafetyWatch.Watch(over).Effects);
        Assert.Single(SafetyWatch.Watch(over with { HeaterWatts = 40 }).Effects);
    }

    [Fact]
    public void An_order_to_warm_passes_only_where_the_pack_may_be_warmed()
    {
        var on = new OutputOn(new OutputPlan(new OutputId("heater-7"), OutputUse.Heater, Slot(7)), TimeSpan.FromSeconds(30));
        var s = Situation(Reading(7, celsius: -5));
        Assert.Single(Restraint.Pass([on], s, []));
        Assert.Empty(Restraint.Pass([on], s with { Isolated = SlotSet.Of(7) }, []));
    }

    private static bool Ought(PackReading reading, Func<ChargeSituation, ChargeSituation>? change = null)
    {
        var s = Situation(reading);
        if (change is not null) s = change(s);
        return Warming.Ought(s.Slots[0], s);
    }

    private static ChargeSituation Situation(PackReading reading) => Charge([View(7, Holding(reading))], Stocked(7)) with
    {
        Packs = Taking(10), Heaters = SlotSet.Of(7),
    };

    private static ChargeSituation Six() =>
        Charge([.. Enumerable.Range(1, 6).Select(n => View(n, Holding(Reading(n, charge: 10 * n, celsius: 5))))], Stocked(1, 2, 3, 4, 5, 6)) with
        {
            Packs = Taking(10), Heaters = SlotSet.Of([1, 2, 3, 4, 5, 6]),
        };

    private static PackBook Taking(double amps) => Plan.Packs with { Patterns = [.. Plan.Packs.Patterns.Select(p => p with { MostAmps = new(amps) })] };

    private static double Watts(ChargeSituation s) => Candidates.Of(s).Watts;

    private static EnergyPlan Capped(double watts) => new() { CapWatts = watts };

    private static ChargeSituation Seen(ChargeSituation s, Func<SlotImage, SlotImage> change) =>
        s with { Slots = [s.Slots[0] with { Image = change(s.Slots[0].Image) }] };
}
