using System.Buffers.Binary;
using YongAi.Edge.Control.Packs;

namespace YongAi.Edge.Devices.Bms.DalyModbus;

/// <summary>What the registers of a Daly board come to.</summary>
/// <param name="map">Where they stand.</param>
/// <param name="round">The answers: the serial first, then the blocks of the map.</param>
internal readonly struct DalyStatus(DalyRegisters map, KeptRound round)
{
    private const int NoAmps = 30_000, NoDegrees = 40, ChargeMax = 1_000, SensorsMax = 8;

    /// <summary>The reading; null when a block is missing or says what cannot be.</summary>
    public PackReading? Read()
    {
        for (var at = 0; at < map.Blocks.Length; at++)
            if (round[at + 1].Length != 2 * map.Blocks[at].Count) return null;
        var (charge, sensors) = (Word(map.Charge), Word(map.Sensors));
        if (charge > ChargeMax || sensors > SensorsMax || !SaidSerial.TryRead(round[0], out var serial)) return null;
        var temperatures = new Temperatures();
        for (var sensor = 0; sensor < sensors; sensor++) temperatures.Add(Word(map.Temperatures + sensor) - NoDegrees);
        if (!temperatures.Any) return null;
        var faults = Faults();
        return new PackReading(
            serial,
            new Volts(Word(map.Voltage) / 10.0),
            new Amps((Word(map.Current) - NoAmps) / 10.0),
            new StateOfCharge(charge / 10),
            temperatures.Coldest,
            temperatures.Hottest,
            Word(map.Cells),
            temperatures.Broken ? faults | PackFaults.FrontEnd : faults)
        {
            CellVolts = CellVolts(),
            Cycles = Word(map.Cycles),
        };
    }

    /// <summary>The places of the cells stand before everything else; so many count as the board has cells.</summary>
    private CellRange? CellVolts()
    {
        var cells = new CellVoltages();
        for (var cell = 0; cell < Math.Min(Word(map.Cells), map.Temperatures); cell++) cells.Add(Word(cell));
        return cells.Range;
    }

    /// <summary>The vendor's "byte 0" of an alarm register is its low byte: shown by a sensor in ice (README).</summary>
    private PackFaults Faults()
    {
        var faults = PackFaults.None;
        for (var at = 0; at < 2 * map.Alarms.Count; at++)
        {
            var bits = (byte)(Word(map.Alarms.First + at / 2) >> at % 2 * 8 & 0xFF);
            if (bits == 0) continue;
            faults |= map.AlarmsHaveNames && at < DalyFaults.Bytes ? DalyFaults.Of(at, bits) : PackFaults.SoftwareLock;
        }
        return faults;
    }

    private int Word(int register)
    {
        var block = 0;
        while (register < map.Blocks[block].First || register >= map.Blocks[block].First + map.Blocks[block].Count) block++;
        return BinaryPrimitives.ReadUInt16BigEndian(round[block + 1][(2 * (register - map.Blocks[block].First))..]);
    }
}
