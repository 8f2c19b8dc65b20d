using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Devices.Lines;

namespace YongAi.Edge.Devices.Pins;

/// <summary>
/// The pins of one chip without I/O: levels in, facts out; orders in, levels out. Levels are the truth. An edge only counts: what drops past a
/// sensor is gone before the next look. An output goes off when its lease is over.
/// </summary>
/// <param name="wiring">What the pins are wired to.</param>
public sealed class PinBank(BankWiring wiring)
{
    private readonly TimeSpan?[] offAt = new TimeSpan?[wiring.Pins.Length];
    private readonly (long Count, long Lost)[] counts = new (long, long)[wiring.Pins.Length];
    private ulong driven;
    private ulong? told;
    private (ContactsRead? Contacts, OutputsRead? Outputs) facts;

    /// <summary>Its name in the site file.</summary>
    public BankId Bank => wiring.Bank;

    /// <summary>True between <see cref="Open"/> and <see cref="Lost"/>.</summary>
    public bool IsUp { get; private set; }

    /// <summary>When an output's lease is over.</summary>
    public TimeSpan? NextDeadline
    {
        get
        {
            TimeSpan? next = null;
            foreach (var at in offAt)
                if (at is { } off && !(next <= off)) next = off;
            return next;
        }
    }

    /// <summary>Levels that outputs are to have now, and which pins are outputs.</summary>
    public (ulong Levels, ulong Mask) Driven => (driven, Outputs());

    /// <summary>The pins are ours: outputs are at rest, counters begin anew, nothing is known before the first look.</summary>
    public void Open(Facts tell)
    {
        IsUp = true;
        Forget();
        for (var pin = 0; pin < wiring.Pins.Length; pin++)
            if (wiring.Pins[pin] is CounterPin counter) tell.Add(new CounterRead(counter.Counter, 0));
    }

    /// <summary>The pins are gone: nothing on them is known any more.</summary>
    public void Lost(Facts tell)
    {
        IsUp = false;
        Forget();
        if (Of<ContactPin, ContactId>(pin => pin.Contact) is { IsEmpty: false } contacts) tell.Add(new ContactsSilent(contacts));
        if (Of<OutputPin, OutputId>(pin => pin.Output.Id) is { IsEmpty: false } outputs) tell.Add(new OutputsSilent(outputs));
        foreach (var counter in Of<CounterPin, CounterId>(pin => pin.Counter)) tell.Add(new CounterSilent(counter));
    }

    /// <summary>The levels as they are now: bit n is the n-th pin, 1 when active.</summary>
    public void Read(ulong levels, Facts tell)
    {
        if (!IsUp) return;
        if (levels != told) (told, facts) = (levels, Put(levels));
        if (facts.Contacts is { } contacts) tell.Add(contacts);
        if (facts.Outputs is { } outputs) tell.Add(outputs);
    }

    /// <summary>A pin moved. Only counters care.</summary>
    /// <param name="pin">Counted from 0.</param>
    /// <param name="rising">It became active.</param>
    /// <param name="lost">Edges of this pin that were lost before it; every second of them was a rising one.</param>
    public void Edge(int pin, bool rising, long lost, Facts tell)
    {
        if (!IsUp || pin >= wiring.Pins.Length || wiring.Pins[pin] is not CounterPin counter) return;
        var missed = (lost + (rising ? 0 : 1)) / 2;
        if (!rising && missed == 0) return;
        var (count, before) = counts[pin];
        counts[pin] = (count + missed + (rising ? 1 : 0), before + missed);
        tell.Add(new CounterRead(counter.Counter, counts[pin].Count, counts[pin].Lost));
    }

    /// <summary>True when an effect is for an output here.</summary>
    public bool Serves(Effect effect) => effect switch
    {
        OutputOn on => PinOf(on.Output.Id) is not null,
        OutputOff off => PinOf(off.Output.Id) is not null,
        _ => false,
    };

    /// <summary>Takes an order; while the pins are down it is dropped, for outputs begin at rest.</summary>
    /// <returns>True when levels are to be driven anew.</returns>
    public bool Take(Effect effect, TimeSpan now) => effect switch
    {
        OutputOn on when IsUp && PinOf(on.Output.Id) is { } pin => Switch(pin, now + on.Lease),
        OutputOff off when IsUp && PinOf(off.Output.Id) is { } pin => Switch(pin, null),
        _ => false,
    };

    /// <summary>Time came.</summary>
    /// <returns>True when levels are to be driven anew.</returns>
    public bool Lapse(TimeSpan now)
    {
        var changed = false;
        for (var pin = 0; pin < offAt.Length; pin++)
            if (offAt[pin] <= now) changed |= Switch(pin, null);
        return changed;
    }

    private bool Switch(int pin, TimeSpan? until)
    {
        offAt[pin] = until;
        var before = driven;
        driven = until is null ? driven & ~(1UL << pin) : driven | 1UL << pin;
        return driven != before;
    }

    private void Forget()
    {
        Array.Clear(offAt);
        Array.Clear(counts);
        (driven, told, facts) = (0, null, default);
    }

    private (ContactsRead?, OutputsRead?) Put(ulong levels)
    {
        var contacts = ImmutableArray.CreateBuilder<ContactState>();
        var outputs = ImmutableArray.CreateBuilder<OutputState>();
        for (var pin = 0; pin < wiring.Pins.Length; pin++)
        {
            var active = (levels >> pin & 1) == 1;
            if (wiring.Pins[pin] is ContactPin contact) contacts.Add(new ContactState(contact.Contact, active));
            else if (wiring.Pins[pin] is OutputPin output) outputs.Add(new OutputState(output.Output.Id, active));
        }
        return (contacts.Count == 0 ? null : new ContactsRead(contacts.ToImmutable()),
            outputs.Count == 0 ? null : new OutputsRead(outputs.ToImmutable()));
    }

    private ulong Outputs()
    {
        var mask = 0UL;
        for (var pin = 0; pin < wiring.Pins.Length; pin++)
            if (wiring.Pins[pin] is OutputPin) mask |= 1UL << pin;
        return mask;
    }

    private int? PinOf(OutputId output)
    {
        for (var pin = 0; pin < wiring.Pins.Length; pin++)
            if (wiring.Pins[pin] is OutputPin own && own.Output.Id == output) return pin;
        return null;
    }

    private ImmutableArray<TId> Of<TPin, TId>(Func<TPin, TId> id) where TPin : PinFit => [.. wiring.Pins.OfType<TPin>().Select(id)];
}
