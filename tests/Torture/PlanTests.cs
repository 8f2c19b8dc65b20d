using YongAi.Simulators.Torture;

namespace YongAi.Edge.Tests.Torture;

/// <summary>What a seed draws.</summary>
public sealed class PlanTests
{
    [Fact]
    public void One_seed_is_one_plan()
    {
        Assert.Equal(Kill.Plan(7, 200), Kill.Plan(7, 200));
        Assert.NotEqual(Kill.Plan(7, 200), Kill.Plan(8, 200));
        Assert.Equal(Kill.Plan(7, 200).Take(30), Kill.Plan(7, 30));
        Assert.Equal(Cut.Plan(7, 60), Cut.Plan(7, 60));
    }

    [Fact]
    public void Thirty_kills_hit_each_of_the_three_and_outlast_a_lease_whatever_the_seed()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var plan = Kill.Plan(seed, 30).ToList();
            foreach (var victim in new[] { Victims.Edge, Victims.Broker, Victims.Cloud })
                Assert.True(plan.Count(kill => kill.Hits.HasFlag(victim)) >= 1, $"seed {seed} never hits {victim}");
            Assert.Contains(plan, kill => kill.PastLease);
            Assert.All(plan, kill => Assert.NotEqual(Victims.Edge | Victims.Broker | Victims.Cloud, kill.Hits));
        }
    }

    [Fact]
    public void Cuts_come_at_any_moment_and_at_appends_in_turn() =>
        Assert.Equal([false, true, false, true], Cut.Plan(1, 4).Select(cut => cut.AtAppend is not null));
}
