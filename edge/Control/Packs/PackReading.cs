namespace YongAi.Edge.Control.Packs;

/// <summary>What a BMS said of its pack in one round of questions.</summary>
/// <param name="Serial">The pack's serial, read in the same round.</param>
/// <param name="Volts">Pack voltage.</param>
/// <param name="Amps">Current, into the pack positive.</param>
/// <param name="Charge">State of charge.</param>
/// <param name="Coldest">Lowest of its temperature sensors.</param>
/// <param name="Hottest">Highest of its temperature sensors.</param>
/// <param name="Cells">Cells in series.</param>
/// <param name="Faults">What the BMS itself complains of.</param>
public sealed record PackReading(PackId Serial, Volts Volts, Amps Amps, StateOfCharge Charge, Celsius Coldest, Celsius Hottest,
    int Cells, PackFaults Faults)
{
    /// <summary>Its lowest and its highest cell; null where the make does not say them.</summary>
    public CellRange? CellVolts { get; init; }

    /// <summary>State of health in per cent; null where the make does not say it.</summary>
    public int? Health { get; init; }

    /// <summary>Full charge cycles of its life; null where the make does not say them.</summary>
    public int? Cycles { get; init; }
}

/// <summary>The lowest and the highest cell of a pack.</summary>
public readonly record struct CellRange(Volts Lowest, Volts Highest)
{
    /// <summary>Volts between the two, to the millivolt that boards count in: 3.9 less 3.6 is no hair under 0.3.</summary>
    public double Spread => Math.Round(Highest.Value - Lowest.Value, 3);
}

/// <summary>
/// Faults that a BMS reports: JBD protection bits 0 to 12, then what other makes name beside them. What a make names and this list does
/// not is mapped to <see cref="SoftwareLock"/>: no complaint is lost.
/// </summary>
[Flags]
public enum PackFaults
{
    None = 0,
    CellOverVoltage = 1 << 0,
    CellUnderVoltage = 1 << 1,
    PackOverVoltage = 1 << 2,
    PackUnderVoltage = 1 << 3,
    ChargeHot = 1 << 4,
    ChargeCold = 1 << 5,
    DischargeHot = 1 << 6,
    DischargeCold = 1 << 7,
    ChargeOverCurrent = 1 << 8,
    DischargeOverCurrent = 1 << 9,
    ShortCircuit = 1 << 10,
    FrontEnd = 1 << 11,
    SoftwareLock = 1 << 12,
    /// <summary>Its cells differ too much in voltage.</summary>
    CellDifference = 1 << 13,
    /// <summary>Its sensors differ too much in temperature.</summary>
    TemperatureDifference = 1 << 14,
    /// <summary>The transistors that switch charge and discharge are too hot.</summary>
    MosHot = 1 << 15,
    /// <summary>One of these transistors is stuck or does not switch.</summary>
    MosFault = 1 << 16,
    /// <summary>Its state of charge is below the board's own limit.</summary>
    SocLow = 1 << 17,
    /// <summary>Its state of charge is above the board's own limit.</summary>
    SocHigh = 1 << 18,
}
