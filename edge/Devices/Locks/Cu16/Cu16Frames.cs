using System.Buffers.Binary;
using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Devices.Locks.Cu16;

/// <summary>
/// The bytes of the KERONG KR-CU16 (hardware reference 1.3): 02, address, command, data, 03, sum. In the address the high half is the
/// board and the low half the lock, counted from 0. Status: 35, hooks 1-8, hooks 9-16, infrared 1-8, infrared 9-16.
/// </summary>
public static class Cu16Frames
{
    /// <summary>Locks of a board.</summary>
    public const int Locks = 16;

    /// <summary>Inputs of a board: the hooks of its locks, then as many infrared inputs.</summary>
    public const int Inputs = 32;

    /// <summary>Highest address: that after it calls all boards.</summary>
    public const byte AddressMax = 14;

    private const byte Start = 0x02;
    private const byte End = 0x03;
    private const byte Read = 0x30;
    private const byte Open = 0x31;
    private const byte Status = 0x35;
    private const byte StatusOfAll = 0x36;
    private const byte UnlockTimeSet = 0x37;
    private const byte UnlockTime = 0x38;
    private const int RequestLength = 5;
    private const int StatusLength = 9;
    private const int TimeLength = 7;

    /// <summary>Writes the command that fires one lock; channel 1 is lock 0.</summary>
    public static int WriteOpen(Span<byte> frame, byte board, int channel) => Write(frame, board << 4 | channel - 1, Open);

    /// <summary>Writes the question for all inputs of a board.</summary>
    public static int WriteRead(Span<byte> frame, byte board) => Write(frame, board << 4, Read);

    /// <summary>Writes the question for the unlock time: after an opening it makes a busy board listen again.</summary>
    public static int WriteAskUnlockTime(Span<byte> frame, byte board) => Write(frame, board << 4, UnlockTime);

    /// <summary>
    /// Reads a status, the answer to a read and on some boards to an opening; bit 0 is hook 1, bit 16 infrared input 1.
    /// </summary>
    public static Heard Levels(ReadOnlySpan<byte> head, byte board, out uint levels)
    {
        var heard = Whole(head, board, Status, StatusLength);
        levels = heard.Taken > 0 ? BinaryPrimitives.ReadUInt32LittleEndian(head[3..]) : 0;
        return heard;
    }

    /// <summary>
    /// Reads the answer to the question for the unlock time. Its command is seen on paper only: 37 and 38 are both taken.
    /// </summary>
    public static Heard Time(ReadOnlySpan<byte> head, byte board)
    {
        var heard = Whole(head, board, UnlockTime, TimeLength);
        return heard == Heard.Nothing ? Whole(head, board, UnlockTimeSet, TimeLength) : heard;
    }

    /// <summary>Reads a whole answer of this board that answers nothing any more.</summary>
    public static Heard Late(ReadOnlySpan<byte> head, byte board)
    {
        var heard = Whole(head, board, Status, StatusLength);
        if (heard == Heard.Nothing) heard = Whole(head, board, StatusOfAll, StatusLength);
        if (heard == Heard.Nothing) heard = Time(head, board);
        return heard.Taken > 0 ? Heard.Stray(heard.Taken) : heard;
    }

    /// <summary>True when both are whole answers to one question: of one kind and one board.</summary>
    public static bool Alike(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) =>
        one.Length == other.Length && one[1] >> 4 == other[1] >> 4 && one[2] == other[2];

    private static int Write(Span<byte> frame, int address, byte command)
    {
        (frame[0], frame[1], frame[2], frame[3]) = (Start, (byte)address, command, End);
        frame[4] = Checksums.Sum8(frame[..4]);
        return RequestLength;
    }

    /// <summary>No source says what the low half of the address is in an answer: only the board is looked at.</summary>
    private static Heard Whole(ReadOnlySpan<byte> head, byte board, byte command, int length)
    {
        if (head[0] != Start || head.Length > 1 && head[1] >> 4 != board || head.Length > 2 && head[2] != command)
            return Heard.Nothing;
        if (head.Length >= length - 1 && head[length - 2] != End) return Heard.Nothing;
        if (head.Length < length) return Heard.Beginning;
        return Checksums.Sum8(head[..(length - 1)]) == head[length - 1] ? Heard.Frame(length) : Heard.Nothing;
    }
}
