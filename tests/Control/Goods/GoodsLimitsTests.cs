using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Riders;

namespace YongAi.Edge.Tests.Control.Goods;

public sealed class GoodsLimitsTests
{
    private static readonly RiderId Chen = new("demo", "rider-1"), Li = new("demo", "rider-2");
    private static readonly ItemId Water = new("water"), Mask = new("mask");
    private static readonly DateOnly Today = new(2026, 7, 20);
    private static readonly DateTimeOffset Noon = new(2026, 7, 20, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_hot_day_gives_more_water_and_never_less()
    {
        Assert.Equal((2, 4), (new Quota(2) { PerHotDay = 4 }.On(isHot: false), new Quota(2) { PerHotDay = 4 }.On(isHot: true)));
        Assert.Equal(1, new Quota(1).On(isHot: true));
        Assert.Equal(2, new Quota(2) { PerHotDay = 1 }.On(isHot: true));
    }

    [Fact]
    public void Each_rider_and_each_thing_is_counted_for_itself_and_anew_on_the_next_day()
    {
        var uses = GoodsUses.Empty.Given(Chen, Water, Today).Given(Chen, Water, Today).Given(Li, Water, Today);
        Assert.Equal((2, 1, 0), (uses.Of(Chen, Water, Today), uses.Of(Li, Water, Today), uses.Of(Chen, Mask, Today)));
        Assert.Equal(0, uses.Of(Chen, Water, Today.AddDays(1)));
        Assert.Equal(1, uses.Given(Chen, Water, Today.AddDays(1)).Of(Chen, Water, Today.AddDays(1)));
    }

    [Fact]
    public void A_clock_that_is_set_back_gives_nobody_his_day_again_and_one_that_was_far_ahead_locks_nobody_out()
    {
        Assert.Equal(1, GoodsUses.Empty.Given(Chen, Water, Today.AddDays(1)).Of(Chen, Water, Today));
        Assert.Equal(0, GoodsUses.Empty.Given(Chen, Water, Today.AddYears(10)).Of(Chen, Water, Today));
    }

    [Fact]
    public void What_is_remembered_has_a_bound_and_loses_no_use_of_today()
    {
        var old = Enumerable.Range(0, GoodsUses.UsesMax).ToImmutableDictionary(n => new Share(new RiderId("demo", $"old-{n}"), Water), _ => new DayUse(Today.AddDays(-1), 1));
        var uses = new GoodsUses(old.Remove(new Share(new RiderId("demo", "old-0"), Water)).SetItem(new Share(Chen, Water), new DayUse(Today, 2))).Given(Li, Water, Today);
        Assert.Equal(2, uses.Uses.Count);
        Assert.Equal((2, 1), (uses.Of(Chen, Water, Today), uses.Of(Li, Water, Today)));
    }

    [Fact]
    public void A_campaign_gives_in_its_time_as_long_as_its_budget_and_to_each_rider_his_part()
    {
        var heat = new Campaign("heat-7", Water, Noon, Noon.AddHours(2), Budget: 3, PerRider: 2);
        Assert.False(heat.Gives(null, Chen, Noon.AddSeconds(-1)));
        Assert.True(heat.Gives(null, Chen, Noon));
        Assert.False(heat.Gives(null, Chen, Noon.AddHours(2)));
        var used = CampaignUse.Empty.Given(Chen).Given(Chen);
        Assert.False(heat.Gives(used, Chen, Noon));
        Assert.True(heat.Gives(used, Li, Noon));
        Assert.False(heat.Gives(used.Given(Li), Li, Noon));
        Assert.Equal(3, used.Given(Li).Count);
    }
}
