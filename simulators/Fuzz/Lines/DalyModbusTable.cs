using YongAi.Edge.Control.Packs;
using YongAi.Edge.Devices.Bms;

namespace YongAi.Simulators.Fuzz.Lines;

/// <summary>Daly on Modbus with address D2 (hardware reference 2.2 b).</summary>
public sealed class DalyD2Table : RegisterPackTable
{
    private const int Temperatures = 0x20, Volts = 0x28, Amps = 0x29, Charge = 0x2A, Cells = 0x31, Sensors = 0x32;
    private const int Alarms = 0x3A, AlarmRegisters = 4;

    public DalyD2Table() : base(0xD2, 0xD2, (0xB9, 16), (0, 62)) => Frames = Seeds("YA48240000000001", "short", "YA482400 0000001");

    public override PackMake Make { get; } = new DalyModbusMake(DalyMap.D2, new SerialRegisters(0xB9, 16));
    public override IReadOnlyList<byte[]> Frames { get; }

    public override PackSaid? Says(int part, byte[] data)
    {
        if (part == 0) return Serial(data);
        if (Word(data, 2 * Charge) > 1000 || Word(data, 2 * Sensors) > 8) return null;
        // The low byte of a register comes first: the reference has it the other way, but a board with a sensor in ice does not (the page
        // of the make).
        var alarms = Enumerable.Range(0, 2 * AlarmRegisters).Select(at => data[2 * Alarms + (at ^ 1)]).ToArray();
        return With(new PackSaid
        {
            Volts = Word(data, 2 * Volts) / 10.0, Amps = (Word(data, 2 * Amps) - 30_000) / 10.0, Percent = Word(data, 2 * Charge) / 10,
            Cells = Word(data, 2 * Cells), Faults = DalyComplaints.Of(alarms),
        }, Enumerable.Range(0, Word(data, 2 * Sensors)).Select(n => (double)Word(data, 2 * (Temperatures + n)) - 40));
    }

    protected override void Fill(int part, byte[] data, Chance chance)
    {
        for (var sensor = 0; sensor < 4; sensor++) Bytes(chance.Between(30, 100)).CopyTo(data, 2 * (Temperatures + sensor));
        Bytes(chance.Between(420, 546)).CopyTo(data, 2 * Volts);
        Bytes(chance.Between(29_700, 30_300)).CopyTo(data, 2 * Amps);
        Bytes(chance.Between(0, 1000)).CopyTo(data, 2 * Charge);
        Bytes(13).CopyTo(data, 2 * Cells);
        Bytes(4).CopyTo(data, 2 * Sensors);
        if (chance.OneIn(2)) data[2 * Alarms + chance.Below(2 * AlarmRegisters)] = chance.Byte();
    }
}

/// <summary>Daly on Modbus that is asked at 81 and answers from 51 (hardware reference 2.2 b): two blocks.</summary>
public sealed class DalyP81Table : RegisterPackTable
{
    private const int Temperatures = 0x30, Volts = 0x38, Amps = 0x39, Charge = 0x3A, Cells = 0x3C, Sensors = 0x3D;
    private const int Second = 0x41, Alarms = 0x6D, AlarmRegisters = 2;

    public DalyP81Table() : base(0x81, 0x51, (0x18D, 8), (0, 64), (Second, 62)) =>
        Frames = Seeds("YA48240000000001", "short", "YA482400 0000001");

    public override PackMake Make { get; } = new DalyModbusMake(DalyMap.P81, new SerialRegisters(0x18D, 8));
    public override IReadOnlyList<byte[]> Frames { get; }

    public override PackSaid? Says(int part, byte[] data)
    {
        if (part == 0) return Serial(data);
        // The order of its alarm bits is not public: any of them keeps the pack from charging.
        if (part == 2) return new PackSaid
        {
            Faults = data.AsSpan(2 * (Alarms - Second), 2 * AlarmRegisters).IndexOfAnyExcept((byte)0) < 0 ? PackFaults.None
                : PackFaults.SoftwareLock,
        };
        if (Word(data, 2 * Charge) > 1000 || Word(data, 2 * Sensors) > 8) return null;
        return With(new PackSaid
        {
            Volts = Word(data, 2 * Volts) / 10.0, Amps = (Word(data, 2 * Amps) - 30_000) / 10.0, Percent = Word(data, 2 * Charge) / 10,
            Cells = Word(data, 2 * Cells),
        }, Enumerable.Range(0, Word(data, 2 * Sensors)).Select(n => (double)Word(data, 2 * (Temperatures + n)) - 40));
    }

    protected override void Fill(int part, byte[] data, Chance chance)
    {
        if (part == 2)
        {
            if (chance.OneIn(2)) data[2 * (Alarms - Second) + chance.Below(2 * AlarmRegisters)] = chance.Byte();
            return;
        }
        for (var sensor = 0; sensor < 4; sensor++) Bytes(chance.Between(30, 100)).CopyTo(data, 2 * (Temperatures + sensor));
        Bytes(chance.Between(420, 546)).CopyTo(data, 2 * Volts);
        Bytes(chance.Between(29_700, 30_300)).CopyTo(data, 2 * Amps);
        Bytes(chance.Between(0, 1000)).CopyTo(data, 2 * Charge);
        Bytes(16).CopyTo(data, 2 * Cells);
        Bytes(4).CopyTo(data, 2 * Sensors);
    }
}
