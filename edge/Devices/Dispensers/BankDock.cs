using YongAi.Edge.Control.Goods;
using YongAi.Edge.Devices.Framing;
using YongAi.Edge.Devices.Lines;

namespace YongAi.Edge.Devices.Dispensers;

/// <summary>
/// One board of a power-bank dock: six places (hardware reference 2.6). It lets a power bank go once, and only a reading of the place tells
/// whether it went: the word is never said again once its bytes may have left.
/// </summary>
/// <param name="fit">How it is fitted.</param>
public sealed class BankDock(DockFit fit) : Device
{
    /// <summary>The board asks the power bank itself and gives it 500 ms.</summary>
    public static readonly TimeSpan RepliesWithin = TimeSpan.FromMilliseconds(600);

    /// <summary>A power bank that was let go is taken out by hand within this time, or was not let go. Our own number.</summary>
    public static readonly TimeSpan LeavesWithin = TimeSpan.FromSeconds(15);

    /// <summary>While one is to leave, the places are read so often. Our own number.</summary>
    public static readonly TimeSpan WatchesEvery = TimeSpan.FromMilliseconds(250);

    private enum Asked { Nothing, State, Bank, Eject }

    private readonly DockFrames frames = new(fit.Address, fit.Crc);
    private readonly DockPlaces places = new(fit);
    private readonly HandOuts orders = new();
    private readonly Patience patience = new();
    private Asked asked;
    private int place;
    private TimeSpan? pollAt;
    private TimeSpan? leavesUntil;
    private bool doubtful;

    /// <inheritdoc/>
    public override TimeSpan? GivesUpAt => leavesUntil <= orders.GivesUpAt ? leavesUntil : orders.GivesUpAt ?? leavesUntil;

    /// <inheritdoc/>
    public override bool Serves(Effect effect) => effect is HandOut order && PlaceOf(order) is not null;

    /// <inheritdoc/>
    public override void LineUp(TimeSpan now)
    {
        Forget();
        pollAt = now;
    }

    /// <inheritdoc/>
    public override void LineLost(Facts facts)
    {
        Forget();
        pollAt = null;
        Silence(facts);
        if (orders.Current is not null) End(HandOutEnd.Unknown, facts);
    }

    /// <inheritdoc/>
    public override void Take(Effect effect, TimeSpan now, Facts facts)
    {
        if (effect is not HandOut order) return;
        if (patience.IsSilent) orders.Refuse(order, facts);
        else orders.Take(order, now, facts);
    }

    /// <inheritdoc/>
    public override void Refuse(Effect effect, Facts facts)
    {
        if (effect is HandOut order) orders.Refuse(order, facts);
    }

    /// <inheritdoc/>
    public override TimeSpan? DueAt(Urgency urgency) => urgency switch
    {
        Urgency.Open when orders is { Current: null, First: { } first } && places.IsFull(PlaceOf(first)!.Value) == true => TimeSpan.Zero,
        Urgency.ReadAgain when orders.Current is not null => pollAt,
        Urgency.Poll => pollAt,
        _ => null,
    };

    /// <inheritdoc/>
    public override Question Ask(Urgency urgency, TimeSpan now, Span<byte> request, Facts facts)
    {
        if (urgency == Urgency.Open) return Eject(now, request);
        if (orders.Current is null && places.BankToAsk(now) is { } bank)
        {
            (asked, place) = (Asked.Bank, bank);
            places.BankAsked(bank, now);
            return Of(frames.Write(request, fit.BankCommand, bank));
        }
        asked = Asked.State;
        return Of(frames.Write(request, fit.StateCommand));
    }

    /// <inheritdoc/>
    public override Heard HearReply(ReadOnlySpan<byte> head, TimeSpan now, Facts facts)
    {
        var (command, bytes) = asked switch
        {
            Asked.Eject => (fit.EjectCommand, 0),
            Asked.Bank => (fit.BankCommand, DockFrames.BankBytes),
            _ => (fit.StateCommand, DockFrames.StateBytes),
        };
        var heard = frames.Read(head, command, bytes, out var status, out var data);
        if (heard.Taken == 0) return heard;
        var was = asked;
        asked = Asked.Nothing;
        if (was == Asked.Eject) Ejected(status, now, facts);
        else if (was == Asked.Bank)
        {
            if (status == DockFrames.Ok) places.BankRead(place, data);
            RoundEnds(now, facts);
        }
        else if (status == DockFrames.Ok) StateRead(data[0], now, facts);
        else Missed(now, facts);
        return heard;
    }

    /// <inheritdoc/>
    public override Heard HearUnasked(ReadOnlySpan<byte> head, TimeSpan now, Facts facts)
    {
        var mayGrow = false;
        (byte, int)[] answers = [(fit.StateCommand, DockFrames.StateBytes), (fit.BankCommand, DockFrames.BankBytes), (fit.EjectCommand, 0)];
        foreach (var (command, bytes) in answers)
        {
            var late = frames.Read(head, command, bytes, out _, out _);
            if (late.Taken > 0) return Heard.Stray(late.Taken);
            mayGrow |= late.MayGrow;
        }
        return mayGrow ? Heard.Beginning : Heard.Nothing;
    }

    /// <inheritdoc/>
    public override void Unanswered(TimeSpan now, Facts facts)
    {
        var was = asked;
        asked = Asked.Nothing;
        if (was == Asked.Eject) (doubtful, pollAt) = (true, now);
        else if (was == Asked.Bank) RoundEnds(now, facts);
        else if (patience.MayTryAgain()) pollAt = now;
        else Missed(now, facts);
    }

    /// <inheritdoc/>
    public override void GiveUp(TimeSpan now, Facts facts)
    {
        orders.GiveUp(now, facts);
        while (orders is { Current: null, First: { } first } && places.IsFull(PlaceOf(first)!.Value) == false) orders.DropFirst(facts);
        if (leavesUntil <= now) End(!doubtful && places.IsFull(CurrentPlace) == true ? HandOutEnd.NotSeen : HandOutEnd.Unknown, facts);
    }

    private int CurrentPlace => PlaceOf(orders.Current!)!.Value;

    private Question Eject(TimeSpan now, Span<byte> request)
    {
        orders.Begin();
        (asked, doubtful, leavesUntil) = (Asked.Eject, false, now + LeavesWithin);
        return Of(frames.Write(request, fit.EjectCommand, CurrentPlace));
    }

    /// <summary>What the board did by its own word; whether it went, the place tells.</summary>
    private void Ejected(byte status, TimeSpan now, Facts facts)
    {
        pollAt = now;
        if (status == DockFrames.BadArguments) End(HandOutEnd.NoSuchChannel, facts);
        else if (status == DockFrames.BadCommand) End(HandOutEnd.Refused, facts);
        else if (status == DockFrames.Ok) facts.Add(new HandOutBegan(orders.Current!.Channel, orders.Current.Order));
        else doubtful = true;
    }

    private void StateRead(byte full, TimeSpan now, Facts facts)
    {
        patience.Answered();
        places.Read(full, now);
        // It was full when it was let go.
        if (orders.Current is not null && places.IsFull(CurrentPlace) == false) End(HandOutEnd.Seen, facts);
        RoundEnds(now, facts);
    }

    /// <summary>A round is the places, and after them every power bank that is due.</summary>
    private void RoundEnds(TimeSpan now, Facts facts)
    {
        if (orders.Current is null && places.BankToAsk(now) is not null)
        {
            pollAt = now;
            return;
        }
        pollAt = now + (orders.Current is null ? fit.PollEvery : WatchesEvery);
        places.Tell(facts);
    }

    private void Missed(TimeSpan now, Facts facts)
    {
        var wasSilent = patience.IsSilent;
        patience.Missed();
        pollAt = now + (patience.IsSilent ? Patience.Slowed(fit.PollEvery) : fit.PollEvery);
        if (patience.IsSilent && !wasSilent) Silence(facts);
    }

    private void Silence(Facts facts)
    {
        places.Forget();
        orders.DropAll(facts);
        facts.Add(new ChannelsSilent([.. fit.Channels.Select(channel => channel.Channel)]));
    }

    private void End(HandOutEnd end, Facts facts)
    {
        leavesUntil = null;
        orders.End(end, facts);
    }

    private void Forget()
    {
        asked = Asked.Nothing;
        patience.Answered();
        places.Forget();
    }

    private static Question Of(int length) => new(length, RepliesWithin, UnlikeItsReply: false);

    private int? PlaceOf(HandOut order) => fit.Channels.FirstOrDefault(channel => channel.Channel == order.Channel)?.Place;
}
