using YongAi.Edge.Control.Packs;
using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Devices.Bms.Jk4E57;

/// <summary>
/// JK boards on their UART protocol (hardware reference 2.3 a): one question tells all. After a silence the board may sleep, and it is
/// woken before it is asked.
/// </summary>
public sealed class Jk4E57Protocol : PackProtocol
{
    private const int Wake = 0;

    private readonly KeptRound status = new([JkFrames.DataMax]);
    private bool wakes = true;

    /// <summary>
    /// The paper allows the board 5 s; an empty connector would then be known as such only after 15, so we wait as long as a board that is
    /// awake can need by our own estimate.
    /// </summary>
    public override TimeSpan ReplyWithin => TimeSpan.FromMilliseconds(500);

    /// <summary>At least 100 ms between requests (hardware reference 2.3 a).</summary>
    public override TimeSpan PauseBetween => TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    public override int Questions => wakes ? 2 : 1;

    /// <inheritdoc/>
    public override int SurelyAnswersFrom => JkFrames.HeaderLength;

    /// <inheritdoc/>
    public override int WriteQuestion(Span<byte> request, int question) => JkFrames.WriteQuestion(request, CommandOf(question));

    /// <inheritdoc/>
    public override Heard HearAnswer(ReadOnlySpan<byte> head, int question, out bool isBroken)
    {
        var heard = JkFrames.Answer(head, CommandOf(question), out var data, out isBroken);
        if (heard.Taken > 0 && CommandOf(question) == JkFrames.ReadAll) status.Keep(0, data);
        return heard;
    }

    /// <inheritdoc/>
    public override Heard HearLate(ReadOnlySpan<byte> head) => JkFrames.Late(head);

    /// <inheritdoc/>
    public override void BeginRound()
    {
        wakes = !status.IsWhole;
        status.Begin();
    }

    /// <inheritdoc/>
    public override PackReading? Reading() => status.Tell(static round => JkStatus.Read(round[0]));

    private byte CommandOf(int question) => wakes && question == Wake ? JkFrames.Wake : JkFrames.ReadAll;
}
