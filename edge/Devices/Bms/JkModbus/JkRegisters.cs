using System.Buffers.Binary;
using System.Numerics;
using static YongAi.Edge.Control.Packs.PackFaults;
using YongAi.Edge.Control.Packs;

namespace YongAi.Edge.Devices.Bms.JkModbus;

/// <summary>
/// The live data of JK boards on Modbus (hardware reference 2.3 b; "BMS RS485 Modbus" V1.0 and V1.1). The printed map numbers bytes: an
/// address is that of a block and a number of bytes, while a question counts registers of two bytes. That is our reading of it.
/// </summary>
internal static class JkRegisters
{
    /// <summary>Address of the first register that is read: from the bits of the cells on.</summary>
    public const int First = Block + CellsPresent;

    /// <summary>Registers that are read: to the last temperature and one more.</summary>
    public const int Count = (0xFE - CellsPresent) / 2;

    private const int Block = 0x1200;
    private const int CellsPresent = 0x40, Voltage = 0x90, Current = 0x98, Temperature1 = 0x9C, Temperature2 = 0x9E, Alarms = 0xA0;
    private const int Charge = 0xA7, Cycles = 0xB0, Health = 0xB8, SensorsPresent = 0xD0, Temperature3 = 0xF8;
    private const int ChargeMax = 100, HealthMax = 100, CyclesMax = 100_000;
    private const int FirstExtraSensorBit = 3, ExtraSensors = 3;

    /// <summary>Bit 0 first. What is named here and has no name of ours, and every bit beyond, counts as a lock: no charging.</summary>
    private static readonly ImmutableArray<PackFaults> Named =
    [
        // wire resistance, MOS hot, cell count, current sensor, cell high, pack high, charge current, charge short
        FrontEnd, MosHot, SoftwareLock, FrontEnd, CellOverVoltage, PackOverVoltage, ChargeOverCurrent, ShortCircuit,
        // charging hot, charging cold, internal communication, cell low, pack low, discharge current, discharge short, discharging hot
        ChargeHot, ChargeCold, SoftwareLock, CellUnderVoltage, PackUnderVoltage, DischargeOverCurrent, ShortCircuit, DischargeHot,
        // charge MOS, discharge MOS, GPS lost, password, discharge does not start, battery hot, temperature sensor (V1.1)
        MosFault, MosFault, SoftwareLock, SoftwareLock, MosFault, ChargeHot | DischargeHot, FrontEnd,
    ];

    /// <summary>What the registers say; null when it cannot be.</summary>
    public static PackReading? Read(PackId serial, ReadOnlySpan<byte> data)
    {
        if (data.Length != 2 * Count || data[Charge - CellsPresent] > ChargeMax) return null;
        var temperatures = TemperaturesOf(data);
        if (!temperatures.Any) return null;
        var faults = FaultsOf(BinaryPrimitives.ReadUInt32BigEndian(At(data, Alarms)));
        return new PackReading(
            serial,
            new Volts(BinaryPrimitives.ReadUInt32BigEndian(At(data, Voltage)) / 1000.0),
            new Amps(BinaryPrimitives.ReadInt32BigEndian(At(data, Current)) / 1000.0),
            new StateOfCharge(data[Charge - CellsPresent]),
            temperatures.Coldest,
            temperatures.Hottest,
            BitOperations.PopCount(BinaryPrimitives.ReadUInt32BigEndian(data)),
            temperatures.Broken ? faults | FrontEnd : faults)
        {
            // Where the cells stand, the question does not reach: with them it would be longer than Modbus allows.
            Health = data[Health - CellsPresent] is <= HealthMax and not 0 and var health ? health : null,
            Cycles = BinaryPrimitives.ReadUInt32BigEndian(At(data, Cycles)) is <= CyclesMax and var cycles ? (int)cycles : null,
        };
    }

    /// <summary>Two sensors of the battery always, three more where the board says that it has them (V1.1).</summary>
    private static Temperatures TemperaturesOf(ReadOnlySpan<byte> data)
    {
        var temperatures = new Temperatures();
        temperatures.Add(Degrees(data, Temperature1));
        temperatures.Add(Degrees(data, Temperature2));
        for (var extra = 0; extra < ExtraSensors; extra++)
            if ((data[SensorsPresent - CellsPresent] >> FirstExtraSensorBit + extra & 1) == 1)
                temperatures.Add(Degrees(data, Temperature3 + 2 * extra));
        return temperatures;
    }

    private static PackFaults FaultsOf(uint bits)
    {
        var faults = bits >> Named.Length == 0 ? None : SoftwareLock;
        for (var bit = 0; bit < Named.Length; bit++)
            if ((bits >> bit & 1) == 1) faults |= Named[bit];
        return faults;
    }

    private static double Degrees(ReadOnlySpan<byte> data, int offset) => BinaryPrimitives.ReadInt16BigEndian(At(data, offset)) / 10.0;

    private static ReadOnlySpan<byte> At(ReadOnlySpan<byte> data, int offset) => data[(offset - CellsPresent)..];
}
