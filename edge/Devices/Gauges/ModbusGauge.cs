using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Devices.Framing;
using YongAi.Edge.Devices.Lines;

namespace YongAi.Edge.Devices.Gauges;

/// <summary>
/// A meter, or a board that measures the air. Each round asks all questions of its make and ends in one fact: read with all values, or
/// silent. One value that nobody can have measured, and the whole gauge is not believed. A meter that guards a cap is asked for its power
/// between the rounds too; the other values are then those of the last round.
/// </summary>
/// <param name="fit">How it is fitted.</param>
public sealed class ModbusGauge(GaugeFit fit) : Device
{
    /// <summary>
    /// Meters think for some tens of milliseconds, and at the 2400 baud of an SDM120 the longest question and its answer take 170 ms; at
    /// 1200 baud twice that. Our own number.
    /// </summary>
    public static readonly TimeSpan ReplyWithin = TimeSpan.FromMilliseconds(500);

    private readonly ImmutableArray<GaugeQuestion> questions = GaugeQuestions.Of(fit);
    private readonly GaugeQuestion? power = fit.PowerEvery is null ? null : GaugeQuestions.PowerOf(fit);
    /// <summary>Where the power stands among all values.</summary>
    private readonly int powerAt = GaugeQuestions.Of(fit).SelectMany(asked => asked.Values).TakeWhile(value => value.Quantity != Quantity.Power).Count();
    private readonly TimeSpan rest = GaugeQuestions.RestOf(fit.Make);
    private readonly double[] values = new double[GaugeQuestions.Of(fit).Sum(question => question.Values.Length)];
    private readonly Patience patience = new();
    private readonly Trust trust = new();
    private readonly GaugeSilent silent = new(fit.Gauge);
    private GaugeRead? told;
    private int question;
    private int known;
    private bool again;
    private bool powerOnly;
    private bool isWhole;
    private TimeSpan roundBegan;
    private TimeSpan roundAt;
    private TimeSpan askedAt;
    private TimeSpan askAt;

    /// <inheritdoc/>
    public override bool Serves(Effect effect) => false;

    /// <inheritdoc/>
    public override void LineUp(TimeSpan now)
    {
        (question, known, again, powerOnly, isWhole) = (0, 0, false, false, false);
        trust.Reset();
        askAt = Rested(now);
    }

    /// <inheritdoc/>
    public override void LineLost(Facts facts) => facts.Add(silent);

    /// <inheritdoc/>
    public override void Take(Effect effect, TimeSpan now, Facts facts) { }

    /// <inheritdoc/>
    public override TimeSpan? DueAt(Urgency urgency) => urgency == Urgency.Poll ? askAt : null;

    /// <inheritdoc/>
    public override Question Ask(Urgency urgency, TimeSpan now, Span<byte> request, Facts facts)
    {
        askedAt = now;
        if (question == 0 && !again && !powerOnly) roundBegan = now;
        again = false;
        var asked = Asked;
        var length = ModbusFrames.Write(request, fit.Address, asked.Function, asked.First, asked.Count);
        return new Question(length, ReplyWithin, UnlikeItsReply: true);
    }

    /// <inheritdoc/>
    public override Heard HearReply(ReadOnlySpan<byte> head, TimeSpan now, Facts facts)
    {
        var asked = Asked;
        var refused = ModbusFrames.Refusal(head, fit.Address, asked.Function, out _);
        if (refused.Taken > 0) Missed(now, facts);
        if (refused.Taken > 0) return refused;
        var heard = ModbusFrames.Data(head, fit.Address, asked.Function, 2 * asked.Count, out var data);
        if (heard.Taken > 0) Answered(asked, data, now, facts);
        return heard == Heard.Nothing ? refused : heard;
    }

    /// <inheritdoc/>
    public override Heard HearUnasked(ReadOnlySpan<byte> head, TimeSpan now, Facts facts)
    {
        var late = Heard.Nothing;
        foreach (var asked in questions)
            if (late == Heard.Nothing) late = ModbusFrames.Data(head, fit.Address, asked.Function, 2 * asked.Count, out _);
        if (power is not null && late == Heard.Nothing) late = ModbusFrames.Data(head, fit.Address, power.Function, 2 * power.Count, out _);
        if (late == Heard.Nothing) late = ModbusFrames.Refusal(head, fit.Address, questions[0].Function, out _);
        return late.Taken > 0 ? Heard.Stray(late.Taken) : late;
    }

    /// <inheritdoc/>
    public override bool AnswerAlike(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) =>
        one.Length == other.Length && one[..2].SequenceEqual(other[..2]);

    /// <inheritdoc/>
    public override void Contradicted(TimeSpan now, Facts facts)
    {
        trust.Contradicted();
        if (!trust.Stands) facts.Add(silent);
    }

    /// <inheritdoc/>
    public override void Unanswered(TimeSpan now, Facts facts)
    {
        // One question of a round may be put twice.
        again = patience.MayTryAgain();
        if (again) askAt = Rested(now);
        else Missed(now, facts);
    }

    private GaugeQuestion Asked => powerOnly ? power! : questions[question];

    private void Answered(GaugeQuestion asked, ReadOnlySpan<byte> data, TimeSpan now, Facts facts)
    {
        trust.Answered();
        if (powerOnly) known = powerAt;
        foreach (var value in asked.Values)
        {
            var number = value.In(data);
            if (!GaugeBounds.Hold(value.Quantity, number))
            {
                facts.Add(silent);
                isWhole = false;
                End(now, fit.PollEvery);
                return;
            }
            // Its sign says which way the power flows, and the power has one of its own.
            values[known++] = value.Quantity == Quantity.PowerFactor ? Math.Min(Math.Abs(number), 1) : number;
        }
        if (!powerOnly && ++question < questions.Length)
        {
            askAt = Rested(now);
            return;
        }
        patience.Answered();
        facts.Add(trust.Stands ? Told() : silent);
        isWhole = true;
        End(now, fit.PollEvery);
    }

    /// <summary>A round without all its answers tells nothing of any of them. After a power that was not told a round begins at once.</summary>
    private void Missed(TimeSpan now, Facts facts)
    {
        patience.Missed();
        if (patience.IsSilent) facts.Add(silent);
        isWhole = false;
        End(now, patience.IsSilent ? Patience.Slowed(fit.PollEvery) : powerOnly ? TimeSpan.Zero : fit.PollEvery);
    }

    /// <summary>A round is over, or a question between two of them; either may come next.</summary>
    private void End(TimeSpan now, TimeSpan every)
    {
        (question, known) = (0, 0);
        if (!powerOnly || !isWhole) roundAt = (powerOnly ? askedAt : roundBegan) + every;
        var powerNext = PowerNext();
        powerOnly = power is not null && isWhole && powerNext < roundAt;
        var next = powerOnly ? powerNext : roundAt;
        askAt = Rested(next > now ? next : now);
    }

    /// <summary>The power is told in the first answer of a round.</summary>
    private TimeSpan PowerNext() => (powerOnly ? askedAt : roundBegan) + (fit.PowerEvery ?? fit.PollEvery);

    private TimeSpan Rested(TimeSpan at) => at > askedAt + rest ? at : askedAt + rest;

    private GaugeRead Told()
    {
        if (told is not null && SaidAgain(told)) return told;
        var at = 0;
        var read = ImmutableArray.CreateBuilder<Measured>(values.Length);
        foreach (var asked in questions)
            foreach (var value in asked.Values) read.Add(new Measured(value.Quantity, values[at++]));
        return told = new GaugeRead(fit.Gauge, read.MoveToImmutable());
    }

    private bool SaidAgain(GaugeRead before)
    {
        for (var at = 0; at < values.Length; at++)
            if (before.Values[at].Value != values[at]) return false;
        return true;
    }
}
