using YongAi.Edge.Control.Charging;

namespace YongAi.Simulators.Energy;

/// <summary>
/// The share of riders that nobody could serve more of: packs as a fluid that any slot gives and takes, one pool of charge that always
/// stands where it is wanted, no taper, no heat, no forecast needed. A rider takes what brings his own pack to the hand-out charge, or a
/// part of it. Two pools bound a site of several classes: each class with all the power for itself, and all the power of the whole run.
/// </summary>
public static class FluidBound
{
    private const double SecondsInHour = 3600;

    /// <summary>Of the riders, 0 to 1.</summary>
    public static double Of(EnergyScenario scenario, ChargeTerms terms, ImmutableArray<Comer> comers, int days)
    {
        var served = scenario.Classes.Select((_, k) => OfClass(scenario, terms, comers, k)).ToArray();
        return Math.Min(served.Sum(), ByEnergy(scenario, terms, comers, served, days)) / comers.Length;
    }

    private static double OfClass(EnergyScenario scenario, ChargeTerms terms, ImmutableArray<Comer> comers, int packClass)
    {
        var its = scenario.Classes[packClass];
        var (packs, pack) = (its.Packs * scenario.Cabinets, its.Kind.WattHours);
        var rate = Math.Min((scenario.CapWatts - EnergyCabinet.OwnWatts) * scenario.Cabinets * EnergyCabinet.Efficiency,
            packs * scenario.ChargerAmps * its.Kind.Volts);
        var (pool, most, at, served) = (packs * pack, packs * pack, 0.0, 0.0);
        foreach (var who in comers)
        {
            if (who.Class != packClass) continue;
            pool = Math.Min(most, pool + rate * (who.At - at) / SecondsInHour);
            at = who.At;
            var takes = (terms.HandOutFrom - who.Charge) * pack;
            var share = Math.Min(1, pool / takes);
            (pool, served) = (pool - share * takes, served + share);
        }
        return served;
    }

    private static double ByEnergy(EnergyScenario scenario, ChargeTerms terms, ImmutableArray<Comer> comers, double[] most, int days)
    {
        var left = scenario.Cabinets * (scenario.Classes.Sum(its => its.Packs * its.Kind.WattHours)
            + (scenario.CapWatts - EnergyCabinet.OwnWatts) * EnergyCabinet.Efficiency * 24 * days);
        var served = 0.0;
        // Whoever needs least first: nobody could serve more with the same energy.
        foreach (var k in Enumerable.Range(0, most.Length).OrderBy(k => scenario.Classes[k].Kind.WattHours))
        {
            var all = comers.Where(who => who.Class == k).ToArray();
            if (all.Length == 0) continue;
            var takes = all.Average(who => terms.HandOutFrom - who.Charge) * scenario.Classes[k].Kind.WattHours;
            var share = Math.Min(most[k], left / takes);
            (left, served) = (left - share * takes, served + share);
        }
        return served;
    }
}
