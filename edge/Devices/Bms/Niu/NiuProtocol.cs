using YongAi.Edge.Control.Packs;
using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Devices.Bms.Niu;

/// <summary>NIU packs (hardware reference 2.4): serial, pack and cells. No complaint of the pack itself is known to be told.</summary>
public sealed class NiuProtocol : PackProtocol
{
    private const int Serial = 0, Pack = 1, Cells = 2;
    private const int Charge = 6, FirstTemperature = 9, Sensors = 4;
    private const int ChargeMax = 100;

    private static readonly ImmutableArray<(byte Item, byte Length)> Items = [(0x09, 0x10), (0x2D, 0x0F), (0x3C, 0x28)];

    private readonly KeptRound round = new([.. Items.Select(item => (int)item.Length)]);

    /// <inheritdoc/>
    public override int Questions => Items.Length;

    /// <inheritdoc/>
    public override int SurelyAnswersFrom => NiuFrames.HeaderLength;

    /// <inheritdoc/>
    public override int WriteQuestion(Span<byte> request, int question) =>
        NiuFrames.WriteRead(request, Items[question].Item, Items[question].Length);

    /// <inheritdoc/>
    public override Heard HearAnswer(ReadOnlySpan<byte> head, int question, out bool isBroken)
    {
        var heard = NiuFrames.Answer(head, Items[question].Length, out var data, out isBroken);
        if (heard.Taken > 0) round.Keep(question, data);
        return heard;
    }

    /// <inheritdoc/>
    public override Heard HearLate(ReadOnlySpan<byte> head)
    {
        var late = Heard.Nothing;
        foreach (var item in Items)
            if (late == Heard.Nothing) late = NiuFrames.Answer(head, item.Length, out _, out _);
        return late.Taken > 0 ? Heard.Stray(late.Taken) : late;
    }

    /// <inheritdoc/>
    public override void BeginRound() => round.Begin();

    /// <inheritdoc/>
    public override PackReading? Reading() => round.Tell(static answers => Read(answers));

    private static PackReading? Read(KeptRound round)
    {
        Span<byte> letters = stackalloc byte[round[Serial].Length];
        for (var at = 0; at < letters.Length; at++) letters[at] = NiuFrames.Plain(round[Serial][at]);
        var pack = round[Pack];
        var charge = NiuFrames.Plain(pack[Charge]);
        if (charge > ChargeMax || !SaidSerial.TryRead(letters, out var serial)) return null;
        var temperatures = new Temperatures();
        for (var sensor = 0; sensor < Sensors; sensor++) temperatures.Add(NiuFrames.Plain(pack[FirstTemperature + sensor]));
        if (!temperatures.Any) return null;
        var amps = new Amps(unchecked((short)Word(pack, 2)) / 10.0);
        var cells = new CellVoltages();
        for (var at = 0; at < round[Cells].Length; at += 2) cells.Add(Word(round[Cells], at));
        return new PackReading(serial, new Volts(Word(pack, 0) / 10.0), amps, new StateOfCharge(charge), temperatures.Coldest,
            temperatures.Hottest, CellsOf(round[Cells]), temperatures.Broken ? PackFaults.FrontEnd : PackFaults.None)
        {
            CellVolts = cells.Range,
        };
    }

    /// <summary>The pack does not say how many cells it has: those of its 20 places that have a voltage.</summary>
    private static int CellsOf(ReadOnlySpan<byte> places)
    {
        var cells = 0;
        for (var at = 0; at < places.Length; at += 2)
            if (Word(places, at) != 0) cells++;
        return cells;
    }

    private static int Word(ReadOnlySpan<byte> wire, int at) => NiuFrames.Plain(wire[at]) << 8 | NiuFrames.Plain(wire[at + 1]);
}
