using static YongAi.Edge.Control.Packs.PackFaults;
using YongAi.Edge.Control.Packs;

namespace YongAi.Edge.Devices.Bms;

/// <summary>
/// The fault bits of Daly boards, in the order in which the A5 protocol sends them; the Modbus registers hold the same bytes (hardware
/// reference 2.2). Most stand twice, for a warning and for the protection itself: both count.
/// </summary>
public static class DalyFaults
{
    /// <summary>Bytes with bits.</summary>
    public const int Bytes = 7;

    /// <summary>Bit 0 of byte 0 first. A fault of the board that has no name here counts as a lock: no charging.</summary>
    private static readonly ImmutableArray<PackFaults> Named =
    [
        // 0: cell high, cell low, sum high, sum low
        CellOverVoltage, CellOverVoltage, CellUnderVoltage, CellUnderVoltage, PackOverVoltage, PackOverVoltage, PackUnderVoltage, PackUnderVoltage,
        // 1: charging hot, charging cold, discharging hot, discharging cold
        ChargeHot, ChargeHot, ChargeCold, ChargeCold, DischargeHot, DischargeHot, DischargeCold, DischargeCold,
        // 2: charge over-current, discharge over-current, state of charge high, state of charge low
        ChargeOverCurrent, ChargeOverCurrent, DischargeOverCurrent, DischargeOverCurrent, SocHigh, SocHigh, SocLow, SocLow,
        // 3: cells differ, temperatures differ
        CellDifference, CellDifference, TemperatureDifference, TemperatureDifference, SoftwareLock, SoftwareLock, SoftwareLock, SoftwareLock,
        // 4: of the charge and the discharge MOS each: hot, sensor, stuck, open
        MosHot, MosHot, FrontEnd, FrontEnd, MosFault, MosFault, MosFault, MosFault,
        // 5: front end, voltage collection, temperature sensor, EEPROM, clock, pre-charge, communication, internal communication
        FrontEnd, FrontEnd, FrontEnd, SoftwareLock, SoftwareLock, SoftwareLock, SoftwareLock, SoftwareLock,
        // 6: current module, sum voltage detection, short circuit, charging forbidden at so low a voltage
        FrontEnd, FrontEnd, ShortCircuit, SoftwareLock, SoftwareLock, SoftwareLock, SoftwareLock, SoftwareLock,
    ];

    /// <summary>What one byte complains of.</summary>
    /// <param name="at">Its number, 0 to 6.</param>
    /// <param name="bits">Its bits.</param>
    public static PackFaults Of(int at, byte bits)
    {
        var faults = None;
        for (var bit = 0; bit < 8; bit++)
            if ((bits >> bit & 1) == 1) faults |= Named[8 * at + bit];
        return faults;
    }
}
