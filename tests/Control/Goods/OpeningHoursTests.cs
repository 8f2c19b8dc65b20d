using System.Globalization;
using YongAi.Edge.Control.Goods;

namespace YongAi.Edge.Tests.Control.Goods;

public sealed class OpeningHoursTests
{
    // Monday 2026-11-23. From 9 to 20 o'clock, shut on Sundays; shut on 25 and 26 November; a working Sunday on the 29th.
    private static readonly OpenSpan Day = new(TimeSpan.FromHours(9), TimeSpan.FromHours(20));

    private static readonly OpeningHours Station = new([[Day], [Day], [Day], [Day], [Day], [Day], []],
        new Dictionary<DateOnly, ImmutableArray<OpenSpan>>
        {
            [new(2026, 11, 25)] = [], [new(2026, 11, 26)] = [], [new(2026, 11, 29)] = [Day],
        }.ToImmutableSortedDictionary());

    [Theory]
    [InlineData("2026-11-23T08:59:59", false)]
    [InlineData("2026-11-23T09:00:00", true)]
    [InlineData("2026-11-23T19:59:59", true)]
    [InlineData("2026-11-23T20:00:00", false)]
    [InlineData("2026-11-22T12:00:00", false)]
    [InlineData("2026-11-25T12:00:00", false)]
    [InlineData("2026-11-29T12:00:00", true)]
    public void A_station_serves_in_its_hours_and_the_calendar_is_above_the_week(string local, bool open) =>
        Assert.Equal(open, Station.IsOpen(At(local)));

    [Theory]
    [InlineData("2026-11-23T12:00:00", "2026-11-23T12:00:00")]
    [InlineData("2026-11-23T06:00:00", "2026-11-23T09:00:00")]
    [InlineData("2026-11-24T20:30:00", "2026-11-27T09:00:00")]
    [InlineData("2026-11-28T20:30:00", "2026-11-29T09:00:00")]
    public void Who_is_turned_away_hears_when_it_opens(string local, string opens) => Assert.Equal(At(opens), Station.OpensAt(At(local)));

    [Fact]
    public void Round_the_clock_is_open_at_midnight() => Assert.True(OpeningHours.Always.IsOpen(At("2026-11-23T00:00:00")));

    [Fact]
    public void A_station_that_is_shut_for_good_says_no_time() =>
        Assert.Null(new OpeningHours([[], [], [], [], [], [], []], ImmutableSortedDictionary<DateOnly, ImmutableArray<OpenSpan>>.Empty).OpensAt(At("2026-11-23T12:00:00")));

    [Fact]
    public void A_night_is_two_spans_and_the_earlier_one_of_a_day_comes_first()
    {
        ImmutableArray<OpenSpan> night = [new(TimeSpan.FromHours(22), TimeSpan.FromHours(24)), new(TimeSpan.Zero, TimeSpan.FromHours(6))];
        var hours = new OpeningHours([night, night, night, night, night, night, night], ImmutableSortedDictionary<DateOnly, ImmutableArray<OpenSpan>>.Empty);
        Assert.True(hours.IsOpen(At("2026-11-23T23:59:59")));
        Assert.True(hours.IsOpen(At("2026-11-24T05:59:59")));
        Assert.Equal(At("2026-11-24T22:00:00"), hours.OpensAt(At("2026-11-24T06:00:00")));
    }

    private static DateTime At(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture);
}
