using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices;

namespace YongAi.Edge.Tests.Devices.Locks;

/// <summary>What only WKLY boards say: reports, inputs they call faulty, openings and reads that failed.</summary>
public sealed class WklyTests
{
    private readonly FamilyBench bench = new("wkly");

    private WklyPart Board => (WklyPart)bench.Board;

    [Fact]
    public void A_door_that_moves_is_told_by_the_boards_own_report()
    {
        bench.Begin();
        bench.Board.Levels[2] = false;
        bench.Line.Receive(Board.Report(2));
        Assert.Equal(DoorState.Open, bench.Door(2));
        bench.Line.Run(100);
        bench.Board.Levels[2] = true;
        bench.Line.Receive(Board.Report(2));
        Assert.Equal(DoorState.Closed, bench.Door(2));
    }

    [Fact]
    public void A_report_between_question_and_answer_is_heard_and_answers_nothing()
    {
        bench.Board.Wire = reply => [(0, [.. Board.Report(3), .. reply])];
        bench.Begin();
        Assert.Equal((0, 0), (bench.Line.Line.Counts.Strays, bench.Line.Line.Counts.NoiseBytes));
        Assert.Equal(DoorState.Closed, bench.Door(3));
    }

    [Fact]
    public void A_door_whose_input_the_board_calls_faulty_is_unknown_and_its_neighbours_are_not()
    {
        bench.Board.Faulty.Add(2);
        bench.Begin();
        Assert.Equal([DoorState.Closed, DoorState.Unknown, DoorState.Closed, DoorState.Closed], bench.Doors);
    }

    [Fact]
    public void A_report_of_a_faulty_input_makes_its_door_unknown()
    {
        bench.Begin();
        bench.Board.Faulty.Add(4);
        bench.Line.Receive(Board.Report(4));
        Assert.Equal([DoorState.Closed, DoorState.Closed, DoorState.Closed, DoorState.Unknown], bench.Doors);
    }

    [Fact]
    public void Presence_whose_input_the_board_calls_faulty_is_not_told()
    {
        bench.Board.Faulty.Add(6);
        bench.Begin();
        Assert.Equal([true, null, true, true], bench.Presence);
    }

    [Fact]
    public void A_door_wired_beyond_the_channels_that_the_board_has_is_unknown()
    {
        var wiring = bench.Family.Wiring();
        var line = new LineBench(wiring with { Channels = [new LockChannel(9, Fits.Slot(1), FeedbackUse.Door, Fits.Slot(1), 1)] });
        line.Parts.Add(new WklyPart(LockFamily.Address));
        line.Open().Run(1000);
        Assert.All(line.Facts<SwitchesRead>(), read => Assert.Equal(DoorState.Unknown, Assert.Single(read.Slots).Door));
    }

    [Fact]
    public void An_opening_that_failed_is_told_and_not_repeated()
    {
        bench.Begin();
        bench.Board.Refuses = 0xFF;
        bench.Line.Perform(new FireLock(Fits.Slot(3)));
        bench.Line.Run(5000);
        Assert.Equal(new LockRefused(Fits.Slot(3), LockRefusal.Failed), Assert.Single(bench.Line.Facts<LockRefused>()));
        Assert.Equal(1, bench.Openings);
        Assert.Equal(DoorState.Closed, bench.Door(3));
    }

    [Fact]
    public void A_board_whose_reads_fail_is_silent()
    {
        bench.Begin();
        bench.Board.RefusesReads = true;
        bench.Line.Told.Clear();
        bench.Line.Run(6000);
        Assert.NotEmpty(bench.Line.Facts<SwitchesSilent>());
        Assert.Empty(bench.Line.Facts<SwitchesRead>());
    }
}
