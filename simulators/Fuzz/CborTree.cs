using System.Buffers.Binary;
using System.Text;

namespace YongAi.Simulators.Fuzz;

/// <summary>
/// CBOR (RFC 8949) taken apart by its own small reader, so that it can be spoiled in its middle and put together again with
/// lengths that fit, or do not. Byte strings that hold CBOR are taken apart as well.
/// </summary>
public sealed class CborTree
{
    private const int DepthMax = 12;
    private const byte ByteString = 2, TextString = 3, ArrayOf = 4, MapOf = 5, TagOf = 6;

    private CborTree(byte major, ulong argument) => (Major, Argument) = (major, argument);

    /// <summary>0 to 7.</summary>
    public byte Major { get; set; }

    /// <summary>
    /// The number in the head; for strings, arrays and maps it is counted anew when written, unless <see cref="Lies"/>.
    /// </summary>
    public ulong Argument { get; set; }

    /// <summary>Bytes of a string that holds no CBOR.</summary>
    public byte[] Bytes { get; set; } = [];

    /// <summary>Items of an array, keys and values of a map in turn, what a tag is put on, or what a byte string holds.</summary>
    public List<CborTree> Parts { get; private set; } = [];

    /// <summary>Its head says <see cref="Argument"/>, whatever comes behind it.</summary>
    public bool Lies { get; set; }

    /// <summary>Bytes of its head's argument, longer than needed: 1, 2, 4 or 8; 0 for the shortest form.</summary>
    public int Wide { get; set; }

    /// <summary>Written without a length, with a stop code behind it.</summary>
    public bool Endless { get; set; }

    /// <summary>Takes bytes apart; null when they are no CBOR of definite lengths.</summary>
    public static CborTree? Read(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        return Item(bytes, ref at, 0) is { } tree && at == bytes.Length ? tree : null;
    }

    /// <summary>The bytes as they are after whatever was done to the tree.</summary>
    public byte[] Write()
    {
        var bytes = new List<byte>(256);
        WriteTo(bytes);
        return [.. bytes];
    }

    /// <summary>This item and all below it, in their order.</summary>
    public void Collect(List<CborTree> all)
    {
        all.Add(this);
        foreach (var part in Parts) part.Collect(all);
    }

    /// <summary>A copy that can be spoiled.</summary>
    public CborTree Copy() => new(Major, Argument)
    {
        Bytes = Bytes, Lies = Lies, Wide = Wide, Endless = Endless, Parts = [.. Parts.Select(part => part.Copy())],
    };

    /// <summary>A number, text or anything else without parts.</summary>
    public static CborTree Leaf(byte major, ulong argument, byte[]? bytes = null) => new(major, argument) { Bytes = bytes ?? [] };

    public static CborTree Number(long value) => value < 0 ? Leaf(1, (ulong)(-1 - value)) : Leaf(0, (ulong)value);

    public static CborTree Text(string text) => Leaf(TextString, 0, Encoding.UTF8.GetBytes(text));

    public static CborTree String(byte[] bytes) => Leaf(ByteString, 0, bytes);

    public static CborTree List(params IEnumerable<CborTree> items) => new(ArrayOf, 0) { Parts = [.. items] };

    /// <summary>A map with numbers for keys; what is null is left out.</summary>
    public static CborTree Map(params IEnumerable<(int Label, CborTree? Value)> pairs) =>
        new(MapOf, 0) { Parts = [.. pairs.Where(pair => pair.Value is not null)
            .SelectMany(pair => new[] { Number(pair.Label), pair.Value! })] };

    private static CborTree? Item(ReadOnlySpan<byte> bytes, ref int at, int depth)
    {
        if (depth > DepthMax || at >= bytes.Length) return null;
        var head = bytes[at++];
        if (Argued(bytes, ref at, head & 31) is not { } argument) return null;
        var item = new CborTree((byte)(head >> 5), argument) { Wide = WidthOf(head & 31, argument) };
        return item.Major switch
        {
            ByteString or TextString => Inside(item, bytes, ref at, depth),
            ArrayOf => Many(item, argument, bytes, ref at, depth),
            MapOf => argument > int.MaxValue ? null : Many(item, argument * 2, bytes, ref at, depth),
            TagOf => Many(item, 1, bytes, ref at, depth),
            _ => item,
        };
    }

    private static CborTree? Inside(CborTree item, ReadOnlySpan<byte> bytes, ref int at, int depth)
    {
        if (item.Argument > (ulong)(bytes.Length - at)) return null;
        item.Bytes = bytes.Slice(at, (int)item.Argument).ToArray();
        at += item.Bytes.Length;
        // 64 bytes may look like CBOR by chance; only a map or an array is worth taking apart.
        var inside = 0;
        if (item.Major == ByteString && item.Bytes is [>= 0x80 and < 0xE0, ..]
            && Item(item.Bytes, ref inside, depth + 1) is { } held
            && inside == item.Bytes.Length)
            (item.Bytes, item.Parts) = ([], [held]);
        return item;
    }

    private static CborTree? Many(CborTree item, ulong count, ReadOnlySpan<byte> bytes, ref int at, int depth)
    {
        for (ulong n = 0; n < count; n++)
        {
            if (Item(bytes, ref at, depth + 1) is not { } part) return null;
            item.Parts.Add(part);
        }
        return item;
    }

    private static ulong? Argued(ReadOnlySpan<byte> bytes, ref int at, int form)
    {
        if (form < 24) return (ulong)form;
        if (form > 27) return null;
        var length = 1 << (form - 24);
        if (length > bytes.Length - at) return null;
        ulong number = 0;
        for (var n = 0; n < length; n++) number = number << 8 | bytes[at++];
        return number;
    }

    private static int WidthOf(int form, ulong argument)
    {
        var width = form < 24 ? 0 : 1 << (form - 24);
        return width == Shortest(argument) ? 0 : width;
    }

    private static int Shortest(ulong argument) => argument switch { < 24 => 0, <= 0xFF => 1, <= 0xFFFF => 2,
        <= 0xFFFF_FFFF => 4, _ => 8 };

    private void WriteTo(List<byte> bytes)
    {
        var inside = Bytes;
        if (Major == ByteString && Parts.Count > 0)
        {
            var held = new List<byte>();
            foreach (var part in Parts) part.WriteTo(held);
            inside = [.. held];
        }
        WriteHead(bytes, inside.Length);
        bytes.AddRange(inside);
        if (Major != ByteString)
            foreach (var part in Parts) part.WriteTo(bytes);
        if (Endless) bytes.Add(0xFF);
    }

    private void WriteHead(List<byte> bytes, int length)
    {
        if (Endless)
        {
            bytes.Add((byte)(Major << 5 | 31));
            return;
        }
        var argument = Lies ? Argument : Major switch
        {
            ByteString or TextString => (ulong)length,
            ArrayOf => (ulong)Parts.Count,
            MapOf => (ulong)Parts.Count / 2,
            _ => Argument,
        };
        var width = Math.Max(Shortest(argument), Wide);
        bytes.Add((byte)(Major << 5 | width switch { 0 => (int)argument, 1 => 24, 2 => 25, 4 => 26, _ => 27 }));
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(number, argument);
        bytes.AddRange(number[(8 - width)..]);
    }
}
