using System.Buffers.Binary;
using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Devices.Chargers;

/// <summary>
/// The Modbus RTU frames of the relay boards (hardware reference 1.7): read relays (01), switch one off (05 at 0000+n), switch
/// one on for a time that the board itself ends (05 at 0200+n).
/// </summary>
public static class RelayFrames
{
    /// <summary>Unit of a pulse.</summary>
    public static readonly TimeSpan PulseUnit = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest pulse in units.</summary>
    public const int PulseUnitsMax = 0x7FFF;

    /// <summary>Bytes of a write, and of its reply, which is a copy.</summary>
    public const int WriteLength = 8;

    private const byte ReadRelays = 0x01;
    private const byte WriteRelay = 0x05;
    private const byte ExceptionMark = 0x80;
    private const int ExceptionLength = 5;
    private const int PulseAddress = 0x0200;
    private const int AroundBits = 5;

    /// <summary>Writes the question for all relays.</summary>
    public static int WriteReadAll(Span<byte> frame, byte board, int relays) => Write(frame, board, ReadRelays, 0, relays);

    /// <summary>Writes the order that switches a relay off.</summary>
    public static int WriteOff(Span<byte> frame, byte board, int relay) => Write(frame, board, WriteRelay, relay, 0);

    /// <summary>Writes the order that switches a relay on for one lease, rounded down to whole units.</summary>
    public static int WritePulse(Span<byte> frame, byte board, int relay, TimeSpan lease)
    {
        var units = lease / PulseUnit;
        if (units < 1) throw new InvariantBroken($"a charging lease of {lease} is shorter than one pulse unit of {PulseUnit}");
        return Write(frame, board, WriteRelay, PulseAddress + relay, (int)Math.Min(units, PulseUnitsMax));
    }

    /// <summary>Reads the reply to the question for all relays; bit 0 is relay 0.</summary>
    public static Heard Relays(ReadOnlySpan<byte> head, byte board, int relays, out uint on)
    {
        on = 0;
        var bytes = (relays + 7) / 8;
        if (!Begins(head, board, ReadRelays) || head.Length > 2 && head[2] != bytes) return Heard.Nothing;
        var heard = Whole(head, AroundBits + bytes);
        if (heard.Taken > 0)
            for (var at = 0; at < bytes; at++) on |= (uint)head[3 + at] << 8 * at;
        return heard;
    }

    /// <summary>Reads the reply to a write: a copy of it.</summary>
    public static Heard Written(ReadOnlySpan<byte> head, ReadOnlySpan<byte> write)
    {
        var length = Math.Min(head.Length, write.Length);
        if (!head[..length].SequenceEqual(write[..length])) return Heard.Nothing;
        return length < write.Length ? Heard.Beginning : Heard.Frame(length);
    }

    /// <summary>Reads a refusal of the read or the write: the function with its top bit set, and a reason.</summary>
    public static Heard Refusal(ReadOnlySpan<byte> head, byte board, bool ofRead) =>
        Begins(head, board, ofRead ? ReadRelays | ExceptionMark : WriteRelay | ExceptionMark)
            ? Whole(head, ExceptionLength)
            : Heard.Nothing;

    /// <summary>Reads a whole reply of this board that answers nothing any more.</summary>
    public static Heard Late(ReadOnlySpan<byte> head, byte board, int relays)
    {
        var heard = Relays(head, board, relays, out _);
        if (heard == Heard.Nothing && Begins(head, board, WriteRelay)) heard = Whole(head, WriteLength);
        if (heard == Heard.Nothing) heard = Refusal(head, board, ofRead: true);
        if (heard == Heard.Nothing) heard = Refusal(head, board, ofRead: false);
        return heard.Taken > 0 ? Heard.Stray(heard.Taken) : heard;
    }

    private static int Write(Span<byte> frame, byte board, byte function, int address, int value)
    {
        (frame[0], frame[1]) = (board, function);
        BinaryPrimitives.WriteUInt16BigEndian(frame[2..], (ushort)address);
        BinaryPrimitives.WriteUInt16BigEndian(frame[4..], (ushort)value);
        BinaryPrimitives.WriteUInt16LittleEndian(frame[6..], Checksums.Crc16Modbus(frame[..6]));
        return WriteLength;
    }

    private static bool Begins(ReadOnlySpan<byte> head, byte board, int function) =>
        head[0] == board && (head.Length < 2 || head[1] == function);

    private static Heard Whole(ReadOnlySpan<byte> head, int length)
    {
        if (head.Length < length) return Heard.Beginning;
        var check = BinaryPrimitives.ReadUInt16LittleEndian(head[(length - 2)..]);
        return check == Checksums.Crc16Modbus(head[..(length - 2)]) ? Heard.Frame(length) : Heard.Nothing;
    }
}
