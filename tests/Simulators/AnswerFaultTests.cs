using YongAi.Simulators.Boards;
using YongAi.Simulators.Boards.Tongues;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Simulators;

/// <summary>What can befall an answer on its way, shown with the frame 80 01 01 11 91.</summary>
public sealed class AnswerFaultTests
{
    private const string Question = "80010133B3", Answer = "8001011191";
    private readonly Faults faults = new();
    private readonly BoardBench bench;

    public AnswerFaultTests()
    {
        var slot = new SimulatedSlot(1, faults.AtSlot(1), TimeSpan.Zero);
        var settings = new LockBoardSettings
        {
            Channels = [new LockChannel(1, slot, new Feedback(slot, FeedbackKind.Door, 1))],
        };
        bench = new BoardBench(new LockBoardSimulator(new A80Tongue(new A80Settings { Address = 1, Dialect = Dialect.A }), settings, faults.At("locks"), new Random(7)));
    }

    [Fact]
    public void An_answer_is_dropped_as_often_as_said()
    {
        Set(Fault.DropAnswer, times: 2);
        Assert.Empty(bench.Ask(Question));
        Assert.Empty(bench.Ask(Question));
        Assert.Equal([Answer], bench.Ask(Question));
    }

    [Fact]
    public void A_damaged_answer_fails_its_check_and_the_next_is_whole()
    {
        Set(Fault.Corrupt, times: 1);
        var damaged = Convert.FromHexString(Assert.Single(bench.Ask(Question)));
        Assert.NotEqual(0, damaged.Aggregate(0, (xor, b) => xor ^ b));
        Assert.Equal([Answer], bench.Ask(Question));
    }

    [Fact]
    public void Every_third_answer_is_damaged_until_the_fault_is_cleared()
    {
        Set(Fault.CorruptEvery, times: null, value: "3");
        Assert.Equal([true, true, false, true, true, false], Enumerable.Range(0, 6).Select(_ => bench.Ask(Question)[0] == Answer));
        Set(Fault.CorruptEvery, times: 0);
        Assert.All(Enumerable.Range(0, 6), _ => Assert.Equal([Answer], bench.Ask(Question)));
    }

    [Fact]
    public void An_answer_comes_in_two_pieces()
    {
        Set(Fault.Split, times: 1, value: "25");
        Assert.Equal(["8001", "011191"], bench.Ask(Question));
        Assert.Equal([Answer], bench.Ask(Question));
    }

    [Fact]
    public void Two_answers_come_glued_together()
    {
        Set(Fault.Glue, times: 1);
        Assert.Empty(bench.Ask(Question, TimeSpan.FromMilliseconds(300)));
        Assert.Equal([Answer + Answer], bench.Ask(Question));
    }

    [Fact]
    public void A_held_back_answer_leaves_alone_when_no_other_follows()
    {
        Set(Fault.Glue, times: 1);
        Assert.Equal([Answer], bench.Ask(Question));
    }

    [Fact]
    public void An_answer_comes_late()
    {
        Set(Fault.Late, times: 1, value: "700");
        Assert.InRange(Assert.Single(bench.AskTimed(Question)).After, TimeSpan.FromMilliseconds(720), TimeSpan.FromMilliseconds(760));
    }

    [Fact]
    public void A_floating_bus_puts_a_byte_before_the_answer()
    {
        Set(Fault.Noise, times: 1);
        Assert.Equal(["FF" + Answer], bench.Ask(Question));
    }

    [Fact]
    public void A_silent_board_speaks_again_when_its_wires_are_mended()
    {
        Set(Fault.Silent, times: null);
        Assert.Empty(bench.Ask(Question));
        Set(Fault.Silent, times: 0);
        Assert.Equal([Answer], bench.Ask(Question));
    }

    private void Set(Fault fault, int? times, string? value = null) => faults.At("locks").Set(fault, times, value);
}
