namespace YongAi.Edge.Devices.Decoding;

/// <summary>A tag of the 4E 57 protocol with the bytes of its value.</summary>
internal sealed record Jk4E57Tag(int Code, int Width, string Name, FieldShape Shape);

/// <summary>
/// Tags and widths (hardware reference 2.3 a; esphome-jk-bms, docs/protocol-design-uart-ttl-gps-port.md). 79, the cells, has a length of
/// its own; 84, the current, is read by the version in C0. The driver has a table of its own, <c>Bms/Jk4E57/JkTags</c>: this one is read
/// from the paper a second time, and a test holds the widths of the two against each other.
/// </summary>
internal static class Jk4E57Tags
{
    public const int Cells = 0x79, Current = 0x84, Version = 0xC0;

    public const string CurrentName = "current";

    private static readonly Quantity Volts = new("V", 0.01m);
    private static readonly Quantity SignedCelsius = new("°C", IsSigned: true);
    private static readonly Coded Switch = Coded.OnOff;
    private static readonly Coded Mark = new(Meaning.Table((0, "no"), (1, "yes")));

    private static readonly Bits Alarms = new("faults",
    [
        "soc-low", "mos-over-temperature", "charge-over-voltage", "discharge-under-voltage", "battery-over-temperature",
        "charge-over-current", "discharge-over-current", "cell-difference", "box-over-temperature", "battery-under-temperature", "cell-over-voltage",
        "cell-under-voltage", "protection-board-a", "protection-board-b",
    ]);

    private static readonly Bits Status = new("status", ["charge-mos-on", "discharge-mos-on", "balancer-on", "battery-connected"]);

    private static readonly Coded Chemistry = new(Meaning.Table((0, "lfp"), (1, "ternary"), (2, "lithium-titanate")));

    public static readonly ImmutableDictionary<int, Jk4E57Tag> All =
        Live().Concat(Limits()).Concat(Settings()).ToImmutableDictionary(tag => tag.Code);

    private static IEnumerable<Jk4E57Tag> Live() =>
    [
        new(0x80, 2, "mos_temperature", new CelsiusAbove100()), new(0x81, 2, "box_temperature", new CelsiusAbove100()),
        new(0x82, 2, "battery_temperature", new CelsiusAbove100()), new(0x83, 2, "pack_voltage", Volts),
        new(Current, 2, CurrentName, Coded.Raw), new(0x85, 1, "soc", Quantity.Percent),
        new(0x86, 1, "temperature_sensors", Quantity.Count),
        new(0x87, 2, "cycles", Quantity.Count), new(0x89, 4, "cycle_capacity", Quantity.AmpereHours),
        new(0x8A, 2, "cells", Quantity.Count),
        new(0x8B, 2, "alarms", Alarms), new(0x8C, 2, "status_bits", Status),
    ];

    private static IEnumerable<Jk4E57Tag> Limits() =>
    [
        new(0x8E, 2, "pack_over_voltage_limit", Volts), new(0x8F, 2, "pack_under_voltage_limit", Volts),
        new(0x90, 2, "cell_over_voltage_limit", Quantity.MilliVolts),
        new(0x91, 2, "cell_over_voltage_recovery", Quantity.MilliVolts),
        new(0x92, 2, "cell_over_voltage_delay", Quantity.Seconds),
        new(0x93, 2, "cell_under_voltage_limit", Quantity.MilliVolts),
        new(0x94, 2, "cell_under_voltage_recovery", Quantity.MilliVolts),
        new(0x95, 2, "cell_under_voltage_delay", Quantity.Seconds),
        new(0x96, 2, "cell_difference_limit", Quantity.MilliVolts),
        new(0x97, 2, "discharge_over_current_limit", Quantity.Amperes),
        new(0x98, 2, "discharge_over_current_delay", Quantity.Seconds),
        new(0x99, 2, "charge_over_current_limit", Quantity.Amperes),
        new(0x9A, 2, "charge_over_current_delay", Quantity.Seconds), new(0x9B, 2, "balance_start", Quantity.MilliVolts),
        new(0x9C, 2, "balance_difference", Quantity.MilliVolts), new(0x9D, 1, "balancer_switch", Switch),
        new(0x9E, 2, "mos_hot_limit", Quantity.Celsius), new(0x9F, 2, "mos_hot_recovery", Quantity.Celsius),
        new(0xA0, 2, "box_hot_limit", Quantity.Celsius), new(0xA1, 2, "box_hot_recovery", Quantity.Celsius),
        new(0xA2, 2, "temperature_difference_limit", Quantity.Celsius), new(0xA3, 2, "charge_hot_limit", Quantity.Celsius),
        new(0xA4, 2, "discharge_hot_limit", Quantity.Celsius), new(0xA5, 2, "charge_cold_limit", SignedCelsius),
        new(0xA6, 2, "charge_cold_recovery", SignedCelsius), new(0xA7, 2, "discharge_cold_limit", SignedCelsius),
        new(0xA8, 2, "discharge_cold_recovery", SignedCelsius),
    ];

    private static IEnumerable<Jk4E57Tag> Settings() =>
    [
        new(0xA9, 1, "cells_setting", Quantity.Count), new(0xAA, 4, "capacity_setting", Quantity.AmpereHours),
        new(0xAB, 1, "charge_switch", Switch), new(0xAC, 1, "discharge_switch", Switch),
        new(0xAD, 2, "current_calibration", new Quantity("mA")),
        new(0xAE, 1, "board_address", Coded.Raw), new(0xAF, 1, "chemistry", Chemistry),
        new(0xB0, 2, "sleep_wait", Quantity.Seconds),
        new(0xB1, 1, "soc_low_limit", Quantity.Percent), new(0xB2, 10, "password", Ascii.Padded),
        new(0xB3, 1, "special_charger", Switch),
        new(0xB4, 8, "device_id", Ascii.Padded), new(0xB5, 4, "production_month", Ascii.Padded),
        new(0xB6, 4, "working_time", new Quantity("min")),
        new(0xB7, 15, "software_version", Ascii.Padded), new(0xB8, 1, "calibration_active", Mark),
        new(0xB9, 4, "actual_capacity", Quantity.AmpereHours), new(0xBA, 24, "maker_id", Ascii.Padded),
        new(0xBB, 1, "restart", Mark),
        new(0xBC, 1, "factory_settings", Mark), new(0xBD, 1, "remote_upgrade", Mark),
        new(0xBE, 2, "gps_off_voltage", Quantity.MilliVolts),
        new(0xBF, 2, "gps_on_voltage", Quantity.MilliVolts), new(Version, 1, "protocol_version", Coded.Raw),
    ];
}
