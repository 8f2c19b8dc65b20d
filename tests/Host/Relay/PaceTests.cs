using YongAi.Edge.Host.Relay;
using YongAi.Edge.Tests.Uplink;

namespace YongAi.Edge.Tests.Host.Relay;

public sealed class PaceTests
{
    [Fact]
    public void A_week_offline_is_made_up_for_at_a_limited_rate_and_a_swap_never_waits()
    {
        var time = new SteppedTime();
        var pace = new Pace(50, time);
        var begun = time.GetUtcNow();
        for (var line = 0; line < 1128; line++) time.Step(pace.Take());

        Assert.InRange((time.GetUtcNow() - begun).TotalSeconds, 19.9, 20.1);

        time.Step(TimeSpan.FromMinutes(1));
        Assert.All(Enumerable.Range(0, Pace.Burst), _ => Assert.Equal(TimeSpan.Zero, pace.Take()));
    }
}
