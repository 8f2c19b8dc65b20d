using System.Buffers.Binary;
using static YongAi.Edge.Control.Packs.PackFaults;
using YongAi.Edge.Control.Packs;

namespace YongAi.Edge.Devices.Bms.Jk4E57;

/// <summary>What a JK board tells when everything is read.</summary>
internal ref struct JkStatus
{
    private const int ChargeMax = 100;
    private const int LastWarm = 100;
    private const int NoAmps = 10_000;
    private const int ChargingBit = 0x8000;

    /// <summary>Bit 0 first. Bits 12 and 13 are named only "309_A protection", 14 and 15 not at all: no charging.</summary>
    private static readonly ImmutableArray<PackFaults> Named =
    [
        SocLow, MosHot, PackOverVoltage, PackUnderVoltage, ChargeHot | DischargeHot, ChargeOverCurrent, DischargeOverCurrent, CellDifference,
        ChargeHot | DischargeHot, ChargeCold | DischargeCold, CellOverVoltage, CellUnderVoltage, SoftwareLock, SoftwareLock, SoftwareLock,
        SoftwareLock,
    ];

    private Temperatures temperatures;
    private PackId? serial;
    private int? voltage;
    private int? current;
    private int? charge;
    private int? cells;
    private int? alarms;
    private int? cycles;
    private CellVoltages cellVolts;
    private int version;

    /// <summary>Reads the data of a frame; null when something is missing, impossible or not known.</summary>
    public static PackReading? Read(ReadOnlySpan<byte> data)
    {
        var status = new JkStatus();
        while (JkTags.TryNext(ref data, out var tag, out var value)) status.Take(tag, value);
        return data.IsEmpty ? status.Reading() : null;
    }

    private void Take(byte tag, scoped ReadOnlySpan<byte> value)
    {
        switch (tag)
        {
            case JkTags.BoxTemperature or JkTags.BatteryTemperature: temperatures.Add(Degrees(Word(value))); break;
            case JkTags.Voltage: voltage = Word(value); break;
            case JkTags.Current: current = Word(value); break;
            case JkTags.Charge: charge = value[0]; break;
            case JkTags.CellCount: cells = Word(value); break;
            case JkTags.Alarms: alarms = Word(value); break;
            case JkTags.Cycles: cycles = Word(value); break;
            case JkTags.Cells: TakeCells(value[1..]); break;
            case JkTags.MakerId: serial = SaidSerial.TryRead(value, out var id) ? id : null; break;
            case JkTags.Version: version = value[0]; break;
            default: break;
        }
    }

    /// <summary>Number and millivolts of each cell.</summary>
    private void TakeCells(scoped ReadOnlySpan<byte> value)
    {
        for (var at = 0; at + 2 < value.Length; at += 3) cellVolts.Add(Word(value[(at + 1)..]));
    }

    private readonly PackReading? Reading()
    {
        if (voltage is not { } tensOfMillivolts || current is not { } raw || AmpsOf(raw, version) is not { } amps
            || charge is not (>= 0 and <= ChargeMax) || cells is not { } count || alarms is not { } bits || !temperatures.Any
            || serial is not { } id) return null;
        var faults = FaultsOf(bits);
        return new PackReading(id, new Volts(tensOfMillivolts / 100.0), amps, new StateOfCharge(charge.Value), temperatures.Coldest,
            temperatures.Hottest, count, temperatures.Broken ? faults | FrontEnd : faults)
        {
            CellVolts = cellVolts.Range,
            Cycles = cycles,
        };
    }

    /// <summary>In version 01 the top bit means charging; before it 10000 meant none and less meant charging. Others are not known.</summary>
    private static Amps? AmpsOf(int raw, int version) => version switch
    {
        0 => new Amps((NoAmps - raw) / 100.0),
        1 => new Amps((raw & ~ChargingBit) / ((raw & ChargingBit) == 0 ? -100.0 : 100.0)),
        _ => null,
    };

    private static PackFaults FaultsOf(int bits)
    {
        var faults = None;
        for (var bit = 0; bit < Named.Length; bit++)
            if ((bits >> bit & 1) == 1) faults |= Named[bit];
        return faults;
    }

    private static int Degrees(int raw) => raw <= LastWarm ? raw : LastWarm - raw;

    private static int Word(ReadOnlySpan<byte> value) => BinaryPrimitives.ReadUInt16BigEndian(value);
}
