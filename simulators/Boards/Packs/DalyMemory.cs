using System.Buffers.Binary;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Boards.Packs;

/// <summary>The registers of a Daly board on Modbus (hardware 2.2 b; docs/protocol-register-map.md of syssi/esphome-daly-bms).</summary>
public sealed record DalyMemory
{
    private const int Registers = 0x200, AmpsZero = 30_000, DegreesZero = 40, Sensors = 2, OpenSensorRaw = 0;

    /// <summary>Address D2.</summary>
    public static readonly DalyMemory D2 = new() { AfterCells = 0x20, CellCount = 0x31, State = 0x2F, Left = 0x30, Cycles = 0x33, Mos = 0x35, Alarms = 0x3A };

    /// <summary>Asked at 81, answering from 51.</summary>
    public static readonly DalyMemory P81 = new() { AfterCells = 0x30, CellCount = 0x3C, State = 0x48, Left = 0x4B, Cycles = 0x4C, Mos = 0x52, Alarms = 0x6D };

    /// <summary>Eight temperatures; then volts, current and state of charge.</summary>
    public required int AfterCells { get; init; }

    /// <summary>Number of cells; then that of sensors.</summary>
    public required int CellCount { get; init; }

    /// <summary>0 idle, 1 charging, 2 discharging.</summary>
    public required int State { get; init; }

    /// <summary>What is left, 0.1 Ah.</summary>
    public required int Left { get; init; }

    public required int Cycles { get; init; }

    /// <summary>Charge MOS; then discharge MOS.</summary>
    public required int Mos { get; init; }

    public required int Alarms { get; init; }

    /// <summary>How such a board speaks.</summary>
    /// <param name="serialAt">Register of the serial.</param>
    /// <param name="serialRegisters">Registers of the serial.</param>
    public ModbusPackTongue Tongue(int serialAt, int serialRegisters, FaultSpot line) => new(
        (byte)(this == P81 ? 0x81 : 0xD2), (byte)(this == P81 ? 0x51 : 0xD2),
        (self, first, count) => first + count > Registers ? null
            : Image(self, serialAt, serialRegisters).AsSpan(2 * first, 2 * count).ToArray(), line);

    private byte[] Image(PackSelf self, int serialAt, int serialRegisters)
    {
        var memory = new byte[2 * Registers];
        var cells = self.CellMillivolts;
        for (var i = 0; i < cells.Length; i++) Put(memory, i, cells[i]);
        Put(memory, AfterCells, Math.Round(self.Pack.Celsius) + DegreesZero);
        Put(memory, AfterCells + 1, self.LastSensor((int)Math.Round(self.Pack.Celsius + 0.4) + DegreesZero, OpenSensorRaw));
        Put(memory, AfterCells + 8, self.Pack.Volts * 10);
        Put(memory, AfterCells + 9, self.Pack.Amps * 10 + AmpsZero);
        Put(memory, AfterCells + 10, self.Pack.Percent * 10);
        Put(memory, CellCount, cells.Length);
        Put(memory, CellCount + 1, Sensors);
        Put(memory, State, self.Pack.Amps > 0 ? 1 : self.Pack.Amps < 0 ? 2 : 0);
        Put(memory, Left, self.AmpHoursLeft * 10);
        Put(memory, Cycles, self.Cycles);
        Put(memory, Mos, self.Pack.ChargePathOpen ? 1 : 0);
        Put(memory, Mos + 1, self.Pack.DischargeSwitchedOff ? 0 : 1);
        // Temperatures stand in the high byte of the first alarm register: 02 too hot to charge, 08 too cold.
        Put(memory, Alarms, self.ProtectionBits & 0xFFFF | (self.Pack.ChargeHot ? 0x0200 : 0) | (self.Pack.ChargeCold ? 0x0800 : 0));
        Put(memory, Alarms + 1, self.ProtectionBits >> 16 & 0xFFFF);
        self.SerialIn(2 * serialRegisters).CopyTo(memory, 2 * serialAt);
        return memory;
    }

    private static void Put(byte[] memory, int register, double value) =>
        BinaryPrimitives.WriteUInt16BigEndian(memory.AsSpan(2 * register), (ushort)Math.Round(value));
}
