using System.Formats.Cbor;

namespace YongAi.Edge.Control.Codes;

/// <summary>
/// A CBOR map by its integer labels. Each getter answers false when the value is there but is not what it should
/// be, and true with null when it is not there. Text labels and labels nobody asks for are left alone.
/// </summary>
public sealed class CborMap
{
    /// <summary>Last second of the year 9999; later times are taken for garbage.</summary>
    private const long SecondsMax = 253_402_300_799;

    private readonly Dictionary<long, ReadOnlyMemory<byte>> values = [];

    private CborMap() { }

    /// <summary>Reads a map from bytes that may be anything.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, out CborMap map)
    {
        map = new CborMap();
        if (!StrictCbor.Holds(bytes)) return false;
        var reader = StrictCbor.Over(bytes);
        if (reader.PeekState() != CborReaderState.StartMap) return false;
        reader.ReadStartMap();
        while (reader.PeekState() != CborReaderState.EndMap)
        {
            var label = Label(reader.ReadEncodedValue());
            var value = reader.ReadEncodedValue();
            if (label is { } known) map.values.Add(known, value);
        }
        return true;
    }

    /// <summary>True when the label is there.</summary>
    public bool Has(long label) => values.ContainsKey(label);

    /// <summary>A text of 1 to <paramref name="max"/> characters without control characters.</summary>
    public bool Text(long label, int max, out string? text)
    {
        text = null;
        if (Find(label, CborReaderState.TextString) is not { } reader) return !Has(label);
        text = reader.ReadTextString();
        return text.Length >= 1 && text.Length <= max && !text.Any(char.IsControl);
    }

    /// <summary>A byte string of <paramref name="min"/> to <paramref name="max"/> bytes.</summary>
    public bool Bytes(long label, int min, int max, out ReadOnlyMemory<byte>? bytes)
    {
        bytes = null;
        if (Find(label, CborReaderState.ByteString) is not { } reader) return !Has(label);
        var found = reader.ReadDefiniteLengthByteString();
        bytes = found;
        return found.Length >= min && found.Length <= max;
    }

    /// <summary>Whole seconds since 1970 UTC, up to the year 9999.</summary>
    public bool Seconds(long label, out long? seconds) => Number(label, SecondsMax, out seconds);

    /// <summary>A whole number from 0 to <paramref name="max"/>.</summary>
    public bool Number(long label, long max, out long? number)
    {
        number = null;
        if (Find(label, CborReaderState.UnsignedInteger) is not { } reader) return !Has(label);
        var found = reader.ReadUInt64();
        if (found > (ulong)max) return false;
        number = (long)found;
        return true;
    }

    /// <summary>A map inside this one.</summary>
    public bool Map(long label, out CborMap? map)
    {
        map = null;
        if (!values.TryGetValue(label, out var value)) return true;
        if (!TryRead(value, out var found)) return false;
        map = found;
        return true;
    }

    /// <summary>A reader before the value of a label, if it is of that type.</summary>
    public CborReader? Find(long label, CborReaderState type)
    {
        if (!values.TryGetValue(label, out var value)) return null;
        var reader = StrictCbor.Over(value);
        return reader.PeekState() == type ? reader : null;
    }

    /// <summary>
    /// An integer label; null for text and for numbers beyond 64 bits with sign, which nobody asks for.
    /// </summary>
    private static long? Label(ReadOnlyMemory<byte> key)
    {
        var reader = StrictCbor.Over(key);
        switch (reader.PeekState())
        {
            case CborReaderState.UnsignedInteger:
                var positive = reader.ReadUInt64();
                return positive <= long.MaxValue ? (long)positive : null;
            case CborReaderState.NegativeInteger:
                var negative = reader.ReadCborNegativeIntegerRepresentation();
                return negative <= long.MaxValue ? -1 - (long)negative : null;
            default:
                return null;
        }
    }
}
