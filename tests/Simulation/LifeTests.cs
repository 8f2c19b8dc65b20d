using YongAi.Edge.Control.Language;
using YongAi.Edge.Host.Site;
using YongAi.Simulators.Simulation;
using YongAi.Simulators.Site;

namespace YongAi.Edge.Tests.Simulation;

/// <summary>Lives of a cabinet in virtual time: one seed is one life, and what always holds is looked at.</summary>
public sealed class LifeTests
{
    private const string Site = "seeds/sites/demo-12.json";
    /// <summary>Half a minute from one rider to the next: one is at the cabinet, one behind him, the rest go on.</summary>
    private static readonly Demand Rush = new(12_000, 6);

    [Fact]
    public void One_seed_is_one_life()
    {
        using var first = Lived(7);
        using var again = Lived(7);
        using var other = Lived(8);
        Assert.Equal((first.Hash, first.Turns), (again.Hash, again.Turns));
        Assert.NotEqual(first.Hash, other.Hash);
    }

    [Fact]
    public void In_a_life_without_faults_everything_holds_and_everything_was_looked_at()
    {
        using var life = Lived(3);
        Assert.Null(life.Tally.FirstBreach);
        Assert.True(life.Visits.Served > 2, $"{life.Visits.Served} served");
        Assert.Equal(
        [
            "a-swap-gives-another-pack", "every-rider-ends-with-a-pack-or-a-case", "every-swap-ends", "no-charging-behind-an-open-door",
            "no-lock-without-its-order-on-disk", "one-pack-in-a-slot",
        ], life.Tally.All.Keys);
    }

    [Fact]
    public void A_life_is_wired_as_the_edge_would_read_the_same_site_file()
    {
        var read = SiteFile.Read(Repository.Path(Site)).Settings!;
        var simulated = SimulatedSite.Read(Repository.Path(Site));
        Assert.Equal(read.Wiring.Lines.Select(Words), LifePlan.WiringOf(simulated).Lines.Select(Words));
        var plan = LifePlan.Of(simulated, read.Plan.Trust, maxCharging: 4);
        Assert.Equal(read.Plan.Slots.Select(slot => $"{slot}"), plan.Slots.Select(slot => $"{slot}"));
        Assert.Equal(read.Plan.Packs.Patterns.Select(pack => $"{pack}"), plan.Packs.Patterns.Select(pack => $"{pack}"));
    }

    private static Life Lived(int seed)
    {
        var life = new Life(SimulatedSite.Read(Repository.Path(Site)), Rush, seed);
        life.Live(TimeSpan.FromMinutes(20));
        return life;
    }

    private static string Words(YongAi.Edge.Devices.LineWiring line) =>
        $"{line.Line} {line.Baud} {string.Join("; ", line.Devices.Select(Words))}";

    private static string Words(YongAi.Edge.Devices.DeviceWiring device) => device switch
    {
        YongAi.Edge.Devices.LockBoardWiring board => $"{board with { Channels = [] }} {string.Join(' ', board.Channels)}",
        YongAi.Edge.Devices.RelayBoardWiring board => $"{board with { Chargers = [] }} {string.Join(' ', board.Chargers)}",
        _ => $"{device}",
    };
}
