using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Packs;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Energy;

/// <summary>What came of a run: one policy, one seed.</summary>
/// <param name="Served">Of those who came, 0 to 1.</param>
/// <param name="InTime">Of those who came, served within three minutes, on foot to the next cabinet included, 0 to 1.</param>
/// <param name="Short">Of those served, with a pack under the hand-out charge that they agreed to, 0 to 1.</param>
/// <param name="KilowattHours">A swap, from the mains.</param>
/// <param name="Cny">A swap.</param>
/// <param name="CnyPerKilowattHour">Of charge that riders took with them beyond what they brought.</param>
/// <param name="PeakKilowatts">The most that one cabinet drew.</param>
/// <param name="CapBreaches">Steps of ten seconds in which a cabinet drew more than it may.</param>
/// <param name="Minutes45">Pack-minutes a day above 45 degrees.</param>
/// <param name="Cycles">Spread (standard deviation) of the full cycles of all packs.</param>
/// <param name="ChargedTooHot">Samples of a pack that charges at 50 degrees or above.</param>
/// <param name="SetApart">Packs set apart because they came in at 55 degrees or above.</param>
/// <param name="CameTooHot">Packs that did.</param>
/// <param name="Handed">Mean charge of the packs handed out, 0 to 1.</param>
public sealed record EnergyFigures(double Served, double InTime, double Short, double KilowattHours, double Cny, double CnyPerKilowattHour,
    double PeakKilowatts, double CapBreaches, double Minutes45, double Cycles, double ChargedTooHot, double SetApart, double CameTooHot, double Handed);

/// <summary>Days of one site under one policy. Riders are served as they are at a cabinet: one after the other, one more waits.</summary>
public sealed class EnergyRun
{
    /// <summary>Riders wait so long (domain table D).</summary>
    public const int WaitSeconds = 180;

    /// <summary>A pack under the hand-out charge is agreed to from here on, 0 to 1.</summary>
    public const double ShortFrom = 0.60;

    /// <summary>And when it is so much better than what he brings.</summary>
    public const double ShortAbove = 0.10;

    /// <summary>On to the next cabinet beside it.</summary>
    private const int WalkSeconds = 20;

    private const int SecondsInDay = 86_400, SecondsInHour = 3600, ApartSeconds = SecondsInDay, AtOnce = 2;
    /// <summary>What a cabinet assumes that knows nothing yet (China Tower 2023).</summary>
    private const double VisitsAssumed = 33;
    private const double TooHot = 55, HotFrom = 50, WarmFrom = 45;

    private readonly EnergyScenario scenario;
    private readonly ChargeTerms terms;
    private readonly bool consents;
    private readonly EnergyPolicy policy;
    private readonly ImmutableArray<EnergyCabinet> cabinets;
    private readonly List<Waiting>[] queues;
    private readonly int[] busyUntil;
    private readonly DemandHistory[][] demand;
    private readonly Queue<SimulatedPack>[] outside;
    private readonly List<SimulatedPack> fleet = [];
    private int came, served, inTime, shorts, breaches, tooHot, apart, cameHot;
    private double kilowattHours, cny, peak, minutesHot, handed, delivered;

    private sealed record Waiting(Comer Who, int Here, int Tried);

    public EnergyRun(EnergyScenario scenario, string policyName, ChargeTerms terms, bool consents)
    {
        (this.scenario, this.terms, this.consents) = (scenario, terms, consents);
        policy = new EnergyPolicy(policyName, scenario, terms);
        var serial = 0;
        cabinets = [.. Enumerable.Range(0, scenario.Cabinets).Select(_ => new EnergyCabinet(scenario, ref serial))];
        queues = [.. cabinets.Select(_ => new List<Waiting>())];
        busyUntil = new int[cabinets.Length];
        demand = [.. cabinets.Select(_ => scenario.Classes.Select(_ => DemandHistory.Empty).ToArray())];
        foreach (var cabinet in cabinets) fleet.AddRange(cabinet.Slots.Select(slot => slot.Pack).OfType<SimulatedPack>());
        outside = [.. scenario.Classes.Select(its => new Queue<SimulatedPack>(Enumerable.Range(0, (int)(scenario.SwapsPerDay / 2 * its.Share) + 1)
            .Select(_ => new SimulatedPack($"E{++serial:00000}", its.Kind, 1, 25))))];
        foreach (var packs in outside) fleet.AddRange(packs);
    }

    /// <summary>Lives so many days.</summary>
    public EnergyFigures Live(ImmutableArray<Comer> comers, int days)
    {
        var next = 0;
        for (var now = 0; now < days * SecondsInDay; now += EnergyCabinet.StepSeconds)
        {
            while (next < comers.Length && comers[next].At < now + EnergyCabinet.StepSeconds) Arrive(comers[next++], now);
            for (var n = 0; n < cabinets.Length; n++)
            {
                Serve(n, now);
                policy.Plan(cabinets[n], () => new Outlook(scenario.Begins.AddSeconds(now), scenario.Tariff, [.. demand[n]], [.. scenario.Classes.Select(its => VisitsAssumed * its.Share)], TimeSpan.Zero));
                Release(cabinets[n], now);
                cabinets[n].Pass(now % SecondsInDay / (double)SecondsInHour);
                Measure(cabinets[n], now);
            }
        }
        var swaps = Math.Max(1, served);
        return new(served / (double)came, inTime / (double)came, shorts / (double)swaps, kilowattHours / swaps, cny / swaps, cny / delivered, peak / 1000,
            breaches, minutesHot / days, Spread([.. fleet.Select(pack => pack.AmpHoursThrough / (2 * pack.Kind.AmpHours))]), tooHot, apart, cameHot, handed / swaps);
    }

    private static double Spread(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }

    private void Arrive(Comer who, int now)
    {
        came++;
        Learn(who, who.First, now);
        Queue(new Waiting(who, now, 1), who.First);
    }

    private void Learn(Comer who, int cabinet, int now) =>
        demand[cabinet][who.Class] = demand[cabinet][who.Class].Came(scenario.Begins.AddSeconds(now));

    private void Queue(Waiting rider, int at)
    {
        if (queues[at].Count < (busyUntil[at] > rider.Here ? 1 : AtOnce)) queues[at].Add(rider);
        else WalkOn(rider, at);
    }

    private void WalkOn(Waiting rider, int from)
    {
        if (rider.Tried >= cabinets.Length) return;
        var to = (from + 1) % cabinets.Length;
        Learn(rider.Who, to, rider.Here + WalkSeconds);
        Queue(new Waiting(rider.Who, rider.Here + WalkSeconds, rider.Tried + 1), to);
    }

    private void Serve(int at, int now)
    {
        var queue = queues[at];
        for (var n = 0; n < queue.Count; n++)
        {
            var rider = queue[n];
            if (rider.Here > now) continue;
            if (busyUntil[at] <= now && Swap(cabinets[at], rider, now))
            {
                busyUntil[at] = Math.Max(busyUntil[at], now) + rider.Who.Takes;
                queue.RemoveAt(n--);
                continue;
            }
            // With more cabinets beside it nobody waits for a pack, only for his turn.
            var patience = busyUntil[at] <= now && rider.Tried < cabinets.Length ? 0 : WaitSeconds;
            if (now - rider.Here < patience) continue;
            queue.RemoveAt(n--);
            WalkOn(rider with { Here = now }, at);
        }
    }

    private bool Swap(EnergyCabinet cabinet, Waiting rider, int now)
    {
        var who = rider.Who;
        var kind = scenario.Classes[who.Class].Kind;
        if (cabinet.Slots.FirstOrDefault(slot => slot.Pack is null) is not { } empty) return false;
        EnergySlot? best = null;
        foreach (var slot in cabinet.Slots)
            if (slot is { Pack: { } pack, ApartUntil: 0 } && pack.Kind == kind && pack.Celsius < PackHealth.TooHot.Value && pack.Charge > (best?.Pack!.Charge ?? 0)) best = slot;
        if (best?.Pack is not { } taken) return false;
        var isFull = taken.Charge >= terms.HandOutFrom;
        if (!isFull && !(consents && taken.Charge >= ShortFrom && taken.Charge >= who.Charge + ShortAbove && !IsSoonFull(best, rider, now))) return false;
        var brought = outside[who.Class].Dequeue();
        (handed, delivered) = (handed + taken.Charge, delivered + (taken.Charge - who.Charge) * kind.WattHours / 1000);
        outside[who.Class].Enqueue(taken);
        brought.ComeBack(who.Charge, who.Celsius);
        (best.Pack, best.Amps, best.Heats) = (null, 0, false);
        (empty.Pack, empty.Since, empty.Cools, empty.Amps) = (brought, now, false, 0);
        if (who.Celsius >= TooHot) cameHot++;
        if (brought.Celsius >= PackHealth.TooHot.Value)
        {
            empty.ApartUntil = now + ApartSeconds;
            apart++;
        }
        served++;
        if (now - who.At <= WaitSeconds) inTime++;
        if (!isFull) shorts++;
        return true;
    }

    /// <summary>He is told how long it takes until a full one is there, and waits when that is not longer than he waits for anything.</summary>
    private bool IsSoonFull(EnergySlot slot, Waiting rider, int now) => slot.Pack!.Amps > 0
        && (terms.HandOutFrom - slot.Pack.Charge) * slot.Pack.Kind.AmpHours / slot.Pack.Amps * SecondsInHour <= WaitSeconds - (now - rider.Here);

    private static void Release(EnergyCabinet cabinet, int now)
    {
        foreach (var slot in cabinet.Slots)
            if (slot.ApartUntil > 0 && now >= slot.ApartUntil && slot.Pack is { Celsius: < TooHot }) slot.ApartUntil = 0;
    }

    private void Measure(EnergyCabinet cabinet, int now)
    {
        var hours = EnergyCabinet.StepSeconds / (double)SecondsInHour;
        var watts = cabinet.Watts;
        peak = Math.Max(peak, watts);
        if (watts > scenario.CapWatts) breaches++;
        kilowattHours += (watts - EnergyCabinet.OwnWatts) * hours / 1000;
        cny += (watts - EnergyCabinet.OwnWatts) * hours / 1000 * scenario.Tariff.At(scenario.Begins.AddSeconds(now));
        foreach (var slot in cabinet.Slots)
        {
            if (slot.Pack is not { } pack) continue;
            if (pack.Celsius > WarmFrom) minutesHot += hours * 60;
            if (pack.Amps > 0 && pack.Celsius >= HotFrom) tooHot++;
        }
    }
}
