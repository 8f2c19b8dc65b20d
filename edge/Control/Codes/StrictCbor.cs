using System.Formats.Cbor;

namespace YongAi.Edge.Control.Codes;

/// <summary>The one place that says which CBOR (RFC 8949) is let in, before anyone looks at its meaning.</summary>
public static class StrictCbor
{
    /// <summary>Deepest nesting of arrays and maps (rider-code YA1).</summary>
    public const int DepthMax = 6;

    /// <summary>
    /// True for exactly one item with nothing after it: definite lengths, no key twice at any level, keys that are
    /// numbers or strings in their shortest form, at most <see cref="DepthMax"/> deep.
    /// </summary>
    public static bool Holds(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var reader = Over(bytes);
            return Item(reader, 0) && reader.BytesRemaining == 0;
        }
        catch (Exception e) when (e is CborContentException or InvalidOperationException)
        {
            // The reader answers reserved simple values with the second kind, everything else malformed with the first.
            return false;
        }
    }

    /// <summary>A reader over bytes that <see cref="Holds"/> was asked about.</summary>
    public static CborReader Over(ReadOnlyMemory<byte> bytes) => new(bytes, CborConformanceMode.Strict);

    private static bool Item(CborReader reader, int depth)
    {
        var state = reader.PeekState();
        for (; state == CborReaderState.Tag; state = reader.PeekState()) reader.ReadTag();
        switch (state)
        {
            case CborReaderState.StartArray:
                return depth < DepthMax && Array(reader, depth + 1);
            case CborReaderState.StartMap:
                return depth < DepthMax && Map(reader, depth + 1);
            case CborReaderState.StartIndefiniteLengthByteString or CborReaderState.StartIndefiniteLengthTextString:
                return false;
            default:
                reader.SkipValue();
                return true;
        }
    }

    private static bool Array(CborReader reader, int depth)
    {
        if (reader.ReadStartArray() is not { } count) return false;
        for (var i = 0; i < count; i++)
            if (!Item(reader, depth)) return false;
        reader.ReadEndArray();
        return true;
    }

    private static bool Map(CborReader reader, int depth)
    {
        if (reader.ReadStartMap() is not { } count) return false;
        for (var i = 0; i < count; i++)
            if (!Key(reader) || !Item(reader, depth)) return false;
        reader.ReadEndMap();
        return true;
    }

    /// <summary>
    /// The reader compares keys by their bytes. Only in shortest form do equal keys have equal bytes: a 1 written
    /// in two ways would be one key twice.
    /// </summary>
    private static bool Key(CborReader reader)
    {
        var before = reader.BytesRemaining;
        long body = 0;
        ulong head;
        switch (reader.PeekState())
        {
            case CborReaderState.UnsignedInteger: head = reader.ReadUInt64(); break;
            case CborReaderState.NegativeInteger: head = reader.ReadCborNegativeIntegerRepresentation(); break;
            case CborReaderState.TextString: head = (ulong)(body = reader.ReadDefiniteLengthTextStringBytes().Length); break;
            case CborReaderState.ByteString: head = (ulong)(body = reader.ReadDefiniteLengthByteString().Length); break;
            default: return false;
        }
        return before - reader.BytesRemaining == body + HeadLength(head);
    }

    private static int HeadLength(ulong value) =>
        value switch { < 24 => 1, <= 0xFF => 2, <= 0xFFFF => 3, <= 0xFFFF_FFFF => 5, _ => 9 };
}
