namespace YongAi.Simulators.Boards;

/// <summary>Finds Modbus RTU requests in the bytes on the line, by length and check.</summary>
public sealed class ModbusEar
{
    private const int PlainBytes = 8;
    /// <summary>Function 0F before its bitmap, and the two of the check behind it.</summary>
    private const int WriteSeveralBefore = 7, CheckBytes = 2;
    private const int LeastBytes = 4;
    private const int BufferMax = 256;
    /// <summary>3.5 characters by the book; serial adapters need more.</summary>
    private static readonly TimeSpan GapEndsFrame = TimeSpan.FromMilliseconds(20);

    private readonly EarBuffer buffer = new(BufferMax, GapEndsFrame);

    public void Hear(ReadOnlySpan<byte> bytes, TimeSpan now) => buffer.Hear(bytes, now);

    /// <summary>
    /// The next whole request, without its check. A frame of unknown function counts when its check fits and nothing stands before it: four
    /// bytes with a check of their own lie in the middle of longer frames too, for example 00 00 01 B0.
    /// </summary>
    public bool TryCut(out byte[] request)
    {
        for (var heard = buffer.Head; heard.Length >= LeastBytes; heard = heard[1..])
        {
            var isFirst = heard.Length == buffer.Head.Length;
            if (LengthOf(heard) is not { } length || length > heard.Length || CheckOf(heard[..length]) != 0) continue;
            if (!isFirst && !IsKnown(heard[1])) continue;
            request = heard[..(length - CheckBytes)].ToArray();
            buffer.Drop(buffer.Head.Length - heard.Length + length);
            return true;
        }
        request = [];
        return false;
    }

    public void Forget() => buffer.Forget();

    /// <summary>CRC-16 of Modbus: polynomial A001 mirrored, from FFFF; the low byte goes first.</summary>
    public static byte[] Sealed(ReadOnlySpan<byte> frame)
    {
        var crc = CheckOf(frame);
        return [.. frame, (byte)(crc & 0xFF), (byte)(crc >> 8)];
    }

    private static bool IsKnown(byte function) => function is (>= 0x01 and <= 0x06) or 0x0F or 0x10;

    private static int? LengthOf(ReadOnlySpan<byte> head) => head[1] switch
    {
        >= 0x01 and <= 0x06 => PlainBytes,
        0x0F or 0x10 => head.Length > WriteSeveralBefore ? WriteSeveralBefore + head[6] + CheckBytes : null,
        _ => head.Length,
    };

    /// <summary>Over a whole frame with its check the answer is 0.</summary>
    private static int CheckOf(ReadOnlySpan<byte> frame)
    {
        var crc = 0xFFFF;
        foreach (var b in frame)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ 0xA001;
        }
        return crc;
    }
}
