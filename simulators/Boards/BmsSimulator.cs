using YongAi.Simulators.World;

namespace YongAi.Simulators.Boards;

/// <summary>The line of one slot's connector: the JBD board of the pack that is plugged in, or nothing (hardware 2.1).</summary>
public sealed class BmsSimulator(SimulatedSlot slot, FaultSpot lineFaults, FaultSpot slotFaults, Random chance)
    : ISimulatedBoard
{
    private const int AnswersMax = 64;
    private const int OpenSensorRaw = 2331;
    private const double TenthsOfKelvinAtZero = 2731;
    /// <summary>The sensor at the transistors sits in the board's own warmth.</summary>
    private const double BoardWarmerBy = 1.5;

    private readonly BoardPower power = new(lineFaults);
    private readonly BoardThought thought = new(AnswerDelay.OfSmallBoards, chance);
    private readonly BoardVoice voice = new(lineFaults);
    private readonly DueQueue<(SimulatedPack Asked, JbdRequest Request)> answers = new(AnswersMax);
    private readonly JbdEar ear = new();

    public TimeSpan? NextDeadline => Soonest.Of(answers.NextDue, voice.NextDue);

    public void Receive(ReadOnlySpan<byte> bytes, TimeSpan now)
    {
        Lapse(now);
        // A sleeping board only wakes by the first frame: it is lost.
        if (power.IsDeaf(now) || slot.Connected is not { } pack || slotFaults.Has(Fault.Mute)
            || slotFaults.Take(Fault.Asleep) || !pack.Hears(now))
        {
            ear.Forget();
            return;
        }
        ear.Hear(bytes, now);
        while (ear.TryCut(out var request)) answers.Add(thought.AnswersAt(now), (pack, request));
    }

    public void Lapse(TimeSpan now)
    {
        if (power.IsLostNow(now))
        {
            answers.Clear();
            voice.Forget();
        }
        while (answers.TryTake(now, out var due, out var answer)) Answer(answer.Asked, answer.Request, due);
    }

    public bool TryTake(TimeSpan now, out DueBytes sends) => voice.TryTake(now, out sends);

    private void Answer(SimulatedPack pack, JbdRequest request, TimeSpan at)
    {
        // The pack may have been pulled between question and answer.
        if (slot.Connected != pack) return;
        voice.Answer(request.Write ? Written(pack, request) : Told(pack, request.Command), at);
    }

    private byte[] Told(SimulatedPack pack, byte command) => command switch
    {
        0x03 => JbdWords.Basics(BasicsOf(pack)),
        0x04 => JbdWords.CellMillivolts(CellsOf(pack)),
        0x05 => JbdWords.Name(slotFaults.TextOf(Fault.SaysSerial) ?? pack.Serial),
        0xAA => JbdWords.NoErrorsCounted(),
        _ => JbdWords.Refused(command),
    };

    private static byte[] Written(SimulatedPack pack, JbdRequest request)
    {
        if (request is not { Command: 0xE1, Data: [0, <= 3] }) return JbdWords.Refused(request.Command);
        (pack.ChargeSwitchedOff, pack.DischargeSwitchedOff) = ((request.Data[1] & 1) != 0, (request.Data[1] & 2) != 0);
        return JbdWords.Done(request.Command);
    }

    private JbdBasics BasicsOf(SimulatedPack pack) => new()
    {
        VoltsIn10Millivolts = (ushort)Math.Round(pack.Volts * 100),
        AmpsIn10Milliamps = (short)Math.Round(pack.Amps * 100),
        RemainingIn10MilliampHours = (ushort)Math.Round(pack.Charge * pack.Kind.AmpHours * 100),
        NominalIn10MilliampHours = (ushort)Math.Round(pack.Kind.AmpHours * 100),
        Cycles = (ushort)(pack.AmpHoursThrough / (2 * pack.Kind.AmpHours)),
        ProductionDate = JbdWords.Date(2025, 6, 18),
        ProtectionBits = (ushort)(ProtectionOf(pack) | slotFaults.NumberOf(Fault.Protection, 0)),
        Percent = (byte)pack.Percent,
        FetState = (byte)((pack.ChargePathOpen ? 1 : 0) | (pack.DischargeSwitchedOff ? 0 : 2)),
        Cells = (byte)pack.Kind.Cells,
        Temperatures = TemperaturesOf(pack),
    };

    private static int ProtectionOf(SimulatedPack pack) => (pack.ChargeHot ? 1 << 4 : 0) | (pack.ChargeCold ? 1 << 5 : 0);

    private ImmutableArray<ushort> TemperaturesOf(SimulatedPack pack) =>
    [
        TenthsOfKelvin(pack.Celsius + BoardWarmerBy),
        TenthsOfKelvin(pack.Celsius),
        slotFaults.Has(Fault.OpenSensor)
            ? (ushort)slotFaults.NumberOf(Fault.OpenSensor, OpenSensorRaw) : TenthsOfKelvin(pack.Celsius + 0.4),
    ];

    /// <summary>Cells are never quite alike: a spread of a few millivolts that belongs to the place in the string.</summary>
    private static ushort[] CellsOf(SimulatedPack pack)
    {
        var millivolts = Math.Round(pack.Volts * 1000 / pack.Kind.Cells);
        return [.. Enumerable.Range(0, pack.Kind.Cells).Select(i => (ushort)(millivolts + i * 7 % 5 - 2))];
    }

    private static ushort TenthsOfKelvin(double celsius) => (ushort)Math.Round(celsius * 10 + TenthsOfKelvinAtZero);
}
