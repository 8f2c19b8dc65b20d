using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Devices.Locks.RelayLocks;

/// <summary>
/// The Modbus RTU frames of a relay board that fires locks (hardware reference 1.7): a relay on for a time that the board itself ends
/// (05 at 0200+n), read the inputs (02). Channel 1 is relay 0, and input 0.
/// </summary>
public static class RelayLockFrames
{
    /// <summary>Unit of a pulse.</summary>
    public static readonly TimeSpan PulseUnit = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest pulse in units.</summary>
    public const int PulseUnitsMax = 0x7FFF;

    private const int PulseAddress = 0x0200;

    /// <summary>Writes the order that drives one lock for so many units.</summary>
    public static int WriteOpen(Span<byte> frame, byte board, int channel, int units) =>
        ModbusFrames.Write(frame, board, ModbusFrames.WriteCoil, PulseAddress + channel - 1, units);

    /// <summary>Writes the question for the first <paramref name="inputs"/> inputs.</summary>
    public static int WriteRead(Span<byte> frame, byte board, int inputs) =>
        ModbusFrames.Write(frame, board, ModbusFrames.ReadInputs, 0, inputs);

    /// <summary>Reads the reply to an order that drives a lock: a copy of it.</summary>
    public static Heard Opened(ReadOnlySpan<byte> head, byte board, int channel, int units)
    {
        Span<byte> order = stackalloc byte[ModbusFrames.Length];
        WriteOpen(order, board, channel, units);
        return ModbusFrames.Written(head, order);
    }

    /// <summary>Reads the board's refusal of an order that drives a lock.</summary>
    public static Heard Refused(ReadOnlySpan<byte> head, byte board) =>
        ModbusFrames.Refusal(head, board, ModbusFrames.WriteCoil, out _);

    /// <summary>Reads the reply to the question for all inputs; bit 0 is input 0.</summary>
    public static Heard Levels(ReadOnlySpan<byte> head, byte board, int inputs, out uint levels) =>
        ModbusFrames.Bits(head, board, ModbusFrames.ReadInputs, inputs, out levels);

    /// <summary>Reads a whole reply of this board that answers nothing any more, or refuses a read.</summary>
    public static Heard Late(ReadOnlySpan<byte> head, byte board, int inputs)
    {
        var heard = Levels(head, board, inputs, out _);
        if (heard == Heard.Nothing && ModbusFrames.Begins(head, board, ModbusFrames.WriteCoil))
            heard = ModbusFrames.Whole(head, ModbusFrames.Length);
        if (heard == Heard.Nothing) heard = ModbusFrames.Refusal(head, board, ModbusFrames.ReadInputs, out _);
        if (heard == Heard.Nothing) heard = Refused(head, board);
        return heard.Taken > 0 ? Heard.Stray(heard.Taken) : heard;
    }
}
