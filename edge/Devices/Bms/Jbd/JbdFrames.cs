using System.Buffers.Binary;
using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Devices.Bms.Jbd;

/// <summary>
/// The bytes of JBD boards (hardware reference 2.1; "General Protocol V4"). Question: DD A5 command length data check 77. Reply:
/// DD command status length data check 77, with a check over status, length and data. 77 occurs inside data: the length counts.
/// </summary>
public static class JbdFrames
{
    /// <summary>Voltage, current, charge, protections, temperatures.</summary>
    public const byte BasicInfo = 0x03;

    /// <summary>The name, by which packs of this network say their serial.</summary>
    public const byte Name = 0x05;

    /// <summary>Longest data that either reply may carry; basic info with eight sensors stays well below.</summary>
    public const int DataMax = 64;

    /// <summary>Bytes before the data of a reply; so much of one is not made by noise.</summary>
    public const int HeaderLength = 4;

    private const byte Start = 0xDD;
    private const byte ReadMark = 0xA5;
    private const byte End = 0x77;
    private const byte Fine = 0x00;
    private const byte Error = 0x80;
    private const int AroundData = 7;

    /// <summary>Writes a question.</summary>
    public static int WriteRead(Span<byte> frame, byte command)
    {
        (frame[0], frame[1], frame[2], frame[3]) = (Start, ReadMark, command, 0);
        BinaryPrimitives.WriteUInt16BigEndian(frame[4..], Checksums.JbdCheck(frame[2..4]));
        frame[6] = End;
        return AroundData;
    }

    /// <summary>Reads a reply to a command.</summary>
    /// <param name="head">Bytes as received.</param>
    /// <param name="command">What was asked.</param>
    /// <param name="data">The data of a whole reply; empty when the board answered with an error.</param>
    /// <param name="isBroken">True when a whole reply is there and its check or end is wrong.</param>
    public static Heard Reply(ReadOnlySpan<byte> head, byte command, out ReadOnlySpan<byte> data, out bool isBroken)
    {
        data = default;
        isBroken = false;
        if (!MayBeReply(head, command)) return Heard.Nothing;
        if (head.Length < HeaderLength || head.Length < AroundData + head[3]) return Heard.Beginning;
        var length = AroundData + head[3];
        var check = BinaryPrimitives.ReadUInt16BigEndian(head[(length - 3)..]);
        isBroken = head[length - 1] != End || check != Checksums.JbdCheck(head[2..(length - 3)]);
        if (isBroken) return Heard.Nothing;
        if (head[2] == Fine) data = head[HeaderLength..(length - 3)];
        return Heard.Frame(length);
    }

    private static bool MayBeReply(ReadOnlySpan<byte> head, byte command) =>
        head[0] == Start
        && (head.Length < 2 || head[1] == command)
        && (head.Length < 3 || head[2] is Fine or Error)
        && (head.Length < HeaderLength || head[3] <= DataMax);
}
