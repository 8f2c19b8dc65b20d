using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Language;

namespace YongAi.Simulators.Energy;

/// <summary>
/// Who charges: ours, or one of the usual ways to compare with. What is safe, the site's power and how it is shared out are the same for all;
/// they differ in who comes first, and whether anybody waits for a better hour.
/// </summary>
public sealed class EnergyPolicy
{
    /// <summary>The policies, by name.</summary>
    public static ImmutableArray<string> Names { get; } = ["ours", "first-come", "highest-first", "lowest-first", "reserve"];

    /// <summary>Full packs that the reserve policy wants before it waits for a cheaper hour (domain section 3.5: 6).</summary>
    private const int ReserveFulls = 6;

    /// <summary>It calls an hour dear from here on: peak and sharp.</summary>
    private const double DearFrom = 0.9;

    private readonly string name;
    private readonly EnergyScenario scenario;
    private readonly ChargeTerms terms;

    public EnergyPolicy(string name, EnergyScenario scenario, ChargeTerms terms) => (this.name, this.scenario, this.terms) = (name, scenario, terms);

    /// <summary>Plans for one cabinet: what each charger gives from now on, and which heaters are on.</summary>
    /// <param name="cabinet">Which.</param>
    /// <param name="outlook">What a day may bring, as ours has learned it.</param>
    public void Plan(EnergyCabinet cabinet, Func<Outlook> outlook)
    {
        foreach (var slot in cabinet.Slots) slot.Heats = Heats(slot);
        var watts = cabinet.WattsLeft - cabinet.Slots.Count(slot => slot.Heats) * scenario.Weather.HeaterWatts;
        var packs = Candidates(cabinet);
        var amps = name == "ours" ? Ours(packs, cabinet, watts, outlook()) : Usual(packs, cabinet, watts, outlook);
        foreach (var slot in cabinet.Slots) slot.Amps = 0;
        for (var n = 0; n < packs.Length; n++) cabinet.Slots[packs[n].Slot.Value - 1].Amps = amps[n];
    }

    private double[] Ours(ImmutableArray<Candidate> packs, EnergyCabinet cabinet, double watts, Outlook outlook)
    {
        var ready = new int[scenario.Classes.Length];
        foreach (var slot in cabinet.Slots)
            if (slot is { Pack: { } pack, ApartUntil: 0 } && pack.Charge >= terms.HandOutFrom) ready[ClassOf(pack.Kind)]++;
        return [.. ChargePlan.Of(new PlanSituation(packs, [.. ready], watts, outlook, terms)).Select(plan => plan.Amps)];
    }

    private double[] Usual(ImmutableArray<Candidate> packs, EnergyCabinet cabinet, double watts, Func<Outlook> outlook)
    {
        var amps = new double[packs.Length];
        if (name == "reserve" && outlook().PriceNow >= DearFrom
            && cabinet.Slots.Count(slot => slot is { Pack: { } pack, ApartUntil: 0 } && pack.Charge >= terms.HandOutFrom) >= ReserveFulls) return amps;
        var budget = new PowerBudget(watts, terms.Efficiency);
        foreach (var n in Enumerable.Range(0, packs.Length).OrderBy(n => Order(packs[n])).ThenBy(n => packs[n].StockedAt).ThenBy(n => packs[n].Slot))
            amps[n] = budget.Give(packs[n], packs[n].AmpsMost);
        return amps;
    }

    private double Order(in Candidate pack) => name switch
    {
        "highest-first" or "reserve" => -pack.Charge,
        "lowest-first" => pack.Charge,
        _ => 0,
    };

    private ImmutableArray<Candidate> Candidates(EnergyCabinet cabinet)
    {
        var packs = ImmutableArray.CreateBuilder<Candidate>(cabinet.Slots.Length);
        foreach (var slot in cabinet.Slots)
        {
            if (slot is not { Pack: { } pack, ApartUntil: 0 }) continue;
            // A pack that is full begins again when it has lost some.
            if (pack.Charge >= (slot.Amps > 0 ? terms.FullAt : AgainBelow)) continue;
            slot.Cools = pack.Celsius >= HotFrom || slot.Cools && pack.Celsius >= Derating.Default.ResumeBelow;
            var most = scenario.ChargerAmps * Derating.Default.Share(pack.Celsius, pack.Celsius, slot.Cools);
            var least = Edge.Control.Charging.Candidates.Least(pack.Kind.AmpHours, SafetyLimits.Default);
            if (most < least) continue;
            packs.Add(new Candidate(slot.Number, ClassOf(pack.Kind), pack.Charge, pack.Kind.AmpHours, pack.Volts, most, least,
                slot.Amps > 0 ? pack.Amps : null, TimeSpan.FromSeconds(slot.Since), (terms.HandOutFrom - pack.Charge) * pack.Kind.AmpHours / most)
            {
                AmpsGentle = name == "ours" ? Math.Clamp(pack.Kind.AmpHours * scenario.Gentle, least, most) : 0,
            });
        }
        return packs.ToImmutable();
    }

    /// <summary>The field's rule: on below 6, off above 10 degrees (NE). Ours is the service's own.</summary>
    private bool Heats(EnergySlot slot)
    {
        if (scenario.Weather.HeaterWatts <= 0 || slot is not { Pack: { } pack, ApartUntil: 0 }) return false;
        if (name != "ours") return pack.Celsius < (slot.Heats ? 10 : 6);
        // Every pack here takes what the charger gives at its best temperature, as planned below.
        var until = Warming.Until(Derating.Default, scenario.ChargerAmps, scenario.ChargerAmps, coldest: 0);
        return Warming.Gains(pack.Charge, terms.HandOutFrom, until, pack.Celsius, pack.Celsius, slot.Heats);
    }

    private int ClassOf(YongAi.Simulators.World.PackKind kind)
    {
        for (var k = 0; k < scenario.Classes.Length; k++)
            if (scenario.Classes[k].Kind == kind) return k;
        return 0;
    }

    private const double AgainBelow = 0.95, HotFrom = 49.5;
}
