using YongAi.Simulators.Simulation.Hazards;
using YongAi.Simulators.Simulation.Telling;
using YongAi.Simulators.Site;

namespace YongAi.Simulators.Simulation;

/// <summary>What a life begins with.</summary>
/// <param name="Site">The cabinet.</param>
/// <param name="Scenario">How its days are.</param>
/// <param name="Rates">What goes wrong.</param>
/// <param name="Seed">One seed is one life.</param>
public sealed record LifeSetting(SimulatedSite Site, Scenario Scenario, FaultRates Rates, int Seed)
{
    /// <summary>What of it is told as a story, or null.</summary>
    public Stretch? Told { get; init; }

    /// <summary>What burns, floods and fails in it, or null.</summary>
    public HazardPlan? Hazards { get; init; }

    /// <summary>Ends it at once, by an exception: what was lived so far is of no use.</summary>
    public CancellationToken Stop { get; init; }
}
