using System.Text.Json.Nodes;
using YongAi.Simulators;
using YongAi.Simulators.Energy;
using YongAi.Simulators.Site;

namespace YongAi.Edge.Tests.Simulators.Energy;

/// <summary>Days of charging at one site. The whole weeks are run by hand; here it is what must hold in any of them.</summary>
public sealed class EnergyTests
{
    [Theory]
    [InlineData("D1")]
    [InlineData("D2")]
    [InlineData("D3")]
    [InlineData("D4")]
    [InlineData("D5")]
    [InlineData("D6")]
    public void No_policy_breaks_the_cap_charges_a_hot_pack_or_serves_more_than_is_possible(string scenario)
    {
        var report = Order(scenario, days: scenario == "D3" ? 1 : 2, ["ours", "highest-first"]).Run(default);
        foreach (var (name, figures) in report.Policies)
            foreach (var (its, bound) in figures.Zip(report.Bound))
            {
                Assert.Equal((0, 0), (its.CapBreaches, its.ChargedTooHot));
                Assert.True(its.Served <= bound + 1e-9, $"{name}: {its.Served} of at most {bound}");
                Assert.Equal(its.CameTooHot, its.SetApart);
            }
    }

    [Fact]
    public void The_same_seed_is_the_same_life() =>
        Assert.Equal(Order("D2", 1, ["ours"]).Run(default).Json(),
            Order("D2", 1, ["ours"]).Run(default).Json());

    [Fact]
    public void Warming_packs_before_they_charge_serves_more_riders_in_winter()
    {
        var report = Order("D5", 2, ["ours", "first-come"]).Run(default);
        var served = report.Policies.Select(policy => policy.BySeed.Average(its => its.Served)).ToArray();
        Assert.True(served[0] > served[1] + 0.10, $"{served[0]:F3} and {served[1]:F3}");
    }

    [Fact]
    public void Whole_packs_serve_fewer_than_a_fluid_and_more_than_any_policy_of_a_cabinet()
    {
        var report = Order("D2", 7, ["ours", "highest-first"]).Run(default);
        foreach (var (whole, bound) in report.Whole.Zip(report.Bound)) Assert.True(whole.Served < bound, $"{whole.Served} of at most {bound}");
        foreach (var (name, figures) in report.Policies)
            Assert.True(figures.Average(its => its.Served) < report.Whole.Average(its => its.Served), name);
        Assert.Equal(0, report.Whole.Max(its => its.Short));
    }

    [Fact]
    public void Whole_packs_are_handed_out_short_only_to_riders_who_consent()
    {
        var scenario = EnergyScenario.Known["D2"];
        var terms = Order("D2", 1, ["ours"]).Terms;
        // Eleven full packs, then none: the best one left came with 75 %, and needs longer than the twelfth rider waits.
        ImmutableArray<Comer> comers = [.. Enumerable.Range(0, 12).Select(n => new Comer(n, 0, n == 0 ? 0.75 : 0.2, 30, 40, 0))];
        Assert.Equal(new WholePacks.Figures(11 / 12.0, 0), WholePacks.Of(scenario, terms, comers, consents: false));
        Assert.Equal(new WholePacks.Figures(1, 1 / 12.0), WholePacks.Of(scenario, terms, comers, consents: true));
        Assert.Null(WholePacks.Of(EnergyScenario.Known["D4"], terms, comers, consents: true));
    }

    [Fact]
    public void Json_is_one_object_with_the_figures_of_each_policy_and_the_bound()
    {
        var output = new StringWriter();
        Assert.Equal(0, EnergyCommand.Run(["--scenario", "D1", "--days", "1", "--seeds", "2", "--json"], output, default));
        var report = JsonNode.Parse(output.ToString())!.AsObject();
        Assert.Equal(1, (double)report["bound"]!);
        Assert.Equal(EnergyPolicy.Names, report["policies"]!.AsObject().Select(policy => policy.Key));
        Assert.Equal(["served", "window_fill", "short", "kwh_per_swap", "cny_per_swap", "peak_kw", "cap_breaches", "minutes_45", "cycles", "half_width"],
            report["policies"]!["ours"]!.AsObject().Select(figure => figure.Key));
        Assert.InRange((double)report["policies"]!["ours"]!["served"]!, 0.9, 1);
    }

    [Fact]
    public void Without_a_scenario_it_says_which_there_are()
    {
        Assert.Contains("--scenario", Assert.Throws<SiteUnusable>(() => EnergyCommand.Run([], TextWriter.Null, default)).Message);
        Assert.Contains("D6", Assert.Throws<SiteUnusable>(() => EnergyCommand.Run(["--scenario", "D9"], TextWriter.Null, default)).Message);
    }

    private static EnergyOrder Order(string scenario, int days, ImmutableArray<string> policies) =>
        new(scenario, EnergyScenario.Known[scenario], days, FirstSeed: 1, Seeds: 2, policies, Consents: false);
}
