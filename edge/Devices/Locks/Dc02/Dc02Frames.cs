using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Devices.Locks.Dc02;

/// <summary>
/// The bytes of the lock boards whose frames begin with DC 02 (hardware reference 1.6): DC 02 (answers: DC FE), board, command, length of
/// the data, data, sum of everything from the board on. 10 opens one lock and is answered by lock and status; 11 reads one.
/// </summary>
public static class Dc02Frames
{
    /// <summary>Locks of a board.</summary>
    public const int ChannelsMax = 12;

    /// <summary>In an answer to an opening: done.</summary>
    public const byte Done = 0x01;

    private const byte Start = 0xDC;
    private const byte Asks = 0x02;
    private const byte Answers = 0xFE;
    private const byte Open = 0x10;
    private const byte ReadOne = 0x11;
    private const int SumFrom = 2;
    private const int RequestLength = 7;
    private const int AnswerLength = 8;
    private const int AnswerData = 2;

    /// <summary>Writes the command that fires one lock.</summary>
    public static int WriteOpen(Span<byte> frame, byte board, int channel) => Write(frame, board, Open, channel);

    /// <summary>Writes the question for one lock.</summary>
    public static int WriteRead(Span<byte> frame, byte board, int channel) => Write(frame, board, ReadOne, channel);

    /// <summary>Reads the answer to an opening command: lock, status.</summary>
    public static Heard Opened(ReadOnlySpan<byte> head, byte board, int channel, out byte status) =>
        Single(head, board, Open, channel, out status);

    /// <summary>Reads the answer to the question for one lock: lock, state. Our reading: no source states its layout.</summary>
    public static Heard One(ReadOnlySpan<byte> head, byte board, int channel, out byte state) =>
        Single(head, board, ReadOne, channel, out state);

    /// <summary>Reads a whole answer of this board that answers nothing any more.</summary>
    public static Heard Late(ReadOnlySpan<byte> head, byte board)
    {
        var heard = Whole(head, board, Open);
        if (heard == Heard.Nothing) heard = Whole(head, board, ReadOne);
        return heard.Taken > 0 ? Heard.Stray(heard.Taken) : heard;
    }

    /// <summary>True when both are whole answers to one question: of one kind, one board and one lock.</summary>
    public static bool Alike(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) =>
        one.Length == other.Length && one[..6].SequenceEqual(other[..6]);

    private static int Write(Span<byte> frame, byte board, byte command, int channel)
    {
        (frame[0], frame[1], frame[2], frame[3], frame[4], frame[5]) = (Start, Asks, board, command, 1, (byte)channel);
        frame[6] = Checksums.Sum8(frame[SumFrom..6]);
        return RequestLength;
    }

    private static Heard Single(ReadOnlySpan<byte> head, byte board, byte command, int channel, out byte value)
    {
        value = 0;
        if (head.Length > 5 && head[5] != channel) return Heard.Nothing;
        var heard = Whole(head, board, command);
        if (heard.Taken > 0) value = head[6];
        return heard;
    }

    private static Heard Whole(ReadOnlySpan<byte> head, byte board, byte command)
    {
        if (head[0] != Start || head.Length > 1 && head[1] != Answers || head.Length > 2 && head[2] != board) return Heard.Nothing;
        if (head.Length > 3 && head[3] != command || head.Length > 4 && head[4] != AnswerData) return Heard.Nothing;
        if (head.Length < AnswerLength) return Heard.Beginning;
        return Checksums.Sum8(head[SumFrom..(AnswerLength - 1)]) == head[AnswerLength - 1] ? Heard.Frame(AnswerLength) : Heard.Nothing;
    }
}
