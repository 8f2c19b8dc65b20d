using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Riders;

namespace YongAi.Edge.Control.Goods;

/// <summary>A hand-out of which nobody knows whether the thing came; there is one for a channel at most, which gives nothing until it is counted.</summary>
/// <param name="Channel">From where it ought to have come.</param>
/// <param name="Rider">Whose.</param>
/// <param name="Item">What.</param>
/// <param name="Ground">By what he was to get it.</param>
/// <param name="Campaign">Which campaign.</param>
/// <param name="Day">Local date on which it counts.</param>
/// <param name="Case">Its number.</param>
/// <param name="Voucher">Which voucher.</param>
public sealed record OpenQuestion(ChannelId Channel, RiderId Rider, ItemId Item, GoodsGround Ground, string? Campaign, DateOnly Day, string Case,
    CodeKey? Voucher = null);

/// <summary>What the books say of goods. It changes by events only.</summary>
public sealed record GoodsBook
{
    /// <summary>An empty cabinet on its first day.</summary>
    public static GoodsBook Empty { get; } = new();

    /// <summary>What lies in each channel, by its name.</summary>
    public ImmutableSortedDictionary<string, ChannelStock> Stock { get; init; } = ImmutableSortedDictionary<string, ChannelStock>.Empty;

    /// <summary>Who had how many of what today.</summary>
    public GoodsUses Uses { get; init; } = GoodsUses.Empty;

    /// <summary>What each campaign has given, by its name.</summary>
    public ImmutableSortedDictionary<string, CampaignUse> Campaigns { get; init; } = ImmutableSortedDictionary<string, CampaignUse>.Empty;

    /// <summary>Vouchers of which something is left.</summary>
    public VoucherBook Vouchers { get; init; } = VoucherBook.Empty;

    /// <summary>What is out on loan.</summary>
    public LoanBook Loans { get; init; } = LoanBook.Empty;

    /// <summary>Channels that give nothing until a crew has counted them, and what their boards said.</summary>
    public ImmutableSortedDictionary<string, HandOutEnd> OutOfUse { get; init; } = ImmutableSortedDictionary<string, HandOutEnd>.Empty;

    /// <summary>What nobody knows, by the number of the hand-out.</summary>
    public ImmutableSortedDictionary<long, OpenQuestion> Questions { get; init; } = ImmutableSortedDictionary<long, OpenQuestion>.Empty;

    /// <summary>What lies in the places of docks, by the name of the place: a serial, or nothing where it says none.</summary>
    public ImmutableSortedDictionary<string, string> Places { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The number of the last hand-out.</summary>
    public long LastOrder { get; init; }

    /// <summary>The visit under way.</summary>
    public GoodsVisit? Visit { get; init; }

    /// <summary>The hand-out in question of a channel.</summary>
    public (long Order, OpenQuestion Question)? QuestionOf(ChannelId channel)
    {
        foreach (var (order, question) in Questions)
            if (question.Channel == channel) return (order, question);
        return null;
    }

    /// <summary>The books after an event; one that is not of goods changes nothing.</summary>
    /// <param name="e">What happened.</param>
    /// <param name="at">Running time.</param>
    public GoodsBook After(Event e, TimeSpan at) => e switch
    {
        GoodsStarted s => this with { Visit = GoodsVisit.Begin(s, at) },
        VisitEvent v when Visit is { } visit && visit.Number == v.Visit => Within(visit, v) with
        {
            Visit = v is GoodsEnded ? null : visit.After(v, at), LastOrder = v is ItemOrdered o ? o.Order : LastOrder,
        },
        StockCounted c => this with
        {
            Stock = Stock.SetItem(c.Channel.Name, StockOf(c.Channel, c.Item).Counted(c.Found)), OutOfUse = OutOfUse.Remove(c.Channel.Name),
        },
        StockFilled f => this with { Stock = Stock.SetItem(f.Channel.Name, StockOf(f.Channel, f.Item).With(f.Put, f.Expires)) },
        QuestionSettled q when Questions.TryGetValue(q.Order, out var question) => Settled(q, question),
        ItemReturned r => this with
        {
            Places = r.InBin ? Places : Places.SetItem(r.Channel.Name, r.Tag ?? ""),
            Stock = r.InBin ? Stock.SetItem(r.Channel.Name, StockOf(r.Channel, r.Item).With(1, null)) : Stock,
            Loans = r.Loan is { } loan ? Loans.Ended(loan) : Loans,
        },
        ItemMissed m => Without(m.Channel),
        _ => this,
    };

    /// <summary>What lies in a channel; a channel whose item is another one by now holds none of it.</summary>
    public ChannelStock StockOf(ChannelId channel, ItemId item) =>
        Stock.TryGetValue(channel.Name, out var stock) && stock.Item == item ? stock : new ChannelStock(item, []);

    private GoodsBook Within(GoodsVisit visit, VisitEvent e) => e switch
    {
        ItemGiven g => Used(visit).Without(g.Channel) with
        {
            Loans = visit.Due is { } due ? Loans.Lent(new Loan(g.Order, visit.Item, g.Tag, visit.Rider, due)) : Loans,
        },
        // A lock that does not open withdraws its slot; its channel is not to blame.
        ItemNotSeen { End: HandOutEnd.NotStarted or HandOutEnd.Refused or HandOutEnd.StayedShut or HandOutEnd.LeftThere } => this,
        ItemNotSeen n => this with { OutOfUse = OutOfUse.SetItem(n.Channel.Name, n.End) },
        // What is lent and in question is no loan: nobody is asked to bring back what he may not have.
        ItemInQuestion q => Used(visit) with
        {
            OutOfUse = OutOfUse.SetItem(q.Channel.Name, HandOutEnd.Unknown),
            Questions = Questions.SetItem(q.Order, new OpenQuestion(q.Channel, visit.Rider, visit.Item, visit.Ground, visit.Campaign, visit.Day, q.Case, visit.Voucher)),
        },
        _ => this,
    };

    private GoodsBook Used(GoodsVisit visit) => visit.Ground switch
    {
        GoodsGround.Share => this with { Uses = Uses.Given(visit.Rider, visit.Item, visit.Day) },
        GoodsGround.Campaign => this with
        {
            Campaigns = Campaigns.SetItem(visit.Campaign!, (Campaigns.GetValueOrDefault(visit.Campaign!) ?? CampaignUse.Empty).Given(visit.Rider)),
        },
        _ => this,
    };

    private GoodsBook Without(ChannelId channel) => this with
    {
        Stock = Stock.TryGetValue(channel.Name, out var stock) ? Stock.SetItem(channel.Name, stock.WithoutOne()) : Stock,
        Places = Places.Remove(channel.Name),
    };

    private GoodsBook Settled(QuestionSettled settled, OpenQuestion question)
    {
        // Nobody has to count a locker that says itself what lies in it; a count says so for the others.
        var rest = this with
        {
            Questions = Questions.Remove(settled.Order),
            OutOfUse = OutOfUse.GetValueOrDefault(question.Channel.Name) == HandOutEnd.Unknown ? OutOfUse.Remove(question.Channel.Name) : OutOfUse,
        };
        if (question.Ground == GoodsGround.Return) return rest;
        if (settled.Came) return rest.Without(question.Channel);
        return question.Ground switch
        {
            GoodsGround.Share => rest with { Uses = Uses.NotGiven(question.Rider, question.Item, question.Day) },
            GoodsGround.Campaign when Campaigns.TryGetValue(question.Campaign!, out var use) =>
                rest with { Campaigns = Campaigns.SetItem(question.Campaign!, use.NotGiven(question.Rider)) },
            GoodsGround.Voucher when question.Voucher is { } voucher => rest with { Vouchers = Vouchers.GivenBack(voucher) },
            _ => rest,
        };
    }
}
