using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices;

namespace YongAi.Edge.Tests.Devices.Locks;

/// <summary>An adapter that sends back what was sent, before a board of any family.</summary>
public sealed class LockEchoTests
{
    public static TheoryData<string> Families => LockFamily.Names;

    [Theory, MemberData(nameof(Families))]
    public void An_echo_is_found_out_by_the_first_question_and_taken_away(string family)
    {
        var bench = new FamilyBench(family, EchoMode.Probe, echoes: true).Begin();
        Assert.True(bench.Line.Line.Echoes);
        bench.Line.Perform(new FireLock(Fits.Slot(2)));
        bench.Line.Run(1500);
        Assert.Equal([2], bench.Board.Fired);
        Assert.Equal([DoorState.Closed, DoorState.Open, DoorState.Closed, DoorState.Closed], bench.Doors);
        Assert.Equal(bench.Line.Sent.Count, bench.Line.Line.Counts.Echoes);
        Assert.Equal((0, 0), (bench.Line.Line.Counts.NoiseBytes, bench.Line.Line.Counts.Strays));
    }

    [Theory, MemberData(nameof(Families))]
    public void An_adapter_without_an_echo_is_found_out_too(string family)
    {
        var bench = new FamilyBench(family, EchoMode.Probe).Begin();
        Assert.False(bench.Line.Line.Echoes);
        Assert.All(bench.Doors, door => Assert.Equal(DoorState.Closed, door));
    }

    [Theory, MemberData(nameof(Families))]
    public void The_echo_of_an_opening_that_the_board_never_heard_is_no_answer(string family)
    {
        var bench = new FamilyBench(family, EchoMode.On, echoes: true).Begin();
        var answered = bench.Line.Line.Counts.Answered;
        bench.Board.IsSilent = true;
        bench.Line.Perform(new FireLock(Fits.Slot(2)));
        bench.Line.Run(290);
        Assert.Equal(answered, bench.Line.Line.Counts.Answered);
        Assert.Equal(1, bench.Openings);
    }
}
