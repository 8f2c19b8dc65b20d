using YongAi.Edge.Control.Safety;
using YongAi.Edge.Control.Slots;
using static YongAi.Edge.Tests.Control.SlotScene;

namespace YongAi.Edge.Tests.Control.Safety;

public sealed class IsolationTests
{
    private static readonly SlotRows Rows = new([SlotSet.Of([3, 4, 5])]);

    [Theory]
    [InlineData(AlarmKind.PackHot)]
    [InlineData(AlarmKind.PackHeatsFast)]
    [InlineData(AlarmKind.PackAboveOthers)]
    [InlineData(AlarmKind.Smoke)]
    [InlineData(AlarmKind.AerosolFired)]
    public void Heat_and_smoke_reach_the_row(AlarmKind kind) => Assert.Equal([3, 4, 5], Off(kind));

    [Theory]
    [InlineData(AlarmKind.SlotAirHot)]
    [InlineData(AlarmKind.CellHigh)]
    [InlineData(AlarmKind.ChargerStuckOn)]
    [InlineData(AlarmKind.BackFeed)]
    [InlineData(AlarmKind.Outflow)]
    public void What_is_wrong_with_the_slot_itself_stays_in_it(AlarmKind kind) => Assert.Equal([4], Off(kind));

    [Theory]
    [InlineData(AlarmKind.PackWarm)]
    [InlineData(AlarmKind.SlotAirWarm)]
    [InlineData(AlarmKind.CellsUneven)]
    [InlineData(AlarmKind.PackWorn)]
    public void A_warning_cuts_nothing_off(AlarmKind kind) => Assert.Empty(Off(kind));

    [Theory]
    [InlineData(AlarmKind.ChargerStuckOn, true)]
    [InlineData(AlarmKind.BackFeed, true)]
    [InlineData(AlarmKind.PackHot, false)]
    public void A_contactor_is_opened_for_a_charger_that_cannot_be_switched_off(AlarmKind kind, bool opens) =>
        Assert.Equal(opens, Isolation.OpensTheContactor([new Alarm(kind, Slot(4))]));

    private static IEnumerable<int> Off(AlarmKind kind)
    {
        var off = Isolation.Of([new Alarm(kind, Slot(4))], Rows);
        return Enumerable.Range(1, 12).Where(n => off.Contains(Slot(n)));
    }
}
