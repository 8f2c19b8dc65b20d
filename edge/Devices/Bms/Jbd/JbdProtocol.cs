using YongAi.Edge.Control.Packs;
using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Devices.Bms.Jbd;

/// <summary>JBD boards (hardware reference 2.1): name and basic info. The name carries the serial.</summary>
public sealed class JbdProtocol : PackProtocol
{
    private const int NameQuestion = 0, InfoQuestion = 1;

    private readonly KeptRound round = new([JbdFrames.DataMax, JbdFrames.DataMax]);

    /// <inheritdoc/>
    public override int Questions => round.Questions;

    /// <inheritdoc/>
    public override int SurelyAnswersFrom => JbdFrames.HeaderLength;

    /// <inheritdoc/>
    public override int WriteQuestion(Span<byte> request, int question) => JbdFrames.WriteRead(request, CommandOf(question));

    /// <inheritdoc/>
    public override Heard HearAnswer(ReadOnlySpan<byte> head, int question, out bool isBroken)
    {
        var heard = JbdFrames.Reply(head, CommandOf(question), out var data, out isBroken);
        if (heard.Taken > 0) round.Keep(question, data);
        return heard;
    }

    /// <inheritdoc/>
    public override Heard HearLate(ReadOnlySpan<byte> head)
    {
        var late = JbdFrames.Reply(head, JbdFrames.Name, out _, out _);
        if (late == Heard.Nothing) late = JbdFrames.Reply(head, JbdFrames.BasicInfo, out _, out _);
        return late.Taken > 0 ? Heard.Stray(late.Taken) : late;
    }

    /// <inheritdoc/>
    public override void BeginRound() => round.Begin();

    /// <inheritdoc/>
    public override PackReading? Reading() => round.Tell(static answers =>
        SaidSerial.TryRead(answers[NameQuestion], out var serial) ? JbdBasicInfo.Read(serial, answers[InfoQuestion]) : null);

    private static byte CommandOf(int question) => question == NameQuestion ? JbdFrames.Name : JbdFrames.BasicInfo;
}
