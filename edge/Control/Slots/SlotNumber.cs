namespace YongAi.Edge.Control.Slots;

/// <summary>The number on a slot's door, 1 to 32.</summary>
public readonly record struct SlotNumber : IComparable<SlotNumber>
{
    /// <summary>Most slots one cabinet may have.</summary>
    public const int Max = 32;

    /// <param name="value">1 to 32.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is on no door.</exception>
    public SlotNumber(int value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Max);
        Value = value;
    }

    /// <summary>1 to 32.</summary>
    public int Value { get; }

    /// <inheritdoc/>
    public int CompareTo(SlotNumber other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
