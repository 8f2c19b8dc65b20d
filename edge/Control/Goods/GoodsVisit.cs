using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Riders;

namespace YongAi.Edge.Control.Goods;

/// <summary>A goods visit under way: a rider waits for one thing. It is moved by its events only.</summary>
/// <param name="Number">Number of the visit.</param>
/// <param name="Rider">Who waits.</param>
/// <param name="Item">For what.</param>
/// <param name="Ground">By what he gets it.</param>
/// <param name="Day">Local date on which it counts.</param>
/// <param name="Offline">The cloud had not been heard for longer than the site allows.</param>
/// <param name="Campaign">Which campaign gives it.</param>
/// <param name="Voucher">Which voucher pays.</param>
/// <param name="VoucherExpires">Its end, seconds since 1970 UTC.</param>
/// <param name="Due">When it is due back, where it is lent.</param>
/// <param name="Since">Running time of its last event.</param>
public sealed record GoodsVisit(long Number, RiderId Rider, ItemId Item, GoodsGround Ground, DateOnly Day, bool Offline, string? Campaign,
    CodeKey? Voucher, long VoucherExpires, DateTimeOffset? Due, TimeSpan Since)
{
    /// <summary>From where it shall come; null before the first order, and after one that gave nothing.</summary>
    public ChannelId? Channel { get; init; }

    /// <summary>Number of the order under way, or of the last one.</summary>
    public long Order { get; init; }

    /// <summary>Things that the voucher buys beyond this one.</summary>
    public int VoucherLeft { get; init; }

    /// <summary>Running time at which it began.</summary>
    public TimeSpan StartedAt { get; init; }

    /// <summary>How often the lock of its locker was ordered.</summary>
    public int Attempt { get; init; }

    /// <summary>Running time at which the door of its locker was proved open; null: it was not.</summary>
    public TimeSpan? OpenedAt { get; init; }

    /// <summary>Channels that gave nothing in this visit.</summary>
    public ImmutableArray<ChannelId> Tried { get; init; } = [];

    /// <summary>The thing was seen, or it is in question: only the end is still to be written.</summary>
    public bool IsSettled { get; init; }

    internal static GoodsVisit Begin(GoodsStarted s, TimeSpan at) =>
        new(s.Visit, s.Rider, s.Item, s.Ground, s.Day, s.Offline, s.Campaign, s.Voucher, s.VoucherExpires, s.Due, at) { StartedAt = at, VoucherLeft = s.VoucherLeft };

    internal GoodsVisit After(VisitEvent e, TimeSpan at) => e switch
    {
        ItemOrdered o => this with { Channel = o.Channel, Order = o.Order, Attempt = o.Attempt, OpenedAt = null, Since = at },
        LockerOpened => this with { OpenedAt = at, Since = at },
        ItemNotSeen n => this with { Channel = null, Tried = Tried.Add(n.Channel), Since = at },
        ItemGiven or ItemInQuestion => this with { IsSettled = true, Since = at },
        _ => this,
    };
}
