using YongAi.Edge.Control.Language;

namespace YongAi.Edge.Devices.Chargers;

/// <summary>What may be written to a supply for one order, each at most once.</summary>
[Flags]
public enum SupplyWrites
{
    None = 0,
    Volts = 1,
    Amps = 2,
    On = 4,
    All = Volts | Amps | On,
}

/// <summary>
/// The running order to charge of one supply. Whoever turns its knob or switches it off by hand is not fought with: for each order, each
/// register is written once. An order for other amperes is obeyed while the output is on: they are no more than was fitted.
/// </summary>
public sealed class SupplyOrder
{
    private SupplyWrites left;

    /// <summary>When it runs out; null: nothing is ordered.</summary>
    public TimeSpan? Until { get; private set; }

    /// <summary>Since when the output is to be switched off; null when it is not.</summary>
    public TimeSpan? OffSince { get; private set; }

    /// <summary>With so much; null: with all that the supply was fitted for.</summary>
    public Amps? Amps { get; private set; }

    /// <summary>The set current may still be written for this order.</summary>
    public bool MaySetAmps => (left & SupplyWrites.Amps) != 0;

    /// <summary>Charge for one lease.</summary>
    public void Start(TimeSpan lease, Amps? amps, TimeSpan now) => (Until, Amps, left) = (now + lease, amps, SupplyWrites.All);

    /// <summary>Stop at once.</summary>
    public void Stop(TimeSpan now)
    {
        (Until, left) = (null, SupplyWrites.None);
        OffSince ??= now;
    }

    /// <summary>Switch off what is on without being as ordered; the order itself may still find it as it should be.</summary>
    public void Interrupt(TimeSpan now) => OffSince ??= now;

    /// <summary>Off was written.</summary>
    public void WrittenOff() => OffSince = null;

    /// <summary>Forgets everything.</summary>
    public void Clear() => (Until, OffSince, left) = (null, null, SupplyWrites.None);

    /// <summary>What is to be written next, by what was read: the set points first, the output only when both read as wanted.</summary>
    public SupplyWrites Next(in RidenState says, (int Volts, int Amps) wanted)
    {
        if (Until is null || says.Tripped) return SupplyWrites.None;
        // A small model has no room in its register for what a big one was fitted for.
        if (wanted.Volts > ushort.MaxValue || wanted.Amps > ushort.MaxValue) return SupplyWrites.None;
        var next = says.SetVolts != wanted.Volts ? SupplyWrites.Volts : says.SetAmps != wanted.Amps ? SupplyWrites.Amps : SupplyWrites.On;
        return says.On && next != SupplyWrites.Amps ? SupplyWrites.None : left & next;
    }

    /// <summary>It was written.</summary>
    public void Written(SupplyWrites what) => left &= ~what;
}
