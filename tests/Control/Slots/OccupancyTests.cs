using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Slots;
using static YongAi.Edge.Tests.Control.SlotScene;

namespace YongAi.Edge.Tests.Control.Slots;

public sealed class OccupancyTests
{
    private static readonly SlotImage Full = Holding(Reading(7));

    [Fact]
    public void Only_witnesses_that_agree_are_believed()
    {
        Assert.Equal(Occupancy.Holding, View(7, Full).OccupancyAt(Now));
        Assert.Equal(Occupancy.Empty, View(7, Empty).OccupancyAt(Now));
        Assert.Equal(Occupancy.Uncertain, View(7, Full with { Present = false }).OccupancyAt(Now));
        Assert.Equal(Occupancy.Uncertain, View(7, Empty with { Present = true }).OccupancyAt(Now));
    }

    [Fact]
    public void Something_that_answers_without_a_serial_is_present() =>
        Assert.Equal(Occupancy.Holding, View(7, Full with { Pack = PackWord.Unreadable }).OccupancyAt(Now));

    [Fact]
    public void A_word_past_its_age_says_nothing()
    {
        var late = Now + SlotImage.SwitchStaleAfter + TimeSpan.FromMilliseconds(1);
        Assert.Equal(Occupancy.Uncertain, View(7, Full).OccupancyAt(late));
        Assert.Equal(Occupancy.Uncertain, View(7, Empty).OccupancyAt(late));
        Assert.Equal(DoorState.Unknown, Full.DoorNow(late));
        Assert.Null(View(7, Full).ProvedReading(Now + SlotImage.PackStaleAfter + TimeSpan.FromMilliseconds(1)));
    }

    [Fact]
    public void What_was_heard_before_a_door_moved_does_not_count_after_it()
    {
        Assert.Equal(Occupancy.Uncertain, View(7, Full).OccupancySince(Now, Now));
        Assert.Equal(Occupancy.Holding, View(7, Full).OccupancySince(Now - TimeSpan.FromMilliseconds(1), Now));
    }

    [Fact]
    public void A_slot_without_witnesses_is_never_known()
    {
        var blind = View(7, Full) with { Plan = new SlotPlan(Slot(7), Presence: false, Pack: false, Charger: true) };
        Assert.Equal(Occupancy.Uncertain, blind.OccupancyAt(Now));
    }

    [Fact]
    public void One_reading_proves_no_serial() =>
        Assert.Null(View(7, Full with { SameWord = 1 }).ProvedReading(Now));
}
