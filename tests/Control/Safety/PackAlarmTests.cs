using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Safety;
using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Control.Slots;
using static YongAi.Edge.Tests.Control.SlotScene;

namespace YongAi.Edge.Tests.Control.Safety;

/// <summary>What a pack and its slot make an alarm: domain table C rows 3 to 11, 25 and 33, table B3 rows 56 and 57.</summary>
public sealed class PackAlarmTests
{
    [Theory]
    [InlineData(54.9, false)]
    [InlineData(55, true)]
    public void A_warm_pack_is_a_warning(double celsius, bool told) =>
        Assert.Equal(told, Raised(Holding(Reading(7, celsius: celsius)), AlarmKind.PackWarm));

    [Theory]
    [InlineData(53.1, true)]
    [InlineData(52.9, false)]
    public void The_warning_ends_two_degrees_lower(double celsius, bool stands) =>
        Assert.Equal(stands, Stands(Holding(Reading(7, celsius: celsius)), AlarmKind.PackWarm));

    [Theory]
    [InlineData(1.2, false, true)]
    [InlineData(1.2, true, false)]
    [InlineData(0.8, false, false)]
    public void A_pack_that_grows_warmer_without_a_charge_is_a_warning(double kelvinAMinute, bool charges, bool told) =>
        Assert.Equal(told, Raised(Rising(kelvinAMinute), AlarmKind.PackWarm, charges));

    [Theory]
    [InlineData(2.8, false)]
    [InlineData(3.3, true)]
    public void A_pack_that_heats_fast_is_an_alarm_also_while_it_charges(double kelvinAMinute, bool told) =>
        Assert.Equal(told, Raised(Rising(kelvinAMinute), AlarmKind.PackHeatsFast, charges: true));

    [Theory]
    [InlineData(1.3, true)]
    [InlineData(0.5, false)]
    public void It_ends_when_the_pack_grows_warmer_by_less_than_a_warning(double kelvinAMinute, bool stands) =>
        Assert.Equal(stands, Stands(Rising(kelvinAMinute), AlarmKind.PackHeatsFast));

    [Fact]
    public void A_silent_pack_ends_no_alarm_of_its_heat_or_cells_and_an_empty_slot_ends_all()
    {
        AlarmKind[] kinds = [AlarmKind.PackWarm, AlarmKind.PackHeatsFast, AlarmKind.PackAboveOthers, AlarmKind.CellHigh, AlarmKind.CellLow,
            AlarmKind.CellsUneven, AlarmKind.PackWorn, AlarmKind.BackFeed];
        foreach (var kind in kinds)
        {
            Assert.True(Stands(Holding(Reading(7)) with { Pack = PackWord.Silent }, kind), $"{kind} ended by silence");
            Assert.False(Stands(Empty, kind), $"{kind} stands for an empty slot");
        }
    }

    [Theory]
    [InlineData(4.24, false, false)]
    [InlineData(4.25, false, true)]
    [InlineData(4.23, true, true)]
    [InlineData(4.21, true, false)]
    public void A_cell_above_full_is_an_alarm_until_it_is_well_lower(double highest, bool stood, bool stands) =>
        Assert.Equal(stands, After(Cells(4.15, highest), AlarmKind.CellHigh, stood));

    [Theory]
    [InlineData(2.5, false, false)]
    [InlineData(2.49, false, true)]
    [InlineData(2.59, true, true)]
    [InlineData(2.61, true, false)]
    public void A_low_cell_is_a_warning_until_it_is_well_higher(double lowest, bool stood, bool stands) =>
        Assert.Equal(stands, After(Cells(lowest, 2.65), AlarmKind.CellLow, stood));

    [Theory]
    [InlineData(3.90, false, false)]
    [InlineData(3.89, false, true)]
    [InlineData(3.91, true, true)]
    [InlineData(3.93, true, false)]
    public void Cells_apart_are_a_warning_until_they_are_well_nearer(double lowest, bool stood, bool stands) =>
        Assert.Equal(stands, After(Cells(lowest, 3.995), AlarmKind.CellsUneven, stood));

    [Fact]
    public void A_worn_pack_is_told()
    {
        Assert.True(Raised(Holding(Reading(7) with { Health = 79 }), AlarmKind.PackWorn));
        Assert.False(Raised(Holding(Reading(7) with { Health = 80 }), AlarmKind.PackWorn));
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    public void Current_into_a_pack_that_nobody_charges_is_a_charger_stuck_on(int seconds, bool told)
    {
        Assert.Equal(told, Raised(Flowing(Flow.In, seconds), AlarmKind.ChargerStuckOn));
        Assert.False(Raised(Flowing(Flow.In, seconds) with { ChargeOrderedAt = Now - TimeSpan.FromSeconds(30) }, AlarmKind.ChargerStuckOn));
        Assert.False(Raised(Flowing(Flow.In, seconds), AlarmKind.ChargerStuckOn, charges: true));
    }

    [Fact]
    public void A_charger_stuck_on_ends_when_neither_relay_nor_current_says_so()
    {
        var off = new Func<SlotImage, SlotImage>(image => image with { ChargerOn = false, ChargerAt = Now });
        Assert.True(Stands(off(Flowing(Flow.In, 3)), AlarmKind.ChargerStuckOn));
        Assert.True(Stands(off(Holding(Reading(7))) with { Pack = PackWord.Silent }, AlarmKind.ChargerStuckOn));
        Assert.False(Stands(off(Holding(Reading(7))), AlarmKind.ChargerStuckOn));
    }

    [Fact]
    public void Behind_an_open_contactor_no_current_proves_nothing()
    {
        var off = Holding(Reading(7)) with { ChargerOn = false, ChargerAt = Now };
        Assert.True(Stands(off, AlarmKind.ChargerStuckOn, contactor: true));
        Assert.False(Stands(Empty with { ChargerOn = false, ChargerAt = Now }, AlarmKind.ChargerStuckOn, contactor: true));
    }

    [Fact]
    public void Back_feed_is_read_twice_before_it_is_believed_and_stays_until_the_pack_is_gone()
    {
        Assert.False(Raised(Flowing(Flow.Out, 0), AlarmKind.BackFeed, charges: true));
        Assert.True(Raised(Flowing(Flow.Out, 1), AlarmKind.BackFeed, charges: true));
        Assert.False(Raised(Flowing(Flow.Out, 1), AlarmKind.BackFeed));
        Assert.True(Stands(Holding(Reading(7)), AlarmKind.BackFeed));
    }

    [Theory]
    [InlineData(49.9, false, false)]
    [InlineData(50.0, true, false)]
    [InlineData(60.0, true, true)]
    [InlineData(null, true, true)]
    public void Air_in_a_slot_warns_and_cuts_off_and_a_gauge_never_heard_is_the_worst(double? celsius, bool warm, bool hot)
    {
        var image = celsius is { } read ? GaugeImage.Dark.Read([new Measured(Quantity.Temperature, read)], Now) : GaugeImage.Dark;
        var air = new SensorViews([], [new GaugeView(new GaugePlan(new GaugeId("air"), GaugeUse.Air, Slot(7)), image)], []);
        var watched = SafetyWatch.Watch(Situation(View(7, Holding(Reading(7))), charges: false) with { Sensors = air });
        Assert.Equal((warm, hot), (watched.Events.Contains(new AlarmRaised(AlarmKind.SlotAirWarm, Slot(7))),
            watched.Events.Contains(new AlarmRaised(AlarmKind.SlotAirHot, Slot(7)))));
    }

    [Theory]
    [InlineData(30, false)]
    [InlineData(31, true)]
    public void A_pack_set_apart_that_nobody_hears_is_an_alarm(int seconds, bool told)
    {
        var image = Holding(Reading(7)) with { Pack = PackWord.Silent, ReadingAt = Now - TimeSpan.FromSeconds(seconds) };
        var apart = View(7, image) with { Quarantine = new Quarantine(QuarantineReason.Suspect, TimeSpan.Zero, null) };
        Assert.Equal(told, Has(SafetyWatch.Watch(Situation(apart, charges: false)), AlarmKind.PackUnwatched));
        Assert.False(Has(SafetyWatch.Watch(Situation(View(7, image), charges: false)), AlarmKind.PackUnwatched));
    }

    private static SlotImage Rising(double kelvinAMinute)
    {
        var (heat, image) = (default(HeatHistory), Holding(Reading(7, celsius: 40)));
        for (var second = 70; second >= 0; second--) heat = heat.With(40 - kelvinAMinute * second / 60, Now - TimeSpan.FromSeconds(second));
        return image with { Conduct = image.Conduct with { Heat = heat } };
    }

    private static SlotImage Cells(double lowest, double highest) => Holding(Reading(7) with { CellVolts = new CellRange(new(lowest), new(highest)) });

    private static SlotImage Flowing(Flow flow, int seconds)
    {
        var image = Holding(Reading(7));
        return image with { Conduct = image.Conduct with { Flow = flow, FlowSince = Now - TimeSpan.FromSeconds(seconds) } };
    }

    private static bool Raised(SlotImage image, AlarmKind kind, bool charges = false) => Has(SafetyWatch.Watch(Situation(View(7, image), charges)), kind);

    private static bool Stands(SlotImage image, AlarmKind kind, bool contactor = false)
    {
        var stood = Situation(View(7, image), charges: false) with { Standing = [new Alarm(kind, Slot(7))], HasContactor = contactor };
        return !SafetyWatch.Watch(stood).Events.Contains(new AlarmCleared(kind, Slot(7)));
    }

    private static bool After(SlotImage image, AlarmKind kind, bool stood) => stood ? Stands(image, kind) : Raised(image, kind);

    private static bool Has(Decision decision, AlarmKind kind) => decision.Events.Contains(new AlarmRaised(kind, Slot(7)));

    private static SafetySituation Situation(SlotView slot, bool charges) =>
        new(Charge([slot], Stocked(7), charges ? [7] : []), ImmutableArray<Case>.Empty, [], TimeSpan.Zero, [], []);
}
