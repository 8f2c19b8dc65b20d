using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices.Lines;
using YongAi.Edge.Devices.Locks;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Devices.Locks;

/// <summary>
/// Drivers and simulated lock boards of every family understand each other, also while the line or the board fails.
/// </summary>
public sealed class SimulatedFamilyTests
{
    private static readonly string[] Faults =
        ["silent", "reset", "drop-answer", "corrupt", "split", "glue", "late", "noise", "lose-byte", "echo", "report-first"];

    public static TheoryData<string> Families => LockFamily.Names;

    public static TheoryData<string, string> FamiliesAndFaults
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string family in (IEnumerable<string>)LockFamily.Names)
                foreach (var fault in Faults) data.Add(family, fault);
            return data;
        }
    }

    [Theory, MemberData(nameof(Families))]
    public void A_board_at_rest_is_read_without_one_lost_or_stray_byte(string family)
    {
        using var at = new SimulatedFamily(family);
        at.Run(TimeSpan.FromSeconds(20));
        Assert.Equal(new LineCounts(at.Counts.Answered, 0, 0, 0, 0), at.Counts);
        Assert.True(at.Counts.Answered >= 35, at.Counts.ToString());
        Assert.All(Enumerable.Range(1, 4), slot => Assert.Equal(DoorState.Closed, at.Door(slot)));
    }

    [Theory, MemberData(nameof(Families))]
    public void A_door_springs_open_a_pack_comes_in_and_the_door_is_closed(string family)
    {
        using var at = new SimulatedFamily(family);
        at.Run(TimeSpan.FromSeconds(2));
        at.Fire(3);
        at.Run(TimeSpan.FromSeconds(2));
        Assert.Equal((DoorState.Open, 1), (at.Door(3), at.Pulses(3)));
        at.Do(new PutPack(3, "YA48240000000099", 40));
        at.Do(new CloseDoor(3));
        at.Run(TimeSpan.FromSeconds(3));
        Assert.Equal(DoorState.Closed, at.Door(3));
        Assert.Equal(1, at.Pulses(3));
        var present = at.Facts<SwitchesRead>().SelectMany(read => read.Slots).Where(slot => slot.Present is not null).ToArray();
        Assert.True(present.Last(slot => slot.Slot == Fits.Slot(3)).Present);
        Assert.False(present.Last(slot => slot.Slot == Fits.Slot(2)).Present);
        Assert.All(new[] { 1, 2, 4 }, slot => Assert.Equal((DoorState.Closed, 0), (at.Door(slot), at.Pulses(slot))));
    }

    [Theory, MemberData(nameof(FamiliesAndFaults))]
    public void No_fault_of_a_line_opens_a_door_in_our_eyes_and_all_pass(string family, string fault)
    {
        using var at = new SimulatedFamily(family);
        at.Run(TimeSpan.FromSeconds(2));
        at.Fail(fault, times: 6);
        at.Run(TimeSpan.FromSeconds(20));
        at.Fail(fault, times: 0);
        Assert.DoesNotContain(at.Facts<SwitchesRead>(), read => read.Slots.Any(slot => slot.Door == DoorState.Open));
        at.Run(TimeSpan.FromSeconds(5));
        at.Fire(2);
        at.Run(TimeSpan.FromSeconds(2));
        Assert.Equal((DoorState.Open, 1), (at.Door(2), at.Pulses(2)));
    }

    [Theory, MemberData(nameof(FamiliesAndFaults))]
    public void A_door_that_is_fired_into_a_fault_is_fired_once_and_told_as_it_is(string family, string fault)
    {
        using var at = new SimulatedFamily(family);
        at.Run(TimeSpan.FromSeconds(2));
        at.Fail(fault, times: 2);
        at.Fire(2);
        at.Run(TimeSpan.FromSeconds(4));
        at.Fail(fault, times: 0);
        at.Run(TimeSpan.FromSeconds(6));
        // A silent or dark board hears nothing of it; every other fault is one of answers.
        var heard = fault is not ("silent" or "reset");
        Assert.Equal(heard ? 1 : 0, at.Pulses(2));
        Assert.Equal(heard ? DoorState.Open : DoorState.Closed, at.Door(2));
        Assert.Single(at.Facts<LockFired>());
    }

    [Theory, MemberData(nameof(Families))]
    public void A_jammed_lock_has_its_pulse_and_its_door_stays_shut(string family)
    {
        using var at = new SimulatedFamily(family);
        at.Run(TimeSpan.FromSeconds(2));
        at.Do(new SetFault("jam", Slot: 2, Times: 1));
        at.Fire(2);
        at.Run(TimeSpan.FromSeconds(6));
        Assert.Equal((DoorState.Closed, 1), (at.Door(2), at.Pulses(2)));
        at.Fire(2);
        at.Run(TimeSpan.FromSeconds(2));
        Assert.Equal((DoorState.Open, 2), (at.Door(2), at.Pulses(2)));
    }

    [Theory]
    [InlineData("wkly", LockRefusal.Failed)]
    [InlineData("winnsen", LockRefusal.Failed)]
    [InlineData("dc02", LockRefusal.Failed)]
    [InlineData("modbus-relay", LockRefusal.NotTaken)]
    public void A_board_that_says_it_did_not_fire_is_believed_and_not_asked_again(string family, LockRefusal why)
    {
        using var at = new SimulatedFamily(family);
        at.Run(TimeSpan.FromSeconds(2));
        at.Fail("open-fails", times: 1);
        at.Fire(2);
        at.Run(TimeSpan.FromSeconds(6));
        Assert.Equal(new LockRefused(Fits.Slot(2), why), Assert.Single(at.Facts<LockRefused>()));
        Assert.Equal((DoorState.Closed, 0), (at.Door(2), at.Pulses(2)));
    }

    [Fact]
    public void A_winnsen_coil_that_opened_twice_in_three_seconds_cools_down()
    {
        using var at = new SimulatedFamily("winnsen");
        at.Run(TimeSpan.FromSeconds(2));
        for (var opening = 0; opening < 3; opening++)
        {
            at.Fire(2);
            at.Run(TimeSpan.FromSeconds(0.8));
        }
        Assert.Equal(new LockRefused(Fits.Slot(2), LockRefusal.CoolingDown), Assert.Single(at.Facts<LockRefused>()));
        Assert.Equal(2, at.Pulses(2));
        at.Run(TimeSpan.FromSeconds(3));
        at.Fire(2);
        at.Run(TimeSpan.FromSeconds(1));
        Assert.Equal(3, at.Pulses(2));
    }

    [Fact]
    public void A_wkly_board_that_reports_tells_of_a_forced_door_before_it_is_asked()
    {
        using var at = new SimulatedFamily("wkly", reportHead: 0x85);
        at.Run(TimeSpan.FromSeconds(2));
        var asked = at.Counts.Answered;
        at.Do(new ForceDoor(4));
        at.Run(TimeSpan.FromMilliseconds(80));
        Assert.Equal(DoorState.Open, at.Door(4));
        Assert.Equal(0, at.Counts.Answered - asked);
    }

    [Fact]
    public void A_door_whose_input_a_wkly_board_calls_faulty_is_unknown_until_it_is_mended()
    {
        using var at = new SimulatedFamily("wkly");
        at.Run(TimeSpan.FromSeconds(2));
        at.Do(new SetFault("feedback-faulty", Slot: 1));
        at.Run(TimeSpan.FromSeconds(1));
        Assert.Equal((DoorState.Unknown, DoorState.Closed), (at.Door(1), at.Door(2)));
        at.Do(new SetFault("feedback-faulty", Slot: 1, Times: 0));
        at.Run(TimeSpan.FromSeconds(1));
        Assert.Equal(DoorState.Closed, at.Door(1));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void A_cu16_that_stays_busy_needs_the_question_after_an_opening(bool settles, bool answers)
    {
        var wiring = LockFamily.Of("cu16").Wiring() with { Make = new Cu16Make(settles) };
        using var at = new SimulatedFamily("cu16", more: "\"settle\": false", wiring: wiring);
        at.Run(TimeSpan.FromSeconds(2));
        at.Fail("stays-busy", times: 1);
        at.Fire(2);
        at.Run(TimeSpan.FromSeconds(6));
        Assert.Equal((answers ? DoorState.Open : DoorState.Closed, 1), (at.Door(2), at.Pulses(2)));
        Assert.Equal(!answers, at.Facts<SwitchesSilent>().Any());
    }

    [Fact]
    public void A_relay_board_that_loses_power_in_a_pulse_lets_the_latch_go()
    {
        using var at = new SimulatedFamily("modbus-relay", more: "\"pulse_ms\": 3000");
        at.Run(TimeSpan.FromSeconds(2));
        at.Fire(2);
        at.Run(TimeSpan.FromMilliseconds(400));
        Assert.Equal("the latch of slot 2 is held open, the door does not stay closed", at.Cabinet.World.Find(2)!.Close());
        at.Fail("reset", times: 1);
        at.Run(TimeSpan.FromMilliseconds(100));
        Assert.Null(at.Cabinet.World.Find(2)!.Close());
    }
}
