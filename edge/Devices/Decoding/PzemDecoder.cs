using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Devices.Decoding;

/// <summary>
/// PZEM-004T v3, 014 and 016: the lower of two registers first, F8 calls whichever meter is alone on its line, 42 sets the energy to zero
/// (hardware reference 4).
/// </summary>
internal static class PzemDecoder
{
    private const int Reset = 0x42, Refused = 0xC2, ResetBytes = 4, RefusedBytes = 5;

    private static readonly Coded Alarm = new(Meaning.Table((0, "off"), (0xFFFF, "on")));

    private static readonly ModbusDevice Device = new(new RegisterMap(
    [
        new(0, 2, "voltage", new Quantity("V", 0.1m)), new(1, 4, "current", new Quantity("A", 0.001m) { IsLowWordFirst = true }),
        new(3, 4, "power", new Quantity("W", 0.1m) { IsLowWordFirst = true }), new(5, 4, "energy", new Quantity("Wh") { IsLowWordFirst = true }),
        new(7, 2, "frequency", new Quantity("Hz", 0.1m)), new(8, 2, "power_factor", new Quantity(null, 0.01m)), new(9, 2, "power_alarm", Alarm),
    ]))
    {
        Holding = new RegisterMap([new(1, 2, "power_alarm_from", new Quantity("W")), new(2, 2, "device_address", Quantity.Count)]),
    };

    public static void Read(FrameReader frame)
    {
        if (frame.Length < 2 || frame.Peek(1) is Reset or Refused) ReadReset(frame);
        else ModbusFrame.Read(frame, Device);
    }

    private static void ReadReset(FrameReader frame)
    {
        var isRefused = frame.Peek(1) == Refused;
        if (frame.Length < 2) frame.HasAtLeast(ResetBytes);
        else frame.HasWhole(isRefused ? RefusedBytes : ResetBytes);
        frame.Read("address", 1, Coded.Raw);
        frame.Read("function", 1, new Coded(Meaning.Table((Reset, "reset-energy"), (Refused, "refused"))));
        frame.Say("direction", isRefused || frame.Request is not null ? "reply" : "request");
        if (isRefused) frame.Read("exception", 1, Coded.Raw);
        else if (frame.Request is null) frame.Remark("the answer to this order is the same bytes", "对这条命令的应答与它逐字节相同");
        if (frame.HasStopped) return;
        var crc = Checksums.Crc16Modbus(frame.Span(0, frame.At));
        frame.Fixed("check", [(byte)(crc & 0xFF), (byte)(crc >> 8)], Said.Crc);
    }
}
