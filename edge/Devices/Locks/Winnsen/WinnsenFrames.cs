using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Devices.Locks.Winnsen;

/// <summary>What a Winnsen board says of one lock.</summary>
public enum WinnsenStatus : byte
{
    /// <summary>Closed; or, to an opening, failed.</summary>
    Closed = 0x00,

    /// <summary>Open; or, to an opening, done.</summary>
    Open = 0x01,

    /// <summary>The coil is cooling down.</summary>
    Cooling = 0x02,
}

/// <summary>
/// The bytes of the Winnsen lock boards (hardware reference 1.5): 90, bytes of the whole frame, command, station, data, 03. There is no
/// check. Answer to 05 (open): 85, station, lock, status. Answer to 12 (read): 92, station, status, lock: the last two change places.
/// </summary>
public static class WinnsenFrames
{
    /// <summary>Locks of a board.</summary>
    public const int ChannelsMax = 16;

    private const byte Start = 0x90;
    private const byte End = 0x03;
    private const byte Open = 0x05;
    private const byte OpenAnswer = 0x85;
    private const byte Read = 0x12;
    private const byte ReadAnswer = 0x92;
    private const int RequestLength = 6;
    private const int AnswerLength = 7;

    /// <summary>Writes the command that fires one lock.</summary>
    public static int WriteOpen(Span<byte> frame, byte station, int channel) => Write(frame, Open, station, channel);

    /// <summary>Writes the question for one lock.</summary>
    public static int WriteRead(Span<byte> frame, byte station, int channel) => Write(frame, Read, station, channel);

    /// <summary>Reads the answer to an opening command.</summary>
    public static Heard Opened(ReadOnlySpan<byte> head, byte station, int channel, out WinnsenStatus status) =>
        Whole(head, new Layout(OpenAnswer, LockAt: 4, StatusAt: 5), station, channel, out status);

    /// <summary>Reads the answer to the question for one lock.</summary>
    public static Heard One(ReadOnlySpan<byte> head, byte station, int channel, out WinnsenStatus status) =>
        Whole(head, new Layout(ReadAnswer, LockAt: 5, StatusAt: 4), station, channel, out status);

    /// <summary>Reads a whole answer of this station that answers nothing any more.</summary>
    public static Heard Late(ReadOnlySpan<byte> head, byte station)
    {
        var heard = Opened(head, station, AnyLock, out _);
        if (heard == Heard.Nothing) heard = One(head, station, AnyLock, out _);
        return heard.Taken > 0 ? Heard.Stray(heard.Taken) : heard;
    }

    /// <summary>True when both are whole answers to one question: of one kind, one station and one lock.</summary>
    public static bool Alike(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) => one.Length == other.Length
        && one[..4].SequenceEqual(other[..4]) && (one[2] == OpenAnswer ? one[4] == other[4] : one[5] == other[5]);

    private const int AnyLock = 0;

    private readonly record struct Layout(byte Command, int LockAt, int StatusAt);

    private static int Write(Span<byte> frame, byte command, byte station, int channel)
    {
        (frame[0], frame[1], frame[2], frame[3], frame[4], frame[5]) = (Start, RequestLength, command, station, (byte)channel, End);
        return RequestLength;
    }

    private static Heard Whole(ReadOnlySpan<byte> head, Layout layout, byte station, int channel, out WinnsenStatus status)
    {
        status = WinnsenStatus.Closed;
        for (var at = 0; at < Math.Min(head.Length, AnswerLength); at++)
            if (!Fits(head[at], at, layout, station, channel)) return Heard.Nothing;
        if (head.Length < AnswerLength) return Heard.Beginning;
        status = (WinnsenStatus)head[layout.StatusAt];
        return Heard.Frame(AnswerLength);
    }

    /// <summary>Without a check the form is all there is: every byte must be one that may stand there.</summary>
    private static bool Fits(byte value, int at, Layout layout, byte station, int channel) => at switch
    {
        0 => value == Start,
        1 => value == AnswerLength,
        2 => value == layout.Command,
        3 => value == station,
        AnswerLength - 1 => value == End,
        _ when at == layout.StatusAt => value <= (byte)WinnsenStatus.Cooling,
        _ => channel == AnyLock ? value is >= 1 and <= ChannelsMax : value == channel,
    };
}
