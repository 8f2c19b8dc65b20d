using System.Buffers.Binary;
using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Devices.Scanners;

/// <summary>
/// The bytes that set up a scanner of the GM65 class (hardware reference 3.1). Command: 7E 00, type, length, zone, data, CRC of all after
/// the first two. Answer: 02 00 (03 00 to a heartbeat), 00 for fine, length, data, CRC of all after the first two.
/// </summary>
public static class Gm65Frames
{
    /// <summary>Trigger and lights: bits 1-0 are 01 by command, 10 continuous, 11 on motion.</summary>
    public const int TriggerZone = 0x0000;

    /// <summary>End of a text in bits 6-5: 00 CR, 01 CR LF, 10 TAB, 11 none. GM65; the GM812 keeps it elsewhere.</summary>
    public const int EndZone = 0x0060;

    /// <summary>Bytes of a command that reads or writes one zone.</summary>
    public const int Length = 9;

    /// <summary>Data bytes in the longest answer that is looked for.</summary>
    public const int AnsweredBytesMax = 8;

    private const byte ReadType = 0x07, WriteType = 0x08;
    private const int AroundData = 6;

    /// <summary>Writes the command that reads one zone.</summary>
    public static int WriteRead(Span<byte> frame, int zone) => Write(frame, ReadType, zone, 1);

    /// <summary>Writes the command that sets one zone until the module loses its power: nothing wears out.</summary>
    public static int WriteSet(Span<byte> frame, int zone, byte value) => Write(frame, WriteType, zone, value);

    /// <summary>Reads an answer.</summary>
    /// <param name="head">Bytes as received.</param>
    /// <param name="data">What it carries, when it is whole.</param>
    public static Heard Answer(ReadOnlySpan<byte> head, out ReadOnlySpan<byte> data)
    {
        data = default;
        if (head[0] is not (0x02 or 0x03) || head.Length > 1 && head[1] != 0) return Heard.Nothing;
        if (head.Length < 4) return Heard.Beginning;
        if (head[3] > AnsweredBytesMax) return Heard.Nothing;
        var whole = AroundData + head[3];
        if (head.Length < whole) return Heard.Beginning;
        var check = BinaryPrimitives.ReadUInt16BigEndian(head[(whole - 2)..]);
        if (check != Checksums.Crc16Xmodem(head[2..(whole - 2)])) return Heard.Nothing;
        data = head.Slice(4, head[3]);
        return Heard.Frame(whole);
    }

    private static int Write(Span<byte> frame, byte type, int zone, byte value)
    {
        (frame[0], frame[1], frame[2], frame[3], frame[6]) = (0x7E, 0x00, type, 1, value);
        BinaryPrimitives.WriteUInt16BigEndian(frame[4..], (ushort)zone);
        BinaryPrimitives.WriteUInt16BigEndian(frame[7..], Checksums.Crc16Xmodem(frame[2..7]));
        return Length;
    }
}
