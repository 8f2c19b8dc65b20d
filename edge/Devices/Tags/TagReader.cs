using YongAi.Edge.Control.Goods;
using YongAi.Edge.Devices.Framing;
using YongAi.Edge.Devices.Lines;

namespace YongAi.Edge.Devices.Tags;

/// <summary>
/// A reader of 125 kHz tags of the RDM6300 class, 9600 8N1, alone on its line. It is never asked. It repeats a tag about every 65 ms while
/// the tag lies there; that is told once.
/// </summary>
/// <param name="reader">Its name.</param>
public sealed class TagReader(ReaderId reader) : Device
{
    /// <summary>
    /// A tag of which nothing was heard for so long had been taken away: when it is heard again, it was held again. Fifteen repetitions; a
    /// tag at the edge of the field is missed a few times. Our own number.
    /// </summary>
    public static readonly TimeSpan GoneAfter = TimeSpan.FromSeconds(1);

    private string? held;
    private TimeSpan heardAt;

    /// <inheritdoc/>
    public override bool Serves(Effect effect) => false;

    /// <inheritdoc/>
    public override void LineUp(TimeSpan now) => held = null;

    /// <summary>A tag that was held is no state: there is nothing to take back.</summary>
    public override void LineLost(Facts facts) => held = null;

    /// <inheritdoc/>
    public override void Take(Effect effect, TimeSpan now, Facts facts) { }

    /// <inheritdoc/>
    public override TimeSpan? DueAt(Urgency urgency) => null;

    /// <inheritdoc/>
    public override Question Ask(Urgency urgency, TimeSpan now, Span<byte> request, Facts facts) =>
        throw new InvariantBroken("a tag reader was given the word, but it never wishes to speak");

    /// <inheritdoc/>
    public override Heard HearReply(ReadOnlySpan<byte> head, TimeSpan now, Facts facts) => Heard.Nothing;

    /// <inheritdoc/>
    public override Heard HearUnasked(ReadOnlySpan<byte> head, TimeSpan now, Facts facts)
    {
        var heard = TagFrames.Read(head, out var tag);
        if (heard.Taken == 0) return heard;
        if (tag != held || now >= heardAt + GoneAfter) facts.Add(new TagRead(reader, tag));
        (held, heardAt) = (tag, now);
        return heard;
    }

    /// <inheritdoc/>
    public override void Unanswered(TimeSpan now, Facts facts) { }
}
