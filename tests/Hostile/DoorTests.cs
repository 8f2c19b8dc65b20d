using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Safety;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Hostile;

/// <summary>Locks, doors and switches that do not do what they should: the whole cabinet, byte for byte, in virtual time.</summary>
public sealed class DoorTests
{
    private const string Own = "YA48240000000099";
    private readonly HostileCabinet cabinet = new();

    [Fact]
    public void A_bolt_that_does_not_hold_puts_its_slot_out_with_an_alarm_and_is_never_fired()
    {
        cabinet.Ready();
        for (var i = 0; i < 5; i++)
        {
            cabinet.Slot(3).ForceOpen();
            cabinet.Wait(30);
            cabinet.Slot(3).Close();
            cabinet.Wait(1);
        }
        cabinet.Slot(3).ForceOpen();
        cabinet.Wait(125);
        Assert.Contains(Withdrawal.DoorOpen, cabinet.Ledger.WithdrawnFrom(new SlotNumber(3)));
        Assert.Contains(new Alarm(AlarmKind.DoorLeftOpen, new SlotNumber(3)), cabinet.Ledger.Alarms);
        Assert.False(cabinet.Slot(3).ChargerOn);
        Assert.Empty(cabinet.Events<DoorOrdered>());
        Assert.Equal(SwapEnding.Done, cabinet.Swap("chen", Own));
        Assert.DoesNotContain(cabinet.Events<DoorOrdered>(), ordered => ordered.Slot.Value == 3);
    }

    [Fact]
    public void A_switch_that_flaps_at_50_hertz_is_a_few_events_and_not_a_flood()
    {
        cabinet.Ready();
        var before = cabinet.Virtual.Journal.Count;
        for (var i = 0; i < 6_000; i++)
        {
            if (cabinet.Slot(3).DoorOpen) cabinet.Slot(3).Close();
            else cabinet.Slot(3).ForceOpen();
            cabinet.Virtual.Wait(TimeSpan.FromMilliseconds(6 + 2 * (i % 5)));
        }
        var flood = cabinet.Virtual.Journal.Skip(before).Select(entry => entry.Event).ToList();
        Assert.True(flood.Count is > 0 and <= 30, string.Join('\n', flood));
        Assert.Contains(Withdrawal.DoorOpen, cabinet.Ledger.WithdrawnFrom(new SlotNumber(3)));
        Assert.Equal(SwapEnding.Done, cabinet.Swap("chen", Own));
    }

    [Fact]
    public void A_door_that_reads_closed_for_ever_proves_no_insertion()
    {
        cabinet.Ready();
        cabinet.Boards.Faults.AtSlot(12).Set(Fault.SwitchStuck, null, null);
        cabinet.Scan("chen");
        Assert.True(cabinet.Until(() => cabinet.Slot(12).DoorOpen, 5));
        cabinet.Wait(2);
        Assert.Null(cabinet.Boards.World.Put(12, Own, 22, plugged: true));
        cabinet.Slot(12).Close();
        Assert.True(cabinet.Until(() => cabinet.Events<SwapEnded>().Any(), 60));
        cabinet.Wait(70);
        Assert.Empty(cabinet.Events<CodeSpent>());
        Assert.Empty(cabinet.Events<SwapCompleted>());
        Assert.NotEmpty(cabinet.Ledger.WithdrawnFrom(new SlotNumber(12)));
        Assert.Null(cabinet.Ledger.Charging.GetValueOrDefault(12).Text);
    }

    [Fact]
    public void A_door_that_reads_closed_for_ever_gives_no_second_pack()
    {
        cabinet.Ready();
        cabinet.Boards.Faults.AtSlot(5).Set(Fault.SwitchStuck, null, null);
        cabinet.Scan("chen");
        Assert.True(cabinet.Until(() => cabinet.Slot(12).DoorOpen, 5));
        cabinet.Wait(2);
        Assert.Null(cabinet.Boards.World.Put(12, Own, 22, plugged: true));
        cabinet.Slot(12).Close();
        Assert.True(cabinet.Until(() => cabinet.Slot(5).DoorOpen, 40), cabinet.Told());
        Assert.Null(cabinet.Boards.World.Take(5, out _));
        Assert.True(cabinet.Until(() => cabinet.Events<SwapEnded>().Any(), 60), cabinet.Told());
        Assert.DoesNotContain(cabinet.Events<DoorOrdered>(), ordered => ordered.For == DoorFor.Take && ordered.Slot.Value != 5);
        Assert.NotEqual(SwapEnding.Aborted, cabinet.Events<SwapEnded>().Single().Ending);
    }

    [Fact]
    public void When_another_door_springs_open_instead_no_lock_is_fired_again_and_it_is_an_alarm()
    {
        cabinet.Ready();
        cabinet.Boards.Faults.AtSlot(12).Set(Fault.Jam, null, null);
        cabinet.Scan("chen");
        Assert.True(cabinet.Until(() => cabinet.Events<DoorOrdered>().Any(), 5));
        cabinet.Wait(0.3);
        cabinet.Slot(5).ForceOpen();
        Assert.True(cabinet.Until(() => cabinet.Events<SwapEnded>().Any(), 30), cabinet.Told());
        cabinet.Wait(60);
        Assert.Single(cabinet.Events<DoorOrdered>());
        Assert.Equal(SwapEnding.Aborted, cabinet.Events<SwapEnded>().Single().Ending);
        Assert.Contains(Withdrawal.LockFault, cabinet.Ledger.WithdrawnFrom(new SlotNumber(12)));
        Assert.Contains(new Alarm(AlarmKind.LockFault, new SlotNumber(12)), cabinet.Ledger.Alarms);
        Assert.Contains(new Alarm(AlarmKind.DoorOpenedUnasked, new SlotNumber(5)), cabinet.Ledger.Alarms);
        Assert.Contains(new Alarm(AlarmKind.WrongDoor, null), cabinet.Ledger.Alarms);
        Assert.Equal(12, cabinet.Ledger.WithdrawnFor(Withdrawal.WrongDoor).Count());
        cabinet.Slot(5).Close();
        cabinet.Wait(10);
        cabinet.Scan("li");
        cabinet.Wait(10);
        Assert.Single(cabinet.Events<DoorOrdered>());
    }
}
