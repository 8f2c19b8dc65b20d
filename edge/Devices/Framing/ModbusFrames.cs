using System.Buffers.Binary;

namespace YongAi.Edge.Devices.Framing;

/// <summary>
/// Modbus RTU frames of whatever board (hardware reference 1.7): address, function, data, CRC-16 with the low byte first; numbers inside
/// have the high byte first. A frame is whole when its length is that of its function and its CRC fits; silence ends none.
/// </summary>
public static class ModbusFrames
{
    /// <summary>Read relays ("coils").</summary>
    public const byte ReadCoils = 0x01;

    /// <summary>Read inputs ("discrete inputs").</summary>
    public const byte ReadInputs = 0x02;

    /// <summary>Read registers ("holding registers").</summary>
    public const byte ReadRegisters = 0x03;

    /// <summary>Read registers that only the board writes ("input registers").</summary>
    public const byte ReadInputRegisters = 0x04;

    /// <summary>Switch one relay.</summary>
    public const byte WriteCoil = 0x05;

    /// <summary>Write one register.</summary>
    public const byte WriteRegister = 0x06;

    /// <summary>Write several registers.</summary>
    public const byte WriteRegisters = 0x10;

    /// <summary>Bytes of every request but <see cref="WriteRegisters"/>, and of the reply to any write.</summary>
    public const int Length = 8;

    /// <summary>Bytes of a read's reply round its data: address, function, count, CRC.</summary>
    public const int AroundData = 5;

    /// <summary>Most inputs or relays that one read of ours asks for: boards have up to 32.</summary>
    public const int BitsMax = 32;

    private const int ExceptionMark = 0x80;
    private const int ExceptionLength = 5;
    private const int AroundWrite = 9;
    private const int CheckLength = 2;

    /// <summary>Writes a request of <see cref="Length"/> bytes: functions 01 to 04 (value: how many), 05, 06.</summary>
    public static int Write(Span<byte> frame, byte board, byte function, int address, int value)
    {
        Begin(frame, board, function, address, value);
        return Close(frame, Length - CheckLength);
    }

    /// <summary>Writes a request of function 10: several registers, the first at <paramref name="address"/>.</summary>
    public static int WriteSeveral(Span<byte> frame, byte board, int address, ReadOnlySpan<ushort> values)
    {
        Begin(frame, board, WriteRegisters, address, values.Length);
        frame[6] = (byte)(2 * values.Length);
        for (var at = 0; at < values.Length; at++) BinaryPrimitives.WriteUInt16BigEndian(frame[(7 + 2 * at)..], values[at]);
        return Close(frame, AroundWrite - CheckLength + 2 * values.Length);
    }

    /// <summary>Reads the reply to a read of 1 to <see cref="BitsMax"/> relays or inputs; bit 0 is the first one asked for.</summary>
    public static Heard Bits(ReadOnlySpan<byte> head, byte board, byte function, int count, out uint bits)
    {
        bits = 0;
        var heard = Data(head, board, function, (count + 7) / 8, out var data);
        for (var at = 0; at < data.Length; at++) bits |= (uint)data[at] << 8 * at;
        return heard;
    }

    /// <summary>Reads the reply to a read of registers: two bytes each, the high byte first.</summary>
    public static Heard Registers(ReadOnlySpan<byte> head, byte board, int count, out ReadOnlySpan<byte> data) =>
        Data(head, board, ReadRegisters, 2 * count, out data);

    /// <summary>Reads the reply to a write of one relay or register: a copy of it.</summary>
    public static Heard Written(ReadOnlySpan<byte> head, ReadOnlySpan<byte> write)
    {
        var length = Math.Min(head.Length, write.Length);
        if (!head[..length].SequenceEqual(write[..length])) return Heard.Nothing;
        return length < write.Length ? Heard.Beginning : Heard.Frame(length);
    }

    /// <summary>Reads the reply to a write of several registers: their address and number.</summary>
    public static Heard WrittenSeveral(ReadOnlySpan<byte> head, byte board, int address, int count)
    {
        if (!Begins(head, board, WriteRegisters)) return Heard.Nothing;
        var heard = Whole(head, Length);
        return heard.Taken == 0 || (Word(head[2..]) == address && Word(head[4..]) == count) ? heard : Heard.Nothing;
    }

    /// <summary>
    /// Reads a refusal of a function: the function with its top bit set, and a reason (1 function, 2 address, 3 value, 4
    /// failure).
    /// </summary>
    public static Heard Refusal(ReadOnlySpan<byte> head, byte board, byte function, out byte reason)
    {
        reason = 0;
        if (!Begins(head, board, function | ExceptionMark)) return Heard.Nothing;
        var heard = Whole(head, ExceptionLength);
        if (heard.Taken > 0) reason = head[2];
        return heard;
    }

    /// <summary>False when the head is certainly no frame of this board and function.</summary>
    public static bool Begins(ReadOnlySpan<byte> head, byte board, int function) =>
        head[0] == board && (head.Length < 2 || head[1] == function);

    /// <summary>A frame of so many bytes, if its CRC fits.</summary>
    public static Heard Whole(ReadOnlySpan<byte> head, int length)
    {
        if (head.Length < length) return Heard.Beginning;
        var check = BinaryPrimitives.ReadUInt16LittleEndian(head[(length - CheckLength)..]);
        return check == Checksums.Crc16Modbus(head[..(length - CheckLength)]) ? Heard.Frame(length) : Heard.Nothing;
    }

    /// <summary>Reads the reply to a read: so many bytes of data, or none while the reply is not whole.</summary>
    public static Heard Data(ReadOnlySpan<byte> head, byte board, byte function, int bytes, out ReadOnlySpan<byte> data)
    {
        data = default;
        if (!Begins(head, board, function) || head.Length > 2 && head[2] != bytes) return Heard.Nothing;
        var heard = Whole(head, AroundData + bytes);
        if (heard.Taken > 0) data = head.Slice(3, bytes);
        return heard;
    }

    private static void Begin(Span<byte> frame, byte board, byte function, int address, int value)
    {
        (frame[0], frame[1]) = (board, function);
        BinaryPrimitives.WriteUInt16BigEndian(frame[2..], (ushort)address);
        BinaryPrimitives.WriteUInt16BigEndian(frame[4..], (ushort)value);
    }

    private static int Close(Span<byte> frame, int length)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(frame[length..], Checksums.Crc16Modbus(frame[..length]));
        return length + CheckLength;
    }

    private static ushort Word(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
