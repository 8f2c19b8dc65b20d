namespace YongAi.Edge.Devices.Decoding;

/// <summary>XY-MD02, temperature and humidity by Modbus (hardware reference 4).</summary>
internal static class XyMd02Decoder
{
    private static readonly Quantity Tenths = new("°C", 0.1m, IsSigned: true);

    private static readonly ModbusDevice Device = new(new RegisterMap(
        [new(1, 2, "temperature", Tenths), new(2, 2, "humidity", new Quantity("%", 0.1m))]));

    public static void Read(FrameReader frame) => ModbusFrame.Read(frame, Device);
}
