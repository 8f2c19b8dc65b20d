using System.Buffers.Binary;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Boards.Packs;

/// <summary>
/// The registers of a JK board on Modbus (hardware 2.3 b; "BMS RS485 Modbus" V1.0 and V1.1): addresses number bytes, counts number registers.
/// </summary>
public static class JkMemory
{
    private const int First = 0x1200, Bytes = 0x110, OpenSensorRaw = -400, NoSensorRaw = -2000;
    /// <summary>The transistors' sensor and two of the battery.</summary>
    private const int SensorsFitted = 0b111;

    /// <summary>How such a board speaks.</summary>
    /// <param name="address">1 to 247.</param>
    /// <param name="serialAt">Address of the serial.</param>
    /// <param name="serialRegisters">Registers of the serial.</param>
    /// <param name="line">Faults of its line.</param>
    public static ModbusPackTongue Tongue(byte address, int serialAt, int serialRegisters, FaultSpot line) => new(address, address,
        (self, first, count) => first >= serialAt && first + 2 * count <= serialAt + 2 * serialRegisters
            ? self.SerialIn(2 * serialRegisters).AsSpan(first - serialAt, 2 * count).ToArray()
            : first < First || first + 2 * count > First + Bytes ? null : Live(self).AsSpan(first - First, 2 * count).ToArray(),
        line);

    private static byte[] Live(PackSelf self)
    {
        var memory = new byte[Bytes];
        var cells = self.CellMillivolts;
        for (var i = 0; i < cells.Length; i++) Put16(memory, 2 * i, cells[i]);
        Put32(memory, 0x40, (1 << cells.Length) - 1);
        Put16(memory, 0x44, (int)cells.Average(cell => cell));
        Put16(memory, 0x8A, (int)Math.Round(self.BoardCelsius * 10));
        Put32(memory, 0x90, (int)Math.Round(self.Pack.Volts * 1000));
        Put32(memory, 0x94, (int)Math.Round(Math.Abs(self.Pack.Volts * self.Pack.Amps) * 1000));
        Put32(memory, 0x98, (int)Math.Round(self.Pack.Amps * 1000));
        Put16(memory, 0x9C, (int)Math.Round(self.Pack.Celsius * 10));
        Put16(memory, 0x9E, self.LastSensor((int)Math.Round((self.Pack.Celsius + 0.4) * 10), OpenSensorRaw));
        Put32(memory, 0xA0, self.ProtectionBits | (self.Pack.ChargeHot ? 1 << 8 : 0) | (self.Pack.ChargeCold ? 1 << 9 : 0));
        memory[0xA7] = (byte)self.Pack.Percent;
        Put32(memory, 0xA8, (int)(self.AmpHoursLeft * 1000));
        Put32(memory, 0xAC, (int)(self.Pack.Kind.AmpHours * 1000));
        Put32(memory, 0xB0, self.Cycles);
        memory[0xB8] = 100;
        memory[0xC0] = (byte)(self.Pack.ChargePathOpen ? 1 : 0);
        memory[0xC1] = (byte)(self.Pack.DischargeSwitchedOff ? 0 : 1);
        memory[0xD0] = SensorsFitted;
        for (var sensor = 0xF8; sensor <= 0xFC; sensor += 2) Put16(memory, sensor, NoSensorRaw);
        return memory;
    }

    private static void Put16(byte[] memory, int at, int value) => BinaryPrimitives.WriteInt16BigEndian(memory.AsSpan(at), (short)value);

    private static void Put32(byte[] memory, int at, int value) => BinaryPrimitives.WriteInt32BigEndian(memory.AsSpan(at), value);
}
