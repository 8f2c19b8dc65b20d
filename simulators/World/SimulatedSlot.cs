using System.Globalization;

namespace YongAi.Simulators.World;

/// <summary>A slot as physics: a door with a latch and a spring, room for one pack, a charger behind a relay.</summary>
/// <remarks>It refuses for reasons of physics only. Each act answers null, or why it cannot be.</remarks>
public sealed class SimulatedSlot(int number, FaultSpot faults, TimeSpan springsAfter)
{
    private const int LateMilliseconds = 6000, BounceMilliseconds = 400;

    private readonly Queue<(TimeSpan At, bool Open)> moves = new();
    private bool slammed;
    private TimeSpan? springsAt;
    private bool held;
    private bool relayOn;

    public int Number { get; } = number;

    /// <summary>Called when something moved here that a switch, a board or the world's own deadline may depend on.</summary>
    public event Action? Moved;

    public bool DoorOpen { get; private set; }

    /// <summary>How often the lock has had a pulse since the beginning, whatever came of it.</summary>
    public int Pulses { get; private set; }

    /// <summary>How often something was taken out since the beginning.</summary>
    public int Takes { get; private set; }

    /// <summary>What the door switch says.</summary>
    public bool SwitchSaysOpen => faults.IsSound ? DoorOpen
        : !(DoorOpen && faults.Has(Fault.SwitchStuck)) && DoorOpen != faults.Has(Fault.SwitchInverted);

    /// <summary>The door's feedback input is broken in a way that the board itself notices.</summary>
    public bool FeedbackFaulty => !faults.IsSound && faults.Has(Fault.FeedbackFaulty);

    /// <summary>What the presence switch says.</summary>
    public bool SwitchSaysPresent => faults.IsSound || !faults.Has(Fault.PresenceStuck) ? Pack is not null
        : faults.TextOf(Fault.PresenceStuck) != "absent";

    public SimulatedPack? Pack { get; private set; }

    /// <summary>Whether the pack's plug is in: without it the pack neither speaks nor charges.</summary>
    public bool Plugged { get; private set; }

    /// <summary>Whether the charger has mains.</summary>
    public bool ChargerOn => relayOn || faults.Has(Fault.Welded);

    /// <summary>Whether the charger gives its voltage once it has mains; only a supply that is told to by itself may not.</summary>
    public bool SupplyOn { get; set; } = true;

    /// <summary>Amperes that the charger gives at most.</summary>
    public double SupplyAmps { get; set; } = SimulatedPack.ChargerAmps;

    /// <summary>When the door moves by itself.</summary>
    public TimeSpan? NextDeadline => moves.TryPeek(out var move) && !(springsAt <= move.At) ? move.At : springsAt;

    /// <summary>The pack whose plug is in, or null.</summary>
    public SimulatedPack? Connected => Plugged ? Pack : null;

    /// <summary>Lets time pass for the pack.</summary>
    /// <param name="passed">How long.</param>
    /// <param name="airCelsius">The air around it.</param>
    /// <param name="warmed">Watts of the slot's heater that go into it.</param>
    public void RestPack(TimeSpan passed, double airCelsius, double warmed = 0) =>
        Pack?.Rest(passed, ChargerOn && SupplyOn && Plugged ? SupplyAmps : 0, airCelsius, warmed);

    /// <summary>Lets time pass for the door.</summary>
    public void MoveDoor(TimeSpan now)
    {
        if (slammed) Bounce(now);
        while (moves.TryPeek(out var move) && move.At <= now) Swing(moves.Dequeue().Open);
        if (!(springsAt <= now)) return;
        springsAt = null;
        Swing(open: true);
    }

    /// <summary>The lock gets a pulse: the latch lets go and the door springs open, unless the bolt is jammed.</summary>
    public void Pulse(TimeSpan now)
    {
        Pulses++;
        if (faults.Take(Fault.Jam) || DoorOpen) return;
        var late = faults.Has(Fault.LateSpring) ? TimeSpan.FromMilliseconds(faults.NumberOf(Fault.LateSpring, LateMilliseconds)) : default;
        faults.Take(Fault.LateSpring);
        springsAt ??= now + springsAfter + late;
        Moved?.Invoke();
        MoveDoor(now);
    }

    /// <summary>The lock is held open, or no longer.</summary>
    public void Hold(bool on, TimeSpan now)
    {
        held = on;
        if (on) Pulse(now);
    }

    /// <summary>The relay of this slot's charger moves.</summary>
    public void SwitchCharger(bool on) => relayOn = on;

    public string? Put(SimulatedPack pack, bool plugged)
    {
        if (!DoorOpen) return Say("the door of slot {0} is closed");
        if (Pack is not null) return Say("slot {0} holds a pack");
        (Pack, Plugged) = (pack, plugged);
        Moved?.Invoke();
        return null;
    }

    public string? Take(out SimulatedPack? taken)
    {
        taken = null;
        if (!DoorOpen) return Say("the door of slot {0} is closed");
        if (Pack is null) return Say("slot {0} is empty");
        (taken, Pack, Plugged) = (Pack, null, false);
        Takes++;
        Moved?.Invoke();
        return null;
    }

    public string? Plug(bool plugged)
    {
        if (!DoorOpen) return Say("the door of slot {0} is closed");
        if (Pack is null) return Say("slot {0} is empty");
        Plugged = plugged;
        Moved?.Invoke();
        return null;
    }

    public string? Close()
    {
        if (!DoorOpen) return Say("the door of slot {0} is closed already");
        if (held) return Say("the latch of slot {0} is held open, the door does not stay closed");
        DoorOpen = false;
        moves.Clear();
        slammed = faults.Has(Fault.Bounce);
        Moved?.Invoke();
        return null;
    }

    public string? ForceOpen()
    {
        if (DoorOpen) return Say("the door of slot {0} is open already");
        (DoorOpen, springsAt) = (true, null);
        moves.Clear();
        Moved?.Invoke();
        return null;
    }

    /// <summary>A pack that lies in the slot from the beginning.</summary>
    public void Stock(SimulatedPack pack)
    {
        (Pack, Plugged) = (pack, true);
        Moved?.Invoke();
    }

    private void Bounce(TimeSpan now)
    {
        slammed = false;
        var swing = TimeSpan.FromMilliseconds(faults.NumberOf(Fault.Bounce, BounceMilliseconds));
        faults.Take(Fault.Bounce);
        moves.Enqueue((now + swing, true));
        moves.Enqueue((now + 2 * swing, false));
        Moved?.Invoke();
    }

    private void Swing(bool open)
    {
        DoorOpen = open;
        Moved?.Invoke();
    }

    private string Say(string text) => string.Format(CultureInfo.InvariantCulture, text, Number);
}
