using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Sensors;

/// <summary>The name of a gauge in the site file, for example <c>air</c> or <c>mains-meter</c>.</summary>
public readonly record struct GaugeId(string Name)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>What a gauge looks at.</summary>
public enum GaugeUse
{
    /// <summary>The air in the cabinet, or in one slot.</summary>
    Air,
    /// <summary>The air outside.</summary>
    Outside,
    /// <summary>The computer, or another board.</summary>
    Board,
    /// <summary>What the whole site draws from the mains.</summary>
    Mains,
    /// <summary>A supply that charges one slot.</summary>
    Supply,
    /// <summary>The battery of the uninterruptible supply.</summary>
    Ups,
}

/// <summary>What is measured, each in one unit.</summary>
public enum Quantity
{
    /// <summary>Degrees Celsius.</summary>
    Temperature,
    /// <summary>Per cent of relative humidity, 0 to 100.</summary>
    Humidity,
    /// <summary>Volts; of an alternating voltage the effective value.</summary>
    Voltage,
    /// <summary>Amperes.</summary>
    Current,
    /// <summary>Watts; drawn is positive.</summary>
    Power,
    /// <summary>Watt-hours drawn since the meter was made or reset.</summary>
    Energy,
    /// <summary>Hertz.</summary>
    Frequency,
    /// <summary>0 to 1.</summary>
    PowerFactor,
}

/// <summary>One gauge as installed.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Use">What it looks at.</param>
/// <param name="Slot">The slot it looks at; null for the whole cabinet.</param>
public sealed record GaugePlan(GaugeId Id, GaugeUse Use, SlotNumber? Slot = null)
{
    /// <summary>A crew has seen it tell what it is there for; until then what it says is believed, but it counts as silent too.</summary>
    public bool Proved { get; init; } = true;
}

/// <summary>One value of a gauge, finite, in the unit of its quantity.</summary>
public readonly record struct Measured(Quantity Quantity, double Value);

/// <summary>A gauge was read: all values of one round of questions.</summary>
public sealed record GaugeRead(GaugeId Gauge, ImmutableArray<Measured> Values) : Fact;

/// <summary>A gauge does not answer, what it answers is no measured value, or its line is gone.</summary>
public sealed record GaugeSilent(GaugeId Gauge) : Fact;
