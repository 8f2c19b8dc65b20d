using System.Text;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Devices.Framing;
using YongAi.Edge.Devices.Lines;

namespace YongAi.Edge.Devices.Scanners;

/// <summary>The byte after which a text of a scanner is complete; none: only a silence ends it.</summary>
public enum TextEnd { None, CarriageReturn, LineFeed, Tab }

/// <summary>
/// A line scanner of the GM65 class, or any that sends plain text, on a UART or over USB-CDC, where the speed means nothing. It is asked
/// nothing but to be set up. Acknowledgement frames (02 00 or 03 00, with a check) come in the same stream and are taken out. Every text is
/// told, whatever it is; judging it is not done here.
/// </summary>
/// <param name="name">Name of its line.</param>
/// <param name="end">How a text ends.</param>
/// <param name="setup">Sets the module up when the line comes up; null for a scanner that takes no commands.</param>
public sealed class QrScanner(string name, TextEnd end, Gm65Setup? setup = null) : Device
{
    /// <summary>
    /// Longest text that is kept, four times the longest code. The rest of a longer one is cut off; what is left is no code.
    /// </summary>
    public const int TextBytesMax = 4096;

    /// <summary>Ends a text where no end mark does: some 50 characters at 9600 baud.</summary>
    public static readonly TimeSpan SilenceEnds = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Ends a text whose end mark is lost, so that it does not grow together with the next one. A text that comes in pieces
    /// stays whole: USB adapters part it by tens of milliseconds.
    /// </summary>
    public static readonly TimeSpan MarkMissingAfter = TimeSpan.FromMilliseconds(500);

    /// <summary>Modules answer within some milliseconds; a text that is being sent goes before.</summary>
    public static readonly TimeSpan ReplyWithin = TimeSpan.FromMilliseconds(200);

    private readonly TimeSpan endsAfter = end == TextEnd.None ? SilenceEnds : MarkMissingAfter;
    private readonly byte? mark = end switch
    {
        TextEnd.CarriageReturn => (byte)'\r',
        TextEnd.LineFeed => (byte)'\n',
        TextEnd.Tab => (byte)'\t',
        _ => null,
    };
    private readonly byte[] text = new byte[TextBytesMax];
    private int length;
    private TimeSpan lastAt;

    /// <inheritdoc/>
    public override TimeSpan? GivesUpAt => length == 0 ? null : lastAt + endsAfter;

    /// <inheritdoc/>
    public override bool Serves(Effect effect) => false;

    /// <inheritdoc/>
    public override void LineUp(TimeSpan now)
    {
        length = 0;
        setup?.Begin(now);
    }

    /// <inheritdoc/>
    public override void LineLost(Facts facts)
    {
        length = 0;
        setup?.Forget();
    }

    /// <inheritdoc/>
    public override void Take(Effect effect, TimeSpan now, Facts facts) { }

    /// <inheritdoc/>
    public override TimeSpan? DueAt(Urgency urgency) => urgency == Urgency.Poll ? setup?.DueAt : null;

    /// <inheritdoc/>
    public override Question Ask(Urgency urgency, TimeSpan now, Span<byte> request, Facts facts) => setup is null
        ? throw new InvariantBroken("a scanner was given the word, but it never wishes to speak")
        : new Question(setup.Write(request), ReplyWithin, UnlikeItsReply: true);

    /// <inheritdoc/>
    public override Heard HearReply(ReadOnlySpan<byte> head, TimeSpan now, Facts facts)
    {
        var answer = Gm65Frames.Answer(head, out var data);
        if (answer.Taken > 0) setup!.Answered(data, now);
        return answer;
    }

    /// <inheritdoc/>
    public override Heard HearUnasked(ReadOnlySpan<byte> head, TimeSpan now, Facts facts)
    {
        GiveUp(now, facts);
        var acknowledged = Gm65Frames.Answer(head, out _);
        if (acknowledged != Heard.Nothing) return acknowledged.Taken > 0 ? Heard.Stray(acknowledged.Taken) : acknowledged;
        var taken = 0;
        do Add(head[taken++], now, facts);
        while (taken < head.Length && head[taken] is not (0x02 or 0x03));
        return Heard.Frame(taken);
    }

    /// <inheritdoc/>
    public override void Unanswered(TimeSpan now, Facts facts) => setup?.Unanswered(now);

    /// <inheritdoc/>
    public override void GiveUp(TimeSpan now, Facts facts)
    {
        if (length > 0 && now >= lastAt + endsAfter) Tell(facts);
    }

    private void Add(byte b, TimeSpan now, Facts facts)
    {
        if (length == 0 && IsEnd(b)) return;
        lastAt = now;
        if (b == mark) Tell(facts);
        else if (length < TextBytesMax) text[length++] = b;
    }

    /// <summary>Line ends around a text are the scanner's; blanks belong to the code.</summary>
    private void Tell(Facts facts)
    {
        while (length > 0 && IsEnd(text[length - 1])) length--;
        facts.Add(new CodeScanned(name, Encoding.Latin1.GetString(text, 0, length)));
        length = 0;
    }

    private static bool IsEnd(byte b) => b is (byte)'\r' or (byte)'\n' or (byte)'\t';
}
