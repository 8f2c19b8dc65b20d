namespace YongAi.Simulators.Fuzz;

/// <summary>What is known of the frames that are spoiled, so that the spoiled ones get past the first look.</summary>
/// <param name="Heads">Bytes that begin a frame.</param>
/// <param name="LengthAt">Where a length stands; null where there is none.</param>
/// <param name="Repair">Sets the check of a spoiled frame right; null where there is none.</param>
public sealed record FrameShape(byte[] Heads, int? LengthAt = null, Action<byte[]>? Repair = null);

/// <summary>Spoils bytes, knowing what they are made of.</summary>
public static class Mutator
{
    /// <summary>Longest thing that a mutation makes, so that no run of them grows without end; our own number.</summary>
    public const int BytesMax = 8192;

    private const int StepsMax = 4, InsertMax = 24;

    /// <summary>The edges of numbers, and the bytes that mean something in the frames of this cabinet.</summary>
    private static readonly byte[] Edges = [0x00, 0x01, 0x11, 0x33, 0x77, 0x7F, 0x80, 0x81, 0x82, 0x8A, 0xA5, 0xDD, 0xFE, 0xFF];

    /// <summary>A spoiled copy; now and then its check is set right, so that what lies behind it is reached.</summary>
    /// <param name="chance">Decides.</param>
    /// <param name="input">What is spoiled.</param>
    /// <param name="others">More valid inputs, to be spliced in.</param>
    /// <param name="shape">What the frames are made of.</param>
    public static byte[] Spoil(Chance chance, byte[] input, IReadOnlyList<byte[]> others, FrameShape shape)
    {
        var spoiled = input;
        for (var steps = chance.Between(1, StepsMax); steps > 0; steps--) spoiled = Step(chance, spoiled, others, shape);
        if (spoiled.Length > BytesMax) spoiled = spoiled[..BytesMax];
        if (shape.Repair is { } repair && chance.OneIn(2))
        {
            if (ReferenceEquals(spoiled, input)) spoiled = [.. input];
            repair(spoiled);
        }
        return spoiled;
    }

    private static byte[] Step(Chance chance, byte[] input, IReadOnlyList<byte[]> others, FrameShape shape)
    {
        if (input.Length == 0) return chance.Bytes(chance.Between(1, InsertMax));
        var at = chance.Below(input.Length);
        switch (chance.Below(10))
        {
            case 0: return Set(input, at, (byte)(input[at] ^ 1 << chance.Below(8)));
            case 1: return Set(input, at, chance.Byte());
            case 2: return Set(input, at, chance.Of(Edges));
            case 3: return input[..at];
            case 4: return Cut(input, at, chance.Between(1, 4));
            case 5: return Put(input, at, chance.Bytes(chance.Between(1, InsertMax)));
            case 6: return Put(input, at, [chance.Of(shape.Heads.Length > 0 ? shape.Heads : Edges)]);
            case 7: return Put(input, at, input.AsSpan(at, Math.Min(input.Length - at, chance.Between(1, 64))));
            case 8 when shape.LengthAt is { } length && length < input.Length:
                return Set(input, length, chance.OneIn(2) ? chance.Of(Edges)
                    : (byte)(input[length] + chance.Between(-2, 2) & 0xFF));
            default: return Splice(chance, input, at, chance.Among(others));
        }
    }

    private static byte[] Set(byte[] input, int at, byte value)
    {
        var copy = (byte[])input.Clone();
        copy[at] = value;
        return copy;
    }

    private static byte[] Cut(byte[] input, int at, int count) =>
        [.. input.AsSpan(0, at), .. input.AsSpan(Math.Min(input.Length, at + count))];

    private static byte[] Put(byte[] input, int at, ReadOnlySpan<byte> what) =>
        [.. input.AsSpan(0, at), .. what, .. input.AsSpan(at)];

    private static byte[] Splice(Chance chance, byte[] input, int at, byte[] other) =>
        other.Length == 0 ? input : [.. input.AsSpan(0, at), .. other.AsSpan(chance.Below(other.Length))];
}
