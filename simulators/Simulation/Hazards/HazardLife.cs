using System.Globalization;
using YongAi.Edge.Control.Safety;
using YongAi.Simulators.Simulation.Telling;
using YongAi.Simulators.Simulation.Judging;
using YongAi.Simulators.Site;

namespace YongAi.Simulators.Simulation.Hazards;

/// <summary>What one life among hazards came to.</summary>
/// <param name="Seed">Lives it again.</param>
/// <param name="Lasted">Virtual time.</param>
/// <param name="Hash">Of all bytes and events.</param>
/// <param name="Fired">What happened, by name.</param>
/// <param name="Burned">Packs that caught fire.</param>
/// <param name="Served">Swaps.</param>
/// <param name="Alarms">Alarms that were raised.</param>
/// <param name="Examined">How often each rule was looked at.</param>
/// <param name="Breaches">What did not hold.</param>
public sealed record HazardLife(int Seed, TimeSpan Lasted, string Hash, ImmutableSortedDictionary<string, long> Fired, int Burned, int Served,
    int Alarms, ImmutableSortedDictionary<string, long> Examined, ImmutableArray<Breach> Breaches)
{
    /// <summary>A rider every minute or so, also at night.</summary>
    private static readonly Scenario Riders = new(4000);

    /// <summary>Lives one seed.</summary>
    /// <param name="site">A cabinet with sensors.</param>
    /// <param name="seed">Which.</param>
    /// <param name="told">What of it is told as a story.</param>
    /// <param name="stop">Ends it at once.</param>
    /// <param name="most">It is cut off there.</param>
    public static HazardLife Of(SimulatedSite site, int seed, Stretch? told, CancellationToken stop, TimeSpan? most = null)
    {
        var plan = HazardPlan.Of(site.Text, seed);
        var lasts = most < plan.Lasts ? most.Value : plan.Lasts;
        using var life = new Life(new LifeSetting(site, Riders, new FaultRates(), seed) { Hazards = plan, Told = told, Stop = stop });
        life.LiveThrough(lasts);
        return new HazardLife(seed, lasts, life.Hash, life.FaultsFired.ToImmutableSortedDictionary(StringComparer.Ordinal), life.Burned,
            life.Visits.Served, life.Disk.Entries.Count(entry => entry.Event is AlarmRaised),
            life.Tally.Examined.ToImmutableSortedDictionary(rule => rule.Name, rule => rule.Examined, StringComparer.Ordinal),
            [.. life.Tally.Breaches]);
    }

    /// <summary>The words that live it again.</summary>
    public string Again => string.Create(CultureInfo.InvariantCulture, $"hazards --seed {Seed} --lives 1");
}
