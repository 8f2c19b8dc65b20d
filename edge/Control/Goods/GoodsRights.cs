using YongAi.Edge.Control.Riders;

namespace YongAi.Edge.Control.Goods;

/// <summary>All that is looked at when somebody asks for a thing.</summary>
/// <param name="Book">The books.</param>
/// <param name="Plan">What this site hands out, when, and what it gives beside.</param>
/// <param name="Stock">What lies in each channel, by name.</param>
/// <param name="Serves">Whether a channel can give at all now: its board is heard, and it is not out of use.</param>
/// <param name="Wall">Wall time, which somebody vouches for: without it no code for goods is taken (rider-code YA1, check 7).</param>
/// <param name="IsHot">The day is hot, by the site's rule.</param>
public sealed record GoodsSituation(GoodsBook Book, GoodsPlan Plan, ImmutableSortedDictionary<string, ChannelStock> Stock,
    Func<ChannelId, bool> Serves, DateTimeOffset Wall, bool IsHot)
{
    /// <summary>Local time.</summary>
    public DateTime Local => Wall.ToOffset(Plan.UtcOffset).DateTime;

    /// <summary>Local date.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Local);
}

/// <summary>By what a rider gets a thing.</summary>
public enum GoodsGround
{
    /// <summary>His share of the day.</summary>
    Share,
    /// <summary>A campaign gives it beside.</summary>
    Campaign,
    /// <summary>He pays with points.</summary>
    Voucher,
    /// <summary>None: he brings it back, and that never needs a right.</summary>
    Return,
}

/// <summary>Whether a rider gets a thing now: from where and by what, or why not.</summary>
/// <param name="From">The channel that gives it.</param>
/// <param name="Ground">By what.</param>
/// <param name="Campaign">Which campaign, where it is one.</param>
/// <param name="Bar">Why not; null: he gets it.</param>
/// <param name="OpensAt">Local time at which it opens, where it is closed and opens soon.</param>
public readonly record struct GoodsAnswer(ChannelId? From, GoodsGround Ground, string? Campaign, Refusal? Bar, DateTime? OpensAt)
{
    internal static GoodsAnswer No(Refusal bar, DateTime? opensAt = null) => new(null, default, null, bar, opensAt);
}

/// <summary>Who may have what: hours, loans, shares, campaigns, vouchers, stock, in this order. All of it is known here; nobody is asked.</summary>
public static class GoodsRights
{
    /// <summary>The answer to one wish. It changes nothing: a right is used up only when the thing was seen to leave.</summary>
    /// <param name="rider">Who asks, with a code whose right to goods was checked.</param>
    /// <param name="item">For what.</param>
    /// <param name="pays">He shows a voucher for it.</param>
    /// <param name="s">All that is looked at.</param>
    public static GoodsAnswer Of(RiderId rider, ItemId item, bool pays, GoodsSituation s)
    {
        if (s.Plan.Find(item) is not { } plan) return GoodsAnswer.No(Refusal.NotHere);
        if (!s.Plan.Hours.IsOpen(s.Local)) return GoodsAnswer.No(Refusal.Closed, s.Plan.Hours.OpensAt(s.Local));
        if (plan.LentFor is not null && s.Book.Loans.Of(rider, item) is not null) return GoodsAnswer.No(Refusal.OnLoan);
        if (GroundOf(rider, plan, pays, s) is not var (ground, campaign)) return GoodsAnswer.No(Refusal.ShareUsed);
        return StockChoice.Of(item, s.Stock, s.Serves, s.Today) is { } from
            ? new GoodsAnswer(from, ground, campaign, null, null) : GoodsAnswer.No(Refusal.NoneLeft);
    }

    // Who shows a voucher wants to pay with it; else his own share goes first, for a campaign ends and the day comes again.
    private static (GoodsGround Ground, string? Campaign)? GroundOf(RiderId rider, ItemPlan plan, bool pays, GoodsSituation s)
    {
        if (pays) return (GoodsGround.Voucher, null);
        if (plan.Quota is not { } quota || s.Book.Uses.Of(rider, plan.Id, s.Today) < quota.On(s.IsHot)) return (GoodsGround.Share, null);
        foreach (var campaign in s.Plan.Campaigns)
            if (campaign.Item == plan.Id && campaign.Gives(s.Book.Campaigns.GetValueOrDefault(campaign.Name), rider, s.Wall)) return (GoodsGround.Campaign, campaign.Name);
        return null;
    }
}
