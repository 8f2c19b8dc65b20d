using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Tests.Devices.Locks;

/// <summary>What only DC 02 boards say.</summary>
public sealed class Dc02Tests
{
    private readonly FamilyBench bench = new("dc02");

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(0xFF)]
    public void An_opening_that_is_not_called_a_success_has_failed(byte status)
    {
        bench.Begin();
        bench.Board.Refuses = status;
        bench.Line.Perform(new FireLock(Fits.Slot(3)));
        bench.Line.Run(5000);
        Assert.Equal(new LockRefused(Fits.Slot(3), LockRefusal.Failed), Assert.Single(bench.Line.Facts<LockRefused>()));
        Assert.Equal(1, bench.Openings);
    }

    [Fact]
    public void A_state_that_nobody_described_leaves_a_door_unknown_and_presence_untold()
    {
        ((Dc02Part)bench.Board).Odd = 7;
        bench.Begin();
        Assert.All(bench.Doors, door => Assert.Equal(DoorState.Unknown, door));
        Assert.All(bench.Presence, present => Assert.Null(present));
    }
}
