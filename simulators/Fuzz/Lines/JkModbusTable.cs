using System.Numerics;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Devices.Bms;
using static YongAi.Edge.Control.Packs.PackFaults;

namespace YongAi.Simulators.Fuzz.Lines;

/// <summary>JK on Modbus (hardware reference 2.3 b): addresses step by bytes, a question counts registers.</summary>
public sealed class JkModbusTable : RegisterPackTable
{
    private const byte Address = 1;
    private const int Block = 0x1200, From = 0x40;

    /// <summary>Alarm bits from 0 on.</summary>
    private static readonly PackFaults[] Named =
    [
        FrontEnd, MosHot, SoftwareLock, FrontEnd, CellOverVoltage, PackOverVoltage, ChargeOverCurrent, ShortCircuit, ChargeHot, ChargeCold,
        SoftwareLock, CellUnderVoltage, PackUnderVoltage, DischargeOverCurrent, ShortCircuit, DischargeHot, MosFault, MosFault,
        SoftwareLock, SoftwareLock, MosFault, ChargeHot | DischargeHot, FrontEnd,
    ];

    public JkModbusTable() : base(Address, Address, (0x1450, 8), (Block + From, 95)) =>
        Frames = Seeds("YA48240000000001", "short", "YA482400 0000001");

    public override PackMake Make { get; } = new JkModbusMake(Address, new SerialRegisters(0x1450, 8));
    public override IReadOnlyList<byte[]> Frames { get; }

    public override PackSaid? Says(int part, byte[] data)
    {
        if (part == 0) return Serial(data);
        if (data[0xA7 - From] > 100) return null;
        var alarms = Long(data, 0xA0);
        var faults = None;
        for (var bit = 0; bit < 32; bit++)
            if ((alarms >> bit & 1) == 1) faults |= bit < Named.Length ? Named[bit] : SoftwareLock;
        int[] sensors = [0x9C, 0x9E, .. Enumerable.Range(0, 3).Where(n => (data[0xD0 - From] & 8 << n) != 0).Select(n => 0xF8 + 2 * n)];
        return With(new PackSaid
        {
            Volts = Long(data, 0x90) / 1000.0, Amps = unchecked((int)Long(data, 0x98)) / 1000.0, Percent = data[0xA7 - From],
            Cells = BitOperations.PopCount(Long(data, 0x40)), Faults = faults,
        }, sensors.Select(at => Signed(data, at - From) / 10.0));
    }

    protected override void Fill(int part, byte[] data, Chance chance)
    {
        Put(0x40, (1 << chance.Between(13, 24)) - 1);
        Put(0x90, chance.Between(42_000, 54_600));
        Put(0x98, chance.Between(-30_000, 30_000));
        Put(0xA0, chance.OneIn(2) ? 0 : 1 << chance.Below(32));
        data[0xA7 - From] = (byte)chance.Between(0, 100);
        data[0xD0 - From] = (byte)chance.Below(64);
        foreach (var at in new[] { 0x9C, 0x9E, 0xF8, 0xFA, 0xFC }) Bytes(chance.Between(-100, 600)).CopyTo(data, at - From);

        void Put(int at, int number) => ((byte[])[.. Bytes(number >> 16), .. Bytes(number)]).CopyTo(data, at - From);
    }

    private static uint Long(byte[] data, int at) => (uint)Word(data, at - From) * 65_536 + (uint)Word(data, at + 2 - From);
}
