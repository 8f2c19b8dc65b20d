using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Devices.Bms.DalyA5;

/// <summary>
/// The bytes of Daly's UART protocol (hardware reference 2.2 a; PDFs V1.0 and V1.2 of maland16/daly-bms-uart): 13 bytes A5 address item
/// 08 data sum, where the sum is the low byte of all before. An answer has one frame, that with the battery code five.
/// </summary>
public static class DalyA5Frames
{
    /// <summary>Bytes of a frame.</summary>
    public const int Length = 13;

    /// <summary>Data bytes of a frame.</summary>
    public const int DataLength = 8;

    /// <summary>Bytes before the data; so much of an answer is not made by noise.</summary>
    public const int HeaderLength = 4;

    /// <summary>The battery code: frame number and 7 letters in each of five frames (one implementation, Louisvdw/dbus-serialbattery).</summary>
    public const byte BatteryCode = 0x57;

    /// <summary>Voltage, current, state of charge.</summary>
    public const byte Basics = 0x90;

    /// <summary>Highest and lowest temperature.</summary>
    public const byte Temperatures = 0x92;

    /// <summary>Number of cells and of sensors.</summary>
    public const byte Counts = 0x94;

    /// <summary>Fault bits and a fault code.</summary>
    public const byte Faults = 0x98;

    /// <summary>Frames in an answer with the battery code.</summary>
    public const int CodeFrames = 5;

    private const byte Start = 0xA5;
    private const byte Host = 0x40;
    private const byte Board = 0x01;

    /// <summary>Writes a question.</summary>
    public static int WriteRead(Span<byte> frame, byte item)
    {
        frame = frame[..Length];
        frame.Clear();
        (frame[0], frame[1], frame[2], frame[3]) = (Start, Host, item, DataLength);
        frame[^1] = Checksums.Sum8(frame[..^1]);
        return Length;
    }

    /// <summary>Frames in the answer about an item.</summary>
    public static int FramesOf(byte item) => item == BatteryCode ? CodeFrames : 1;

    /// <summary>The data of one frame of a whole answer.</summary>
    public static ReadOnlySpan<byte> DataOf(ReadOnlySpan<byte> answer, int frame) =>
        answer.Slice(frame * Length + HeaderLength, DataLength);

    /// <summary>Reads the answer about an item.</summary>
    /// <param name="head">Bytes as received.</param>
    /// <param name="item">What was asked.</param>
    /// <param name="isBroken">A whole frame of the answer is there and its sum or its number is wrong.</param>
    public static Heard Reply(ReadOnlySpan<byte> head, byte item, out bool isBroken)
    {
        isBroken = false;
        var frames = FramesOf(item);
        for (var frame = 0; frame < frames; frame++)
        {
            var rest = head[(frame * Length)..];
            if (!MayBegin(rest, item)) return Heard.Nothing;
            if (rest.Length < Length) return Heard.Beginning;
            isBroken = !IsWhole(rest) || frames > 1 && rest[HeaderLength] != frame + 1;
            if (isBroken) return Heard.Nothing;
        }
        return Heard.Frame(frames * Length);
    }

    /// <summary>Reads one frame of whatever answer, that nobody waits for.</summary>
    public static Heard Late(ReadOnlySpan<byte> head)
    {
        if (!MayBegin(head, head.Length < 3 ? BatteryCode : head[2])) return Heard.Nothing;
        if (head.Length < Length) return Heard.Beginning;
        return IsWhole(head) ? Heard.Stray(Length) : Heard.Nothing;
    }

    private static bool MayBegin(ReadOnlySpan<byte> head, byte item) =>
        (head.Length < 1 || head[0] == Start)
        && (head.Length < 2 || head[1] == Board)
        && (head.Length < 3 || head[2] == item)
        && (head.Length < HeaderLength || head[3] == DataLength);

    private static bool IsWhole(ReadOnlySpan<byte> frame) => frame[Length - 1] == Checksums.Sum8(frame[..(Length - 1)]);
}
