using YongAi.Edge.Control.Goods;
using YongAi.Edge.Devices.Framing;
using YongAi.Edge.Devices.Lines;

namespace YongAi.Edge.Devices.Dispensers;

/// <summary>
/// A spiral-motor vending board (hardware reference 5). The board is the master: it polls every 200 ms, and only then, within 100 ms, the
/// host may speak: one command, or an acknowledgement. A command is said again at the next poll until the board acknowledges it, always
/// with the same pack number, so that the motor turns once.
/// </summary>
/// <param name="fit">How it is fitted.</param>
public sealed class VmcDispenser(VmcFit fit) : Device
{
    /// <summary>The host has so long to answer; later the board does not listen.</summary>
    public static readonly TimeSpan AnswersWithin = TimeSpan.FromMilliseconds(100);

    /// <summary>The board acknowledges at once; the next poll comes 200 ms after the one before.</summary>
    public static readonly TimeSpan AcknowledgesWithin = TimeSpan.FromMilliseconds(80);

    /// <summary>A command is sent so often, as the board's maker says.</summary>
    public const int SendsMax = 5;

    /// <summary>
    /// A board that was not heard for so long may have been started anew, and with it forgotten the pack number: a command that it may have
    /// heard before is not said again. Five polls. Our own number.
    /// </summary>
    public static readonly TimeSpan MayHaveForgottenAfter = TimeSpan.FromSeconds(1);

    /// <summary>A board that has not been heard for so long is silent: fifteen polls. Our own number.</summary>
    public static readonly TimeSpan SilentAfter = TimeSpan.FromSeconds(3);

    /// <summary>A spiral turns within some seconds; after so long nobody knows. Our own number.</summary>
    public static readonly TimeSpan TurnsWithin = TimeSpan.FromSeconds(30);

    /// <summary>An elevator goes up, waits, and goes down. Our own number.</summary>
    public static readonly TimeSpan FetchesWithin = TimeSpan.FromSeconds(90);

    /// <summary>Somebody may have filled a spiral and told only the board: how each stands is asked so often. Our own number.</summary>
    public static readonly TimeSpan ChecksEvery = TimeSpan.FromMinutes(10);

    private readonly HandOuts orders = new();
    private readonly VmcNumbers numbers = new();
    private readonly VmcChores chores = new(fit);
    private readonly byte[] lastHeard = new byte[VmcFrames.FrameMax];
    private int lastHeardLength;
    private TimeSpan heardAt;
    private TimeSpan checkedAt;
    private bool silent;
    private (TimeSpan Since, bool Poll)? toAnswer;
    private int sends;
    private bool acknowledged;
    private bool began;
    private bool inDoubt;
    private TimeSpan endsUntil;

    /// <inheritdoc/>
    public override TimeSpan? GivesUpAt
    {
        get
        {
            TimeSpan? next = silent ? null : heardAt + SilentAfter;
            if (toAnswer is { } due) next = Earlier(next, due.Since + AnswersWithin);
            if (orders.Current is not null) next = Earlier(next, endsUntil);
            return Earlier(next, orders.GivesUpAt);
        }
    }

    /// <inheritdoc/>
    public override bool Serves(Effect effect) => effect switch
    {
        HandOut order => ChannelOf(order.Channel) is not null,
        CheckChannel check => ChannelOf(check.Channel) is not null,
        _ => false,
    };

    /// <summary>Nothing is known: the board is asked to begin anew and how each channel stands. No motor turns by that.</summary>
    public override void LineUp(TimeSpan now)
    {
        (toAnswer, silent, heardAt, lastHeardLength, checkedAt) = (null, false, now, 0, now);
        chores.Begin();
    }

    /// <inheritdoc/>
    public override void LineLost(Facts facts)
    {
        toAnswer = null;
        Silence(facts);
        if (orders.Current is not null) Doubt(facts);
    }

    /// <inheritdoc/>
    public override void Take(Effect effect, TimeSpan now, Facts facts)
    {
        if (effect is CheckChannel check) chores.Check(ChannelOf(check.Channel)!);
        if (effect is not HandOut order) return;
        if (silent) orders.Refuse(order, facts);
        else orders.Take(order, now, facts);
    }

    /// <inheritdoc/>
    public override void Refuse(Effect effect, Facts facts)
    {
        if (effect is HandOut order) orders.Refuse(order, facts);
    }

    /// <inheritdoc/>
    public override TimeSpan? DueAt(Urgency urgency) => urgency == Urgency.Open ? toAnswer?.Since : null;

    /// <inheritdoc/>
    public override Question Ask(Urgency urgency, TimeSpan now, Span<byte> request, Facts facts)
    {
        var poll = toAnswer?.Poll == true;
        toAnswer = null;
        if (poll && MayDrive(now)) return new Question(Drive(request, now), AcknowledgesWithin, UnlikeItsReply: true);
        // While a motor turns the board has enough to do.
        if (poll && now - checkedAt >= ChecksEvery)
        {
            checkedAt = now;
            foreach (var channel in fit.Channels) chores.Check(channel);
        }
        if (poll && orders.Current is null && chores.TryWrite(request, numbers, now, out var length))
            return new Question(length, AcknowledgesWithin, UnlikeItsReply: true);
        return Question.Unanswerable(VmcFrames.WriteAcknowledged(request));
    }

    /// <inheritdoc/>
    public override Heard HearReply(ReadOnlySpan<byte> head, TimeSpan now, Facts facts)
    {
        var heard = VmcFrames.Read(head, out var frame);
        if (heard.Taken == 0) return heard;
        if (frame.Command != VmcFrames.Acknowledged) return Heard.Nothing;
        heardAt = now;
        Acknowledge();
        return heard;
    }

    /// <inheritdoc/>
    public override Heard HearUnasked(ReadOnlySpan<byte> head, TimeSpan now, Facts facts)
    {
        var heard = VmcFrames.Read(head, out var frame);
        if (heard.Taken == 0) return heard;
        if (now >= heardAt + MayHaveForgottenAfter) MayHaveForgotten(facts);
        (heardAt, silent) = (now, false);
        // A late one can only be for what was said last: the board is spoken to in turn.
        if (frame.Command == VmcFrames.Acknowledged)
        {
            Acknowledge();
            return Heard.Stray(heard.Taken);
        }
        toAnswer = (now, frame.Command == VmcFrames.Poll);
        if (frame.Command != VmcFrames.Poll && !IsRepeated(head[..heard.Taken])) Understand(frame, now, facts);
        return heard;
    }

    /// <inheritdoc/>
    public override void Unanswered(TimeSpan now, Facts facts)
    {
        // It may have heard one of them: nobody knows, and it is not said again.
        if (orders.Current is not null && !acknowledged && sends >= SendsMax) Doubt(facts);
    }

    /// <inheritdoc/>
    public override void GiveUp(TimeSpan now, Facts facts)
    {
        if (toAnswer is { } due && now >= due.Since + AnswersWithin) toAnswer = null;
        if (!silent && now >= heardAt + SilentAfter)
        {
            if (orders.Current is not null && !acknowledged) Doubt(facts);
            Silence(facts);
        }
        if (orders.Current is not null && now >= endsUntil) Doubt(facts);
        orders.GiveUp(now, facts);
    }

    /// <summary>What nobody knows of an order may still come to be known: until then its turn counts as going on.</summary>
    private bool MayDrive(TimeSpan now) =>
        orders.Current is null ? orders.First is not null && !(inDoubt && now < endsUntil) : !acknowledged;

    private int Drive(Span<byte> request, TimeSpan now)
    {
        if (orders.Current is null)
        {
            var begun = ChannelOf(orders.Begin().Channel)!;
            (sends, acknowledged, began, inDoubt, endsUntil) = (0, false, false, false, now + (begun.Elevator ? FetchesWithin : TurnsWithin));
        }
        sends++;
        return VmcFrames.WriteDrive(request, VmcNumbers.Of(orders.Current!.Order), ChannelOf(orders.Current.Channel)!);
    }

    /// <summary>The board may have heard, and nobody knows what became of it.</summary>
    private void Doubt(Facts facts)
    {
        inDoubt = true;
        orders.End(HandOutEnd.Unknown, facts);
    }

    private void Acknowledge()
    {
        if (orders.Current is not null) acknowledged = true;
        else chores.Acknowledged();
    }

    /// <summary>The board was away or asks to begin anew: what it may have heard of an order, it may have forgotten.</summary>
    private void MayHaveForgotten(Facts facts)
    {
        lastHeardLength = 0;
        if (orders.Current is not null && !acknowledged) Doubt(facts);
    }

    /// <summary>The board repeats with the same number what it thinks was not heard.</summary>
    private bool IsRepeated(ReadOnlySpan<byte> frame)
    {
        if (frame.SequenceEqual(lastHeard.AsSpan(0, lastHeardLength))) return true;
        frame.CopyTo(lastHeard);
        lastHeardLength = frame.Length;
        return false;
    }

    private void Understand(VmcFrame frame, TimeSpan now, Facts facts)
    {
        if (frame.Command == VmcFrames.Synchronise)
        {
            MayHaveForgotten(facts);
            chores.BeginAgain(now);
        }
        if (!frame.TellsOfSelection || ChannelAt(frame.Selection) is not { } channel) return;
        if (frame.Command == VmcFrames.SelectionStatus) facts.Add(new ChannelRead(channel.Channel, VmcStates.ChannelOf(frame.State)));
        else if (frame.Command == VmcFrames.DispensingStatus) Turns(channel, frame.State, facts);
    }

    /// <summary>What tells of the turn was heard: the command needs no repetition, acknowledged or not.</summary>
    private void Turns(VmcChannel channel, byte state, Facts facts)
    {
        var ended = VmcStates.EndOf(state, channel);
        if (ended is not null) inDoubt = false;
        if (orders.Current?.Channel != channel.Channel) return;
        acknowledged = true;
        if (ended is { } end)
        {
            orders.End(end, facts);
            chores.Check(channel);
        }
        else if (!began)
        {
            began = true;
            facts.Add(new HandOutBegan(channel.Channel, orders.Current!.Order));
        }
    }

    /// <summary>When the board speaks again it is asked everything anew.</summary>
    private void Silence(Facts facts)
    {
        silent = true;
        chores.Begin();
        orders.DropAll(facts);
        facts.Add(new ChannelsSilent([.. fit.Channels.Select(channel => channel.Channel)]));
    }

    private VmcChannel? ChannelOf(ChannelId channel) => fit.Channels.FirstOrDefault(one => one.Channel == channel);

    private VmcChannel? ChannelAt(int selection) => fit.Channels.FirstOrDefault(one => one.Selection == selection);

    private static TimeSpan? Earlier(TimeSpan? one, TimeSpan? other) => other is null || one <= other ? one : other;
}
