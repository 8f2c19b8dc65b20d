using YongAi.Edge.Control.Charging;

namespace YongAi.Edge.Tests.Control.Charging;

public sealed class DemandHistoryTests
{
    private static readonly DateTime Monday = new(2026, 3, 9);

    [Fact]
    public void A_new_cabinet_expects_the_usual_day() =>
        Assert.Equal(33, Day(DemandHistory.Empty, TimeSpan.FromHours(8)), 6);

    [Fact]
    public void After_a_fortnight_it_expects_as_many_as_came()
    {
        var history = DemandHistory.Empty;
        for (var day = 0; day < 14; day++)
            for (var n = 0; n < 70; n++) history = history.Came(Monday.AddDays(day).AddHours(11 + n / 70.0));
        Assert.InRange(Day(history, TimeSpan.Zero), 65, 71);
        Assert.True(history.Expected(22, TimeSpan.Zero, 33) + history.Expected(23, TimeSpan.Zero, 33) > 40);
    }

    [Fact]
    public void What_came_at_three_in_utc_came_at_eleven_in_ningbo()
    {
        var history = Enumerable.Range(0, 500).Aggregate(DemandHistory.Empty, (h, n) => h.Came(Monday.AddDays(n / 25).AddHours(3.1)));
        Assert.True(history.Expected(22, TimeSpan.FromHours(8), 33) > history.Expected(6, TimeSpan.FromHours(8), 33) * 10);
    }

    [Fact]
    public void A_day_without_anybody_counts_and_a_clock_put_back_begins_no_day()
    {
        var busy = Enumerable.Range(0, 300).Aggregate(DemandHistory.Empty, (h, n) => h.Came(Monday.AddDays(n / 30).AddHours(12)));
        var after = busy.Came(Monday.AddDays(13).AddHours(12));
        Assert.True(Day(after, TimeSpan.Zero) < Day(busy, TimeSpan.Zero) * 0.8);
        Assert.Equal(Day(busy, TimeSpan.Zero), Day(busy.Came(Monday.AddDays(2)), TimeSpan.Zero), 3);
    }

    private static double Day(DemandHistory history, TimeSpan offset) =>
        Enumerable.Range(0, DemandHistory.Bins).Sum(bin => history.Expected(bin, offset, 33));
}
