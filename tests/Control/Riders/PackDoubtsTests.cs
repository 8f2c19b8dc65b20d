using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Slots;
using static YongAi.Edge.Tests.Control.SlotScene;

namespace YongAi.Edge.Tests.Control.Riders;

public sealed class PackDoubtsTests
{
    [Theory]
    [InlineData(54.9, null)]
    [InlineData(55, QuarantineReason.Hot)]
    public void Heat_sets_a_pack_apart(double celsius, QuarantineReason? why) => Assert.Equal(why, Why(Holding(Reading(7, celsius: celsius))));

    [Fact]
    public void A_site_that_is_stricter_sets_it_apart_sooner() =>
        Assert.Equal(QuarantineReason.Hot, Why(Holding(Reading(7, celsius: 51)), limits: SafetyLimits.Default with { PackHot = new(50, 60) }));

    [Theory]
    [InlineData(2.9, null)]
    [InlineData(3.3, QuarantineReason.Hot)]
    public void So_does_a_rise_that_lasts(double kelvinAMinute, QuarantineReason? why)
    {
        var heat = default(HeatHistory);
        for (var second = 60; second >= 0; second--)
            heat = heat.With(30 - kelvinAMinute * second / 60, Now - TimeSpan.FromSeconds(second));
        Assert.Equal(why, Why(With(Reading(7, celsius: 30), conduct => conduct with { Heat = heat })));
    }

    [Theory]
    [InlineData(9, null)]
    [InlineData(10, QuarantineReason.Outflow)]
    public void Current_that_leaves_a_pack_at_rest_sets_it_apart(int seconds, QuarantineReason? why) =>
        Assert.Equal(why, Why(Flowing(Flow.Out, seconds)));

    [Fact]
    public void What_fed_back_is_set_apart_whatever_flows_now() =>
        Assert.Equal(QuarantineReason.CurrentMismatch, Why(Holding(Reading(7)), fedBack: SlotSet.Of(7)));

    [Theory]
    [InlineData(59, 60, 50, null)]
    [InlineData(60, 59, 50, null)]
    [InlineData(60, 60, 50, QuarantineReason.CurrentMismatch)]
    [InlineData(60, 60, 95, null)]
    public void No_current_though_told_to_charge_sets_it_apart_unless_it_is_nearly_full(int none, int told, int charge, QuarantineReason? why) =>
        Assert.Equal(why, Why(Flowing(Flow.None, none, charge) with { ChargeBegunAt = Now - TimeSpan.FromSeconds(told) }, charging: SlotSet.Of(7)));

    [Fact]
    public void A_pack_that_is_not_told_to_charge_may_take_no_current() => Assert.Null(Why(Flowing(Flow.None, 600)));

    [Theory]
    [InlineData(4, 60, null)]
    [InlineData(5, 60, QuarantineReason.WordsUnstable)]
    [InlineData(5, 61, null)]
    public void Silences_within_a_minute_set_it_apart(int times, int seconds, QuarantineReason? why) =>
        Assert.Equal(why, Why(With(Reading(7), conduct => conduct with { Silences = times, SilencesFrom = Now - TimeSpan.FromSeconds(seconds) })));

    [Theory]
    [InlineData(50, 23.9, null)]
    [InlineData(50, 24, QuarantineReason.ChargedTooLong)]
    [InlineData(95, 11.9, null)]
    [InlineData(95, 12, QuarantineReason.ChargedTooLong)]
    public void Twice_of_what_it_missed_or_of_a_quarter_sets_it_apart(int from, double ampHours, QuarantineReason? why) =>
        Assert.Equal(why, Why(Charged(new ChargeTally { From = new StateOfCharge(from), AmpHours = ampHours })));

    [Fact]
    public void Without_its_capacity_only_the_time_counts()
    {
        var much = Charged(new ChargeTally { From = new StateOfCharge(50), AmpHours = 200 });
        Assert.Null(Why(much with { Pattern = much.Pattern! with { Holds = null } }));
    }

    [Theory]
    [InlineData(479, null)]
    [InlineData(480, QuarantineReason.ChargedTooLong)]
    public void Eight_hours_with_current_set_it_apart_and_so_do_eight_hours_of_charging(int minutes, QuarantineReason? why)
    {
        var lasts = TimeSpan.FromMinutes(minutes);
        Assert.Equal(why, Why(Charged(new ChargeTally { From = new StateOfCharge(50), For = lasts })));
        Assert.Equal(why, Why(Holding(Reading(7) with { Amps = new Amps(0.7) }) with { ChargeBegunAt = Now - lasts }, charging: SlotSet.Of(7)));
    }

    [Fact]
    public void What_flows_in_is_counted_from_reading_to_reading_and_no_gap_is()
    {
        var reading = Reading(7, charge: 40) with { Amps = new Amps(9) };
        var tally = default(ChargeTally).With(reading, before: null, Now);
        for (var second = 1; second <= 40; second++)
            tally = tally.With(reading, Now + TimeSpan.FromSeconds(second - 1), Now + TimeSpan.FromSeconds(second));
        Assert.Equal(0.1, tally.AmpHours, 9);
        Assert.Equal(TimeSpan.FromSeconds(40), tally.For);
        Assert.Equal(tally, tally.With(reading, Now, Now + TimeSpan.FromSeconds(11)));
    }

    [Fact]
    public void Volts_that_do_not_fit_and_bad_cells_set_it_apart()
    {
        Assert.Equal(QuarantineReason.VoltsMismatch, Why(Holding(Reading(7) with { Volts = new(56) })));
        Assert.Equal(QuarantineReason.VoltsMismatch, Why(Holding(Reading(7, charge: 95) with { Volts = new(40) })));
        Assert.Equal(QuarantineReason.CellLow, Why(Holding(Reading(7) with { CellVolts = new CellRange(new(1.9), new(3.5)) })));
    }

    private static QuarantineReason? Why(SlotImage image, SlotSet charging = default, SlotSet fedBack = default, SafetyLimits? limits = null) =>
        new PackDoubts([View(7, image)], charging, fedBack, limits ?? SafetyLimits.Default, Now).WhyApart(View(7, image), image.Reading!);

    private static SlotImage Charged(ChargeTally tally)
    {
        var image = With(Reading(7), conduct => conduct with { Charged = tally });
        return image with { Pattern = image.Pattern! with { Holds = 24 } };
    }

    private static SlotImage Flowing(Flow flow, int seconds, int charge = 50) =>
        With(Reading(7, charge), conduct => conduct with { Flow = flow, FlowSince = Now - TimeSpan.FromSeconds(seconds) });

    private static SlotImage With(PackReading reading, Func<PackConduct, PackConduct> change)
    {
        var image = Holding(reading);
        return image with { Conduct = change(image.Conduct) };
    }
}
