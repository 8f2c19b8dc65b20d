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

    private static Decision Plan(ChargeSituation situation) =>
        ChargePlanner.Orders(situation, ChargePlan.Of(Candidates.Of(situation)));

    private static ChargeStop? WhyNot(SlotImage image)
    {
        var situation = Charge([View(7, image)], Stocked(7));
        return MayCharge.WhyNot(situation.Slots[0], situation);
    }
}
