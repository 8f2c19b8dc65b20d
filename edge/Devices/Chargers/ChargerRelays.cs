using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices.Framing;
using YongAi.Edge.Devices.Lines;

namespace YongAi.Edge.Devices.Chargers;

/// <summary>The relay that switches one slot's charger; relays count from 0.</summary>
public readonly record struct SlotRelay(int Relay, SlotNumber Slot);

/// <summary>How a relay board for chargers is fitted.</summary>
/// <param name="Address">1 to 247.</param>
/// <param name="Relays">Relays on the board: 8, 16 or 32.</param>
/// <param name="Chargers">Which relay switches which slot's charger.</param>
/// <param name="PollEvery">How often the relays are read back.</param>
public sealed record RelayBoardFit(byte Address, int Relays, ImmutableArray<SlotRelay> Chargers, TimeSpan PollEvery);

/// <summary>
/// A Modbus relay board that switches chargers. An order to charge is exactly one timed pulse, ended by the board itself; what
/// the relays do is known only from reading them back.
/// </summary>
/// <param name="fit">How it is fitted.</param>
public sealed class ChargerRelays(RelayBoardFit fit) : Device
{
    /// <summary>Common Modbus boards answer within some tens of milliseconds.</summary>
    public static readonly TimeSpan ReplyWithin = TimeSpan.FromMilliseconds(300);

    private readonly RelayOrders orders = new();
    private readonly Patience patience = new();
    private readonly byte[] write = new byte[RelayFrames.WriteLength];
    private readonly ChargersSilent silent = new([.. fit.Chargers.Select(charger => charger.Slot)]);
    private ChargersRead? told;
    private uint toldOn;
    private bool reading;
    private TimeSpan pollAt;
    private TimeSpan askedAt;
    private TimeSpan? readBackAt;

    /// <inheritdoc/>
    public override TimeSpan? GivesUpAt => orders.PulseSince + RelayOrders.ChargeWaitMax;

    /// <inheritdoc/>
    public override bool Serves(Effect effect) => effect switch
    {
        StopCharging stop => RelayOf(stop.Slot) is not null,
        ChargeOrder order => RelayOf(order.Slot) is not null,
        _ => false,
    };

    /// <inheritdoc/>
    public override void LineUp(TimeSpan now) => (pollAt, readBackAt) = (now, null);

    /// <inheritdoc/>
    public override void LineLost(Facts facts)
    {
        orders.Clear();
        facts.Add(silent);
    }

    /// <inheritdoc/>
    public override void Take(Effect effect, TimeSpan now, Facts facts)
    {
        if (effect is StopCharging stop && RelayOf(stop.Slot) is { } off) orders.SwitchOff(off, now);
        if (effect is ChargeOrder order && RelayOf(order.Slot) is { } on) orders.Pulse(on, order.Lease, now);
    }

    /// <inheritdoc/>
    public override TimeSpan? DueAt(Urgency urgency) => urgency switch
    {
        Urgency.Stop => orders.OffSince,
        Urgency.ReadAgain => readBackAt,
        Urgency.Charge => orders.PulseSince,
        Urgency.Poll => pollAt,
        _ => null,
    };

    /// <inheritdoc/>
    public override Question Ask(Urgency urgency, TimeSpan now, Span<byte> request, Facts facts)
    {
        reading = urgency is Urgency.ReadAgain or Urgency.Poll;
        if (reading)
        {
            (askedAt, readBackAt) = (now, null);
            return new Question(RelayFrames.WriteReadAll(request, fit.Address, fit.Relays), ReplyWithin, UnlikeItsReply: true);
        }
        var length = urgency == Urgency.Stop ? SwitchOff(now, request) : Pulse(now, request);
        request[..length].CopyTo(write);
        return new Question(length, ReplyWithin, UnlikeItsReply: false);
    }

    /// <inheritdoc/>
    public override Heard HearReply(ReadOnlySpan<byte> head, TimeSpan now, Facts facts)
    {
        var refused = RelayFrames.Refusal(head, fit.Address, ofRead: reading);
        if (refused.Taken > 0 && reading) Missed(now, facts);
        if (refused.Taken > 0) return refused;
        var heard = reading ? HearRelays(head, facts) : RelayFrames.Written(head, write);
        return heard == Heard.Nothing ? refused : heard;
    }

    /// <inheritdoc/>
    public override Heard HearUnasked(ReadOnlySpan<byte> head, TimeSpan now, Facts facts) =>
        RelayFrames.Late(head, fit.Address, fit.Relays);

    /// <inheritdoc/>
    public override void Unanswered(TimeSpan now, Facts facts)
    {
        if (!reading) return;
        if (patience.MayTryAgain()) readBackAt = now;
        else Missed(now, facts);
    }

    /// <inheritdoc/>
    public override void GiveUp(TimeSpan now, Facts facts) => orders.GiveUp(now);

    /// <summary>Off is read back before anything but another stop or an opening.</summary>
    private int SwitchOff(TimeSpan now, Span<byte> request)
    {
        readBackAt = now;
        return RelayFrames.WriteOff(request, fit.Address, orders.TakeOff());
    }

    private int Pulse(TimeSpan now, Span<byte> request)
    {
        pollAt = now;
        var (relay, lease) = orders.TakePulse();
        return RelayFrames.WritePulse(request, fit.Address, relay, lease);
    }

    private Heard HearRelays(ReadOnlySpan<byte> head, Facts facts)
    {
        var heard = RelayFrames.Relays(head, fit.Address, fit.Relays, out var on);
        if (heard.Taken == 0) return heard;
        patience.Answered();
        if (told is null || on != toldOn) (told, toldOn) = (Put(on), on);
        facts.Add(told);
        pollAt = askedAt + fit.PollEvery;
        return heard;
    }

    private void Missed(TimeSpan now, Facts facts)
    {
        patience.Missed();
        if (patience.IsSilent) facts.Add(silent);
        pollAt = askedAt + (patience.IsSilent ? Patience.Slowed(fit.PollEvery) : fit.PollEvery);
        if (pollAt < now) pollAt = now;
    }

    private ChargersRead Put(uint on) =>
        new([.. fit.Chargers.Select(charger => new ChargerState(charger.Slot, (on >> charger.Relay & 1) == 1))]);

    private int? RelayOf(SlotNumber slot)
    {
        foreach (var charger in fit.Chargers)
            if (charger.Slot == slot) return charger.Relay;
        return null;
    }
}
