using YongAi.Edge.Control.Slots;
using static YongAi.Edge.Tests.Control.SlotScene;

namespace YongAi.Edge.Tests.Control.Slots;

/// <summary>A lock was fired, and another door came open.</summary>
public sealed class WrongDoorsTests
{
    private static readonly TimeSpan Fired = Now - TimeSpan.FromSeconds(4);
    private static readonly TimeSpan After = Now - TimeSpan.FromSeconds(3);

    [Fact]
    public void A_door_that_opens_instead_stops_every_lock_of_its_board_and_none_of_another() =>
        Assert.Equal([1, 2], Mistrusted(On("left", 1, Shut), On("left", 2, Opened(DoorOpening.Unasked, After)), On("right", 3, Shut)));

    [Fact]
    public void Where_the_other_door_hangs_on_another_board_both_are_mistrusted() =>
        Assert.Equal([1, 2, 3], Mistrusted(On("left", 1, Shut), On("left", 2, Shut), On("right", 3, Opened(DoorOpening.Unasked, After))));

    [Fact]
    public void A_door_pulled_open_beside_one_that_opens_as_ordered_stops_no_lock() =>
        Assert.Empty(Mistrusted(On("left", 1, Opened(DoorOpening.Asked, After)), On("left", 2, Opened(DoorOpening.Unasked, After))));

    [Fact]
    public void A_door_that_was_open_before_the_pulse_stops_no_lock() =>
        Assert.Empty(Mistrusted(On("left", 1, Shut), On("left", 2, Opened(DoorOpening.Unasked, Fired - TimeSpan.FromSeconds(1)))));

    [Fact]
    public void A_late_spring_of_an_earlier_pulse_stops_no_lock() =>
        Assert.Empty(Mistrusted(On("left", 1, Shut), On("left", 2, Opened(DoorOpening.Late, After))));

    private static SlotImage Shut => Holding(Reading(1));

    private static SlotImage Opened(DoorOpening why, TimeSpan since) =>
        Shut with { Door = DoorState.Open, DoorSince = since, Opened = why };

    private static SlotView On(string board, int number, SlotImage image)
    {
        var view = View(number, image);
        return view with { Plan = view.Plan with { Board = board } };
    }

    private static IEnumerable<int> Mistrusted(params SlotView[] slots) =>
        WrongDoors.Mistrusted([.. slots], slots[0], Fired, Now).Select(slot => slot.Number.Value);
}
