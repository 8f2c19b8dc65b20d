using YongAi.Edge.Control.Slots;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Devices.Locks;

/// <summary>One door on a line of its own, with the fault whose name its line has, and what happens to it.</summary>
internal sealed class DoorOnTerminal(TerminalCabinet cabinet, TerminalEnd end, LockFault fault, int slot)
{
    /// <summary>A bolt that sticks for so long, in ms: longer than any answer takes, and shorter than a door is watched.</summary>
    private const string SpringsLate = "1500";
    /// <summary>More orders in a row than any machine needs until a coil is warm, or is cool again.</summary>
    private const int OrdersMax = 20;

    private DoorState Told => end.Door(slot);
    private int Pulses => cabinet.Look(slot).Pulses;
    private int Fired => end.Facts<LockFired>().Count();

    /// <summary>The board hears nothing: the door is unknown, nothing is fired, and nothing is fired when it hears again.</summary>
    public void IsDeaf()
    {
        Rest();
        Fail();
        end.Fire(slot);
        end.LiveUntil(() => Told == DoorState.Unknown);
        Mend();
        end.LiveUntil(() => Told == DoorState.Closed);
        end.HearOn();
        Assert.Equal((1, 0, DoorState.Closed), (Fired, Pulses, Told));
        OpensAgain();
        Assert.Equal((2, 1), (Fired, Pulses));
    }

    /// <summary>The board is dark for two seconds: what was fired meanwhile may have been heard, and is not fired again.</summary>
    public void IsDark()
    {
        Rest();
        var unanswered = end.Counts.Unanswered;
        Fail(times: 1);
        end.Fire(slot);
        end.LiveUntil(() => end.Counts.Unanswered > unanswered);
        end.HearOn();
        end.LiveUntil(() => Told == (cabinet.Look(slot).IsOpen ? DoorState.Open : DoorState.Closed));
        var pulses = Pulses;
        Assert.InRange(pulses, 0, 1);
        OpensAgain();
        Assert.Equal((2, pulses + 1), (Fired, Pulses));
    }

    /// <summary>The board does what it is told, and no answer of it can be believed: the door is unknown however it stands.</summary>
    public void IsNotUnderstood()
    {
        Rest();
        Fail();
        end.LiveUntil(() => Told == DoorState.Unknown);
        var from = end.Told.Count;
        end.Fire(slot);
        end.LiveUntil(() => cabinet.Look(slot).IsOpen);
        var unanswered = end.Counts.Unanswered;
        end.LiveUntil(() => end.Counts.Unanswered > unanswered);
        Assert.Empty(end.Facts<SwitchesRead>(from));
        Mend();
        OpenedOnce();
        OpensAgain();
        Assert.Equal((2, 2), (Fired, Pulses));
    }

    /// <summary>The answers are heard in spite of the fault.</summary>
    public void IsHeardAllTheSame()
    {
        Rest();
        Fail();
        var from = end.Told.Count;
        var before = end.Counts;
        end.Fire(slot);
        end.LiveUntil(() => Told == DoorState.Open);
        end.HearOn();
        Assert.True(fault.Name switch
        {
            "noise" => end.Counts.NoiseBytes > before.NoiseBytes,
            "echo" => end.Counts.Echoes > before.Echoes,
            // An answer of these boards tells of both switches, a report of one.
            "report-first" => end.Facts<SwitchesRead>(from).Any(read => read.Slots is [{ Present: null }]),
            _ => true,
        }, "the fault has not shown");
        Mend();
        OpenedOnce();
        OpensAgain();
        Assert.Equal((2, 2), (Fired, Pulses));
    }

    /// <summary>Answers come when nobody waits for them any more: they are no answers to what was asked later.</summary>
    public void IsHeardTooLate()
    {
        Rest();
        Fail();
        var (unanswered, strays) = (end.Counts.Unanswered, end.Counts.Strays + end.Counts.NoiseBytes);
        end.Fire(slot);
        end.LiveUntil(() => end.Counts.Unanswered > unanswered && end.Counts.Strays + end.Counts.NoiseBytes > strays);
        Mend();
        OpenedOnce();
        OpensAgain();
        Assert.Equal((2, 2), (Fired, Pulses));
    }

    /// <summary>The bolt does not move: its door reads closed, and nobody fires it again but by another order.</summary>
    public void IsJammed()
    {
        Rest();
        cabinet.Do(new SetFault(fault.Name, Slot: slot, Times: 1));
        end.Fire(slot);
        end.HearOn(answers: 20);
        Assert.Equal((1, 1, DoorState.Closed), (Fired, Pulses, Told));
        Assert.False(WasToldOpen(from: 0));
        OpensAgain();
        Assert.Equal((2, 2), (Fired, Pulses));
    }

    /// <summary>The bolt sticks for a while: one pulse, and the door is told open when it springs.</summary>
    public void SpringsLater()
    {
        Rest();
        cabinet.Do(new SetFault(fault.Name, Slot: slot, Times: 1, Value: SpringsLate));
        end.Fire(slot);
        OpenedOnce();
        OpensAgain();
        Assert.Equal((2, 2), (Fired, Pulses));
    }

    /// <summary>The board says that it did not fire, and has not.</summary>
    public void SaysItDidNotFire()
    {
        Rest();
        Fail(times: fault.Name == "open-fails" ? 1 : null);
        end.Fire(slot);
        end.LiveUntil(() => end.Facts<LockRefused>().Any());
        Mend();
        end.LiveUntil(() => Told == DoorState.Closed);
        end.HearOn();
        Assert.Equal(new LockRefused(Fits.Slot(slot), fault.Refusal), Assert.Single(end.Facts<LockRefused>()));
        Assert.Equal((1, 0), (Fired, Pulses));
        OpensAgain();
        Assert.Equal((2, 1), (Fired, Pulses));
    }

    /// <summary>A coil that was fired too often says so, and is not fired until it has cooled down.</summary>
    public void CoolsDown()
    {
        Rest();
        // On a machine that stands still the coil cools down between two orders: one more.
        for (var orders = 0; orders < OrdersMax && !end.Facts<LockRefused>().Any(); orders++)
        {
            end.Fire(slot);
            end.HearOn();
        }
        Assert.Equal(new LockRefused(Fits.Slot(slot), LockRefusal.CoolingDown), Assert.Single(end.Facts<LockRefused>()));
        Assert.Equal(Fired - 1, Pulses);
        ShutUntilClosed();
        var pulses = Pulses;
        for (var orders = 0; orders < OrdersMax && Told != DoorState.Open; orders++)
        {
            end.Fire(slot);
            end.HearOn(answers: 20);
        }
        Assert.Equal(pulses + 1, Pulses);
    }

    /// <summary>The board calls the door's input faulty: the door is unknown, whatever the input says.</summary>
    public void CallsItsInputFaulty()
    {
        Rest();
        cabinet.Do(new SetFault(fault.Name, Slot: slot));
        end.LiveUntil(() => end.Told[^1] is SwitchesRead { Slots: [{ Door: DoorState.Unknown }] });
        end.Fire(slot);
        end.LiveUntil(() => cabinet.Look(slot).IsOpen);
        end.HearOn();
        Assert.Equal(DoorState.Unknown, Told);
        cabinet.Do(new SetFault(fault.Name, Slot: slot, Times: 0));
        OpenedOnce();
        OpensAgain();
        Assert.Equal((2, 2), (Fired, Pulses));
    }

    /// <summary>The adapter is pulled: the door is unknown, an order is refused, and none is done later.</summary>
    public void IsPulled()
    {
        Rest();
        cabinet.Do(new PullLine(fault.Name));
        end.LiveUntil(() => Told == DoorState.Unknown);
        end.Perform(new FireLock(Fits.Slot(slot)));
        Assert.Equal((1, 0), (end.Facts<LockNotFired>().Count(), Fired));
        cabinet.Do(new PullLine(fault.Name, Pulled: false));
        end.LiveUntil(() => Told == DoorState.Closed);
        end.HearOn();
        Assert.Equal((0, 0), (Fired, Pulses));
        OpensAgain();
        Assert.Equal((1, 1), (Fired, Pulses));
    }

    private void Rest() => end.LiveUntil(() => Told == DoorState.Closed);

    private void Fail(int? times = null) => cabinet.Do(new SetFault(fault.Name, Line: fault.Name, Times: times));

    private void Mend() => cabinet.Do(new SetFault(fault.Name, Line: fault.Name, Times: 0));

    private bool WasToldOpen(int from) =>
        end.Facts<SwitchesRead>(from).Any(read => read.Slots.Any(said => said.Door == DoorState.Open));

    /// <summary>The one order so far has opened the door by one pulse, and has no second.</summary>
    private void OpenedOnce()
    {
        end.LiveUntil(() => Told == DoorState.Open);
        end.HearOn();
        Assert.Equal((1, 1, DoorState.Open), (Fired, Pulses, Told));
    }

    /// <summary>On a sound line the door is shut, read closed, and opens by one pulse.</summary>
    private void OpensAgain()
    {
        ShutUntilClosed();
        var pulses = Pulses;
        end.Fire(slot);
        end.LiveUntil(() => Told == DoorState.Open);
        end.HearOn();
        Assert.Equal((pulses + 1, true), (Pulses, cabinet.Look(slot).IsOpen));
    }

    private void ShutUntilClosed()
    {
        // A latch that is still held lets go a little later.
        end.LiveUntil(() => !cabinet.Look(slot).IsOpen || cabinet.Try(new CloseDoor(slot)).Ok);
        end.LiveUntil(() => Told == DoorState.Closed);
    }
}
