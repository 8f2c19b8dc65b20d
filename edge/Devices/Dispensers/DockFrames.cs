using System.Buffers.Binary;
using System.Text;
using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Devices.Dispensers;

/// <summary>
/// The bytes of power-bank slot boards, 115200 8N1 (hardware reference 2.6): EA, address, command, data, CRC of all after EA. An answer has
/// a status before its data. No length is sent: how long an answer is follows from what was asked and from its status.
/// </summary>
/// <param name="address">The board.</param>
/// <param name="crc">Which check it uses.</param>
public sealed class DockFrames(byte address, DockCrc crc)
{
    /// <summary>Status of an answer to a command that was done.</summary>
    public const byte Ok = 0x00;

    /// <summary>Status: the board has no such command.</summary>
    public const byte BadCommand = 0x02;

    /// <summary>Status: the board has no such place.</summary>
    public const byte BadArguments = 0x03;

    /// <summary>Data of the answer about places: a bit for each that is full, and one for each that is locked.</summary>
    public const int StateBytes = 2;

    /// <summary>Data of the answer about a power bank.</summary>
    public const int BankBytes = 23;

    private const byte Start = 0xEA;
    private const int AroundData = 6, SerialBytes = 10;

    /// <summary>Writes a command, with a place or without.</summary>
    public int Write(Span<byte> frame, byte command, int? place = null)
    {
        (frame[0], frame[1], frame[2]) = (Start, address, command);
        var length = 3;
        if (place is { } number) frame[length++] = (byte)(number - 1);
        WriteCheck(frame[1..length], frame[length..]);
        return length + 2;
    }

    /// <summary>Reads the answer to a command.</summary>
    /// <param name="head">Bytes as received.</param>
    /// <param name="command">What was asked.</param>
    /// <param name="bytes">Data of an answer that says it was done; others have none.</param>
    /// <param name="status">What it says, when it is whole.</param>
    /// <param name="data">Its data.</param>
    public Heard Read(ReadOnlySpan<byte> head, byte command, int bytes, out byte status, out ReadOnlySpan<byte> data)
    {
        status = 0;
        data = default;
        ReadOnlySpan<byte> wanted = [Start, address, command];
        var begun = Math.Min(head.Length, wanted.Length);
        if (!head[..begun].SequenceEqual(wanted[..begun])) return Heard.Nothing;
        if (head.Length <= wanted.Length) return Heard.Beginning;
        status = head[3];
        var whole = AroundData + (status == Ok ? bytes : 0);
        if (head.Length < whole) return Heard.Beginning;
        Span<byte> check = stackalloc byte[2];
        WriteCheck(head[1..(whole - 2)], check);
        if (!head[(whole - 2)..whole].SequenceEqual(check)) return Heard.Nothing;
        data = head[4..(whole - 2)];
        return Heard.Frame(whole);
    }

    /// <summary>What a power bank calls itself; null when it says nothing readable.</summary>
    public static string? SerialIn(ReadOnlySpan<byte> bank)
    {
        var text = Encoding.Latin1.GetString(bank[..SerialBytes]).Trim(' ', '\0');
        return text.Length > 0 && text.All(c => c is > ' ' and <= '~') ? text : null;
    }

    /// <summary>
    /// Per cent of what lies between its cut-off and its whole charge; null when the three make no sense. The three are told, how a per cent
    /// is made of them is our reading.
    /// </summary>
    public static int? ChargeIn(ReadOnlySpan<byte> bank)
    {
        int total = BinaryPrimitives.ReadUInt16LittleEndian(bank[14..]), now = BinaryPrimitives.ReadUInt16LittleEndian(bank[16..]),
            cutOff = BinaryPrimitives.ReadUInt16LittleEndian(bank[18..]);
        return total > cutOff ? Math.Clamp(100 * (now - cutOff) / (total - cutOff), 0, 100) : null;
    }

    private void WriteCheck(ReadOnlySpan<byte> of, Span<byte> check)
    {
        if (crc == DockCrc.Modbus) BinaryPrimitives.WriteUInt16LittleEndian(check, Checksums.Crc16Modbus(of));
        else BinaryPrimitives.WriteUInt16BigEndian(check, crc == DockCrc.Xmodem ? Checksums.Crc16Xmodem(of) : Checksums.Crc16CcittFalse(of));
    }
}
