using System.Buffers.Binary;
using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Devices.Bms.Jk4E57;

/// <summary>
/// The bytes of JK's UART protocol (hardware reference 2.3 a; documents in syssi/esphome-jk-bms): 4E 57, length, terminal, command,
/// source, type, data, record, 68, check. The length counts all but the first two bytes; the check is four bytes, the upper two 0, the lower
/// two the sum of all before.
/// </summary>
public static class JkFrames
{
    /// <summary>Wakes a sleeping board.</summary>
    public const byte Wake = 0x01;

    /// <summary>Reads everything that the board tells.</summary>
    public const byte ReadAll = 0x06;

    /// <summary>Bytes before the data; so much of an answer is not made by noise.</summary>
    public const int HeaderLength = 11;

    /// <summary>Longest frame: one of 24 cells has some 320 bytes. Our own bound.</summary>
    public const int LengthMax = 400;

    /// <summary>Longest data.</summary>
    public const int DataMax = LengthMax - HeaderLength - AfterData;

    private const byte First = 0x4E, Second = 0x57, End = 0x68;
    private const byte FromBoard = 0x00, FromComputer = 0x03;
    private const byte TypeRequest = 0x00, TypeAnswer = 0x01, TypeReport = 0x02;
    private const int BeforeLength = 2;
    private const int RecordLength = 4, CheckLength = 4;
    private const int AfterData = RecordLength + 1 + CheckLength;
    private const int QuestionLength = HeaderLength + 1 + AfterData;

    /// <summary>Writes a question; its one byte of data is 00.</summary>
    public static int WriteQuestion(Span<byte> frame, byte command)
    {
        frame = frame[..QuestionLength];
        frame.Clear();
        (frame[0], frame[1], frame[8], frame[9], frame[10]) = (First, Second, command, FromComputer, TypeRequest);
        BinaryPrimitives.WriteUInt16BigEndian(frame[BeforeLength..], QuestionLength - BeforeLength);
        frame[^(CheckLength + 1)] = End;
        BinaryPrimitives.WriteUInt32BigEndian(frame[^CheckLength..], SumOf(frame[..^CheckLength]));
        return QuestionLength;
    }

    /// <summary>Reads the answer to a command.</summary>
    /// <param name="head">Bytes as received.</param>
    /// <param name="command">What was asked.</param>
    /// <param name="data">The data of a whole answer.</param>
    /// <param name="isBroken">A whole answer is there, and its end or check is wrong.</param>
    public static Heard Answer(ReadOnlySpan<byte> head, byte command, out ReadOnlySpan<byte> data, out bool isBroken)
    {
        data = default;
        isBroken = false;
        if (!IsOf(head, FromBoard, TypeAnswer) || head.Length > 8 && head[8] != command) return Heard.Nothing;
        var heard = Whole(head, out isBroken);
        if (heard.Taken > 0) data = head[HeaderLength..(heard.Taken - AfterData)];
        return heard;
    }

    /// <summary>Reads what a board says and nobody waits for: a report of its own accord, or an answer that comes too late.</summary>
    public static Heard Late(ReadOnlySpan<byte> head)
    {
        if (!IsOf(head, FromBoard, TypeAnswer) && !IsOf(head, FromBoard, TypeReport)) return Heard.Nothing;
        var heard = Whole(head, out _);
        return heard.Taken > 0 ? Heard.Stray(heard.Taken) : heard;
    }

    private static bool IsOf(ReadOnlySpan<byte> head, byte source, byte type) =>
        (head.Length < 10 || head[9] == source) && (head.Length < HeaderLength || head[10] == type);

    private static Heard Whole(ReadOnlySpan<byte> head, out bool isBroken)
    {
        isBroken = false;
        if (head[0] != First || head.Length > 1 && head[1] != Second) return Heard.Nothing;
        if (head.Length < BeforeLength + 2) return Heard.Beginning;
        var length = BeforeLength + BinaryPrimitives.ReadUInt16BigEndian(head[BeforeLength..]);
        if (length is < HeaderLength + AfterData or > LengthMax) return Heard.Nothing;
        if (head.Length < length) return Heard.Beginning;
        var beforeCheck = length - CheckLength;
        isBroken = head[beforeCheck - 1] != End
            || BinaryPrimitives.ReadUInt32BigEndian(head[beforeCheck..]) != SumOf(head[..beforeCheck]);
        return isBroken ? Heard.Nothing : Heard.Frame(length);
    }

    private static uint SumOf(ReadOnlySpan<byte> bytes)
    {
        uint sum = 0;
        foreach (var b in bytes) sum += b;
        return sum & 0xFFFF;
    }
}
