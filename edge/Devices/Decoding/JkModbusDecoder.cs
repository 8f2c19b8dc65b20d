namespace YongAi.Edge.Devices.Decoding;

/// <summary>
/// JK packs by Modbus: addresses step by bytes while counts are registers, by our reading of the printed map (hardware
/// reference 2.3 b, 9).
/// </summary>
internal static class JkModbusDecoder
{
    private static readonly Quantity Tenths = new("°C", 0.1m, IsSigned: true);
    private static readonly Quantity MilliAmpereHours = new("mAh");

    private static readonly Bits Alarms = new("faults",
    [
        "wire-resistance", "mos-over-temperature", "cell-count", "current-sensor", "cell-over-voltage", "pack-over-voltage",
        "charge-over-current", "charge-short-circuit", "charge-over-temperature", "charge-under-temperature",
        "internal-communication",
        "cell-under-voltage", "pack-under-voltage", "discharge-over-current", "discharge-short-circuit",
        "discharge-over-temperature",
        "charge-mos", "discharge-mos", "gps-lost", "password", "discharge-start-failed", "battery-over-temperature",
    ]);

    private static readonly ModbusDevice Device = new(new RegisterMap(
    [
        .. RegisterMap.Row(0x1200, 32, "cell", Quantity.MilliVolts, step: 2),
        new(0x1240, 4, "cells_present", Bits.Numbered("present", "cell", 1, 32)),
        new(0x1244, 2, "average_cell", Quantity.MilliVolts), new(0x1246, 2, "cell_difference", Quantity.MilliVolts),
        new(0x1248, 1, "max_cell_number", Quantity.Count), new(0x1249, 1, "min_cell_number", Quantity.Count),
        new(0x128A, 2, "mos_temperature", Tenths), new(0x1290, 4, "pack_voltage", new Quantity("V", 0.001m)),
        new(0x1294, 4, "power", new Quantity("W", 0.001m)),
        new(0x1298, 4, "current", new Quantity("A", 0.001m, IsSigned: true)),
        new(0x129C, 2, "temperature_1", Tenths), new(0x129E, 2, "temperature_2", Tenths), new(0x12A0, 4, "alarms", Alarms),
        new(0x12A4, 2, "balance_current", new Quantity("A", 0.001m, IsSigned: true)),
        new(0x12A6, 1, "balance_state", Coded.Raw), new(0x12A7, 1, "soc", Quantity.Percent),
        new(0x12A8, 4, "remaining_capacity", new Quantity("mAh", IsSigned: true)),
        new(0x12AC, 4, "full_capacity", MilliAmpereHours),
        new(0x12B0, 4, "cycles", Quantity.Count), new(0x12B4, 4, "cycle_capacity", MilliAmpereHours),
        new(0x12B8, 1, "soh", Quantity.Percent), new(0x12B9, 1, "pre_charge", Coded.OnOff),
        new(0x12BC, 4, "run_time", Quantity.Seconds), new(0x12C0, 1, "charge_state", Coded.OnOff),
        new(0x12C1, 1, "discharge_state", Coded.OnOff),
        new(0x12F8, 2, "temperature_3", Tenths), new(0x12FA, 2, "temperature_4", Tenths),
        new(0x12FC, 2, "temperature_5", Tenths),
        new(0x1070, 4, "charge_switch", Coded.OnOff), new(0x1074, 4, "discharge_switch", Coded.OnOff),
        new(0x1108, 4, "device_address", Quantity.Count),
        new(0x1400, 16, "model", Ascii.Padded), new(0x1410, 8, "hardware_version", Ascii.Padded),
        new(0x1418, 8, "software_version", Ascii.Padded),
    ], bytesPerAddress: 1));

    public static void Read(FrameReader frame) => ModbusFrame.Read(frame, Device);
}
