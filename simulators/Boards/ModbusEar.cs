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

    private readonly List<byte> buffer = [];
    private TimeSpan lastByte;

    /// <summary>Whole requests without their check; a frame of unknown function counts when its check fits.</summary>
    public IEnumerable<byte[]> Hear(ReadOnlySpan<byte> bytes, TimeSpan now)
    {
        if (now - lastByte > GapEndsFrame || buffer.Count + bytes.Length > BufferMax) buffer.Clear();
        lastByte = now;
        foreach (var b in bytes[..Math.Min(bytes.Length, BufferMax)]) buffer.Add(b);
        var found = new List<byte[]>();
        while (TryCut(out var request)) found.Add(request);
        return found;
    }

    public void Forget() => buffer.Clear();

    /// <summary>CRC-16 of Modbus: polynomial A001 mirrored, from FFFF; the low byte goes first.</summary>
    public static byte[] Sealed(ReadOnlySpan<byte> frame)
    {
        var crc = CheckOf(frame);
        return [.. frame, (byte)(crc & 0xFF), (byte)(crc >> 8)];
    }

    private bool TryCut(out byte[] request)
    {
        for (var start = 0; start + LeastBytes <= buffer.Count; start++)
        {
            var length = LengthAt(start);
            if (length is null || start + length > buffer.Count) continue;
            request = [.. buffer[start..(start + length.Value)]];
            if (CheckOf(request) != 0) continue;
            buffer.RemoveRange(0, start + length.Value);
            request = request[..^CheckBytes];
            return true;
        }
        request = [];
        return false;
    }

    private int? LengthAt(int start)
    {
        var left = buffer.Count - start;
        return buffer[start + 1] switch
        {
            >= 0x01 and <= 0x06 => PlainBytes,
            0x0F or 0x10 => left > WriteSeveralBefore ? WriteSeveralBefore + buffer[start + 6] + CheckBytes : null,
            _ => left,
        };
    }

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
