using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Charging;

/// <summary>Which packs planning has to do with, and what there is of power, riders and time.</summary>
public static class Candidates
{
    /// <summary>After a stop for temperature, faults or silence a pack rests so long: a value at its limit must not switch it on and off.</summary>
    public static readonly TimeSpan RestAfterStop = TimeSpan.FromSeconds(60);

    /// <summary>One charger after the other goes on when mains has come back or the program was started (domain table C row 22).</summary>
    public static readonly TimeSpan StartsEvery = TimeSpan.FromSeconds(2);

    /// <summary>A site without a cap is limited by the number of its chargers.</summary>
    private const double NoCap = 1e6;

    /// <summary>What a plan is made of.</summary>
    public static PlanSituation Of(ChargeSituation s)
    {
        var classes = s.Packs.Classes;
        var ready = new int[Math.Max(1, classes.Length)];
        var packs = ImmutableArray.CreateBuilder<Candidate>(s.Slots.Length);
        foreach (var its in s.Ready) ready[ClassOf(s, its, classes)]++;
        foreach (var slot in s.Slots)
            if (Candidate(slot, s, classes) is { } pack) packs.Add(pack);
        var terms = new ChargeTerms(s.Energy.Efficiency, s.HandOutFrom.Percent / 100.0, s.Limits.FullAt.Percent / 100.0, s.Energy.MissedCosts);
        return new PlanSituation(packs.ToImmutable(), [.. ready], Watts(s), OutlookOf(s, classes), terms)
        {
            // Chargers that only go on and off give half the current where half of them are on.
            Most = (int)(s.Limits.MaxCharging * s.Derate), StartsMost = Math.Max(1, (int)(s.Limits.RenewEvery / StartsEvery)),
        };
    }

    /// <summary>Packs of the operator that do not charge, whatever anybody would gain by it, and why.</summary>
    public static ImmutableArray<BarredCharge> Barred(ChargeSituation s)
    {
        var barred = ImmutableArray.CreateBuilder<BarredCharge>();
        foreach (var slot in s.Slots)
            if (slot.Plan.Charger && s.Custody.StockIn(slot.Number) is not null && MayCharge.WhyNot(slot, s) is { } why) barred.Add(new(slot.Number, why));
        return barred.ToImmutable();
    }

    private static Candidate? Candidate(SlotView slot, ChargeSituation s, ImmutableArray<PackClass> classes)
    {
        if (!slot.Plan.Charger || MayCharge.WhyNot(slot, s) is not null || s.Now - slot.Image.ChargeUnfitAt < RestAfterStop) return null;
        var reading = slot.Image.Reading!;
        var charges = s.ChargingSlots.Contains(slot.Number);
        // Full packs begin again only when they have lost some, and nothing begins on one word.
        if (!charges && (reading.Charge.Percent >= s.Limits.AgainBelow.Percent || slot.ProvedReading(s.Now) is null)) return null;
        var pattern = s.Packs.Find(reading.Serial);
        var amps = s.Energy.Charger.Value;
        // A charger that only goes on and off cannot give less where the pack's temperature asks for less.
        if (pattern?.MostAmps is { } most
            && most.Value * s.Energy.Derating.Share(reading.Coldest.Value, reading.Hottest.Value, cools: false) < amps) return null;
        var hours = (s.HandOutFrom.Percent - reading.Charge.Percent) / 100.0 * (pattern?.AmpHours ?? PackPattern.AmpHoursUsually) / amps;
        return new Candidate(slot.Number, ClassOf(s, reading.Serial, classes), reading.Charge.Percent / 100.0,
            pattern?.AmpHours ?? PackPattern.AmpHoursUsually, reading.Volts.Value, amps, amps,
            charges ? Math.Max(0, reading.Amps.Value) : null, s.StockedAt.GetValueOrDefault(slot.Number.Value), hours);
    }

    private static int ClassOf(ChargeSituation s, PackId serial, ImmutableArray<PackClass> classes) =>
        s.Packs.ClassOf(serial) is { } known ? classes.IndexOf(known) : 0;

    /// <summary>The cap less what everything else draws: by the meter where one is heard, else as the site says.</summary>
    private static double Watts(ChargeSituation s)
    {
        if (s.Energy.CapWatts is not { } cap) return NoCap;
        var other = s.SiteWatts is { } site ? Math.Max(0, site - ChargersDraw(s)) : 0;
        return cap * EnergyPlan.OfTheCap - Math.Max(other, s.Energy.OtherWatts);
    }

    private static double ChargersDraw(ChargeSituation s)
    {
        var watts = 0.0;
        foreach (var slot in s.Slots)
            if (s.ChargingSlots.Contains(slot.Number) && slot.Image.Reading is { } reading)
                watts += Math.Max(0, reading.Amps.Value) * reading.Volts.Value / s.Energy.Efficiency;
        return watts;
    }

    private static Outlook OutlookOf(ChargeSituation s, ImmutableArray<PackClass> classes)
    {
        var many = Math.Max(1, classes.Length);
        return new Outlook(s.Local, s.Energy.Tariff,
            classes.IsEmpty ? [DemandHistory.Empty] : [.. classes.Select(its => s.Demand.GetValueOrDefault(its.Name, DemandHistory.Empty))],
            [.. Enumerable.Repeat(s.Energy.VisitsADay / many, many)], s.Energy.UtcOffset);
    }
}
