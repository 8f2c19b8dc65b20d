using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;
using static YongAi.Edge.Tests.Control.SlotScene;

namespace YongAi.Edge.Tests.Control.Charging;

public sealed class ChargePlannerTests
{
    [Fact]
    public void Whoever_is_nearest_to_full_charges_first_and_at_most_so_many_at_once()
    {
        var slots = Enumerable.Range(1, 7).Select(n => View(n, Holding(Reading(n, charge: 30 + n)))).ToArray();
        var plan = Plan(Charge(slots, Stocked(1, 2, 3, 4, 5, 6, 7), charging: [2]));
        Assert.Equal([7, 6, 5, 4], plan.Events.OfType<ChargingStarted>().Select(e => e.Slot.Value).OrderDescending());
        Assert.Equal([4, 5, 6, 7], plan.Effects.OfType<ChargeOrder>().Select(e => e.Slot.Value).Order());
    }

    [Fact]
    public void A_pack_that_gives_way_to_another_is_switched_off_and_the_journal_says_why()
    {
        var slots = Enumerable.Range(1, 5).Select(n => View(n, Holding(Reading(n, charge: n == 1 ? 20 : 80)))).ToArray();
        var plan = Plan(Charge(slots, Stocked(1, 2, 3, 4, 5), charging: [1, 2, 3, 4]));
        Assert.Equal([new StopCharging(Slot(1))], plan.Effects.OfType<StopCharging>());
        Assert.Equal(ChargeStop.Planned, plan.Events.OfType<ChargingStopped>().Single().Why);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(45, null)]
    [InlineData(-0.1, ChargeStop.Temperature)]
    [InlineData(45.1, ChargeStop.Temperature)]
    public void Nothing_charges_outside_its_temperatures(double celsius, ChargeStop? why) =>
        Assert.Equal(why, WhyNot(Holding(Reading(7, celsius: celsius))));

    [Fact]
    public void A_pack_set_apart_does_not_charge_whatever_its_slot_says()
    {
        var apart = View(7, Holding(Reading(7))) with { Quarantine = new Quarantine(QuarantineReason.Suspect, TimeSpan.Zero, null) };
        Assert.Equal(ChargeStop.OutOfService, MayCharge.WhyNot(apart, Charge([apart], Stocked(7))));
        Assert.Null(SlotChoice.HandOut(apart, Stocked(7), Now));
    }

    [Fact]
    public void An_open_door_and_a_door_that_cannot_be_read_stop_charging()
    {
        Assert.Equal(ChargeStop.DoorNotClosed, WhyNot(Holding(Reading(7)) with { Door = DoorState.Open }));
        Assert.Equal(ChargeStop.DoorNotClosed, WhyNot(Holding(Reading(7)) with { DoorAt = null }));
    }

    [Fact]
    public void A_reading_past_its_age_stops_charging() =>
        Assert.Equal(ChargeStop.ReadingStale, WhyNot(Holding(Reading(7)) with
        {
            ReadingAt = Now - TimeSpan.FromSeconds(10.001),
        }));

    [Fact]
    public void Another_pack_than_the_ledger_knows_and_a_pack_that_waits_for_its_rider_do_not_charge()
    {
        Assert.Equal(ChargeStop.PackGone, WhyNot(Holding(Reading(8))));
        var situation = Charge([View(7, Holding(Reading(7)))], Stocked().Hold(Pack(7), Chen, Slot(7)));
        Assert.Equal(ChargeStop.PackGone, MayCharge.WhyNot(situation.Slots[0], situation));
    }

    [Fact]
    public void A_pack_that_complains_does_not_charge_but_an_empty_one_does()
    {
        Assert.Equal(ChargeStop.PackUnsound, WhyNot(Holding(Reading(7, faults: PackFaults.CellOverVoltage))));
        Assert.Null(WhyNot(Holding(Reading(7, faults: PackFaults.PackUnderVoltage))));
    }

    [Fact]
    public void Another_class_over_voltage_and_a_pack_of_nobodys_network_do_not_charge()
    {
        Assert.Equal(ChargeStop.PackUnsound, WhyNot(Holding(Reading(7) with { Volts = new(56) })));
        Assert.Equal(ChargeStop.PackUnsound, WhyNot(Holding(Reading(7) with { Volts = new(-50) })));
        Assert.Equal(ChargeStop.PackUnsound, WhyNot(Holding(Reading(7) with { Cells = 16 })));
        Assert.Equal(ChargeStop.PackUnsound, WhyNot(Holding(Reading(7)) with { Pattern = null }));
    }

    [Theory]
    [InlineData(1.9, 3.5, ChargeStop.PackUnsound)]
    [InlineData(3.5, 3.9, ChargeStop.PackUnsound)]
    [InlineData(4.1, 4.25, ChargeStop.PackUnsound)]
    [InlineData(4.1, 4.19, ChargeStop.Full)]
    [InlineData(4.0, 4.1, null)]
    public void Cells_decide_whether_a_charge_begins(double lowest, double highest, ChargeStop? why) =>
        Assert.Equal(why, WhyNot(Holding(Reading(7) with { CellVolts = new CellRange(new(lowest), new(highest)) })));

    [Fact]
    public void A_slot_cut_off_does_not_charge_and_the_one_beside_it_does()
    {
        var situation = Charge([View(7, Holding(Reading(7))), View(8, Holding(Reading(8)))], Stocked(7, 8)) with { Isolated = SlotSet.Of(7) };
        Assert.Equal(ChargeStop.Danger, MayCharge.WhyNot(situation.Slots[0], situation));
        Assert.Null(MayCharge.WhyNot(situation.Slots[1], situation));
    }

    [Fact]
    public void A_pack_stopped_for_its_temperature_rests_before_it_charges_again()
    {
        var rests = View(7, Holding(Reading(7)) with { ChargeUnfitAt = Now - TimeSpan.FromSeconds(1) });
        Assert.Empty(Plan(Charge([rests], Stocked(7))).Effects);
        var rested = View(7, Holding(Reading(7)) with { ChargeUnfitAt = Now - Candidates.RestAfterStop });
        Assert.Single(Plan(Charge([rested], Stocked(7))).Effects);
    }

    [Fact]
    public void A_supply_is_told_how_much_and_a_charger_that_only_goes_on_is_not()
    {
        Assert.Equal(new Amps(8), Ordered(Adjustable(Reading(7))));
        Assert.Null(Ordered(View(7, Holding(Reading(7)))));
    }

    [Theory]
    // 12 A are what such a pack takes at its best; 24 Ah in eight hours and a quarter in hand make 3.75 A the least.
    [InlineData(25, 10.0)]
    [InlineData(14, null)]
    [InlineData(16, 7.2)]
    public void A_cold_pack_gets_what_it_takes_and_waits_where_that_is_too_little(double celsius, double? amps) =>
        Assert.Equal(amps, Ordered(Adjustable(Reading(7, celsius: celsius)), supply: 10, takes: celsius < 15 ? 11 : 12) is { } its ? Math.Round(its.Value, 3) : null);

    [Fact]
    public void More_is_ordered_in_whole_steps_and_less_at_once()
    {
        var image = Holding(Reading(7, charge: 90) with { Amps = new(5) });
        Assert.Equal(new Amps(5.3), Ordered(Adjustable(image with { ChargeOrderedAmps = new Amps(5.3) }), charges: true));
        Assert.Equal(5.4, Ordered(Adjustable(image with { ChargeOrderedAmps = new Amps(4) }), charges: true)!.Value.Value, 1);
        Assert.Equal(5.4, Ordered(Adjustable(image with { ChargeOrderedAmps = new Amps(9) }), charges: true)!.Value.Value, 1);
    }

    [Fact]
    public void Warm_air_asks_supplies_for_less_and_chargers_that_only_go_on_to_be_fewer()
    {
        var supplied = Enumerable.Range(1, 4).Select(n => Adjustable(Holding(Reading(n)), n)).ToArray();
        var halved = Plan(Charge(supplied, Stocked(1, 2, 3, 4)) with { Derate = 0.5 }).Effects.OfType<ChargeOrder>().ToList();
        Assert.Equal([4.0, 4.0, 4.0, 4.0], halved.Select(order => order.Amps!.Value.Value));
        var plain = Enumerable.Range(1, 4).Select(n => View(n, Holding(Reading(n)))).ToArray();
        Assert.Equal(2, Plan(Charge(plain, Stocked(1, 2, 3, 4)) with { Derate = 0.5 }).Effects.OfType<ChargeOrder>().Count());
    }

    [Fact]
    public void A_meter_that_fell_silent_leaves_no_more_power_than_when_others_drew_most()
    {
        var capped = Charge([View(7, Holding(Reading(7)))], Stocked(7)) with { Energy = new EnergyPlan { CapWatts = 4000, OtherWatts = 100 } };
        Assert.Equal(3780, Candidates.Of(capped).Watts);
        Assert.Equal(3380, Candidates.Of(capped with { HasMeter = true, SiteWatts = 500, OthersMost = 1500 }).Watts);
        Assert.Equal(2380, Candidates.Of(capped with { HasMeter = true, OthersMost = 1500 }).Watts);
        // One that was never heard may show anything.
        Assert.Equal(1880, Candidates.Of(capped with { HasMeter = true }).Watts);
    }

    private static SlotView Adjustable(PackReading reading) => Adjustable(Holding(reading));

    private static SlotView Adjustable(SlotImage image, int slot = 7) =>
        View(slot, image) is var view ? view with { Plan = view.Plan with { Adjustable = new Amps(8) } } : null!;

    private static Amps? Ordered(SlotView view, double? supply = null, double? takes = null, bool charges = false)
    {
        if (supply is { } most) view = view with { Plan = view.Plan with { Adjustable = new Amps(most) } };
        var situation = Charge([view], Stocked(7), charges ? [7] : []);
        if (takes is { } allowed) situation = situation with { Packs = new([.. SlotScene.Plan.Packs.Patterns.Select(its => its with { MostAmps = new Amps(allowed) })]) };
        return Plan(situation).Effects.OfType<ChargeOrder>().SingleOrDefault()?.Amps;
    }

    private static Decision Plan(ChargeSituation situation) =>
        ChargePlanner.Orders(situation, ChargePlan.Of(Candidates.Of(situation)));

    private static ChargeStop? WhyNot(SlotImage image)
    {
        var situation = Charge([View(7, image)], Stocked(7));
        return MayCharge.WhyNot(situation.Slots[0], situation);
    }
}
