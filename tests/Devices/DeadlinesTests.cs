using YongAi.Edge.Devices.Lines;

namespace YongAi.Edge.Tests.Devices;

public sealed class DeadlinesTests
{
    private const int Lines = 5;
    private readonly Deadlines deadlines = new(Lines);

    [Fact]
    public void Where_no_line_has_a_deadline_none_comes_first()
    {
        Assert.Null(deadlines.Soonest);
        Assert.False(deadlines.IsDue(0, TimeSpan.FromDays(1000)));
    }

    [Fact]
    public void A_deadline_is_due_from_its_own_moment_on()
    {
        deadlines.Set(2, TimeSpan.FromSeconds(3));
        Assert.False(deadlines.IsDue(2, TimeSpan.FromSeconds(3) - TimeSpan.FromTicks(1)));
        Assert.True(deadlines.IsDue(2, TimeSpan.FromSeconds(3)));
    }

    [Fact]
    public void A_deadline_that_is_taken_back_no_longer_comes_first()
    {
        deadlines.Set(1, TimeSpan.FromSeconds(1));
        deadlines.Set(2, TimeSpan.FromSeconds(2));
        deadlines.Set(1, null);
        Assert.Equal(TimeSpan.FromSeconds(2), deadlines.Soonest);
        deadlines.Set(2, null);
        Assert.Null(deadlines.Soonest);
    }

    [Fact]
    public void The_first_is_always_what_a_look_at_all_of_them_gives()
    {
        var chance = new Random(1);
        var due = new TimeSpan?[Lines];
        for (var change = 0; change < 10_000; change++)
        {
            var line = chance.Next(Lines);
            // Few moments, so that several lines often share one.
            due[line] = chance.Next(4) == 0 ? null : TimeSpan.FromSeconds(chance.Next(8));
            deadlines.Set(line, due[line]);
            Assert.Equal(due.Min(), deadlines.Soonest);
        }
    }
}
