using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Locks;

namespace YongAi.Edge.Tests.Devices.Locks;

/// <summary>What only a relay board does: locks driven by pulses that it ends itself, and refusals with a reason.</summary>
public sealed class RelayLockTests
{
    private readonly FamilyBench bench = new("modbus-relay");

    [Theory]
    [InlineData(500, "0105020000050C71")]
    [InlineData(700, "0105020000078DB0")]
    [InlineData(790, "0105020000078DB0")]
    public void A_lock_is_driven_by_one_pulse_of_whole_units(int ms, string order)
    {
        var line = new LineBench(bench.Family.Wiring() with { Make = new RelayLockMake(8, 8, TimeSpan.FromMilliseconds(ms)) });
        line.Parts.Add(new RelayLockPart(LockFamily.Address));
        line.Open().Run(1000);
        line.Perform(new FireLock(Fits.Slot(1)));
        line.Run(2000);
        Assert.Equal([order], line.SentHex.Where(hex => hex[2..4] is not "02"));
    }

    [Theory]
    [InlineData(99)]
    [InlineData(3_276_800)]
    public void A_pulse_that_the_board_cannot_do_is_no_wiring(int ms) => Assert.Throws<InvariantBroken>(() =>
        new LineBench(bench.Family.Wiring() with { Make = new RelayLockMake(8, 8, TimeSpan.FromMilliseconds(ms)) }));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void An_order_that_the_board_does_not_take_is_told_and_not_repeated(byte why)
    {
        bench.Begin();
        bench.Board.Refuses = why;
        bench.Line.Perform(new FireLock(Fits.Slot(3)));
        bench.Line.Run(5000);
        Assert.Equal(new LockRefused(Fits.Slot(3), LockRefusal.NotTaken), Assert.Single(bench.Line.Facts<LockRefused>()));
        Assert.Equal(1, bench.Openings);
    }

    [Fact]
    public void A_board_that_refuses_to_be_read_is_silent()
    {
        bench.Begin();
        bench.Board.RefusesReads = true;
        bench.Line.Told.Clear();
        bench.Line.Run(6000);
        Assert.NotEmpty(bench.Line.Facts<SwitchesSilent>());
        Assert.Empty(bench.Line.Facts<SwitchesRead>());
    }

    [Fact]
    public void A_board_without_inputs_fires_locks_and_is_asked_nothing()
    {
        var make = new RelayLockMake(8, 0, TimeSpan.FromMilliseconds(500));
        var line = new LineBench(new LockBoardWiring(make, 1, EchoMode.Off, [new LockChannel(8, Fits.Slot(1), FeedbackUse.Unused, null, 1)],
            TimeSpan.FromMilliseconds(500)));
        var board = new RelayLockPart(1);
        line.Parts.Add(board);
        line.Open().Run(2000);
        line.Perform(new FireLock(Fits.Slot(1)));
        line.Run(2000);
        Assert.Equal([8], board.Fired);
        Assert.Single(line.Sent);
    }
}
