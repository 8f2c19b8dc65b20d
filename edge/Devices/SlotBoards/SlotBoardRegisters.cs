using System.Buffers.Binary;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Devices.Bms;

namespace YongAi.Edge.Devices.SlotBoards;

/// <summary>
/// The 52 registers of the open slot board (hardware reference 1.8; phamnamhien/VMO_RBCS_V2, README of the BSS_V2 firmware): 0 to 47 are
/// what the pack's BMS says on CAN, 48 to 51 are the board's own.
/// </summary>
public static class SlotBoardRegisters
{
    /// <summary>The values: BMS state, alarms, faults, volts, amperes, temperatures.</summary>
    public const int ValuesFirst = 0, ValuesCount = 18;

    /// <summary>Cells 1 to 12, three spare registers, and cell 13.</summary>
    public const int CellsFirst = 18, CellsCount = 16;

    /// <summary>State of charge, presence, time-out on CAN, emergency stop, charge control.</summary>
    public const int StateFirst = 43, StateCount = 9;

    /// <summary>Charge control: 1 on, 0 off.</summary>
    public const int ChargeControl = 51;

    private const int Alarms = 5, Faults = 6, PackVoltage = 7, Current = 9, FirstTemperature = 12, Sensors = 3;
    private const int ChargePercent = 46, Present = 48, CanTimeout = 49, EmergencyStop = 50;
    private const double ZeroCelsiusInTenths = 2731.5;
    private const int ChargeMost = 100;

    /// <summary>What the board says of its slot.</summary>
    public static SlotBoardState StateOf(ReadOnlySpan<byte> state) => new(
        Word(state, Present - StateFirst) != 0,
        Word(state, CanTimeout - StateFirst) == 0,
        Word(state, EmergencyStop - StateFirst) != 0,
        Word(state, ChargeControl - StateFirst) != 0,
        Word(state, ChargePercent - StateFirst));

    /// <summary>Reads the values of the pack; null when they are impossible, or without one temperature that can be believed.</summary>
    public static PackReading? ReadingOf(PackId serial, ReadOnlySpan<byte> values, int percent, (int Cells, SlotBoardScale Scale) fitted)
    {
        if (percent > ChargeMost) return null;
        var temperatures = TemperaturesOf(values, fitted.Scale);
        if (!temperatures.Any) return null;
        // What the alarms and faults mean is in no source: any of them is a reason not to charge.
        var complaint = (Word(values, Alarms) | Word(values, Faults)) != 0 ? PackFaults.SoftwareLock : PackFaults.None;
        return new PackReading(
            serial,
            new Volts(Word(values, PackVoltage) * (double)fitted.Scale.PackMillivolts / 1000),
            new Amps(Long(values, Current) * (double)fitted.Scale.CurrentMilliamps / 1000),
            new StateOfCharge(percent),
            temperatures.Coldest,
            temperatures.Hottest,
            fitted.Cells,
            temperatures.Broken ? complaint | PackFaults.FrontEnd : complaint);
    }

    /// <summary>How many cells say a voltage.</summary>
    public static int CellsIn(ReadOnlySpan<byte> cells)
    {
        var count = 0;
        for (var at = 0; at < CellsCount; at++)
            if (Word(cells, at) != 0) count++;
        return count;
    }

    private static Temperatures TemperaturesOf(ReadOnlySpan<byte> values, SlotBoardScale scale)
    {
        var temperatures = new Temperatures();
        for (var sensor = 0; sensor < Sensors; sensor++)
        {
            var tenths = (double)Long(values, FirstTemperature + 2 * sensor);
            temperatures.Add((scale.Kelvin ? tenths - ZeroCelsiusInTenths : tenths) / 10);
        }
        return temperatures;
    }

    private static int Word(ReadOnlySpan<byte> registers, int at) => BinaryPrimitives.ReadUInt16BigEndian(registers[(2 * at)..]);

    private static int Long(ReadOnlySpan<byte> registers, int at) => BinaryPrimitives.ReadInt32BigEndian(registers[(2 * at)..]);
}

/// <summary>What the board says of its slot.</summary>
/// <param name="Present">One of its two limit switches is pressed.</param>
/// <param name="Heard">The pack speaks on CAN.</param>
/// <param name="Stopped">The emergency stop is on: the board does not charge, whatever it is told.</param>
/// <param name="Charging">Charge control is on.</param>
/// <param name="Percent">State of charge.</param>
public readonly record struct SlotBoardState(bool Present, bool Heard, bool Stopped, bool Charging, int Percent);
