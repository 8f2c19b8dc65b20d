using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices.Locks;

namespace YongAi.Edge.Tests.Devices.Locks;

/// <summary>What only Winnsen boards do: frames without a check, and coils that cool down.</summary>
public sealed class WinnsenTests
{
    private readonly FamilyBench bench = new("winnsen");

    [Fact]
    public void One_deviating_answer_among_many_is_no_fact()
    {
        bench.Begin();
        for (var round = 0; round < 20; round++)
        {
            var once = true;
            bench.Board.Wire = reply =>
            {
                // The very byte that says open or closed, in a frame that carries no check.
                byte[] turned = [.. reply];
                if (once && reply[5] == 2) (turned[4], once) = (0, false);
                return [(0, turned)];
            };
            bench.Line.Run(900);
            Assert.False(once);
        }
        Assert.False(bench.AnyDoorWasOpen);
    }

    [Fact]
    public void Two_equal_answers_are_a_fact_and_the_second_is_asked_for_soon()
    {
        bench.Begin();
        bench.Board.Levels[2] = false;
        var movedAt = bench.Line.Now;
        bench.Line.Run(2000);
        var told = bench.Line.Told.First(told => told.Input is SwitchesRead read && read.Slots.Any(slot => slot.Door == DoorState.Open));
        var asked = bench.Line.Sent.Where(sent => sent.Hex == "900612010203" && sent.At >= movedAt && sent.At < told.At).ToArray();
        Assert.Equal(2, asked.Length);
        Assert.InRange(asked[1].At - asked[0].At, SwitchReads.DoubtFor, SwitchReads.DoubtFor + TimeSpan.FromMilliseconds(150));
    }

    [Fact]
    public void After_a_silence_one_answer_is_no_fact_either()
    {
        bench.Begin();
        bench.Line.Lost();
        bench.Line.Told.Clear();
        var answered = bench.Line.Line.Counts.Answered;
        bench.Line.Open();
        Assert.Equal("900612010103", bench.Line.NextSent());
        bench.Line.Run(35);
        Assert.Equal(answered + 1, bench.Line.Line.Counts.Answered);
        Assert.Empty(bench.Line.Facts<SwitchesRead>());
        bench.Line.Run(2000);
        Assert.Equal(DoorState.Closed, bench.Door(1));
    }

    [Theory]
    [InlineData(2, LockRefusal.CoolingDown)]
    [InlineData(0, LockRefusal.Failed)]
    public void A_refused_opening_is_told_with_its_reason_and_not_repeated(byte status, LockRefusal why)
    {
        bench.Begin();
        bench.Board.Refuses = status;
        bench.Line.Perform(new FireLock(Fits.Slot(3)));
        bench.Line.Run(5000);
        Assert.Equal(new LockRefused(Fits.Slot(3), why), Assert.Single(bench.Line.Facts<LockRefused>()));
        Assert.Equal(1, bench.Openings);
        Assert.Equal(DoorState.Closed, bench.Door(3));
    }

    [Fact]
    public void What_a_query_says_of_a_cooling_coil_leaves_the_door_unknown()
    {
        bench.Board.Wire = reply => reply[5] == 2 && reply[2] == 0x92 ? [(0, [.. reply[..4], 2, .. reply[5..]])] : [(0, reply)];
        bench.Begin();
        Assert.Equal([DoorState.Closed, DoorState.Unknown, DoorState.Closed, DoorState.Closed], bench.Doors);
    }
}
