using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Safety;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;
using YongAi.Edge.Devices;
using YongAi.Edge.Tests.Devices;
using YongAi.Edge.Tests.Simulation;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Hostile;

/// <summary>A line on which others speak too: the whole cabinet, byte for byte, in virtual time.</summary>
public sealed class BusTests
{
    private const string Own = "YA48240000000099";
    private readonly HostileCabinet cabinet = new();

    [Theory]
    [InlineData("8001021182", "a channel that was not asked for")]
    [InlineData("8002011192", "another board")]
    public void A_whole_reply_with_the_wrong_sender_is_not_believed(string reply, string from)
    {
        var bench = new LineBench(Fits.LockBoard(echo: EchoMode.Off, readAll: false)).Open();
        Assert.Equal("80010133B3", bench.NextSent());
        bench.Receive(reply);
        bench.Run(320);
        Assert.True(!bench.Facts<SwitchesRead>().Any(), from);
    }

    [Fact]
    public void Two_boards_that_answer_at_once_are_a_silent_board_and_nothing_is_fired()
    {
        cabinet.Ready();
        cabinet.Boards.Faults.At("locks").Set(Fault.Corrupt, null, null);
        cabinet.Wait(15);
        Assert.Equal(12, cabinet.Alarms(AlarmKind.SwitchesSilent));
        cabinet.Scan("chen");
        cabinet.Wait(10);
        Assert.Empty(cabinet.Events<DoorOrdered>());
        cabinet.Boards.Faults.At("locks").Set(Fault.Corrupt, 0, null);
        cabinet.Wait(40);
        Assert.Equal(0, cabinet.Alarms(AlarmKind.SwitchesSilent));
        Assert.Empty(cabinet.Ledger.Withdrawn.SelectMany(slot => slot.Value));
    }

    [Fact]
    public void A_babbling_node_on_the_lock_line_opens_no_door_and_is_an_alarm_until_it_stops()
    {
        cabinet.Ready();
        cabinet.Babble("locks", seconds: 20);
        Assert.Equal(12, cabinet.Alarms(AlarmKind.SwitchesSilent));
        Assert.Empty(cabinet.Events<DoorFoundOpen>());
        Assert.Empty(cabinet.Events<PackMissed>());
        cabinet.Wait(40);
        Assert.Equal(0, cabinet.Alarms(AlarmKind.SwitchesSilent));
        Assert.Equal(SwapEnding.Done, cabinet.Swap("chen", Own));
    }

    [Fact]
    public void A_babbling_pack_line_costs_its_own_slot_and_no_other()
    {
        cabinet.Ready();
        cabinet.Babble("pack-3", seconds: 90);
        Assert.Contains(Withdrawal.ContentsUnclear, cabinet.Ledger.WithdrawnFrom(new SlotNumber(3)));
        Assert.All(Enumerable.Range(1, 12).Where(slot => slot != 3), slot => Assert.Empty(cabinet.Ledger.WithdrawnFrom(new SlotNumber(slot))));
        Assert.Equal(SwapEnding.Done, cabinet.Swap("chen", Own));
    }

    [Fact]
    public void A_line_pulled_while_a_door_was_ordered_leaves_it_unknown_and_fires_nothing_later()
    {
        cabinet.Ready();
        cabinet.Scan("chen");
        Assert.True(cabinet.Until(() => cabinet.Events<DoorOrdered>().Any(), 5));
        cabinet.Virtual.Rig.LineDown(new LineId("locks"), cabinet.Virtual.Moment);
        cabinet.Wait(5);
        cabinet.Virtual.Rig.LineUp(new LineId("locks"), cabinet.Virtual.Moment);
        cabinet.Wait(60);
        var ended = Assert.Single(cabinet.Events<SwapEnded>());
        Assert.NotEqual(SwapEnding.Done, ended.Ending);
        Assert.Null(cabinet.Ledger.Swap);
    }
}
