using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Devices.Locks.Wkly;

/// <summary>
/// The bytes of the WKLY lock boards (hardware reference 1.2): 57 4B 4C 59, bytes of the whole frame, board, command, data, XOR. Replies to
/// 82 (open) and 83 (read one): status, lock, state. To 84 (read all): status, count, one state a lock. Report 85: lock, state.
/// </summary>
public static class WklyFrames
{
    /// <summary>Locks of the largest board we take; the answer to a read of all says how many a board has. Our own number.</summary>
    public const int ChannelsMax = 64;

    private const byte Open = 0x82;
    private const byte ReadOne = 0x83;
    private const byte ReadAll = 0x84;
    private const byte Moved = 0x85;
    private const byte Done = 0x00;
    private const byte Failed = 0xFF;
    private const byte IsOpen = 0x00;
    private const byte IsClosed = 0x01;
    private const byte Faulty = 0xFF;
    private const int LengthAt = 4;
    private const int BoardAt = 5;
    private const int CommandAt = 6;
    private const int DataAt = 7;
    private const int AroundData = 8;
    private const int SingleLength = AroundData + 3;
    private const int ReportLength = AroundData + 2;
    private const int BeforeStates = 2;

    private static ReadOnlySpan<byte> Start => [0x57, 0x4B, 0x4C, 0x59];

    /// <summary>Writes the command that fires one lock.</summary>
    public static int WriteOpen(Span<byte> frame, byte board, int channel) => Write(frame, board, Open, channel);

    /// <summary>Writes the question for one lock.</summary>
    public static int WriteRead(Span<byte> frame, byte board, int channel) => Write(frame, board, ReadOne, channel);

    /// <summary>Writes the question for all locks.</summary>
    public static int WriteReadAll(Span<byte> frame, byte board)
    {
        Begin(frame, board, ReadAll, AroundData);
        return Close(frame, AroundData);
    }

    /// <summary>Reads the reply to an opening command; the state in it is that of a bolt that still moves and is not told.</summary>
    public static Heard Opened(ReadOnlySpan<byte> head, byte board, int channel, out bool failed)
    {
        var heard = Single(head, board, Open, channel);
        failed = heard.Taken > 0 && head[DataAt] == Failed;
        return heard;
    }

    /// <summary>Reads the reply to the question for one lock; one that says that the read failed is none.</summary>
    public static Heard One(ReadOnlySpan<byte> head, byte board, int channel, out InputLevels levels)
    {
        levels = default;
        var heard = Single(head, board, ReadOne, channel);
        if (heard.Taken == 0) return heard;
        if (head[DataAt] != Done) return Heard.Nothing;
        if (LevelOf(head[DataAt + 2]) is { } level) levels = InputLevels.One(channel, level);
        return heard;
    }

    /// <summary>Reads the reply to the question for all locks; one that says that the read failed is none.</summary>
    public static Heard All(ReadOnlySpan<byte> head, byte board, out InputLevels levels)
    {
        levels = default;
        var heard = AllStates(head, board, out var states);
        if (heard.Taken > 0 && head[DataAt] != Done) return Heard.Nothing;
        var (high, known) = (0ul, 0ul);
        for (var at = 0; at < states.Length; at++)
        {
            if (LevelOf(states[at]) is not { } level) continue;
            known |= 1ul << at;
            if (level) high |= 1ul << at;
        }
        levels = new InputLevels(high, known);
        return heard;
    }

    /// <summary>Reads what a board says unasked when a door moved; no level when it calls the lock faulty.</summary>
    public static Heard Report(ReadOnlySpan<byte> head, byte board, out int channel, out bool? level)
    {
        (channel, level) = (0, null);
        var heard = Whole(head, board, Moved, ReportLength, ReportLength);
        if (heard.Taken == 0) return heard;
        if (head[DataAt] is 0 or > ChannelsMax || head[DataAt + 1] is not (IsOpen or IsClosed or Faulty)) return Heard.Nothing;
        (channel, level) = (head[DataAt], LevelOf(head[DataAt + 1]));
        return heard;
    }

    /// <summary>Reads a whole reply of this board that answers nothing any more, or says that a read failed.</summary>
    public static Heard Late(ReadOnlySpan<byte> head, byte board)
    {
        var heard = Whole(head, board, Open, SingleLength, SingleLength);
        if (heard == Heard.Nothing) heard = Whole(head, board, ReadOne, SingleLength, SingleLength);
        if (heard == Heard.Nothing) heard = AllStates(head, board, out _);
        return heard.Taken > 0 ? Heard.Stray(heard.Taken) : heard;
    }

    /// <summary>True when both are whole replies to one question: of one kind, one board and, where they name it, one lock.</summary>
    public static bool Alike(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) => one.Length == other.Length
        && one[..DataAt].SequenceEqual(other[..DataAt]) && (one[CommandAt] == ReadAll || one[DataAt + 1] == other[DataAt + 1]);

    private static bool? LevelOf(byte state) => state switch
    {
        IsOpen => false,
        IsClosed => true,
        _ => null,
    };

    private static int Write(Span<byte> frame, byte board, byte command, int channel)
    {
        Begin(frame, board, command, AroundData + 1);
        frame[DataAt] = (byte)channel;
        return Close(frame, AroundData + 1);
    }

    private static void Begin(Span<byte> frame, byte board, byte command, int length)
    {
        Start.CopyTo(frame);
        (frame[LengthAt], frame[BoardAt], frame[CommandAt]) = ((byte)length, board, command);
    }

    private static int Close(Span<byte> frame, int length)
    {
        frame[length - 1] = Checksums.Xor(frame[..(length - 1)]);
        return length;
    }

    private static Heard Single(ReadOnlySpan<byte> head, byte board, byte command, int channel)
    {
        if (head.Length > DataAt && head[DataAt] is not (Done or Failed)) return Heard.Nothing;
        if (head.Length > DataAt + 1 && head[DataAt + 1] != channel) return Heard.Nothing;
        if (head.Length > DataAt + 2 && head[DataAt + 2] is not (IsOpen or IsClosed or Faulty)) return Heard.Nothing;
        return Whole(head, board, command, SingleLength, SingleLength);
    }

    private static Heard AllStates(ReadOnlySpan<byte> head, byte board, out ReadOnlySpan<byte> states)
    {
        states = default;
        const int before = AroundData + BeforeStates;
        if (head.Length > DataAt + 1 && head[LengthAt] != before + head[DataAt + 1]) return Heard.Nothing;
        var heard = Whole(head, board, ReadAll, before + 1, before + ChannelsMax);
        if (heard.Taken > 0) states = head[(DataAt + BeforeStates)..(heard.Taken - 1)];
        return heard;
    }

    private static Heard Whole(ReadOnlySpan<byte> head, byte board, byte command, int least, int most)
    {
        var seen = Math.Min(head.Length, Start.Length);
        if (!head[..seen].SequenceEqual(Start[..seen])) return Heard.Nothing;
        if (head.Length > LengthAt && (head[LengthAt] < least || head[LengthAt] > most)) return Heard.Nothing;
        if (head.Length > BoardAt && head[BoardAt] != board || head.Length > CommandAt && head[CommandAt] != command)
            return Heard.Nothing;
        if (head.Length <= LengthAt || head.Length < head[LengthAt]) return Heard.Beginning;
        return Checksums.Xor(head[..head[LengthAt]]) == 0 ? Heard.Frame(head[LengthAt]) : Heard.Nothing;
    }
}
