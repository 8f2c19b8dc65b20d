using System.Diagnostics;
using System.Globalization;
using YongAi.Simulators.Simulation.Telling;
using YongAi.Simulators.Site;

namespace YongAi.Simulators.Simulation;

/// <summary>What lives are asked for; the seed makes each another one.</summary>
/// <param name="Scenario">Name of a known scenario, or its file.</param>
/// <param name="Faults">Name of the fault rates.</param>
/// <param name="Days">How many days each has, before the rest at its end.</param>
/// <param name="SiteFile">File of the cabinet; null: the demo cabinet.</param>
public sealed record LifeOrder(string Scenario, string Faults, int Days, string? SiteFile = null)
{
    private readonly SimulatedSite site = SiteFile is null ? SimulatedSite.Demo() : SimulatedSite.Read(SiteFile);
    private readonly Scenario scenario = Simulation.Scenario.Of(Scenario);
    private readonly FaultRates rates = FaultRates.Known[Faults];

    /// <summary>Lives one seed to its end. What breaks it off is in the report.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public LifeReport Live(int seed, Stretch? told, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        var life = new Life(new LifeSetting(site, scenario, rates, seed) { Told = told, Stop = stop });
        life.LiveToItsEnd(Days);
        return new LifeReport(life, this, seed, clock.Elapsed);
    }

    /// <summary>The words behind <c>simulate</c> that ask for one of them.</summary>
    public string Words(int seed) => string.Create(CultureInfo.InvariantCulture,
        $"--seed {seed} --days {Days} --scenario {Scenario} --faults {Faults}{(SiteFile is null ? "" : $" --site {SiteFile}")}");
}
