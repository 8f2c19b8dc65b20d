using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Devices.Framing;
using YongAi.Edge.Devices.Lines;

namespace YongAi.Edge.Devices.IoBoards;

/// <summary>
/// A Modbus board with relays and inputs: it switches outputs by timed pulses that it ends itself, reads contacts, and hands goods out by
/// one pulse each. What its relays do is known only from reading them back.
/// </summary>
/// <param name="fit">How it is fitted.</param>
public sealed class IoBoard(IoBoardFit fit) : Device
{
    /// <summary>Common Modbus boards answer within some tens of milliseconds.</summary>
    public static readonly TimeSpan ReplyWithin = TimeSpan.FromMilliseconds(300);

    /// <summary>How often relays are read back while nothing is handed out; as those of chargers.</summary>
    public static readonly TimeSpan RelaysEvery = TimeSpan.FromSeconds(2);

    /// <summary>How often they are read back while something is.</summary>
    public static readonly TimeSpan WatchEvery = TimeSpan.FromMilliseconds(250);

    private enum Asked { Relays, Inputs, Switch, HandOut }

    private readonly RelayOrders orders = new();
    private readonly RelayOrders safer = new();
    private readonly ImmutableArray<ChannelPulse> channels = [.. fit.Channels.Select(channel => new ChannelPulse(channel))];
    private readonly (Patience Relays, Patience Inputs) patience = (new Patience(), new Patience());
    private readonly Trust trust = new();
    private readonly byte[] write = new byte[RelayFrames.WriteLength];
    private readonly OutputsSilent outputsSilent = new([.. fit.Outputs.Select(output => output.Output.Id)]);
    private readonly ContactsSilent contactsSilent = new([.. fit.Contacts.Select(contact => contact.Contact)]);
    private readonly ChannelsSilent channelsSilent = new([.. fit.Channels.Select(channel => channel.Channel)]);
    private readonly ImmutableArray<ChannelRead> ready =
        [.. fit.Channels.Select(channel => new ChannelRead(channel.Channel, ChannelState.Ready))];
    private (OutputsRead? Fact, uint On) outputs;
    private (ContactsRead? Fact, uint Levels) contacts;
    private Asked asked;
    private ChannelPulse? pulsed;
    private TimeSpan askedAt;
    private TimeSpan? relaysAt;
    private TimeSpan? inputsAt;
    private TimeSpan? readBackAt;

    private bool ReadsRelays => fit.Outputs.Length + fit.Channels.Length > 0;

    /// <inheritdoc/>
    public override TimeSpan? GivesUpAt
    {
        get
        {
            var first = Earlier(orders.PulseSince + RelayOrders.ChargeWaitMax, safer.PulseSince + RelayOrders.ChargeWaitMax);
            foreach (var channel in channels) first = Earlier(first, channel.GivesUpAt);
            return first;
        }
    }

    /// <inheritdoc/>
    public override bool Serves(Effect effect) => effect switch
    {
        OutputOn on => RelayOf(on.Output) is not null,
        OutputOff off => RelayOf(off.Output) is not null,
        HandOut order => Find(order.Channel) is not null,
        _ => false,
    };

    /// <inheritdoc/>
    public override void LineUp(TimeSpan now)
    {
        trust.Reset();
        readBackAt = null;
        relaysAt = ReadsRelays ? now : null;
        inputsAt = fit.Contacts.IsEmpty ? null : now;
    }

    /// <inheritdoc/>
    public override void LineLost(Facts facts)
    {
        orders.Clear();
        safer.Clear();
        foreach (var channel in channels) channel.Lost(facts);
        RelaysSilent(facts);
        InputsSilent(facts);
    }

    /// <inheritdoc/>
    public override void Take(Effect effect, TimeSpan now, Facts facts)
    {
        if (effect is HandOut order) Find(order.Channel)?.Take(order.Order, now, trust.Stands, facts);
        if (effect is OutputOff off && RelayOf(off.Output) is { } stops) SwitchOff(stops, now);
        if (effect is OutputOn on && RelayOf(on.Output) is { } starts) (on.MakesSafe ? safer : orders).Pulse(starts, on.Lease, now);
    }

    /// <inheritdoc/>
    public override void Refuse(Effect effect, Facts facts)
    {
        if (effect is HandOut order) Find(order.Channel)?.Take(order.Order, default, may: false, facts);
    }

    /// <inheritdoc/>
    public override TimeSpan? DueAt(Urgency urgency) => urgency switch
    {
        Urgency.Stop => Earlier(orders.OffSince, safer.PulseSince),
        Urgency.Open => Next()?.WaitsSince,
        Urgency.ReadAgain => readBackAt,
        Urgency.Charge => orders.PulseSince,
        Urgency.Poll => Earlier(relaysAt, inputsAt),
        _ => null,
    };

    /// <inheritdoc/>
    public override Question Ask(Urgency urgency, TimeSpan now, Span<byte> request, Facts facts)
    {
        askedAt = now;
        asked = urgency switch
        {
            Urgency.Stop or Urgency.Charge => Asked.Switch,
            Urgency.Open => Asked.HandOut,
            Urgency.ReadAgain => Asked.Relays,
            _ => relaysAt is { } relays && !(inputsAt < relays) ? Asked.Relays : Asked.Inputs,
        };
        if (asked is Asked.Relays or Asked.Inputs) return new Question(Read(request, now), ReplyWithin, UnlikeItsReply: true);
        readBackAt = now;
        var length = asked == Asked.HandOut ? HandOutNext(now, request) : Switch(urgency, request);
        request[..length].CopyTo(write);
        return new Question(length, ReplyWithin, UnlikeItsReply: false);
    }

    /// <inheritdoc/>
    public override Heard HearReply(ReadOnlySpan<byte> head, TimeSpan now, Facts facts)
    {
        var refused = ModbusFrames.Refusal(head, fit.Address, FunctionOf(asked), out _);
        if (refused.Taken > 0)
        {
            if (asked == Asked.HandOut) pulsed?.Refused(facts);
            else if (asked != Asked.Switch) Missed(now, facts);
            return refused;
        }
        var heard = asked switch
        {
            Asked.Relays => HearRelays(head, facts),
            Asked.Inputs => HearInputs(head, facts),
            _ => RelayFrames.Written(head, write),
        };
        if (heard.Taken > 0 && asked == Asked.HandOut) pulsed?.Taken(facts);
        return heard == Heard.Nothing ? refused : heard;
    }

    /// <inheritdoc/>
    public override Heard HearUnasked(ReadOnlySpan<byte> head, TimeSpan now, Facts facts)
    {
        var late = RelayFrames.Late(head, fit.Address, fit.Relays);
        if (late == Heard.Nothing) late = ModbusFrames.Bits(head, fit.Address, ModbusFrames.ReadInputs, fit.Inputs, out _);
        if (late == Heard.Nothing) late = ModbusFrames.Refusal(head, fit.Address, ModbusFrames.ReadInputs, out _);
        return late.Taken > 0 ? Heard.Stray(late.Taken) : late;
    }

    /// <inheritdoc/>
    public override bool AnswerAlike(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) => RelayFrames.Alike(one, other);

    /// <summary>What waits to be handed out would be handed out by both boards: it is given up.</summary>
    public override void Contradicted(TimeSpan now, Facts facts)
    {
        trust.Contradicted();
        if (trust.Stands) return;
        foreach (var channel in channels) channel.Drop(facts);
        RelaysSilent(facts);
        InputsSilent(facts);
    }

    /// <inheritdoc/>
    public override void Unanswered(TimeSpan now, Facts facts)
    {
        if (asked is Asked.Switch or Asked.HandOut) return;
        if (!Patience.MayTryAgain()) Missed(now, facts);
        else if (asked == Asked.Inputs) inputsAt = now;
        else readBackAt = now;
    }

    /// <inheritdoc/>
    public override void GiveUp(TimeSpan now, Facts facts)
    {
        orders.GiveUp(now);
        safer.GiveUp(now);
        foreach (var channel in channels) channel.GiveUp(now, facts);
    }

    private Patience Patience => asked == Asked.Inputs ? patience.Inputs : patience.Relays;

    private int Read(Span<byte> request, TimeSpan now)
    {
        if (asked == Asked.Inputs)
        {
            inputsAt = now + fit.PollEvery;
            return ModbusFrames.Write(request, fit.Address, ModbusFrames.ReadInputs, 0, fit.Inputs);
        }
        readBackAt = null;
        relaysAt = now + (channels.Any(channel => channel.Runs) ? WatchEvery : RelaysEvery);
        return RelayFrames.WriteReadAll(request, fit.Address, fit.Relays);
    }

    /// <summary>Off before on: what is off is safe, and what was ordered on after it is ordered still.</summary>
    private int Switch(Urgency urgency, Span<byte> request)
    {
        if (urgency == Urgency.Stop && orders.OffSince is not null) return RelayFrames.WriteOff(request, fit.Address, orders.TakeOff());
        var (relay, lease) = (urgency == Urgency.Stop ? safer : orders).TakePulse();
        return RelayFrames.WritePulse(request, fit.Address, relay, lease);
    }

    private int HandOutNext(TimeSpan now, Span<byte> request)
    {
        pulsed = Next() ?? throw new InvariantBroken("nothing waits to be handed out");
        pulsed.Sent(now);
        return RelayFrames.WritePulse(request, fit.Address, pulsed.Channel.Relay, pulsed.Channel.Pulse);
    }

    private Heard HearRelays(ReadOnlySpan<byte> head, Facts facts)
    {
        var heard = RelayFrames.Relays(head, fit.Address, fit.Relays, out var on);
        if (heard.Taken == 0) return heard;
        Believed();
        if (!trust.Stands)
        {
            RelaysSilent(facts);
            return heard;
        }
        if (outputs.Fact is null || on != outputs.On) outputs = (Outputs(on), on);
        if (!fit.Outputs.IsEmpty) facts.Add(outputs.Fact);
        for (var at = 0; at < channels.Length; at++)
        {
            var relay = fit.Channels[at].Relay;
            if (channels[at].Read(IsSet(on, relay), askedAt, facts)) SwitchOff(relay, askedAt);
            if (!IsSet(on, relay) && !channels[at].Runs) facts.Add(ready[at]);
        }
        return heard;
    }

    private Heard HearInputs(ReadOnlySpan<byte> head, Facts facts)
    {
        var heard = ModbusFrames.Bits(head, fit.Address, ModbusFrames.ReadInputs, fit.Inputs, out var levels);
        if (heard.Taken == 0) return heard;
        Believed();
        if (contacts.Fact is null || levels != contacts.Levels) contacts = (Contacts(levels), levels);
        facts.Add(trust.Stands ? contacts.Fact : contactsSilent);
        return heard;
    }

    private void Believed()
    {
        Patience.Answered();
        trust.Answered();
    }

    private void Missed(TimeSpan now, Facts facts)
    {
        Patience.Missed();
        if (!Patience.IsSilent) return;
        if (asked == Asked.Inputs)
        {
            InputsSilent(facts);
            inputsAt = now + Patience.Slowed(fit.PollEvery);
        }
        else
        {
            RelaysSilent(facts);
            relaysAt = now + Patience.Slowed(RelaysEvery);
        }
    }

    private void RelaysSilent(Facts facts)
    {
        if (!fit.Outputs.IsEmpty) facts.Add(outputsSilent);
        if (!fit.Channels.IsEmpty) facts.Add(channelsSilent);
    }

    private void InputsSilent(Facts facts)
    {
        if (!fit.Contacts.IsEmpty) facts.Add(contactsSilent);
    }

    private void SwitchOff(int relay, TimeSpan now)
    {
        orders.SwitchOff(relay, now);
        safer.Void(relay);
    }

    private static byte FunctionOf(Asked asked) => asked switch
    {
        Asked.Relays => ModbusFrames.ReadCoils,
        Asked.Inputs => ModbusFrames.ReadInputs,
        _ => ModbusFrames.WriteCoil,
    };

    /// <summary>The channel whose order has waited longest.</summary>
    private ChannelPulse? Next()
    {
        ChannelPulse? next = null;
        foreach (var channel in channels)
            if (channel.WaitsSince is { } since && !(next?.WaitsSince <= since)) next = channel;
        return next;
    }

    private ChannelPulse? Find(ChannelId id)
    {
        foreach (var channel in channels)
            if (channel.Channel.Channel == id) return channel;
        return null;
    }

    private int? RelayOf(OutputPlan output)
    {
        foreach (var fitted in fit.Outputs)
            if (fitted.Output.Id == output.Id) return fitted.Relay;
        return null;
    }

    private OutputsRead Outputs(uint on) =>
        new([.. fit.Outputs.Select(output => new OutputState(output.Output.Id, IsSet(on, output.Relay)))]);

    private ContactsRead Contacts(uint levels) => new([.. fit.Contacts.Select(contact =>
        new ContactState(contact.Contact, IsSet(levels, contact.Input) == (contact.ActiveLevel == 1)))]);

    private static bool IsSet(uint bits, int at) => (bits >> at & 1) == 1;

    private static TimeSpan? Earlier(TimeSpan? one, TimeSpan? other) => one is null || other < one ? other : one;
}
