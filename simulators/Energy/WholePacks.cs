using YongAi.Edge.Control.Charging;

namespace YongAi.Simulators.Energy;

/// <summary>
/// What one pool of power could do with packs that are not a fluid: it always goes to the packs that need least, with no taper, no heat, no
/// waiting for a price, and a rider in time finds them in whatever cabinet they lie. Much nearer to a cabinet than the fluid: packs that
/// are three quarters full serve nobody. Nearest first readies the most packs by any moment; that no other order serves more is not proved.
/// </summary>
public static class WholePacks
{
    private const double SecondsInHour = 3600, DoneWithin = 1e-6;

    /// <summary>What came of it.</summary>
    /// <param name="Served">Of those who came, 0 to 1.</param>
    /// <param name="Short">Of those served, with a pack under the hand-out charge, 0 to 1.</param>
    public readonly record struct Figures(double Served, double Short);

    /// <summary>At a site of one class; null where packs of several share the power, for then no order is plainly the best.</summary>
    public static Figures? Of(EnergyScenario scenario, ChargeTerms terms, ImmutableArray<Comer> comers, bool consents)
    {
        if (scenario.Classes is not [var its]) return null;
        var pool = new Pool(scenario, its);
        var (served, shorts) = (0, 0);
        foreach (var who in comers)
        {
            pool.Pass(who.At);
            if (!pool.IsReadyWithin(EnergyRun.WaitSeconds))
            {
                var best = terms.HandOutFrom - pool.Least;
                if (!consents || best < EnergyRun.ShortFrom || best < who.Charge + EnergyRun.ShortAbove) continue;
                shorts++;
            }
            pool.Swap(terms.HandOutFrom - who.Charge);
            served++;
        }
        return new(served / (double)comers.Length, shorts / (double)Math.Max(1, served));
    }

    /// <summary>All packs of a site by what they still need, as a share of a pack; those that need nothing are ready.</summary>
    private sealed class Pool(EnergyScenario scenario, PackShare its)
    {
        private readonly double perPack = scenario.ChargerAmps * its.Kind.Volts;
        private readonly double all = (scenario.CapWatts - EnergyCabinet.OwnWatts) * scenario.Cabinets * EnergyCabinet.Efficiency;
        private readonly List<double> needs = [];
        private int ready = its.Packs * scenario.Cabinets;
        private double at;

        /// <summary>What the pack nearest to ready still needs.</summary>
        public double Least => needs[0];

        /// <summary>Charges until then, seconds since the first midnight.</summary>
        public void Pass(double until)
        {
            while (at < until)
            {
                var step = needs.Count == 0 ? until - at : Math.Min(until - at, Seconds(needs[0]));
                var left = all;
                for (var n = 0; n < needs.Count && left > 0; n++)
                {
                    var watts = Math.Min(perPack, left);
                    (needs[n], left) = (needs[n] - watts * step / SecondsInHour / its.Kind.WattHours, left - watts);
                }
                at += step;
                ready += needs.RemoveAll(need => need < DoneWithin);
            }
        }

        /// <summary>A rider who is here waits so long for the next one at most.</summary>
        public bool IsReadyWithin(int seconds)
        {
            if (ready == 0 && Seconds(needs[0]) <= seconds) Pass(at + Seconds(needs[0]));
            return ready > 0;
        }

        /// <summary>The best one goes, one that needs so much comes.</summary>
        public void Swap(double need)
        {
            if (ready > 0) ready--;
            else needs.RemoveAt(0);
            if (need < DoneWithin)
            {
                ready++;
                return;
            }
            var place = needs.BinarySearch(need);
            needs.Insert(place < 0 ? ~place : place, need);
        }

        private double Seconds(double need) => need * its.Kind.WattHours / Math.Min(perPack, all) * SecondsInHour;
    }
}
