using YongAi.Simulators.Simulation;
using YongAi.Simulators.Simulation.Hazards;
using YongAi.Simulators.Site;

namespace YongAi.Edge.Tests.Simulation;

/// <summary>Lives in which packs burn, water rises, sensors and lines fail, disks hang and programs fall: no rule of safety is broken.</summary>
public sealed class HazardLifeTests
{
    private static readonly SimulatedSite Site = SimulatedSite.WithSensors();

    /// <summary>So much of a life is lived from the first thing that goes wrong in it.</summary>
    private static readonly TimeSpan LivesOn = TimeSpan.FromMinutes(6);

    /// <summary>
    /// The first few, and what broke a rule before it was mended: 4 the siren after a start; 52, 344 and 854 the contactor behind a disk that hung.
    /// </summary>
    public static TheoryData<int> Seeds => [1, 2, 3, 4, 5, 6, 7, 8, 52, 344, 854];

    [Theory, MemberData(nameof(Seeds))]
    public void Among_hazards_everything_holds(int seed)
    {
        var begins = HazardPlan.Of(Site.Text, seed).Blows[0].At;
        var life = HazardLife.Of(Site, seed, told: null, CancellationToken.None, begins + LivesOn);
        Assert.True(life.Breaches.IsEmpty, string.Join('\n', life.Breaches));
        Assert.True(life.Fired.Count > 0, "nothing happened");
    }

    [Fact]
    public void One_seed_is_one_life_among_hazards()
    {
        var (first, again, other) = (Lived(3), Lived(3), Lived(5));
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public void What_may_happen_happens_to_some_seed()
    {
        var names = Enumerable.Range(1, 300).SelectMany(seed => HazardPlan.Of(Site.Text, seed).Blows).Select(blow => blow.Name).ToHashSet();
        Assert.Superset(new HashSet<string>
        {
            "runaway", "water", "heat-wave", "contact-smoke", "contact-flood", "contact-leakage", "contact-emergency-stop", "contact-mains",
            "sensor-stuckon", "sensor-stuckoff", "sensor-cutoff", "sensor-frozen", "sensor-lies", "gauge-gone", "line-silent", "line-pulled",
            "fsync-hangs", "kill", "power-loss", "crew-comes",
        }, names);
    }

    [Fact]
    public void A_cabinet_without_sensors_can_have_no_such_life()
    {
        var written = new StringWriter();
        Assert.Throws<SiteUnusable>(() =>
            YongAi.Simulators.HazardsCommand.Run(["--site", Repository.Path("seeds/sites/demo-12.json")], written, default));
    }

    private static (string Hash, long Turns) Lived(int seed)
    {
        using var life = new Life(new LifeSetting(Site, new Scenario(4000), new FaultRates(), seed)
        {
            Hazards = HazardPlan.Of(Site.Text, seed),
        });
        life.LiveThrough(TimeSpan.FromMinutes(8));
        return (life.Hash, life.Turns);
    }
}
