namespace YongAi.Edge.Devices.Decoding;

/// <summary>
/// Daly packs by Modbus: address D2, and the newer variant that is asked by 81 and answers by 51 (hardware reference 2.2 b;
/// esphome-daly-bms, docs/protocol-register-map.md, also for what the reference leaves out).
/// </summary>
internal static class DalyModbusDecoder
{
    private static readonly Quantity Volts = new("V", 0.1m);
    private static readonly Quantity PerMille = new("%", 0.1m);
    private static readonly Quantity Capacity = new("Ah", 0.1m);
    private static readonly Quantity Watts = new("W");

    private static readonly Quantity BalanceCurrent = new("A", 0.001m, -30000);
    private static readonly Coded State = new(Meaning.Table((0, "idle"), (1, "charging"), (2, "discharging")), IsShort: true);
    private static readonly Coded Balancer = new(Meaning.Table((0, "off"), (1, "passive"), (2, "active")), IsShort: true);

    private static readonly ModbusDevice D2 = new(new RegisterMap(
    [
        .. RegisterMap.Row(0x00, 32, "cell", Quantity.MilliVolts),
        .. RegisterMap.Row(0x20, 8, "temperature", Quantity.Celsius40),
        new(0x28, 2, "pack_voltage", Volts), new(0x29, 2, "current", Quantity.Amperes30000), new(0x2A, 2, "soc", PerMille),
        new(0x2B, 2, "max_cell", Quantity.MilliVolts), new(0x2C, 2, "min_cell", Quantity.MilliVolts),
        new(0x2D, 2, "max_temperature", Quantity.Celsius40), new(0x2E, 2, "min_temperature", Quantity.Celsius40),
        new(0x2F, 2, "state", State), new(0x30, 2, "remaining_capacity", Capacity),
        new(0x31, 2, "cells", Quantity.Count), new(0x32, 2, "temperature_sensors", Quantity.Count),
        new(0x33, 2, "cycles", Quantity.Count),
        new(0x34, 2, "balancer", Balancer), new(0x35, 2, "charge_mos", Coded.OnOff), new(0x36, 2, "discharge_mos", Coded.OnOff),
        new(0x37, 2, "average_cell", Quantity.MilliVolts), new(0x38, 2, "cell_difference", Quantity.MilliVolts),
        new(0x39, 2, "power", Watts),
        .. Enumerable.Range(0, 4).Select(n => new Register(0x3A + n, 2, $"alarm_{n + 1}", DalyFaults.OfRegister(n))),
        new(0x3E, 2, "balance_1_16", Bits.Numbered("balancing", "cell", 1, 16)),
        new(0x3F, 2, "balance_17_32", Bits.Numbered("balancing", "cell", 17, 16)),
        new(0x40, 2, "balance_current", BalanceCurrent),
        new(0x42, 2, "mos_temperature", Quantity.Celsius40), new(0x43, 2, "board_temperature", Quantity.Celsius40),
        .. Settings(0x80),
        new(0xA5, 2, "charge_switch", Coded.OnOff), new(0xA6, 2, "discharge_switch", Coded.OnOff),
        new(0xA9, 32, "software_version", Ascii.Padded), new(0xB9, 32, "hardware_version", Ascii.Padded),
        new(0xC9, 6, "password", Ascii.Padded), new(0xCF, 2, "balancer_switch", Coded.Raw),
    ]), Asked: 0xD2);

    private static readonly ModbusDevice P81 = new(new RegisterMap(
    [
        .. RegisterMap.Row(0x00, 48, "cell", Quantity.MilliVolts),
        .. RegisterMap.Row(0x30, 8, "temperature", Quantity.Celsius40),
        new(0x38, 2, "pack_voltage", Volts), new(0x39, 2, "current", Quantity.Amperes30000), new(0x3A, 2, "soc", PerMille),
        new(0x3B, 2, "life_counter", Quantity.Count), new(0x3C, 2, "cells", Quantity.Count),
        new(0x3D, 2, "temperature_sensors", Quantity.Count), new(0x3E, 2, "max_cell", Quantity.MilliVolts),
        new(0x3F, 2, "max_cell_number", Quantity.Count), new(0x43, 2, "max_temperature", Quantity.Celsius40),
        new(0x44, 2, "max_temperature_number", Quantity.Count), new(0x45, 2, "min_temperature", Quantity.Celsius40),
        new(0x46, 2, "min_temperature_number", Quantity.Count), new(0x48, 2, "state", State),
        new(0x4B, 2, "remaining_capacity", Capacity), new(0x4C, 2, "cycles", Quantity.Count),
        new(0x4D, 2, "balancer", Balancer),
        // 4E is said to be the balance current; the only capture has 0 there, which would be -30 A.
        new(0x4F, 2, "balance_1_16", Bits.Numbered("balancing", "cell", 1, 16)),
        new(0x50, 2, "balance_17_32", Bits.Numbered("balancing", "cell", 17, 16)),
        new(0x51, 2, "balance_33_48", Bits.Numbered("balancing", "cell", 33, 16)),
        new(0x52, 2, "charge_mos", Coded.OnOff), new(0x53, 2, "discharge_mos", Coded.OnOff),
        new(0x54, 2, "pre_charge_mos", Coded.OnOff), new(0x55, 2, "heating_mos", Coded.OnOff),
        new(0x57, 2, "average_cell", Quantity.MilliVolts), new(0x58, 2, "power", Watts),
        new(0x59, 2, "energy", new Quantity("Wh")),
        new(0x5A, 2, "mos_temperature", Quantity.Celsius40), new(0x5B, 2, "board_temperature", Quantity.Celsius40),
        // Two registers in one source, four in its heading: the bits are not told, so none is named.
        new(0x6D, 2, "alarm_1", new Bits("alarm_1_bits", [])), new(0x6E, 2, "alarm_2", new Bits("alarm_2_bits", [])),
        .. Settings(0x100),
        new(0x178, 28, "software_version", Ascii.Padded), new(0x186, 14, "hardware_version", Ascii.Padded),
        new(0xCF, 2, "balancer_switch", Coded.Raw),
    ]), Asked: 0x81, Answers: 0x51);

    public static void ReadD2(FrameReader frame) => ModbusFrame.Read(frame, D2);

    public static void ReadP81(FrameReader frame) => ModbusFrame.Read(frame, P81);

    /// <summary>Both variants have the same block, at 0080 and at 0100.</summary>
    private static IEnumerable<Register> Settings(int at) =>
    [
        new(at, 2, "rated_capacity", Capacity), new(at + 1, 2, "cell_reference_voltage", Quantity.MilliVolts),
        new(at + 2, 2, "collecting_boards", Quantity.Count), .. RegisterMap.Row(at + 3, 3, "board_cells", Quantity.Count),
        .. RegisterMap.Row(at + 6, 3, "board_sensors", Quantity.Count),
        new(at + 9, 2, "chemistry", Coded.Raw), new(at + 0x0A, 2, "sleep_wait", Quantity.Seconds),
        .. Limits(at + 0x0B, "cell_voltage_high", Quantity.MilliVolts),
        .. Limits(at + 0x0D, "cell_voltage_low", Quantity.MilliVolts),
        .. Limits(at + 0x0F, "pack_voltage_high", Volts), .. Limits(at + 0x11, "pack_voltage_low", Volts),
        .. Limits(at + 0x13, "charge_current", Quantity.Amperes30000),
        .. Limits(at + 0x15, "discharge_current", Quantity.Amperes30000),
        .. Limits(at + 0x17, "charge_temperature_high", Quantity.Celsius40),
        .. Limits(at + 0x19, "charge_temperature_low", Quantity.Celsius40),
        .. Limits(at + 0x1B, "discharge_temperature_high", Quantity.Celsius40),
        .. Limits(at + 0x1D, "discharge_temperature_low", Quantity.Celsius40),
        new(at + 0x23, 2, "balance_start", Quantity.MilliVolts), new(at + 0x24, 2, "balance_difference", Quantity.MilliVolts),
        new(at + 0x27, 2, "soc_setting", PerMille), new(at + 0x28, 2, "mos_temperature_alarm", Quantity.Celsius40),
    ];

    private static IEnumerable<Register> Limits(int at, string name, Quantity shape) =>
        [new(at, 2, name + "_warning", shape), new(at + 1, 2, name + "_alarm", shape)];
}
