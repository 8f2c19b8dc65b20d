namespace YongAi.Edge.Devices.Framing;

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
    public const int WriteLength = ModbusFrames.Length;

    private const int PulseAddress = 0x0200;

    /// <summary>Writes the question for all relays.</summary>
    public static int WriteReadAll(Span<byte> frame, byte board, int relays) =>
        ModbusFrames.Write(frame, board, ModbusFrames.ReadCoils, 0, relays);

    /// <summary>Writes the order that switches a relay off.</summary>
    public static int WriteOff(Span<byte> frame, byte board, int relay) =>
        ModbusFrames.Write(frame, board, ModbusFrames.WriteCoil, relay, 0);

    /// <summary>Writes the order that switches a relay on for one lease, rounded down to whole units.</summary>
    public static int WritePulse(Span<byte> frame, byte board, int relay, TimeSpan lease)
    {
        var units = lease / PulseUnit;
        if (units < 1) throw new InvariantBroken($"a lease of {lease} is shorter than one pulse unit of {PulseUnit}");
        return ModbusFrames.Write(frame, board, ModbusFrames.WriteCoil, PulseAddress + relay, (int)Math.Min(units, PulseUnitsMax));
    }

    /// <summary>Reads the reply to the question for all relays; bit 0 is relay 0.</summary>
    public static Heard Relays(ReadOnlySpan<byte> head, byte board, int relays, out uint on) =>
        ModbusFrames.Bits(head, board, ModbusFrames.ReadCoils, relays, out on);

    /// <summary>Reads the reply to a write: a copy of it.</summary>
    public static Heard Written(ReadOnlySpan<byte> head, ReadOnlySpan<byte> write) => ModbusFrames.Written(head, write);

    /// <summary>True when both are whole replies to one question: of one kind, one board and, where they name it, one relay.</summary>
    public static bool Alike(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) => one.Length == other.Length
        && one[..2].SequenceEqual(other[..2]) && (one[1] != ModbusFrames.WriteCoil || one[..4].SequenceEqual(other[..4]));

    /// <summary>Reads a refusal of the read or the write.</summary>
    public static Heard Refusal(ReadOnlySpan<byte> head, byte board, bool ofRead) =>
        ModbusFrames.Refusal(head, board, ofRead ? ModbusFrames.ReadCoils : ModbusFrames.WriteCoil, out _);

    /// <summary>Reads a whole reply of this board that answers nothing any more.</summary>
    public static Heard Late(ReadOnlySpan<byte> head, byte board, int relays)
    {
        var heard = Relays(head, board, relays, out _);
        if (heard == Heard.Nothing && ModbusFrames.Begins(head, board, ModbusFrames.WriteCoil))
            heard = ModbusFrames.Whole(head, WriteLength);
        if (heard == Heard.Nothing) heard = Refusal(head, board, ofRead: true);
        if (heard == Heard.Nothing) heard = Refusal(head, board, ofRead: false);
        return heard.Taken > 0 ? Heard.Stray(heard.Taken) : heard;
    }
}
