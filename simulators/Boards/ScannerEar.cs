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

    private readonly EarBuffer buffer = new(BufferMax, GapEndsFrame);

    public void Hear(ReadOnlySpan<byte> bytes, TimeSpan now) => buffer.Hear(bytes, now);

    /// <summary>The next command that was heard whole.</summary>
    public bool TryCut(out ScannerCommand command)
    {
        command = default;
        for (var head = buffer.Head; head.Length > 0; buffer.Drop(1), head = buffer.Head)
        {
            if (!CanStart(head)) continue;
            if (head.Length < 4 || head.Length < BeforeData + head[3] + CheckBytes) return false;
            // A read carries one byte that says how many, whatever its length field says.
            var end = BeforeData + head[3];
            if (!Fits(head, end)) continue;
            command = new ScannerCommand(head[2], head[4] << 8 | head[5], head[BeforeData..end].ToArray());
            buffer.Drop(end + CheckBytes);
            return true;
        }
        return false;
    }

    public void Forget() => buffer.Forget();

    /// <summary>Adds the check over everything after the two bytes of the head.</summary>
    public static byte[] Sealed(byte[] frame)
    {
        var crc = CheckOf(frame.AsSpan(2));
        return [.. frame, (byte)(crc >> 8), (byte)(crc & 0xFF)];
    }

    private static bool CanStart(ReadOnlySpan<byte> head) =>
        head[0] == 0x7E && (head.Length < 2 || head[1] == 0) && (head.Length < 4 || head[3] <= DataMax);

    private static bool Fits(ReadOnlySpan<byte> head, int end)
    {
        var told = head[end] << 8 | head[end + 1];
        return told == Unchecked || told == CheckOf(head[2..end]);
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
