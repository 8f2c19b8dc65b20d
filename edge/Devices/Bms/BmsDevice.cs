using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices.Framing;
using YongAi.Edge.Devices.Lines;

namespace YongAi.Edge.Devices.Bms;

/// <summary>
/// The BMS of whatever pack is in one slot. Each round asks all questions of its make and ends in one fact: read, unreadable or silent.
/// </summary>
/// <param name="protocol">How the make speaks.</param>
/// <param name="slot">The slot whose connector the line leads to.</param>
/// <param name="pollEvery">How often a round begins.</param>
public sealed class BmsDevice(PackProtocol protocol, SlotNumber slot, TimeSpan pollEvery) : Device
{
    /// <summary>
    /// A sleeping board swallows the first question, so it is asked twice (hardware reference 2.1). A board that said nothing to
    /// both is awake by then, or not there: one more question of another kind settles which.
    /// </summary>
    public const int TriesMax = 2;

    /// <summary>After the line came up, rounds follow each other at once until so many are told: nobody waits for a first reading.</summary>
    public const int RoundsAtOnce = 2;

    private readonly PackSilent silent = new(slot, LineUp: true);
    private readonly PackUnreadable unreadable = new(slot);
    private PackRead? told;

    private TimeSpan askAt;
    private TimeSpan roundBegan;
    private int question;
    private int tries;
    private int rounds;
    private bool againAfter;
    private bool somethingAnswered;

    private bool InRound => question > 0 || tries > 0;

    /// <inheritdoc/>
    public override bool Serves(Effect effect) => effect is ReadAgain again && again.Slot == slot;

    /// <inheritdoc/>
    public override void LineUp(TimeSpan now)
    {
        BeginRound();
        (askAt, againAfter, rounds) = (now, false, 0);
    }

    /// <inheritdoc/>
    public override void LineLost(Facts facts) => facts.Add(new PackSilent(slot, LineUp: false));

    /// <inheritdoc/>
    public override void Take(Effect effect, TimeSpan now, Facts facts)
    {
        if (InRound) againAfter = true;
        else askAt = now;
    }

    /// <inheritdoc/>
    public override TimeSpan? DueAt(Urgency urgency) => urgency == Urgency.Poll ? askAt : null;

    /// <inheritdoc/>
    public override Question Ask(Urgency urgency, TimeSpan now, Span<byte> request, Facts facts)
    {
        if (!InRound) roundBegan = now;
        tries++;
        return new Question(protocol.WriteQuestion(request, question), protocol.ReplyWithin, UnlikeItsReply: true);
    }

    /// <inheritdoc/>
    public override Heard HearReply(ReadOnlySpan<byte> head, TimeSpan now, Facts facts)
    {
        var heard = protocol.HearAnswer(head, question, out var isBroken);
        somethingAnswered |= isBroken || heard.Taken > 0 || heard.MayGrow && head.Length >= protocol.SurelyAnswersFrom;
        if (heard.Taken > 0) NextQuestion(now, facts);
        return heard;
    }

    /// <inheritdoc/>
    public override Heard HearUnasked(ReadOnlySpan<byte> head, TimeSpan now, Facts facts) => protocol.HearLate(head);

    /// <inheritdoc/>
    public override void Unanswered(TimeSpan now, Facts facts)
    {
        askAt = now + protocol.PauseBetween;
        if (tries < TriesMax && (question == 0 || somethingAnswered)) return;
        // Nobody is there: the other questions would only hold up the line, but one of them settles it.
        if (!somethingAnswered && question > 0) question = protocol.Questions - 1;
        NextQuestion(now, facts);
    }

    private void NextQuestion(TimeSpan now, Facts facts)
    {
        tries = 0;
        askAt = now + protocol.PauseBetween;
        if (++question < protocol.Questions) return;
        facts.Add(Word());
        BeginRound();
        var next = roundBegan + pollEvery;
        if (rounds < RoundsAtOnce) rounds++;
        if (!againAfter && next > askAt && rounds >= RoundsAtOnce) askAt = next;
        againAfter = false;
    }

    private void BeginRound()
    {
        (question, tries, somethingAnswered) = (0, 0, false);
        protocol.BeginRound();
    }

    private Fact Word()
    {
        if (protocol.Reading() is not { } reading) return somethingAnswered ? unreadable : silent;
        return told is not null && ReferenceEquals(told.Reading, reading) ? told : told = new PackRead(slot, reading);
    }
}
