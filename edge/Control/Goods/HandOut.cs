namespace YongAi.Edge.Control.Goods;

/// <summary>The name of a channel in the site file: a spiral, a tap, a place for a power bank; for example <c>water-1</c>.</summary>
public readonly record struct ChannelId(string Name)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>
/// Hand out one thing from a channel: turn its motor, open its valve, push its power bank out. Never repeated by the driver after it may have
/// reached the hardware.
/// </summary>
/// <param name="Channel">Which.</param>
/// <param name="Order">Running number of this hand-out in the journal, from 1: one order is one thing at most, however often it is sent.</param>
public sealed record HandOut(ChannelId Channel, long Order) : Effect;

/// <summary>Ask a board again how a channel stands: a crew has been at it. Moves nothing; boards that say it by themselves need no asking.</summary>
public sealed record CheckChannel(ChannelId Channel) : Effect;

/// <summary>The hardware has begun with an order.</summary>
public sealed record HandOutBegan(ChannelId Channel, long Order) : Fact;

/// <summary>How a hand-out ended, by what the hardware itself says.</summary>
public enum HandOutEnd
{
    /// <summary>A sensor saw the thing leave: a drop sensor, an empty place.</summary>
    Seen,
    /// <summary>The motor turned, or the valve was open, and no sensor of this board looks whether something came.</summary>
    Turned,
    /// <summary>It turned, and the sensor that looks saw nothing.</summary>
    NotSeen,
    /// <summary>The motor is stuck or drew too much.</summary>
    Jammed,
    /// <summary>The motor did not stop where it ought to.</summary>
    DidNotStop,
    /// <summary>There is no such motor or place.</summary>
    NoSuchChannel,
    /// <summary>Nothing was sent: the line was busy too long, or is gone.</summary>
    NotStarted,
    /// <summary>The board refused it and did nothing.</summary>
    Refused,
    /// <summary>It was sent and nobody knows what became of it.</summary>
    Unknown,
    /// <summary>The lock of a locker was fired or could not be, and its door was read closed.</summary>
    StayedShut,
    /// <summary>The door of a locker was opened and closed again, and behind it lies what lay there before: the thing, or nothing.</summary>
    LeftThere,
}

/// <summary>An order has come to its end. Said once for each order.</summary>
public sealed record HandOutEnded(ChannelId Channel, long Order, HandOutEnd End) : Fact;

/// <summary>What a board says of a channel at rest.</summary>
public enum ChannelState { Ready, Empty, Faulty }

/// <summary>A board said how a channel stands.</summary>
public sealed record ChannelRead(ChannelId Channel, ChannelState State) : Fact;

/// <summary>The board of these channels does not answer, or its line is gone.</summary>
public sealed record ChannelsSilent(ImmutableArray<ChannelId> Channels) : Fact;
