using System.Text;

namespace YongAi.Simulators.Fuzz.Lines;

/// <summary>A frame of seeds/frames that is right, and the protocol it is of.</summary>
public sealed record SeedFrame(string Protocol, byte[] Bytes);

/// <summary>Reads them, and proves a frame by a check written a second time from the pages (hardware reference 1 to 3).</summary>
public static class FrameSeeds
{
    /// <summary>Some answers of Daly packs are recorded as several frames in one line.</summary>
    private const int DalyFrame = 13;

    private static readonly ImmutableArray<(string Folder, string Protocol)> Folders =
    [
        ("lockboard", ""), ("relay", ""), ("jbd", ""), ("daly-a5", ""), ("daly-modbus", "daly-d2"), ("jk-4e57", ""),
        ("jk-modbus", ""),
        ("niu", ""), ("scanner", ""),
    ];

    /// <summary>All but the misprinted ones.</summary>
    public static ImmutableArray<SeedFrame> Read(SeedFiles seeds) =>
        [.. from place in Folders
            from file in seeds.Names("frames/" + place.Folder, "*.hex")
            from line in File.ReadLines(seeds.PathOf($"frames/{place.Folder}/{file}"))
            where line.Length > 0 && line[0] is not ('#' or 'X')
            let bytes = Convert.FromHexString(line[(line.LastIndexOf(": ", StringComparison.Ordinal) + 2)..])
            from frame in file == "daly-a5.hex" ? bytes.Chunk(DalyFrame) : [bytes]
            select new SeedFrame(Of(place.Protocol.Length > 0 ? place.Protocol : Path.GetFileNameWithoutExtension(file),
                frame), frame)];

    /// <summary>True when the check of a whole frame holds, or its protocol has none.</summary>
    public static bool Holds(string protocol, ReadOnlySpan<byte> frame)
    {
        if (protocol == "winnsen") return true;
        var proved = (byte[])[.. frame];
        Prove(protocol, proved);
        return frame.SequenceEqual(proved) || protocol == "gm65" && frame.Length > 2 && frame[^2] == 0xAB && frame[^1] == 0xCD;
    }

    /// <summary>Sets the check of a frame right, where it would stand.</summary>
    public static void Prove(string protocol, byte[] frame)
    {
        if (frame.Length < 7 && protocol is "jbd" or "niu" or "gm65" or "jk-4e57" || frame.Length < 3) return;
        switch (protocol)
        {
            case "8a80" or "wkly": frame[^1] = Xor(frame.AsSpan(..^1)); break;
            case "cu16" or "daly-a5": frame[^1] = (byte)(Sum(frame.AsSpan(..^1)) & 0xFF); break;
            case "dc02": frame[^1] = (byte)(Sum(frame.AsSpan(2..^1)) & 0xFF); break;
            case "niu": frame[^2] = (byte)(Sum(frame.AsSpan(Wake(frame)..^2)) & 0xFF); break;
            case "jbd": (frame[^3], frame[^2]) = High(0x10000 - (Sum(frame.AsSpan(2..^3)) & 0xFFFF) & 0xFFFF); break;
            case "jk-4e57":
                (frame[^4], frame[^3]) = (0, 0);
                (frame[^2], frame[^1]) = High(Sum(frame.AsSpan(..^4)) & 0xFFFF);
                break;
            case "gm65": (frame[^2], frame[^1]) = High(Crc(frame.AsSpan(2..^2), 0, isReflected: false)); break;
            case "vmc": frame[^1] = Xor(frame.AsSpan(..^1)); break;
            case "rdm6300" when frame.Length == 14: ProveTag(frame); break;
            case "winnsen" or "rdm6300": break;
            default: (frame[^1], frame[^2]) = High(Crc(frame.AsSpan(..^2), 0xFFFF, isReflected: true)); break;
        }
    }

    /// <summary>Ten hex digits write five bytes; two more write their XOR.</summary>
    private static void ProveTag(byte[] frame)
    {
        var digits = Encoding.ASCII.GetString(frame, 1, 10);
        if (digits.All(char.IsAsciiHexDigit)) Encoding.ASCII.GetBytes($"{Xor(Convert.FromHexString(digits)):X2}", frame.AsSpan(11, 2));
    }

    private static string Of(string protocol, byte[] frame) =>
        protocol == "daly-d2" && frame[0] is 0x81 or 0x51 ? "daly-p81" : protocol;

    private static (byte High, byte Low) High(int number) => ((byte)(number >> 8), (byte)(number & 0xFF));

    private static int Wake(byte[] frame)
    {
        var at = 0;
        while (at < frame.Length - 2 && frame[at] == 0xFE) at++;
        return at;
    }

    private static int Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = 0;
        foreach (var b in bytes) sum += b;
        return sum;
    }

    private static byte Xor(ReadOnlySpan<byte> bytes)
    {
        byte xor = 0;
        foreach (var b in bytes) xor ^= b;
        return xor;
    }

    /// <summary>Polynomial 8005 from the low bit, or 1021 from the high one.</summary>
    private static int Crc(ReadOnlySpan<byte> bytes, int start, bool isReflected)
    {
        foreach (var b in bytes)
            for (var bit = 0; bit < 8; bit++)
            {
                var carry = isReflected ? (start ^ b >> bit) & 1 : (start >> 15 ^ b >> (7 - bit)) & 1;
                start = isReflected ? start >> 1 : start << 1 & 0xFFFF;
                if (carry == 1) start ^= isReflected ? 0xA001 : 0x1021;
            }
        return start;
    }
}
