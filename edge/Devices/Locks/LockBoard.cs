using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices.Framing;
using YongAi.Edge.Devices.Lines;

namespace YongAi.Edge.Devices.Locks;

/// <summary>
/// A lock board: fires locks, and reads the door and presence switches wired to its feedback inputs. The answer to an opening tells
/// nothing of the door: only a read or a report does. How a make speaks is its <see cref="LockProtocol"/>.
/// </summary>
/// <param name="fit">How it is fitted.</param>
public sealed class LockBoard(LockBoardFit fit) : Device
{
    /// <summary>
    /// A door rattles for longer than its contact bounces: reports of one input that follow each other faster are replaced by
    /// one read (hardware reference 7.2: 30 to 100 ms).
    /// </summary>
    public static readonly TimeSpan DebounceFor = TimeSpan.FromMilliseconds(50);

    private readonly LockProtocol protocol = fit.Protocol;
    private readonly LockPulses pulses = new();
    private readonly SwitchReads reads = new(fit);
    private readonly TimeSpan?[] reportedAt = new TimeSpan?[byte.MaxValue + 1];
    private LockOutput? firing;
    private TimeSpan firedAt;
    private SwitchTarget? reading;
    private TimeSpan? settleAt;
    private bool settling;
    private bool probing;
    private readonly Trust trust = new();

    /// <inheritdoc/>
    public override TimeSpan? GivesUpAt => pulses.GivesUpAt;

    /// <inheritdoc/>
    public override bool Serves(Effect effect) => effect switch
    {
        FireLock fire => LockOf(fire.Slot) is not null,
        ReadAgain again => reads.TellsOf(again.Slot),
        _ => false,
    };

    /// <inheritdoc/>
    public override void LineUp(TimeSpan now)
    {
        Forget();
        trust.Reset();
        Array.Clear(reportedAt);
        probing = fit.ProbesEcho && protocol.ReadsOne && reads.Any;
        reads.Begin(now);
    }

    /// <inheritdoc/>
    public override void LineLost(Facts facts)
    {
        Forget();
        while (pulses.TryGiveUp(null, out var output)) facts.Add(new LockNotFired(output.Slot));
        reads.Silence(facts);
    }

    /// <inheritdoc/>
    public override void Take(Effect effect, TimeSpan now, Facts facts)
    {
        if (effect is ReadAgain again) reads.ReadAgain(again.Slot, now);
        if (effect is FireLock fire && LockOf(fire.Slot) is { } output && !(trust.Stands && pulses.Add(output, now))) Refuse(effect, facts);
    }

    /// <inheritdoc/>
    public override void Refuse(Effect effect, Facts facts)
    {
        if (effect is FireLock fire) facts.Add(new LockNotFired(fire.Slot));
    }

    /// <inheritdoc/>
    public override TimeSpan? DueAt(Urgency urgency) => urgency switch
    {
        Urgency.Open => pulses.DueAt,
        Urgency.ReadAgain => settleAt ?? reads.AgainAt,
        Urgency.Poll => reads.PollAt,
        _ => null,
    };

    /// <inheritdoc/>
    public override Question Ask(Urgency urgency, TimeSpan now, Span<byte> request, Facts facts) =>
        urgency == Urgency.Open ? Fire(now, request, facts)
        : urgency == Urgency.ReadAgain && settleAt is not null ? Settle(request)
        : Read(reads.Choose(urgency, now), request);

    /// <inheritdoc/>
    public override Heard HearReply(ReadOnlySpan<byte> head, TimeSpan now, Facts facts)
    {
        if (firing is { } output)
        {
            var opened = protocol.HearOpened(head, output.Channel, out var refused);
            if (opened.Taken > 0) Fired(output, now);
            if (opened.Taken > 0 && refused is { } why) facts.Add(new LockRefused(output.Slot, why));
            return opened;
        }
        if (settling)
        {
            var settled = protocol.HearSettled(head);
            settling = settled.Taken == 0;
            return settled;
        }
        return reading is { } target ? HearRead(head, target, now, facts) : Heard.Nothing;
    }

    /// <inheritdoc/>
    public override Heard HearUnasked(ReadOnlySpan<byte> head, TimeSpan now, Facts facts)
    {
        var report = protocol.HearReport(head, out var channel, out var level);
        if (report.Taken == 0) return report.MayGrow ? report : protocol.HearLate(head);
        if (SwitchOn(channel) is not { } input) return Heard.Stray(report.Taken);
        Reported(input, level, now, facts);
        return report;
    }

    /// <inheritdoc/>
    public override bool AnswerAlike(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) => protocol.AnswerAlike(one, other);

    /// <summary>What waits to be fired would be fired by both boards: it is given up.</summary>
    public override void Contradicted(TimeSpan now, Facts facts)
    {
        trust.Contradicted();
        if (trust.Stands) return;
        while (pulses.TryGiveUp(null, out var output)) facts.Add(new LockNotFired(output.Slot));
        reads.Mistrust(facts);
    }

    /// <inheritdoc/>
    public override void Unanswered(TimeSpan now, Facts facts)
    {
        probing = settling = false;
        if (firing is { } output) Fired(output, now);
        else if (reading is { } target)
        {
            reading = null;
            reads.Unanswered(target, now, facts);
        }
    }

    /// <inheritdoc/>
    public override void GiveUp(TimeSpan now, Facts facts)
    {
        while (pulses.TryGiveUp(now, out var output)) facts.Add(new LockNotFired(output.Slot));
    }

    private Question Fire(TimeSpan now, Span<byte> request, Facts facts)
    {
        var output = pulses.Fire(now);
        (firing, firedAt) = (output, now);
        facts.Add(new LockFired(output.Slot));
        var length = protocol.WriteOpen(request, output.Channel);
        return new Question(length, protocol.ReplyWithin, UnlikeItsReply: false);
    }

    private Question Settle(Span<byte> request)
    {
        (settleAt, settling) = (null, true);
        return new Question(protocol.WriteSettle(request), protocol.ReplyWithin, UnlikeItsReply: false);
    }

    /// <summary>Answered or not, the coil may have moved: only the switches know.</summary>
    private void Fired(LockOutput output, TimeSpan now)
    {
        firing = null;
        if (protocol.SettlesAfterOpening) settleAt = now;
        reads.Watch(output.Slot, firedAt, now);
    }

    /// <summary>The probe for an echo asks for one channel: no answer equals that question.</summary>
    private Question Read(SwitchTarget target, Span<byte> request)
    {
        reading = target;
        var channel = probing ? fit.Switches[0].Channel : target.Channel;
        return new Question(protocol.WriteRead(request, channel), protocol.ReplyWithin, UnlikeItsReply: true);
    }

    private Heard HearRead(ReadOnlySpan<byte> head, SwitchTarget target, TimeSpan now, Facts facts)
    {
        if (probing) return HearProbe(head, facts);
        var heard = protocol.HearRead(head, target.Channel, out var levels);
        if (heard.Taken == 0) return heard;
        reading = null;
        trust.Answered();
        var isAFact = target.Says(levels, protocol.ReadsForAFact);
        if (!trust.Stands) reads.Disbelieved(target, now, facts);
        else if (isAFact) reads.Answered(target, target.Says(levels), now, facts);
        else reads.Doubted(target, now);
        return heard;
    }

    private Heard HearProbe(ReadOnlySpan<byte> head, Facts facts)
    {
        var input = fit.Switches[0];
        var heard = protocol.HearRead(head, input.Channel, out var levels);
        if (heard.Taken == 0) return heard;
        (probing, reading) = (false, null);
        trust.Answered();
        if (protocol.ReadsForAFact == 1) facts.Add(new SwitchesRead([input.Says(levels.Of(input.Channel))]));
        return heard;
    }

    private void Reported(FeedbackInput input, bool? level, TimeSpan now, Facts facts)
    {
        if (!trust.Stands) return;
        if (now - reportedAt[input.Channel] < DebounceFor)
        {
            reads.ReadAgain(input.Slot, now + DebounceFor);
            return;
        }
        reportedAt[input.Channel] = now;
        var read = new SwitchesRead([input.Says(level)]);
        reads.Told(read);
        facts.Add(read);
    }

    private void Forget()
    {
        (firing, reading) = (null, null);
        (settleAt, settling) = (null, false);
    }

    private LockOutput? LockOf(SlotNumber slot)
    {
        foreach (var output in fit.Locks)
            if (output.Slot == slot) return output;
        return null;
    }

    private FeedbackInput? SwitchOn(int channel)
    {
        foreach (var input in fit.Switches)
            if (input.Channel == channel) return input;
        return null;
    }
}
