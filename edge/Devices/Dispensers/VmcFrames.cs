using System.Buffers.Binary;
using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Devices.Dispensers;

/// <summary>One whole frame of a vending board.</summary>
/// <param name="command">What it is.</param>
/// <param name="data">Pack number and what follows.</param>
public readonly ref struct VmcFrame(byte command, ReadOnlySpan<byte> data)
{
    /// <summary>What it is.</summary>
    public byte Command { get; } = command;

    /// <summary>Pack number and what follows it; empty for polls and acknowledgements.</summary>
    public ReadOnlySpan<byte> Data { get; } = data;

    /// <summary>The state in a frame that tells of a selection: after the pack number.</summary>
    public byte State => Data[1];

    /// <summary>The selection in a frame that tells of one.</summary>
    public int Selection => BinaryPrimitives.ReadUInt16BigEndian(Data[2..]);

    /// <summary>Long enough to tell a state and a selection.</summary>
    public bool TellsOfSelection => Data.Length >= 4;
}

/// <summary>
/// The bytes of XY-style vending boards, 57600 8N1 (hardware reference 5): FA FB, command, length, pack number and text, XOR of all before.
/// </summary>
public static class VmcFrames
{
    /// <summary>From the board: whether the host has something to say.</summary>
    public const byte Poll = 0x41;

    /// <summary>From either: understood.</summary>
    public const byte Acknowledged = 0x42;

    /// <summary>From the board: how a selection stands.</summary>
    public const byte SelectionStatus = 0x02;

    /// <summary>From the board: how a turn goes.</summary>
    public const byte DispensingStatus = 0x04;

    /// <summary>From either: let us begin anew to tell each other everything.</summary>
    public const byte Synchronise = 0x31;

    private const byte CheckSelection = 0x01, DriveSelection = 0x06;
    private const int BeforeData = 4, Bare = 5;

    /// <summary>Longest data of any frame of the board; what is longer is noise.</summary>
    public const int DataMax = 64;

    /// <summary>Longest frame of the board.</summary>
    public const int FrameMax = Bare + DataMax;

    private static ReadOnlySpan<byte> Head => [0xFA, 0xFB];

    /// <summary>Writes the acknowledgement.</summary>
    public static int WriteAcknowledged(Span<byte> frame) => Write(frame, Acknowledged, []);

    /// <summary>Writes the word that begins anew.</summary>
    public static int WriteSynchronise(Span<byte> frame, byte number) => Write(frame, Synchronise, [number]);

    /// <summary>Asks how a selection stands; the board answers by its status, later.</summary>
    public static int WriteCheck(Span<byte> frame, byte number, int selection) =>
        Write(frame, CheckSelection, [number, (byte)(selection >> 8), (byte)(selection & 0xFF)]);

    /// <summary>Lets a motor turn once, whatever the board thinks of stock and price.</summary>
    public static int WriteDrive(Span<byte> frame, byte number, VmcChannel channel) => Write(frame, DriveSelection,
    [
        number, (byte)(channel.DropSensor ? 1 : 0), (byte)(channel.Elevator ? 1 : 0),
        (byte)(channel.Selection >> 8), (byte)(channel.Selection & 0xFF),
    ]);

    /// <summary>Reads the head of the line as a frame.</summary>
    public static Heard Read(ReadOnlySpan<byte> head, out VmcFrame frame)
    {
        frame = default;
        var begun = Math.Min(head.Length, Head.Length);
        if (!head[..begun].SequenceEqual(Head[..begun])) return Heard.Nothing;
        if (head.Length < BeforeData) return Heard.Beginning;
        if (head[3] > DataMax) return Heard.Nothing;
        var whole = Bare + head[3];
        if (head.Length < whole) return Heard.Beginning;
        if (Checksums.Xor(head[..whole]) != 0) return Heard.Nothing;
        frame = new VmcFrame(head[2], head.Slice(BeforeData, head[3]));
        return Heard.Frame(whole);
    }

    private static int Write(Span<byte> frame, byte command, ReadOnlySpan<byte> data)
    {
        Head.CopyTo(frame);
        (frame[2], frame[3]) = (command, (byte)data.Length);
        data.CopyTo(frame[BeforeData..]);
        frame[BeforeData + data.Length] = Checksums.Xor(frame[..(BeforeData + data.Length)]);
        return Bare + data.Length;
    }
}
