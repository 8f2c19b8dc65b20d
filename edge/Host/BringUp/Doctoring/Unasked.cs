using YongAi.Edge.Devices.Decoding;
using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Host.BringUp.Doctoring;

/// <summary>What bytes are that came without a question.</summary>
public enum UnaskedKind
{
    /// <summary>None came.</summary>
    None,
    /// <summary>They are nobody's frame.</summary>
    Noise,
    /// <summary>Readable text, as a scanner sends.</summary>
    Text,
    /// <summary>A report that a board or pack may send by itself.</summary>
    Report,
    /// <summary>A question that was not ours.</summary>
    OfAnother,
    /// <summary>An answer: to another's question, or to ours and late.</summary>
    Answer,
    /// <summary>A vending board of the kind that is master itself (hardware 0: FA FB).</summary>
    VendingMaster,
}

/// <summary>Tells what was heard without a question by its frames.</summary>
public static class Unasked
{
    private const int TextLeast = 3, FrameLeast = 5, FrameMost = 48, LookedAt = 160;

    /// <summary>Families whose frames prove themselves; 8A/80 last, whose check of one byte over five is the weakest.</summary>
    private static readonly ImmutableArray<string> Proved =
        ["wkly", "jbd", "daly-a5", "jk-4e57", "niu", "daly-d2", "daly-p81", "modbus-relay", "dc02", "cu16", "8a80"];

    /// <summary>What they are, and whose.</summary>
    public static (UnaskedKind Kind, string? Family) Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return (UnaskedKind.None, null);
        if (IsText(bytes)) return (UnaskedKind.Text, null);
        if (bytes.Length > LookedAt) bytes = bytes[..LookedAt];
        for (var at = 0; at + FrameLeast <= bytes.Length; at++)
        {
            if (IsVending(bytes[at..])) return (UnaskedKind.VendingMaster, null);
            foreach (var family in Proved)
                if (Direction(family, bytes[at..]) is { } direction)
                    return (direction switch
                    {
                        "report" => UnaskedKind.Report,
                        "reply" => UnaskedKind.Answer,
                        _ => UnaskedKind.OfAnother,
                    }, family);
        }
        return (UnaskedKind.Noise, null);
    }

    private static bool IsText(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < TextLeast) return false;
        foreach (var b in bytes)
            if (b is not (>= 0x20 and < 0x7F or 0x0D or 0x0A or 0x09)) return false;
        return true;
    }

    /// <summary>FA FB, command, length, data, XOR of all before.</summary>
    private static bool IsVending(ReadOnlySpan<byte> head)
    {
        if (head.Length < FrameLeast || head[0] != 0xFA || head[1] != 0xFB) return false;
        var whole = FrameLeast + head[3];
        return head.Length >= whole && Checksums.Xor(head[..whole]) == 0;
    }

    private static string? Direction(string family, ReadOnlySpan<byte> head)
    {
        for (var length = FrameLeast; length <= Math.Min(FrameMost, head.Length); length++)
        {
            var decoded = FrameDecoder.Decode(family, head[..length].ToArray());
            if (decoded.IsRight) return Hearing.Says(decoded, "direction") ?? "reply";
        }
        return null;
    }
}
