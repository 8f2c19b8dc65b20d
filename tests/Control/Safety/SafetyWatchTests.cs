using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Safety;
using YongAi.Edge.Control.Slots;
using static YongAi.Edge.Tests.Control.SlotScene;

namespace YongAi.Edge.Tests.Control.Safety;

public sealed class SafetyWatchTests
{
    [Fact]
    public void An_opened_door_stops_its_charger_at_once()
    {
        var decision = Watch(View(7, Holding(Reading(7)) with { Door = DoorState.Open }), charging: [7]);
        Assert.True(Assert.Single(decision.Effects) is StopCharging { MakesSafe: true });
        Assert.Equal(ChargeStop.DoorNotClosed, Assert.IsType<ChargingStopped>(Assert.Single(decision.Events)).Why);
    }

    [Fact]
    public void A_charger_read_back_as_on_without_an_order_is_switched_off_again()
    {
        var on = Holding(Reading(7)) with { ChargerOn = true, ChargerAt = Now };
        Assert.IsType<StopCharging>(Assert.Single(Watch(View(7, on)).Effects));
        Assert.Empty(Watch(View(7, on), charging: [7]).Effects);
    }

    [Theory]
    [InlineData(59.9, false)]
    [InlineData(60, true)]
    public void A_hot_pack_is_an_alarm(double celsius, bool alarm) =>
        Assert.Equal(alarm, Watch(View(7, Holding(Reading(7, celsius: celsius)))).Events.Contains(Raised(AlarmKind.PackHot)));

    [Theory]
    [InlineData(59.9, false)]
    [InlineData(55, false)]
    [InlineData(54.9, true)]
    public void A_hot_pack_is_an_alarm_until_it_is_well_cooler(double celsius, bool over) =>
        Assert.Equal(over, Watch(View(7, Holding(Reading(7, celsius: celsius))), standing: AlarmKind.PackHot).Events
            .Contains(Cleared(AlarmKind.PackHot)));

    [Fact]
    public void A_hot_pack_that_falls_silent_is_no_cooler_and_one_that_has_left_is_no_alarm()
    {
        var silent = Holding(Reading(7, celsius: 62)) with { Pack = PackWord.Silent };
        Assert.Empty(Watch(View(7, silent), standing: AlarmKind.PackHot).Events);
        Assert.Empty(Watch(View(7, SlotImage.Dark), standing: AlarmKind.PackHot).Events.OfType<AlarmCleared>());
        Assert.Contains(Cleared(AlarmKind.PackHot), Watch(View(7, Empty), standing: AlarmKind.PackHot).Events);
    }

    [Fact]
    public void A_door_alarm_ends_when_the_door_reads_closed_and_not_when_its_board_falls_silent()
    {
        var unread = View(7, Holding(Reading(7)) with { DoorAt = null, Door = DoorState.Unknown }, Withdrawal.DoorOpen);
        Assert.Empty(Watch(unread, standing: AlarmKind.DoorLeftOpen).Events);
        var closed = View(7, Holding(Reading(7)), Withdrawal.DoorOpen);
        Assert.Equal(Cleared(AlarmKind.DoorLeftOpen), Assert.Single(Watch(closed, standing: AlarmKind.DoorLeftOpen).Events));
    }

    [Fact]
    public void A_start_ends_no_alarm_before_anything_was_heard()
    {
        foreach (var kind in (AlarmKind[])[AlarmKind.SwitchesSilent, AlarmKind.PackHot, AlarmKind.ChargerStuckOn])
            Assert.Empty(Watch(View(7, SlotImage.Dark), startedAt: Now, standing: kind).Events);
    }

    [Fact]
    public void An_alarm_that_stands_is_not_raised_again() =>
        Assert.DoesNotContain(Raised(AlarmKind.PackHot), Watch(View(7, Holding(Reading(7, celsius: 61))), standing: AlarmKind.PackHot).Events);

    private static AlarmRaised Raised(AlarmKind kind) => new(kind, Slot(7));

    private static AlarmCleared Cleared(AlarmKind kind) => new(kind, Slot(7));

    private static Decision Watch(SlotView slot, int[]? charging = null, TimeSpan startedAt = default, params AlarmKind[] standing) =>
        SafetyWatch.Watch(new SafetySituation(Charge([slot], Stocked(7), charging ?? []), ImmutableArray<Case>.Empty,
            [.. standing.Select(kind => new Alarm(kind, Slot(7)))], startedAt, [], []));
}
