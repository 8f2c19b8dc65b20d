using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace YongAi.Edge.Host.Journal;

/// <summary>CRC-32C (Castagnoli, RFC 3720 appendix B.4) over named columns; check value of "123456789" is E3069283.</summary>
public struct Crc32C
{
    private uint state;

    public Crc32C() => state = uint.MaxValue;

    public readonly uint Value => ~state;

    public Crc32C Add(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= sizeof(ulong))
        {
            state = BitOperations.Crc32C(state, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }
        foreach (var one in bytes) state = BitOperations.Crc32C(state, one);
        return this;
    }

    public Crc32C Add(long number)
    {
        state = BitOperations.Crc32C(state, unchecked((ulong)number));
        return this;
    }

    /// <summary>A text with its length before it, so that no letter can move from one column to the next.</summary>
    public Crc32C Add(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Add(bytes.LongLength).Add(bytes);
    }
}
