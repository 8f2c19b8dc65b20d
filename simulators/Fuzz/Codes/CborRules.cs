using System.Text;

namespace YongAi.Simulators.Fuzz.Codes;

/// <summary>
/// Which CBOR rider-code YA1 lets in, written a second time from its page and RFC 8949: one item and nothing behind it,
/// definite lengths, at most six deep, keys that are numbers or strings in shortest form and none twice, text in UTF-8.
/// </summary>
public static class CborRules
{
    private const int DepthMax = 6;
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    public static bool Hold(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        return Item(bytes, ref at, 0) && at == bytes.Length;
    }

    private static bool Item(ReadOnlySpan<byte> bytes, ref int at, int depth)
    {
        while (true)
        {
            if (!Head(bytes, ref at, out var major, out var number, out var wide, out _)) return false;
            switch (major)
            {
                case 0 or 1: return true;
                case 2 or 3: return String(bytes, ref at, major, number);
                case 4: return depth < DepthMax && Items(bytes, ref at, number, depth + 1);
                case 5: return depth < DepthMax && Map(bytes, ref at, number, depth + 1);
                case 6: continue;
                default: return IsSimple(number, wide);
            }
        }
    }

    private static bool Items(ReadOnlySpan<byte> bytes, ref int at, ulong count, int depth)
    {
        for (ulong n = 0; n < count; n++)
            if (!Item(bytes, ref at, depth)) return false;
        return true;
    }

    private static bool Map(ReadOnlySpan<byte> bytes, ref int at, ulong count, int depth)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (ulong n = 0; n < count; n++)
        {
            var begins = at;
            if (!Head(bytes, ref at, out var major, out var number, out _, out var shortest) || major > 3 || !shortest)
                return false;
            if (major is 2 or 3 && !String(bytes, ref at, major, number)) return false;
            if (!keys.Add(Convert.ToHexString(bytes[begins..at])) || !Item(bytes, ref at, depth)) return false;
        }
        return true;
    }

    private static bool String(ReadOnlySpan<byte> bytes, ref int at, int major, ulong length)
    {
        if (length > (ulong)(bytes.Length - at)) return false;
        var text = bytes.Slice(at, (int)length);
        at += text.Length;
        if (major == 2) return true;
        try
        {
            Utf8.GetCharCount(text);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    /// <summary>A simple value below 32 has one form only; the others, and floats, mean nothing here and are passed over.</summary>
    private static bool IsSimple(ulong number, int wide) => wide != 1 || number >= 32;

    private static bool Head(ReadOnlySpan<byte> bytes, ref int at, out int major, out ulong number, out int wide, out bool shortest)
    {
        (major, number, wide, shortest) = (0, 0, 0, false);
        if (at >= bytes.Length) return false;
        var head = bytes[at++];
        major = head >> 5;
        var form = head & 31;
        if (form > 27) return false;
        if (form < 24) number = (ulong)form;
        else
        {
            wide = 1 << (form - 24);
            if (wide > bytes.Length - at) return false;
            for (var n = 0; n < wide; n++) number = number << 8 | bytes[at++];
        }
        shortest = wide switch { 0 => true, 1 => number >= 24, 2 => number > 0xFF, 4 => number > 0xFFFF,
            _ => number > 0xFFFF_FFFF };
        return true;
    }
}
