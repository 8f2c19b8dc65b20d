using System.Buffers.Binary;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Devices.Bms.DalyA5;

/// <summary>Daly boards on their UART protocol (hardware reference 2.2 a): five questions a round. The battery code is the serial.</summary>
public sealed class DalyA5Protocol : PackProtocol
{
    private const int LettersInFrame = DalyA5Frames.DataLength - 1;
    private const int CodeLetters = DalyA5Frames.CodeFrames * LettersInFrame;
    private const int Code = 0, Basics = 1, Temperatures = 2, Counts = 3, Faults = 4;
    private const int NoAmps = 30_000;
    private const int NoDegrees = 40;
    private const int ChargeMax = 1_000;

    private static readonly ImmutableArray<byte> Items =
        [DalyA5Frames.BatteryCode, DalyA5Frames.Basics, DalyA5Frames.Temperatures, DalyA5Frames.Counts, DalyA5Frames.Faults];

    private readonly KeptRound round = new([CodeLetters, .. Enumerable.Repeat(DalyA5Frames.DataLength, Items.Length - 1)]);

    /// <inheritdoc/>
    public override int Questions => Items.Length;

    /// <inheritdoc/>
    public override int SurelyAnswersFrom => DalyA5Frames.HeaderLength;

    /// <inheritdoc/>
    public override int WriteQuestion(Span<byte> request, int question) => DalyA5Frames.WriteRead(request, Items[question]);

    /// <inheritdoc/>
    public override Heard HearAnswer(ReadOnlySpan<byte> head, int question, out bool isBroken)
    {
        var heard = DalyA5Frames.Reply(head, Items[question], out isBroken);
        if (heard.Taken == 0) return heard;
        if (question == Code) KeepCode(head);
        else round.Keep(question, DalyA5Frames.DataOf(head, 0));
        return heard;
    }

    /// <inheritdoc/>
    public override Heard HearLate(ReadOnlySpan<byte> head) => DalyA5Frames.Late(head);

    /// <inheritdoc/>
    public override void BeginRound() => round.Begin();

    /// <inheritdoc/>
    public override PackReading? Reading() => round.Tell(static answers => Read(answers));

    private void KeepCode(ReadOnlySpan<byte> answer)
    {
        Span<byte> letters = stackalloc byte[CodeLetters];
        for (var frame = 0; frame < DalyA5Frames.CodeFrames; frame++)
            DalyA5Frames.DataOf(answer, frame)[1..].CopyTo(letters[(frame * LettersInFrame)..]);
        round.Keep(Code, letters);
    }

    private static PackReading? Read(KeptRound round)
    {
        var basics = round[Basics];
        var charge = BinaryPrimitives.ReadUInt16BigEndian(basics[6..]);
        var temperatures = new Temperatures();
        temperatures.Add(round[Temperatures][0] - NoDegrees);
        temperatures.Add(round[Temperatures][2] - NoDegrees);
        if (!SaidSerial.TryRead(round[Code], out var serial) || charge > ChargeMax || !temperatures.Any) return null;
        var faults = FaultsOf(round[Faults]);
        return new PackReading(
            serial,
            new Volts(BinaryPrimitives.ReadUInt16BigEndian(basics) / 10.0),
            new Amps((BinaryPrimitives.ReadUInt16BigEndian(basics[4..]) - NoAmps) / 10.0),
            new StateOfCharge(charge / 10),
            temperatures.Coldest,
            temperatures.Hottest,
            Cells: round[Counts][0],
            temperatures.Broken ? faults | PackFaults.FrontEnd : faults);
    }

    /// <summary>What the fault code after the bits counts is not public: alone, without a bit, it is a complaint without a name.</summary>
    private static PackFaults FaultsOf(ReadOnlySpan<byte> data)
    {
        var faults = PackFaults.None;
        for (var at = 0; at < DalyFaults.Bytes; at++) faults |= DalyFaults.Of(at, data[at]);
        return faults == PackFaults.None && data[DalyFaults.Bytes] != 0 ? PackFaults.SoftwareLock : faults;
    }
}
