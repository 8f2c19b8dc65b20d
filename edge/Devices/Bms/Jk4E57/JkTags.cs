namespace YongAi.Edge.Devices.Bms.Jk4E57;

/// <summary>
/// The tags of JK's UART protocol (hardware reference 2.3 a; protocol-design-uart-ttl-gps-port.md of syssi/esphome-jk-bms). A value stands
/// behind its tag without a length, so what cannot be measured ends the reading of a frame.
/// </summary>
public static class JkTags
{
    /// <summary>Cell voltages: a length byte, then number and millivolts of each cell.</summary>
    public const byte Cells = 0x79;

    /// <summary>Temperature of the box, °C; above 100 it is negative: 101 is -1.</summary>
    public const byte BoxTemperature = 0x81;

    /// <summary>Temperature of the battery, in the same way.</summary>
    public const byte BatteryTemperature = 0x82;

    /// <summary>Pack voltage, 10 mV.</summary>
    public const byte Voltage = 0x83;

    /// <summary>Current, 10 mA; how its sign is told depends on <see cref="Version"/>.</summary>
    public const byte Current = 0x84;

    /// <summary>State of charge, %.</summary>
    public const byte Charge = 0x85;

    /// <summary>Full charge cycles.</summary>
    public const byte Cycles = 0x87;

    /// <summary>Number of cells.</summary>
    public const byte CellCount = 0x8A;

    /// <summary>Alarm bits.</summary>
    public const byte Alarms = 0x8B;

    /// <summary>Maker's id: 24 letters, the serial.</summary>
    public const byte MakerId = 0xBA;

    /// <summary>Version of the protocol.</summary>
    public const byte Version = 0xC0;

    private const byte FirstFixed = 0x80;

    /// <summary>Bytes of the value behind each tag from 80 on; 0: no such tag.</summary>
    private static ReadOnlySpan<byte> Widths =>
    [
        // 80: temperatures, voltage, current; 85: charge, sensors; 87: cycles; 89: cycle capacity; 8A: cells, alarms, states; 8E: pack limits
        2, 2, 2, 2, 2, 1, 1, 2, 0, 4, 2, 2, 2, 0, 2, 2,
        // 90: cell limits and delays, current limits and delays, balancing, MOS limits
        2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 2, 2,
        // A0: temperature limits; A9: settings
        2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 4, 1, 1, 2, 1, 1,
        // B0: settings; B2: password; B4: device, date, run time, software; BA: maker's id; BB: written only
        2, 1, 10, 1, 8, 4, 4, 15, 1, 4, 24, 1, 1, 1, 2, 2,
        // C0
        1,
    ];

    /// <summary>Takes the next tag and its value off the data; false when there is none, or one that is not known or not whole.</summary>
    public static bool TryNext(ref ReadOnlySpan<byte> data, out byte tag, out ReadOnlySpan<byte> value)
    {
        tag = 0;
        value = default;
        if (data.Length < 2) return false;
        tag = data[0];
        var width = tag == Cells ? 1 + data[1] : tag >= FirstFixed && tag - FirstFixed < Widths.Length ? Widths[tag - FirstFixed] : 0;
        if (width == 0 || data.Length < 1 + width) return false;
        value = data.Slice(1, width);
        data = data[(1 + width)..];
        return true;
    }
}
