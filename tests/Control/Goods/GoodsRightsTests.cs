using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Riders;

namespace YongAi.Edge.Tests.Control.Goods;

public sealed class GoodsRightsTests
{
    private static readonly RiderId Chen = new("demo", "rider-1"), Li = new("demo", "rider-2");
    private static readonly ItemId Water = new("water"), Umbrella = new("umbrella"), Plaster = new("first-aid");
    private static readonly DateOnly Today = new(2026, 7, 20);

    // Noon in Ningbo.
    private static readonly DateTimeOffset Noon = new(2026, 7, 20, 4, 0, 0, TimeSpan.Zero);

    private static readonly GoodsSituation Cabinet = new(
        GoodsBook.Empty,
        new GoodsPlan
        {
            Items =
            [
                new ItemPlan(Water, new("矿泉水", "water")) { Quota = new Quota(2) { PerHotDay = 4 } },
                new ItemPlan(Umbrella, new("雨伞", "umbrella")) { Quota = new Quota(1), LentFor = TimeSpan.FromHours(48) },
                new ItemPlan(Plaster, new("创可贴", "plaster")),
            ],
        },
        new Dictionary<string, ChannelStock>
        {
            ["water-1"] = new(Water, [new(9, Today.AddDays(30))]), ["rack-1"] = new(Umbrella, [new(1, null)]), ["box-1"] = new(Plaster, [new(20, null)]),
        }.ToImmutableSortedDictionary(StringComparer.Ordinal),
        _ => true, Noon, IsHot: false);

    [Fact]
    public void Two_bottles_a_day_and_four_when_it_is_hot()
    {
        var had = With(GoodsUses.Empty.Given(Chen, Water, Today).Given(Chen, Water, Today));
        Assert.Equal(new GoodsAnswer(new ChannelId("water-1"), GoodsGround.Share, null, null, null), GoodsRights.Of(Chen, Water, pays: false, Cabinet));
        Assert.Equal(Refusal.ShareUsed, GoodsRights.Of(Chen, Water, pays: false, had).Bar);
        Assert.Null(GoodsRights.Of(Chen, Water, pays: false, had with { IsHot = true }).Bar);
        Assert.Null(GoodsRights.Of(Li, Water, pays: false, had).Bar);
    }

    [Fact]
    public void The_day_is_the_riders_own_and_begins_at_his_midnight()
    {
        // 20 July, 23:30 in Ningbo, is 15:30 UTC; an hour later it is the 21st there.
        var late = With(GoodsUses.Empty.Given(Chen, Water, Today).Given(Chen, Water, Today)) with { Wall = Noon.AddHours(11.5) };
        Assert.Equal(Refusal.ShareUsed, GoodsRights.Of(Chen, Water, pays: false, late).Bar);
        Assert.Null(GoodsRights.Of(Chen, Water, pays: false, late with { Wall = Noon.AddHours(12.5) }).Bar);
    }

    [Fact]
    public void Beyond_his_share_a_campaign_gives_or_points_pay()
    {
        var had = With(GoodsUses.Empty.Given(Chen, Water, Today).Given(Chen, Water, Today)) with
        {
            Plan = Cabinet.Plan with { Campaigns = [new Campaign("heat-7", Water, Noon, Noon.AddDays(7), Budget: 10, PerRider: 1)] },
        };
        Assert.Equal((GoodsGround.Campaign, "heat-7"), Ground(GoodsRights.Of(Chen, Water, pays: false, had)));
        Assert.Equal((GoodsGround.Voucher, null), Ground(GoodsRights.Of(Chen, Water, pays: true, had)));
        Assert.Equal((GoodsGround.Share, null), Ground(GoodsRights.Of(Li, Water, pays: false, had)));
        var given = had with { Book = had.Book with { Campaigns = had.Book.Campaigns.SetItem("heat-7", CampaignUse.Empty.Given(Chen)) } };
        Assert.Equal(Refusal.ShareUsed, GoodsRights.Of(Chen, Water, pays: false, given).Bar);
    }

    [Fact]
    public void One_umbrella_at_a_time_until_it_is_back()
    {
        var lent = Cabinet with { Book = Cabinet.Book with { Loans = LoanBook.Empty.Lent(new Loan(7, Umbrella, "0A001B2C3D", Chen, Noon.AddHours(48))) } };
        Assert.Equal(Refusal.OnLoan, GoodsRights.Of(Chen, Umbrella, pays: true, lent).Bar);
        Assert.Null(GoodsRights.Of(Li, Umbrella, pays: false, lent).Bar);
        Assert.Null(GoodsRights.Of(Chen, Umbrella, pays: false, lent with { Book = lent.Book with { Loans = lent.Book.Loans.Ended(7) } }).Bar);
    }

    [Fact]
    public void Who_comes_at_night_hears_when_it_opens()
    {
        ImmutableArray<OpenSpan> day = [new(TimeSpan.FromHours(9), TimeSpan.FromHours(20))];
        var night = Cabinet with { Plan = Cabinet.Plan with { Hours = new OpeningHours([day, day, day, day, day, day, day], OpeningHours.Always.Days) }, Wall = Noon.AddHours(10) };
        var answer = GoodsRights.Of(Chen, Water, pays: true, night);
        Assert.Equal((Refusal.Closed, new DateTime(2026, 7, 21, 9, 0, 0)), (answer.Bar, answer.OpensAt));
    }

    [Fact]
    public void First_aid_has_no_limit_and_what_is_not_here_or_used_up_says_so()
    {
        var uses = Enumerable.Range(0, 50).Aggregate(GoodsUses.Empty, (had, _) => had.Given(Chen, Plaster, Today));
        Assert.Null(GoodsRights.Of(Chen, Plaster, pays: false, With(uses)).Bar);
        Assert.Equal(Refusal.NotHere, GoodsRights.Of(Chen, new ItemId("bread"), pays: true, Cabinet).Bar);
        Assert.Equal(Refusal.NoneLeft, GoodsRights.Of(Chen, Water, pays: false, Cabinet with { Serves = channel => channel.Name != "water-1" }).Bar);
    }

    [Fact]
    public void A_loan_ends_by_its_tag_whoever_brings_it_and_without_one_by_its_rider()
    {
        var book = LoanBook.Empty.Lent(new Loan(7, Umbrella, "0A001B2C3D", Chen, Noon)).Lent(new Loan(8, Umbrella, null, Li, Noon));
        Assert.Equal(7, book.EndedBy("0A001B2C3D", null, Li)?.Order);
        Assert.Equal(8, book.EndedBy(null, Umbrella, Li)?.Order);
        Assert.Null(book.EndedBy(null, Umbrella, Chen));
        Assert.Null(book.EndedBy("0A00FFFFFF", Umbrella, Chen));
    }

    [Fact]
    public void What_is_out_on_loan_has_a_bound_and_the_oldest_goes_first()
    {
        var book = Enumerable.Range(1, LoanBook.LoansMax + 1).Aggregate(LoanBook.Empty, (loans, n) => loans.Lent(new Loan(n, Umbrella, null, Chen, Noon)));
        Assert.Equal((LoanBook.LoansMax, 2L), (book.Open.Count, book.Open.Keys.First()));
    }

    private static (GoodsGround, string?) Ground(GoodsAnswer answer) => (answer.Ground, answer.Campaign);

    private static GoodsSituation With(GoodsUses uses) => Cabinet with { Book = Cabinet.Book with { Uses = uses } };
}
