using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Sensors;

namespace YongAi.Edge.Devices.Pins;

/// <summary>The name of a bank of pins in the site file, for example <c>header</c>.</summary>
public readonly record struct BankId(string Name)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>What one pin is wired to. A pin is active or at rest; which level that is, and how it is debounced, is the kernel's to know.</summary>
public abstract record PinFit;

/// <summary>A contact of the cabinet; active: what its use names is there.</summary>
public sealed record ContactPin(ContactId Contact) : PinFit;

/// <summary>What gives a pulse for each thing that passes: a drop sensor, a water meter.</summary>
public sealed record CounterPin(CounterId Counter) : PinFit;

/// <summary>An output that harms nobody when the program that holds it dies (<see cref="OutputUses.NeedsHardwareEnd"/>).</summary>
public sealed record OutputPin(OutputPlan Output) : PinFit;

/// <summary>The pins of one chip, in the order in which the host takes them.</summary>
public sealed record BankWiring(BankId Bank, ImmutableArray<PinFit> Pins);
