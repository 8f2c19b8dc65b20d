namespace YongAi.Edge.Devices.Decoding;

/// <summary>Eastron SDM120: every value an IEEE 754 single in two registers, high word first (hardware reference 4).</summary>
internal static class Sdm120Decoder
{
    private static readonly ModbusDevice Device = new(new RegisterMap(
    [
        new(0x0000, 4, "voltage", new Real("V")), new(0x0006, 4, "current", new Real("A")), new(0x000C, 4, "power", new Real("W")),
        new(0x0012, 4, "apparent_power", new Real("VA")), new(0x0018, 4, "reactive_power", new Real("var")),
        new(0x001E, 4, "power_factor", new Real()), new(0x0024, 4, "phase_angle", new Real("°")), new(0x0046, 4, "frequency", new Real("Hz")),
        new(0x0048, 4, "import_energy", new Real("kWh")), new(0x004A, 4, "export_energy", new Real("kWh")),
        new(0x0156, 4, "total_energy", new Real("kWh")),
    ]))
    {
        Holding = new RegisterMap([]),
    };

    public static void Read(FrameReader frame) => ModbusFrame.Read(frame, Device);
}
