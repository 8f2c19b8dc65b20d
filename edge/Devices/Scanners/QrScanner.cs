using System.Buffers.Binary;
using System.Text;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Devices.Framing;
using YongAi.Edge.Devices.Lines;

namespace YongAi.Edge.Devices.Scanners;

/// <summary>The byte after which a text of a scanner is complete; none: only a silence ends it.</summary>
public enum TextEnd { None, CarriageReturn, LineFeed, Tab }

/// <summary>
/// A line scanner of the GM65 class, or any that sends plain text. It is never asked. Acknowledgement frames (02 00 or 03 00,
/// with a check) come in the same stream and are taken out. Every text is told, whatever it is; judging it is not done here.
/// </summary>
/// <param name="name">Name of its line.</param>
/// <param name="end">How a text ends.</param>
public sealed class QrScanner(string name, TextEnd end) : Device
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

    /// <summary>Data bytes in the longest acknowledgement that is looked for.</summary>
    public const int AcknowledgedBytesMax = 8;

    private const int AroundAcknowledged = 6;

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
    public override void LineUp(TimeSpan now) => length = 0;

    /// <inheritdoc/>
    public override void LineLost(Facts facts) => length = 0;

    /// <inheritdoc/>
    public override void Take(Effect effect, TimeSpan now, Facts facts) { }

    /// <inheritdoc/>
    public override TimeSpan? DueAt(Urgency urgency) => null;

    /// <inheritdoc/>
    public override Question Ask(Urgency urgency, TimeSpan now, Span<byte> request, Facts facts) =>
        throw new InvariantBroken("a scanner was given the word, but it never wishes to speak");

    /// <inheritdoc/>
    public override Heard HearReply(ReadOnlySpan<byte> head, TimeSpan now, Facts facts) => Heard.Nothing;

    /// <inheritdoc/>
    public override Heard HearUnasked(ReadOnlySpan<byte> head, TimeSpan now, Facts facts)
    {
        GiveUp(now, facts);
        var acknowledged = Acknowledgement(head);
        if (acknowledged != Heard.Nothing) return acknowledged;
        var taken = 0;
        do Add(head[taken++], now, facts);
        while (taken < head.Length && head[taken] is not (0x02 or 0x03));
        return Heard.Frame(taken);
    }

    /// <inheritdoc/>
    public override void Unanswered(TimeSpan now, Facts facts) { }

    /// <inheritdoc/>
    public override void GiveUp(TimeSpan now, Facts facts)
    {
        if (length > 0 && now >= lastAt + endsAfter) Tell(facts);
    }

    /// <summary>02 or 03, 00, 00 for fine, length, data, CRC of what follows the first two (hardware reference 3.1).</summary>
    private static Heard Acknowledgement(ReadOnlySpan<byte> head)
    {
        if (head[0] is not (0x02 or 0x03) || head.Length > 1 && head[1] != 0) return Heard.Nothing;
        if (head.Length < 4) return Heard.Beginning;
        if (head[3] > AcknowledgedBytesMax) return Heard.Nothing;
        var whole = AroundAcknowledged + head[3];
        if (head.Length < whole) return Heard.Beginning;
        var check = BinaryPrimitives.ReadUInt16BigEndian(head[(whole - 2)..]);
        return check == Checksums.Crc16Xmodem(head[2..(whole - 2)]) ? Heard.Stray(whole) : Heard.Nothing;
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
