namespace YongAi.Edge.Devices.Decoding;

/// <summary>What a field of a frame says.</summary>
public abstract record DecodedValue;

/// <summary>A measured value or a count, exact.</summary>
public sealed record Measure(decimal Number) : DecodedValue;

/// <summary>A code or a mask as hex digits, or a text.</summary>
public sealed record Text(string Written) : DecodedValue;

/// <summary>The bits of a mask that are set, by their names.</summary>
public sealed record Names(ImmutableArray<string> Set) : DecodedValue;

/// <summary>Several numbers in the order of the frame.</summary>
public sealed record Numbers(ImmutableArray<int> All) : DecodedValue;

/// <summary>One field of a frame.</summary>
/// <param name="Name">In snake_case; unique within a frame.</param>
/// <param name="At">Position of its first byte, counted from 0.</param>
/// <param name="Length">Its bytes; 0 for what follows from the frame as a whole.</param>
/// <param name="Value">What it says.</param>
/// <param name="Unit">V, A, mV, °C ...; null for codes, counts and texts.</param>
/// <param name="Meaning">What a code means, in kebab-case; null where it is no code or not in the tables.</param>
public sealed record DecodedField(string Name, int At, int Length, DecodedValue Value, string? Unit = null,
    string? Meaning = null);

/// <summary>What a reader of a frame has to know beside its fields.</summary>
public sealed record Remark(string English, string Chinese);

/// <summary>Where a frame is wrong, and why.</summary>
/// <param name="At">Position of the byte, counted from 0; the length of the frame when bytes are missing.</param>
public sealed record FrameFault(int At, string English, string Chinese);

/// <summary>A frame read field by field, as far as it is right.</summary>
/// <param name="Protocol">By which table.</param>
/// <param name="Fields">In the order of the bytes.</param>
/// <param name="Remarks">What the fields do not say by themselves.</param>
/// <param name="Fault">Null when the frame is whole and right.</param>
public sealed record Decoded(string Protocol, ImmutableArray<DecodedField> Fields, ImmutableArray<Remark> Remarks,
    FrameFault? Fault)
{
    /// <summary>The protocol, or this frame of it, has no check: what was garbled looks right.</summary>
    public bool IsUnproved { get; init; }

    /// <summary>The frame is whole, and its check holds where it has one.</summary>
    public bool IsRight => Fault is null;
}
