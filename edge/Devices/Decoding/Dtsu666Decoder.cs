namespace YongAi.Edge.Devices.Decoding;

/// <summary>Chint DTSU666: IEEE 754 singles in two registers, high word first; scale factors differ between models (hardware reference 4).</summary>
internal static class Dtsu666Decoder
{
    private static readonly Real Raw = new();

    private static readonly ModbusDevice Device = new(new RegisterMap(
    [
        new(0x0006, 2, "current_ratio", Quantity.Count), new(0x0007, 2, "voltage_ratio", Quantity.Count),
        new(0x002C, 2, "protocol_setting", Coded.Raw), new(0x002D, 2, "baud_code", Coded.Raw), new(0x002E, 2, "device_address", Quantity.Count),
        new(0x2000, 4, "voltage_ab", Raw), new(0x2002, 4, "voltage_bc", Raw), new(0x2004, 4, "voltage_ca", Raw),
        .. Phases(0x2006, "voltage"), .. Phases(0x200C, "current"),
        new(0x2012, 4, "power", Raw), .. Phases(0x2014, "power"), new(0x201A, 4, "reactive_power", Raw), .. Phases(0x201C, "reactive_power"),
        new(0x202A, 4, "power_factor", Raw), .. Phases(0x202C, "power_factor"), new(0x2044, 4, "frequency", Raw),
        new(0x101E, 4, "import_energy", new Real("kWh")), new(0x1028, 4, "export_energy", new Real("kWh")),
        new(0x401E, 4, "import_energy", new Real("kWh")), new(0x4028, 4, "export_energy", new Real("kWh")),
    ]));

    public static void Read(FrameReader frame)
    {
        ModbusFrame.Read(frame, Device);
        if (frame.Request is [_, 0x03, 0x20, ..] && frame.Peek(1) == 0x03)
            frame.Remark("these numbers are as the meter sends them; many models count in 0.1 V, 0.001 A, 0.1 W, 0.001 and 0.01 Hz",
                "数值照电表原样给出；许多型号以 0.1 V、0.001 A、0.1 W、0.001、0.01 Hz 为单位");
    }

    private static IEnumerable<Register> Phases(int address, string name)
    {
        for (var n = 0; n < 3; n++) yield return new Register(address + 2 * n, 4, $"{name}_{"abc"[n]}", Raw);
    }
}
