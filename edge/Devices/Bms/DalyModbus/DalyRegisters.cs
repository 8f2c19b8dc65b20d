namespace YongAi.Edge.Devices.Bms.DalyModbus;

/// <summary>Registers that are read with one question.</summary>
internal readonly record struct RegisterBlock(int First, int Count);

/// <summary>
/// Where a Daly board keeps what (hardware reference 2.2 b; docs/protocol-register-map.md and the captures of syssi/esphome-daly-bms). The
/// questions are those of the captures: that a board answers others is not known.
/// </summary>
internal sealed record DalyRegisters
{
    /// <summary>Address D2, 32 places for cells.</summary>
    public static readonly DalyRegisters D2 = new()
    {
        Asked = 0xD2, Answers = 0xD2, Blocks = [new(0x0000, 62)],
        Temperatures = 0x20, Voltage = 0x28, Current = 0x29, Charge = 0x2A, Cells = 0x31, Sensors = 0x32, Cycles = 0x33,
        Alarms = new(0x3A, 4), AlarmsHaveNames = true,
    };

    /// <summary>Asked at 81, answers from 51; 48 places for cells. The order of its alarm bits is not public.</summary>
    public static readonly DalyRegisters P81 = new()
    {
        Asked = 0x81, Answers = 0x51, Blocks = [new(0x0000, 64), new(0x0041, 62)],
        Temperatures = 0x30, Voltage = 0x38, Current = 0x39, Charge = 0x3A, Cells = 0x3C, Sensors = 0x3D, Cycles = 0x4C,
        Alarms = new(0x6D, 2), AlarmsHaveNames = false,
    };

    /// <summary>Address of the questions.</summary>
    public required byte Asked { get; init; }

    /// <summary>Address in the answers.</summary>
    public required byte Answers { get; init; }

    /// <summary>What is read in a round.</summary>
    public required ImmutableArray<RegisterBlock> Blocks { get; init; }

    /// <summary>First of eight temperatures, raw - 40 °C.</summary>
    public required int Temperatures { get; init; }

    /// <summary>Pack voltage, 0.1 V.</summary>
    public required int Voltage { get; init; }

    /// <summary>Current, (raw - 30000) × 0.1 A, negative leaves the pack.</summary>
    public required int Current { get; init; }

    /// <summary>State of charge, 0.1 %.</summary>
    public required int Charge { get; init; }

    /// <summary>Number of cells.</summary>
    public required int Cells { get; init; }

    /// <summary>Full charge cycles.</summary>
    public required int Cycles { get; init; }

    /// <summary>Number of sensors.</summary>
    public required int Sensors { get; init; }

    /// <summary>Alarm bits.</summary>
    public required RegisterBlock Alarms { get; init; }

    /// <summary>Whether the order of the alarm bits is known.</summary>
    public required bool AlarmsHaveNames { get; init; }

    /// <summary>The map of a make.</summary>
    public static DalyRegisters Of(DalyMap map) => map == DalyMap.P81 ? P81 : D2;
}
