namespace YongAi.Edge.Devices.Decoding;

/// <summary>Riden RD60xx supplies by Modbus (hardware reference 4). How fine voltages and currents are depends on the model, in register 0.</summary>
internal static class RidenDecoder
{
    private const int ModelAt = 3;
    private static readonly Coded OnOff = Coded.OnOff;
    private static readonly Coded Protection = new(Meaning.Table((0, "none"), (1, "over-voltage"), (2, "over-current")), IsShort: true);
    private static readonly Coded Regulation = new(Meaning.Table((0, "constant-voltage"), (1, "constant-current")), IsShort: true);
    private static readonly Coded Sign = new(Meaning.Table((0, "plus"), (1, "minus")), IsShort: true);

    private static readonly ModbusDevice Unknown = Device(Quantity.Count, Quantity.Count);
    private static readonly ModbusDevice Rd6006 = Device(new("V", 0.01m), new("A", 0.001m));
    private static readonly ModbusDevice Rd6006P = Device(new("V", 0.001m), new("A", 0.0001m));
    private static readonly ModbusDevice Rd6012And18 = Device(new("V", 0.01m), new("A", 0.01m));

    public static void Read(FrameReader frame)
    {
        var device = Model(frame);
        ModbusFrame.Read(frame, device);
        if (device == Unknown && frame.Request is not null || frame.Peek(1) is 0x06 or 0x10)
            frame.Remark("voltages and currents are raw: 0.01 V and 0.001 A on an RD6006, 0.01 V and 0.01 A on RD6012 and RD6018, "
                + "0.001 V and 0.0001 A on an RD6006P; register 0 says which it is",
                "电压、电流为原始值：RD6006 为 0.01 V、0.001 A，RD6012、RD6018 为 0.01 V、0.01 A，RD6006P 为 0.001 V、0.0001 A；型号见寄存器 0");
    }

    // Models are numbered by their name and a revision: 60062 is an RD6006, 60065 an RD6006P.
    private static ModbusDevice Model(FrameReader frame)
    {
        if (frame.Request is not [_, 0x03, 0, 0, ..] || frame.Peek(1) != 0x03) return Unknown;
        var model = frame.Peek(ModelAt) << 8 | frame.Peek(ModelAt + 1);
        return model == 60065 ? Rd6006P : (model / 10) switch { 6006 => Rd6006, 6012 or 6018 => Rd6012And18, _ => Unknown };
    }

    private static ModbusDevice Device(Quantity volts, Quantity amperes) => new(new RegisterMap(
    [
        new(0, 2, "model", Quantity.Count), new(1, 4, "serial", Quantity.Count), new(3, 2, "firmware", new Quantity(null, 0.01m)),
        new(4, 2, "temperature_sign", Sign), new(5, 2, "temperature", Quantity.Celsius),
        new(8, 2, "voltage_set", volts), new(9, 2, "current_set", amperes), new(10, 2, "voltage", volts), new(11, 2, "current", amperes),
        new(12, 4, "power", new Quantity("W", 0.01m)), new(14, 2, "voltage_in", new Quantity("V", 0.01m)), new(15, 2, "keypad_lock", OnOff),
        new(16, 2, "protection_tripped", Protection), new(17, 2, "regulation", Regulation), new(18, 2, "output", OnOff),
        new(19, 2, "preset", Quantity.Count), new(32, 2, "battery_mode", OnOff), new(33, 2, "battery_voltage", volts),
        new(34, 2, "probe_sign", Sign), new(35, 2, "probe_temperature", Quantity.Celsius),
        new(38, 4, "delivered_charge", new Quantity("Ah", 0.001m)), new(40, 4, "delivered_energy", new Quantity("Wh", 0.001m)),
        new(48, 2, "year", Quantity.Count), new(49, 2, "month", Quantity.Count), new(50, 2, "day", Quantity.Count),
        new(51, 2, "hour", Quantity.Count), new(52, 2, "minute", Quantity.Count), new(53, 2, "second", Quantity.Count),
        .. Enumerable.Range(0, 10).SelectMany(n => new Register[]
        {
            new(80 + 4 * n, 2, $"preset_voltage_{n}", volts), new(81 + 4 * n, 2, $"preset_current_{n}", amperes),
            new(82 + 4 * n, 2, $"preset_over_voltage_{n}", volts), new(83 + 4 * n, 2, $"preset_over_current_{n}", amperes),
        }),
    ]));
}
