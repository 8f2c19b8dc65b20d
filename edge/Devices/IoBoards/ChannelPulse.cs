using YongAi.Edge.Control.Goods;
using YongAi.Edge.Devices.Lines;

namespace YongAi.Edge.Devices.IoBoards;

/// <summary>
/// What became of the orders of one channel. An order is one pulse at most: once its bytes may have left, nothing is sent for it again,
/// and how it ended is what the relay was read as.
/// </summary>
/// <param name="channel">How it is fitted.</param>
public sealed class ChannelPulse(IoChannel channel)
{
    /// <summary>An order that could not be written for so long is given up: whoever waits for it has gone.</summary>
    public static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(2);

    /// <summary>So long after its pulse should be over, nobody will say any more what became of an order.</summary>
    public static readonly TimeSpan UnknownAfter = TimeSpan.FromSeconds(5);

    /// <summary>A relay that is still on so long after its pulse should be over does not stop by itself.</summary>
    public static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(2);

    /// <summary>A relay that reads as off in this part of its pulse was cut short; in the rest the board's clock may be fast.</summary>
    public const double SurelyOnFor = 0.75;

    private enum Stage { Rest, Waiting, Sent, Begun }

    private Stage stage;
    private long order;
    private HandOutEnd? ended;
    private long turnedAway;
    private TimeSpan since;
    private bool cutShort;

    /// <summary>How it is fitted.</summary>
    public IoChannel Channel => channel;

    /// <summary>Since when an order waits to be sent; null when none does.</summary>
    public TimeSpan? WaitsSince => stage == Stage.Waiting ? since : null;

    /// <summary>Its bytes may have left, and how it ended is not known yet.</summary>
    public bool Runs => stage is Stage.Sent or Stage.Begun;

    /// <summary>When its order is given up; null when it has none.</summary>
    public TimeSpan? GivesUpAt => stage switch
    {
        Stage.Rest => null,
        Stage.Waiting => since + WaitMax,
        _ => OverAt + UnknownAfter,
    };

    private TimeSpan OverAt => since + channel.Pulse;

    /// <summary>Takes an order; <paramref name="may"/>: the board can be sent something.</summary>
    public void Take(long asked, TimeSpan now, bool may, Facts facts)
    {
        if (asked == order && ended is { } known) Tell(asked, known, facts);
        else if (asked == turnedAway) Tell(asked, HandOutEnd.NotStarted, facts);
        // Of an older order nothing is known any more.
        else if (asked < order) Tell(asked, HandOutEnd.Unknown, facts);
        else if (asked > order && stage != Stage.Rest) Tell(turnedAway = asked, HandOutEnd.NotStarted, facts);
        else if (asked > order)
        {
            (order, ended, stage, since, cutShort) = (asked, null, Stage.Waiting, now, false);
            if (!may) End(HandOutEnd.NotStarted, facts);
        }
    }

    /// <summary>Its bytes leave now.</summary>
    public void Sent(TimeSpan now) => (stage, since) = (Stage.Sent, now);

    /// <summary>The board has taken the order.</summary>
    public void Taken(Facts facts)
    {
        if (stage == Stage.Sent) Begin(facts);
    }

    /// <summary>The board refused the order and did nothing.</summary>
    public void Refused(Facts facts)
    {
        if (stage == Stage.Sent) End(HandOutEnd.Refused, facts);
    }

    /// <summary>Its relay was read; true when it has to be switched off.</summary>
    /// <param name="on">What it was read as.</param>
    /// <param name="at">When it was asked for.</param>
    /// <param name="facts">Where what it means is told.</param>
    public bool Read(bool on, TimeSpan at, Facts facts)
    {
        if (!Runs || at < since) return false;
        if (on && stage == Stage.Sent) Begin(facts);
        if (!on && at < since + SurelyOnFor * channel.Pulse) cutShort = true;
        if (!on && at >= OverAt) End(stage == Stage.Begun && !cutShort ? HandOutEnd.Turned : HandOutEnd.Unknown, facts);
        if (!on || at < OverAt + StopsWithin) return false;
        End(HandOutEnd.DidNotStop, facts);
        return true;
    }

    /// <summary>Gives up what has waited too long.</summary>
    public void GiveUp(TimeSpan now, Facts facts)
    {
        if (now >= GivesUpAt) Lost(facts);
    }

    /// <summary>Nobody will say any more what becomes of its order.</summary>
    public void Lost(Facts facts)
    {
        if (stage != Stage.Rest) End(stage == Stage.Waiting ? HandOutEnd.NotStarted : HandOutEnd.Unknown, facts);
    }

    /// <summary>What was not sent is not sent any more.</summary>
    public void Drop(Facts facts)
    {
        if (stage == Stage.Waiting) End(HandOutEnd.NotStarted, facts);
    }

    private void Begin(Facts facts)
    {
        stage = Stage.Begun;
        facts.Add(new HandOutBegan(channel.Channel, order));
    }

    private void End(HandOutEnd end, Facts facts)
    {
        (stage, ended) = (Stage.Rest, end);
        Tell(order, end, facts);
    }

    private void Tell(long which, HandOutEnd end, Facts facts) => facts.Add(new HandOutEnded(channel.Channel, which, end));
}
