using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices.Lines;

namespace YongAi.Edge.Tests.Devices;

/// <summary>Two lock boards with one address: both answer, one a little later than the other (fault catalogue row 58).</summary>
public sealed class ContradictionTests
{
    private readonly LockBoardPart board = new(1);
    private readonly LockBoardPart twin = new(1) { DelayMs = 60 };
    private readonly LineBench bench;

    public ContradictionTests()
    {
        bench = new LineBench(Fits.LockBoard());
        for (var channel = 1; channel <= 24; channel++) board.Levels[channel] = true;
        bench.Parts.Add(board);
    }

    [Fact]
    public void Two_boards_that_answer_one_after_the_other_and_differ_are_not_believed()
    {
        bench.Parts.Add(twin);
        bench.Open().Run(3000);
        Assert.InRange(bench.Line.Counts.Contradictions, Trust.LostAfter, 10);
        Assert.IsType<SwitchesSilent>(bench.Told[^1].Input);
        var told = bench.Facts<SwitchesRead>().Count();
        Assert.InRange(told, 1, Trust.LostAfter);
        bench.Run(20_000);
        Assert.Equal(told, bench.Facts<SwitchesRead>().Count());
    }

    [Fact]
    public void No_lock_is_fired_on_a_board_that_is_not_believed()
    {
        bench.Parts.Add(twin);
        bench.Open().Run(3000);
        bench.Perform(new FireLock(Fits.Slot(3)));
        bench.Run(3000);
        Assert.Equal(Fits.Slot(3), Assert.Single(bench.Facts<LockNotFired>()).Slot);
        Assert.Empty(board.Fired);
        Assert.Empty(twin.Fired);
    }

    [Fact]
    public void A_board_that_is_not_believed_tells_nothing_by_its_reports_either()
    {
        bench.Parts.Add(twin);
        bench.Open().Run(3000);
        var told = bench.Facts<SwitchesRead>().Count();
        bench.Receive("8201030080");
        bench.Run(10);
        Assert.Equal(told, bench.Facts<SwitchesRead>().Count());
    }

    [Fact]
    public void The_board_is_believed_again_after_enough_rounds_with_one_answer_each()
    {
        bench.Parts.Add(twin);
        bench.Open().Run(3000);
        bench.Parts.Remove(twin);
        bench.Run(500 * (Trust.RegainedAfter - 3));
        Assert.IsType<SwitchesSilent>(bench.Told[^1].Input);
        bench.Run(500 * 6);
        var read = Assert.IsType<SwitchesRead>(bench.Told[^1].Input);
        Assert.All(read.Slots, slot => Assert.Equal(DoorState.Closed, slot.Door));
    }

    [Fact]
    public void A_new_start_of_the_line_believes_the_board_again()
    {
        bench.Parts.Add(twin);
        bench.Open().Run(3000);
        bench.Parts.Remove(twin);
        bench.Lost();
        bench.Open().Run(1000);
        Assert.IsType<SwitchesRead>(bench.Told[^1].Input);
    }

    [Fact]
    public void One_channel_asked_at_a_time_shows_the_two_boards_too()
    {
        var single = new LineBench(Fits.LockBoard(readAll: false, slots: 3));
        single.Parts.Add(board);
        single.Parts.Add(twin);
        single.Open().Run(5000);
        Assert.True(single.Line.Counts.Contradictions >= Trust.LostAfter);
        Assert.IsType<SwitchesSilent>(single.Told[^1].Input);
    }

    [Fact]
    public void A_second_answer_that_says_the_same_or_one_late_reply_is_held_against_nobody()
    {
        board.Wire = reply => [(0, reply), (20, reply)];
        bench.Open().Run(5000);
        Assert.Equal(0, bench.Line.Counts.Contradictions);
        board.Wire = reply => [(0, reply), (20, LockBoardPart.Closed(0x80, 1, 0, 0, 0, 0x33))];
        bench.Run(900);
        board.Wire = reply => [(0, reply)];
        bench.Run(1000);
        Assert.InRange(bench.Line.Counts.Contradictions, 1, 2);
        Assert.IsType<SwitchesRead>(bench.Told[^1].Input);
    }
}
