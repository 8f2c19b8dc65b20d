using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Locks;

namespace YongAi.Edge.Tests.Devices.Locks;

/// <summary>What only the CU16 does: it may answer an opening or not, and it may want a question before it listens again.</summary>
public sealed class Cu16Tests
{
    private const string AskUnlockTime = "021038034D";
    private readonly FamilyBench bench = new("cu16");

    private Cu16Part Board => (Cu16Part)bench.Board;

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void A_board_that_stays_busy_listens_again_after_the_question_that_follows_an_opening(bool answersOpening, bool answersTime)
    {
        (Board.StaysBusy, Board.AnswersOpening, Board.AnswersUnlockTime) = (true, answersOpening, answersTime);
        bench.Begin();
        bench.Line.Perform(new FireLock(Fits.Slot(2)));
        bench.Line.Run(2000);
        Assert.Equal(DoorState.Open, bench.Door(2));
        Assert.Equal((1, 1), (bench.Openings, Board.Settled));
        Assert.Empty(bench.Line.Facts<SwitchesSilent>());
    }

    [Fact]
    public void The_question_follows_the_opening_before_any_read()
    {
        bench.Begin();
        var before = bench.Line.Sent.Count;
        bench.Line.Perform(new FireLock(Fits.Slot(1)));
        bench.Line.Run(1000);
        var sent = bench.Line.SentHex.Skip(before).SkipWhile(hex => !bench.Family.Fires(hex)).ToArray();
        Assert.Equal(["0210310346", AskUnlockTime, "0210300345"], sent[..3]);
        Assert.DoesNotContain(AskUnlockTime, sent[3..]);
    }

    [Fact]
    public void A_board_that_is_said_to_listen_on_is_not_asked()
    {
        var wiring = bench.Family.Wiring() with { Make = new Cu16Make(SettlesAfterOpening: false) };
        var line = new LineBench(wiring);
        var board = new Cu16Part(LockFamily.Address) { AnswersOpening = false };
        line.Parts.Add(board);
        line.Open().Run(2000);
        line.Perform(new FireLock(Fits.Slot(1)));
        line.Run(2000);
        Assert.Equal(0, board.Settled);
        Assert.Contains(line.Facts<SwitchesRead>(), read => read.Slots.Any(slot => slot.Slot == Fits.Slot(1) && slot.Door == DoorState.Open));
    }

    [Fact]
    public void A_board_that_stays_busy_and_is_never_asked_is_silent()
    {
        var line = new LineBench(bench.Family.Wiring() with { Make = new Cu16Make(SettlesAfterOpening: false) });
        line.Parts.Add(new Cu16Part(LockFamily.Address) { StaysBusy = true });
        line.Open().Run(2000);
        line.Perform(new FireLock(Fits.Slot(1)));
        line.Run(6000);
        Assert.NotEmpty(line.Facts<SwitchesSilent>());
    }

    [Fact]
    public void The_status_in_the_answer_to_an_opening_is_not_believed()
    {
        bench.Begin();
        Board.IsSilent = true;
        bench.Line.Perform(new FireLock(Fits.Slot(1)));
        bench.Line.Receive("02103500000000034A");
        Assert.False(bench.AnyDoorWasOpen);
    }
}
