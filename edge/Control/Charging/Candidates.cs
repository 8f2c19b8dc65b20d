using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Charging;

/// <summary>Why the plan leaves out a pack that nothing bars: what is no alarm and no fault.</summary>
public enum LeftOut
{
    /// <summary>It was stopped for its own sake or for the cap, and rests a minute.</summary>
    Rests,
    /// <summary>It has so much that it begins again only when it has lost some.</summary>
    Enough,
    /// <summary>It was read once; nothing begins on one word.</summary>
    OneWord,
    /// <summary>At its temperature it takes less than its charger can give.</summary>
    LessCurrent,
}

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
            Most = (int)(s.Limits.MaxCharging * (AllAdjust(s) ? 1 : s.Derate)), StartsMost = Math.Max(1, (int)(s.Limits.RenewEvery / StartsEvery)),
        };
    }

    /// <summary>Why a pack that may charge has no part in the plan, or null.</summary>
    public static LeftOut? WhyLeftOut(SlotView slot, ChargeSituation s)
    {
        if (s.Now - slot.Image.ChargeUnfitAt < RestAfterStop) return LeftOut.Rests;
        if (slot.Image.Reading is not { } reading) return null;
        if (!s.ChargingSlots.Contains(slot.Number))
        {
            if (reading.Charge.Percent >= s.Limits.AgainBelow.Percent) return LeftOut.Enough;
            if (slot.ProvedReading(s.Now) is null) return LeftOut.OneWord;
        }
        return Current(slot.Plan, reading, s) is null ? LeftOut.LessCurrent : null;
    }

    private static Candidate? Candidate(SlotView slot, ChargeSituation s, ImmutableArray<PackClass> classes)
    {
        if (!slot.Plan.Charger || MayCharge.WhyNot(slot, s) is not null || WhyLeftOut(slot, s) is not null) return null;
        var reading = slot.Image.Reading!;
        var capacity = CapacityOf(reading, s);
        if (Current(slot.Plan, reading, s) is not var (most, least)) return null;
        var hours = (s.HandOutFrom.Percent - reading.Charge.Percent) / 100.0 * capacity / most;
        return new Candidate(slot.Number, ClassOf(s, reading.Serial, classes), reading.Charge.Percent / 100.0, capacity, reading.Volts.Value, most, least,
            s.ChargingSlots.Contains(slot.Number) ? Math.Max(0, reading.Amps.Value) : null, s.StockedAt.GetValueOrDefault(slot.Number.Value), hours)
        {
            AmpsGentle = least < most ? Math.Clamp(capacity * s.Energy.Gentle, least, most) : 0,
        };
    }

    /// <summary>The most and the least that may flow into a pack now; null where its charger gives more than it takes at its temperature.</summary>
    private static (double Most, double Least)? Current(SlotPlan plan, PackReading reading, ChargeSituation s)
    {
        var takes = s.Packs.Find(reading.Serial)?.MostAmps is { } allowed
            ? allowed.Value * s.Energy.Derating.Share(reading.Coldest.Value, reading.Hottest.Value, cools: false) : double.MaxValue;
        if (plan.Adjustable is not { } supply) return takes < s.Energy.Charger.Value ? null : (s.Energy.Charger.Value, s.Energy.Charger.Value);
        var most = Math.Min(takes, supply.Value * (AllAdjust(s) ? s.Derate : 1));
        var least = Least(CapacityOf(reading, s), s.Safety);
        return most < least ? null : (most, least);
    }

    private static double CapacityOf(PackReading reading, ChargeSituation s) => s.Packs.Find(reading.Serial)?.AmpHours ?? PackPattern.AmpHoursUsually;

    /// <summary>No pack gets fewer amperes than fill it well before it would be taken for one that does not get full (domain table C row 13).</summary>
    /// <param name="capacity">Ampere-hours.</param>
    /// <param name="limits">Thresholds of safety.</param>
    public static double Least(double capacity, SafetyLimits limits) => capacity / limits.ChargeLongest.TotalHours * InGoodTime;

    /// <summary>A charge slows down near its end; our own number.</summary>
    private const double InGoodTime = 1.25;

    /// <summary>Where every charger can be told how much, warm air asks each for less instead of asking for fewer.</summary>
    private static bool AllAdjust(ChargeSituation s)
    {
        foreach (var slot in s.Slots)
            if (slot.Plan is { Charger: true, Adjustable: null }) return false;
        return true;
    }

    private static int ClassOf(ChargeSituation s, PackId serial, ImmutableArray<PackClass> classes) =>
        s.Packs.ClassOf(serial) is { } known ? classes.IndexOf(known) : 0;

    /// <summary>The cap less what heaters and everything else draw.</summary>
    internal static double Watts(ChargeSituation s)
    {
        if (s.Energy.CapWatts is not { } cap) return NoCap;
        var other = Others(s) ?? (s.HasMeter ? s.OthersMost ?? cap * UnheardShare : 0);
        return cap * EnergyPlan.OfTheCap - Math.Max(other, s.Energy.OtherWatts) - s.Warmed.Count * s.Energy.HeaterWatts;
    }

    /// <summary>Watts that something else draws, by the meter; null where none is heard. At a plan whatever began to charge has been read.</summary>
    internal static double? Others(ChargeSituation s) =>
        // The meter shows the heaters of the last plan; they count with those of this one, and not as what else draws.
        s.SiteWatts is { } site ? Math.Max(0, site - ChargersDraw(s) - s.WarmedSoFar.Count * s.Energy.HeaterWatts) : null;

    /// <summary>A meter that was never heard may show anything: others may have half of the cap. Our own number.</summary>
    private const double UnheardShare = 0.5;

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
