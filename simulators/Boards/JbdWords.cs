using System.Buffers.Binary;
using System.Text;

namespace YongAi.Simulators.Boards;

/// <summary>What a JBD board says in answer to command 03, field by field (hardware 2.1).</summary>
public sealed record JbdBasics
{
    public required ushort VoltsIn10Millivolts { get; init; }
    /// <summary>Into the pack positive.</summary>
    public required short AmpsIn10Milliamps { get; init; }
    public required ushort RemainingIn10MilliampHours { get; init; }
    public required ushort NominalIn10MilliampHours { get; init; }
    public ushort Cycles { get; init; }
    public ushort ProductionDate { get; init; }
    public uint BalanceBits { get; init; }
    public ushort ProtectionBits { get; init; }
    public byte Version { get; init; } = 0x20;
    public required byte Percent { get; init; }
    public required byte FetState { get; init; }
    public required byte Cells { get; init; }
    /// <summary>In tenths of a kelvin.</summary>
    public required ImmutableArray<ushort> Temperatures { get; init; }
}

/// <summary>Answers of a JBD board as bytes.</summary>
public static class JbdWords
{
    private const byte Start = 0xDD, End = 0x77, Fine = 0x00, Error = 0x80;
    private const int BasicsBytes = 23;
    private const int ErrorCounters = 11;

    public static byte[] Basics(JbdBasics says)
    {
        var data = new byte[BasicsBytes + 2 * says.Temperatures.Length];
        Put16(data, 0, says.VoltsIn10Millivolts);
        BinaryPrimitives.WriteInt16BigEndian(data.AsSpan(2), says.AmpsIn10Milliamps);
        Put16(data, 4, says.RemainingIn10MilliampHours);
        Put16(data, 6, says.NominalIn10MilliampHours);
        Put16(data, 8, says.Cycles);
        Put16(data, 10, says.ProductionDate);
        Put16(data, 12, (ushort)(says.BalanceBits & 0xFFFF));
        Put16(data, 14, (ushort)(says.BalanceBits >> 16));
        Put16(data, 16, says.ProtectionBits);
        (data[18], data[19], data[20], data[21]) = (says.Version, says.Percent, says.FetState, says.Cells);
        data[22] = (byte)says.Temperatures.Length;
        for (var i = 0; i < says.Temperatures.Length; i++) Put16(data, BasicsBytes + 2 * i, says.Temperatures[i]);
        return Answer(0x03, Fine, data);
    }

    public static byte[] CellMillivolts(ReadOnlySpan<ushort> cells)
    {
        var data = new byte[2 * cells.Length];
        for (var i = 0; i < cells.Length; i++) Put16(data, 2 * i, cells[i]);
        return Answer(0x04, Fine, data);
    }

    public static byte[] Name(string name) => Answer(0x05, Fine, Encoding.ASCII.GetBytes(name));

    public static byte[] NoErrorsCounted() => Answer(0xAA, Fine, new byte[2 * ErrorCounters]);

    public static byte[] Done(byte command) => Answer(command, Fine, []);

    public static byte[] Refused(byte command) => Answer(command, Error, []);

    /// <summary>Day in bits 0-4, month in 5-8, years since 2000 in 9-15.</summary>
    public static ushort Date(int year, int month, int day) => (ushort)(year - 2000 << 9 | month << 5 | day);

    private static byte[] Answer(byte command, byte status, byte[] data)
    {
        var sum = status + data.Length;
        foreach (var b in data) sum += b;
        var check = 0x10000 - sum & 0xFFFF;
        return [Start, command, status, (byte)data.Length, .. data, (byte)(check >> 8), (byte)(check & 0xFF), End];
    }

    private static void Put16(byte[] data, int at, ushort value) =>
        BinaryPrimitives.WriteUInt16BigEndian(data.AsSpan(at), value);
}
