using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Devices.Locks.A80;

/// <summary>
/// The bytes of the 8A/80 lock boards (hardware reference 1.1). Requests and single replies: head, board, lock, function or
/// level, XOR. Reply to a read of all: 80, board, channels 17-24, 9-16, 1-8, 33, XOR.
/// </summary>
public static class A80Frames
{
    /// <summary>Function of an opening command, dialect A (Shuoming).</summary>
    public const byte OpenA = 0x11;

    /// <summary>Function of an opening command, dialect B (Kecheng).</summary>
    public const byte OpenB = 0x33;

    /// <summary>Bytes of every frame but the reply to a read of all.</summary>
    public const int Length = 5;

    /// <summary>Bytes of a reply to a read of all.</summary>
    public const int AllLength = 7;

    /// <summary>Channels that a reply to a read of all tells of.</summary>
    public const int AllChannels = 24;

    /// <summary>Channels of the largest board seen.</summary>
    public const int ChannelsMax = 50;

    private const byte Open = 0x8A;
    private const byte Read = 0x80;
    private const byte ReadFunction = 0x33;
    private const byte AllLocks = 0x00;
    private const byte Low = 0x00;
    private const byte High = 0x11;

    /// <summary>Writes the command that fires one lock.</summary>
    public static int WriteOpen(Span<byte> frame, byte board, int channel, byte function) =>
        Write(frame, Open, board, (byte)channel, function);

    /// <summary>Writes the question for one channel.</summary>
    public static int WriteRead(Span<byte> frame, byte board, int channel) =>
        Write(frame, Read, board, (byte)channel, ReadFunction);

    /// <summary>Writes the question for all channels.</summary>
    public static int WriteReadAll(Span<byte> frame, byte board) => Write(frame, Read, board, AllLocks, ReadFunction);

    /// <summary>Reads the reply to an opening command.</summary>
    public static Heard Opened(ReadOnlySpan<byte> head, byte board, int channel) =>
        Single(head, Open, board, channel, out _);

    /// <summary>Reads the reply to the question for one channel.</summary>
    public static Heard One(ReadOnlySpan<byte> head, byte board, int channel, out bool level) =>
        Single(head, Read, board, channel, out level);

    /// <summary>Reads the reply to the question for all channels; bit 0 is the level of channel 1.</summary>
    public static Heard All(ReadOnlySpan<byte> head, byte board, out int levels)
    {
        levels = 0;
        if (head[0] != Read || head.Length > 1 && head[1] != board || head.Length > 5 && head[5] != ReadFunction)
            return Heard.Nothing;
        if (head.Length < AllLength) return Heard.Beginning;
        if (Checksums.Xor(head[..AllLength]) != 0) return Heard.Nothing;
        levels = head[2] << 16 | head[3] << 8 | head[4];
        return Heard.Frame(AllLength);
    }

    /// <summary>Reads what a board says unasked when a door moved: head 82 or, on other products, 81.</summary>
    public static Heard Report(ReadOnlySpan<byte> head, byte board, out int channel, out bool level)
    {
        (channel, level) = (0, false);
        if (head[0] is not (0x81 or 0x82) || !MayBeSingle(head, board)) return Heard.Nothing;
        if (head.Length < Length) return Heard.Beginning;
        if (head[2] == AllLocks || Checksums.Xor(head[..Length]) != 0) return Heard.Nothing;
        (channel, level) = (head[2], head[3] == High);
        return Heard.Frame(Length);
    }

    /// <summary>Reads a whole reply of this board that answers nothing any more.</summary>
    public static Heard Late(ReadOnlySpan<byte> head, byte board)
    {
        if (head[0] is Read or Open && MayBeSingle(head, board))
        {
            if (head.Length < Length) return Heard.Beginning;
            if (Checksums.Xor(head[..Length]) == 0) return Heard.Stray(Length);
        }
        var all = All(head, board, out _);
        return all.Taken > 0 ? Heard.Stray(AllLength) : all;
    }

    /// <summary>
    /// True when both are whole replies to one question: of one kind, one board and, where they name it, one channel.
    /// </summary>
    public static bool Alike(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) =>
        one.Length == other.Length && one[..2].SequenceEqual(other[..2]) && (one.Length == AllLength || one[2] == other[2]);

    private static int Write(Span<byte> frame, byte head, byte board, byte channel, byte function)
    {
        (frame[0], frame[1], frame[2], frame[3]) = (head, board, channel, function);
        frame[4] = Checksums.Xor(frame[..4]);
        return Length;
    }

    private static Heard Single(ReadOnlySpan<byte> head, byte command, byte board, int channel, out bool level)
    {
        level = false;
        if (head[0] != command || !MayBeSingle(head, board) || head.Length > 2 && head[2] != channel) return Heard.Nothing;
        if (head.Length < Length) return Heard.Beginning;
        if (Checksums.Xor(head[..Length]) != 0) return Heard.Nothing;
        level = head[3] == High;
        return Heard.Frame(Length);
    }

    private static bool MayBeSingle(ReadOnlySpan<byte> head, byte board) =>
        (head.Length <= 1 || head[1] == board) && (head.Length <= 3 || head[3] is Low or High);
}
