namespace YongAi.Simulators.Boards;

/// <summary>A command to a scanner module.</summary>
public readonly record struct ScannerCommand(byte Type, int Zone, byte[] Data);

/// <summary>Finds commands to a GM65 module in the bytes on its line (hardware 3.1).</summary>
public sealed class ScannerEar
{
    /// <summary>7E 00, type, length, zone; then data; then the check.</summary>
    private const int BeforeData = 6, CheckBytes = 2;
    private const int DataMax = 64, BufferMax = 256;
    /// <summary>In place of a check: do not check.</summary>
    private const int Unchecked = 0xABCD;
    private static readonly TimeSpan GapEndsFrame = TimeSpan.FromMilliseconds(100);

    private readonly List<byte> buffer = [];
    private TimeSpan lastByte;

    public IEnumerable<ScannerCommand> Hear(ReadOnlySpan<byte> bytes, TimeSpan now)
    {
        if (now - lastByte > GapEndsFrame || buffer.Count + bytes.Length > BufferMax) buffer.Clear();
        lastByte = now;
        foreach (var b in bytes[..Math.Min(bytes.Length, BufferMax)]) buffer.Add(b);
        var found = new List<ScannerCommand>();
        while (TryCut(out var command)) found.Add(command);
        return found;
    }

    public void Forget() => buffer.Clear();

    /// <summary>Adds the check over everything after the two bytes of the head.</summary>
    public static byte[] Sealed(byte[] frame)
    {
        var crc = CheckOf(frame.AsSpan(2));
        return [.. frame, (byte)(crc >> 8), (byte)(crc & 0xFF)];
    }

    private bool TryCut(out ScannerCommand command)
    {
        command = default;
        while (buffer.Count > 0)
        {
            if (buffer[0] == 0x7E && (buffer.Count < 2 || buffer[1] == 0) && (buffer.Count < 4 || DataBytes <= DataMax))
            {
                if (buffer.Count < 4 || buffer.Count < BeforeData + DataBytes + CheckBytes) return false;
                if (Fits())
                {
                    var end = BeforeData + DataBytes;
                    command = new ScannerCommand(buffer[2], buffer[4] << 8 | buffer[5], [.. buffer[BeforeData..end]]);
                    buffer.RemoveRange(0, end + CheckBytes);
                    return true;
                }
            }
            buffer.RemoveAt(0);
        }
        return false;
    }

    /// <summary>A read carries one byte that says how many, whatever its length field says.</summary>
    private int DataBytes => buffer[3];

    private bool Fits()
    {
        var end = BeforeData + DataBytes;
        var told = buffer[end] << 8 | buffer[end + 1];
        return told == Unchecked || told == CheckOf(buffer[2..end].ToArray());
    }

    /// <summary>CRC-16, polynomial 1021, from 0.</summary>
    private static int CheckOf(ReadOnlySpan<byte> bytes)
    {
        var crc = 0;
        foreach (var b in bytes)
        {
            crc ^= b << 8;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 0x8000) == 0 ? crc << 1 : (crc << 1 ^ 0x1021) & 0xFFFF;
        }
        return crc;
    }
}
