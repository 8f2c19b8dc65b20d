using YongAi.Simulators.World;

namespace YongAi.Simulators.Boards.Packs;

/// <summary>JBD boards (hardware 2.1).</summary>
public sealed class JbdTongue : IPackTongue
{
    private const int OpenSensorRaw = 2331;
    private const double TenthsOfKelvinAtZero = 2731;

    private readonly JbdEar ear = new();

    public void Hear(ReadOnlySpan<byte> bytes, TimeSpan now) => ear.Hear(bytes, now);

    public bool TryCut(out PackQuestion question)
    {
        var cut = ear.TryCut(out var request);
        question = new PackQuestion(self => request.Write ? Written(self.Pack, request) : Told(self, request.Command));
        return cut;
    }

    public void Forget() => ear.Forget();

    private static byte[] Told(PackSelf self, byte command) => command switch
    {
        0x03 => JbdWords.Basics(BasicsOf(self)),
        0x04 => JbdWords.CellMillivolts(self.CellMillivolts),
        0x05 => JbdWords.Name(self.Serial),
        0xAA => JbdWords.NoErrorsCounted(),
        _ => JbdWords.Refused(command),
    };

    private static byte[] Written(SimulatedPack pack, JbdRequest request)
    {
        if (request is not { Command: 0xE1, Data: [0, <= 3] }) return JbdWords.Refused(request.Command);
        (pack.ChargeSwitchedOff, pack.DischargeSwitchedOff) = ((request.Data[1] & 1) != 0, (request.Data[1] & 2) != 0);
        return JbdWords.Done(request.Command);
    }

    private static JbdBasics BasicsOf(PackSelf self) => new()
    {
        VoltsIn10Millivolts = (ushort)Math.Round(self.Pack.Volts * 100),
        AmpsIn10Milliamps = (short)Math.Round(self.Pack.Amps * 100),
        RemainingIn10MilliampHours = (ushort)Math.Round(self.AmpHoursLeft * 100),
        NominalIn10MilliampHours = (ushort)Math.Round(self.Pack.Kind.AmpHours * 100),
        Cycles = (ushort)self.Cycles,
        ProductionDate = JbdWords.Date(2025, 6, 18),
        ProtectionBits = (ushort)(ProtectionOf(self.Pack) | self.ProtectionBits),
        Percent = (byte)self.Pack.Percent,
        FetState = (byte)((self.Pack.ChargePathOpen ? 1 : 0) | (self.Pack.DischargeSwitchedOff ? 0 : 2)),
        Cells = (byte)self.Pack.Kind.Cells,
        Temperatures =
        [
            TenthsOfKelvin(self.BoardCelsius), TenthsOfKelvin(self.Pack.Celsius),
            (ushort)self.LastSensor(TenthsOfKelvin(self.Pack.Celsius + 0.4), OpenSensorRaw),
        ],
    };

    private static int ProtectionOf(SimulatedPack pack) => (pack.ChargeHot ? 1 << 4 : 0) | (pack.ChargeCold ? 1 << 5 : 0);

    private static ushort TenthsOfKelvin(double celsius) => (ushort)Math.Round(celsius * 10 + TenthsOfKelvinAtZero);
}
