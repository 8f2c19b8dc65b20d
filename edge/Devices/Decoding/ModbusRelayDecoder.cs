namespace YongAi.Edge.Devices.Decoding;

/// <summary>Modbus RTU relay boards as Waveshare makes them (hardware reference 1.7).</summary>
internal static class ModbusRelayDecoder
{
    private static readonly Coded Link = new(Meaning.Table((0, "normal"), (1, "linkage"), (2, "toggle"),
        (3, "edge-trigger")), IsShort: true);

    /// <summary>The V2 table; older boards use another.</summary>
    private static readonly Coded Bauds = new(Meaning.Table((0, "4800-baud"), (1, "9600-baud"), (2, "19200-baud"),
        (3, "38400-baud"),
        (4, "57600-baud"), (5, "115200-baud"), (6, "128000-baud"), (7, "256000-baud")));

    private static readonly Coded Parity = new(Meaning.Table((0, "no-parity"), (1, "even-parity"), (2, "odd-parity")));

    private static readonly ImmutableDictionary<int, string> Switch = Meaning.Table((0xFF00, "on"), (0x0000, "off"),
        (0x5500, "toggle"));

    private static readonly ModbusDevice Device = new(new RegisterMap(
    [
        .. Enumerable.Range(0, 32).Select(n => new Register(0x1000 + n, 2, $"link_mode_{n}", Link)),
        new(0x2000, 1, "parity", Parity),
        new(0x4000, 2, "device_address", Quantity.Count),
        new(0x8000, 2, "version", new Quantity(null, 0.01m)),
    ]).WithLowHalves(new Register(0x2000, 1, "baud", Bauds)))
    {
        Coil = Coil,
        Bits = ("relay", "input"),
    };

    public static void Read(FrameReader frame) => ModbusFrame.Read(frame, Device);

    /// <summary>0000 switches, 0200 pulses on, 0400 pulses off; the low byte is the relay.</summary>
    private static void Coil(FrameReader frame)
    {
        var (at, register) = (frame.At - 2, frame.Peek(2) << 8 | frame.Peek(3));
        if (register == 0x00FF) frame.Say("relay", new Text("all"), at, 2);
        else frame.Say("relay", new Measure(register & 0xFF), at, 2);
        switch (register >> 8)
        {
            case 0x02 or 0x04:
                frame.Say("action", register >> 8 == 2 ? "pulse-on" : "pulse-off");
                if (frame.Read("pulse_time", 2, new Quantity("ms", 100)) > 0x7FFF)
                    frame.Stop(4, $"byte 4 is {frame.Peek(4):X2} and should be 7F or less: the pulse, 7FFF at most",
                        $"字节 4 是 {frame.Peek(4):X2}，应为 7F 或更小（脉冲时间最大 7FFF）");
                break;
            default:
                var value = (int)frame.Read("value", 2, new Coded(Switch));
                if (Switch.TryGetValue(value, out var action)) frame.Say("action", action);
                break;
        }
    }
}
