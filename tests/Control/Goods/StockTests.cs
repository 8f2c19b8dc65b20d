using YongAi.Edge.Control.Goods;

namespace YongAi.Edge.Tests.Control.Goods;

public sealed class StockTests
{
    private static readonly ItemId Water = new("water");
    private static readonly DateOnly Today = new(2026, 7, 20);

    [Fact]
    public void What_spoils_first_goes_first_and_what_does_not_spoil_goes_last()
    {
        var stock = Stock(("a", [new(5, null)]), ("b", [new(5, Today.AddDays(9))]), ("c", [new(5, Today.AddDays(3))]));
        Assert.Equal("c", From(stock));
        Assert.Equal("b", From(stock, without: "c"));
        Assert.Equal("a", From(stock.Remove("c").Remove("b")));
    }

    [Fact]
    public void On_its_last_day_a_thing_is_given_and_on_the_next_its_channel_is_blocked_whatever_lies_behind()
    {
        var stock = Stock(("a", [new(1, Today), new(9, Today.AddYears(1))]));
        Assert.Equal("a", From(stock));
        Assert.Null(From(stock, today: Today.AddDays(1)));
        Assert.Equal("a", From(stock.SetItem("a", stock["a"].WithoutOne()), today: Today.AddDays(1)));
    }

    [Fact]
    public void Nothing_comes_out_of_an_empty_channel_nor_out_of_one_with_another_thing()
    {
        Assert.Null(From(Stock(("a", []))));
        Assert.Null(StockChoice.Of(new ItemId("mask"), Stock(("a", [new(5, null)])), _ => true, Today));
    }

    [Fact]
    public void One_after_the_other_leaves_from_the_front()
    {
        var channel = new ChannelStock(Water, [new(2, Today), new(1, null)]);
        Assert.Equal((3, 2, 1, 0), (channel.Count, channel.WithoutOne().Count, channel.WithoutOne().WithoutOne().Count, channel.WithoutOne().WithoutOne().WithoutOne().Count));
        Assert.Equal(Today, channel.WithoutOne().FrontExpires);
        Assert.Null(channel.WithoutOne().WithoutOne().FrontExpires);
        Assert.Equal(0, new ChannelStock(Water, []).WithoutOne().Count);
    }

    [Theory]
    [InlineData(13, true)]
    [InlineData(14, false)]
    public void Two_weeks_before_anything_in_a_channel_spoils_a_crew_is_told(int days, bool told) =>
        Assert.Equal(told, new ChannelStock(Water, [new(1, null), new(1, Today.AddDays(days))]).SpoilsSoon(Today));

    private static string? From(ImmutableSortedDictionary<string, ChannelStock> stock, string? without = null, DateOnly? today = null) =>
        StockChoice.Of(Water, stock, channel => channel.Name != without, today ?? Today)?.Name;

    private static ImmutableSortedDictionary<string, ChannelStock> Stock(params (string Channel, ImmutableArray<Batch> Batches)[] channels) =>
        channels.ToImmutableSortedDictionary(its => its.Channel, its => new ChannelStock(Water, its.Batches), StringComparer.Ordinal);
}
