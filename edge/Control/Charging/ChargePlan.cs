using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Charging;

/// <summary>Why a pack charges, or does not.</summary>
public enum ChargeReason
{
    /// <summary>Riders may want it before a cheaper hour would have it ready.</summary>
    Needed,
    /// <summary>No cheaper hour comes.</summary>
    Cheap,
    /// <summary>It may be handed out already; what goes in now is range.</summary>
    Range,
    /// <summary>Nobody is likely to want it before a slow charge has it ready: its cells last longer.</summary>
    Gentle,
    /// <summary>A cheaper hour comes in time.</summary>
    AwaitsCheaper,
    /// <summary>The power goes to others that are worth more.</summary>
    NoPower,
}

/// <summary>What the plan has for one pack.</summary>
/// <param name="Slot">Where it lies.</param>
/// <param name="Amps">So many amperes from now on; 0: none.</param>
/// <param name="Why">Why.</param>
/// <param name="Missed">The chance that a rider would go without it if it waited for the next cheaper hour, 0 to 1.</param>
/// <param name="Hours">Hours until that cheaper hour; null where none comes.</param>
public readonly record struct PlannedCharge(SlotNumber Slot, double Amps, ChargeReason Why, double Missed, double? Hours);

/// <summary>What planning goes by.</summary>
/// <param name="Packs">The packs that may charge and are not full.</param>
/// <param name="Ready">How many packs of each class could be handed out now.</param>
/// <param name="Watts">From the mains, for chargers and heaters.</param>
/// <param name="Outlook">Prices and riders of the next day.</param>
/// <param name="Terms">What the operator says.</param>
public sealed record PlanSituation(ImmutableArray<Candidate> Packs, ImmutableArray<int> Ready, double Watts, Outlook Outlook, ChargeTerms Terms)
{
    /// <summary>So many packs charge at once, whatever their power.</summary>
    public int Most { get; init; } = int.MaxValue;

    /// <summary>So many chargers are switched on by one plan: mains that has come back is not to be pulled down at once.</summary>
    public int StartsMost { get; init; } = int.MaxValue;
}

/// <summary>What the operator says about charging, for planning.</summary>
/// <param name="Efficiency">Of a charger, 0 to 1.</param>
/// <param name="HandOutFrom">State of charge from which a pack is handed out, 0 to 1.</param>
/// <param name="FullAt">State of charge at which charging ends, 0 to 1.</param>
/// <param name="MissedCosts">CNY that a rider who goes away without a pack costs the operator.</param>
public sealed record ChargeTerms(double Efficiency, double HandOutFrom, double FullAt, double MissedCosts)
{
    /// <summary>
    /// Where a site says nothing, CNY: more than a day's fee of a rider (some 10), for whoever finds nothing twice goes to another operator;
    /// an estimate. Less of it saves energy costs and serves fewer: 10 cost half a point of those served at 33 swaps a day.
    /// </summary>
    public const double MissedCostsUsually = 40;
}

/// <summary>
/// Who charges, and with how much, under the site's power. Two questions. First, is it worth it now? A pack waits for a cheaper hour while
/// what that saves is more than the rider costs who would find it missing: thresholds by hour, the shape of the best policies (Sun, Tan and
/// Tsang 2017), made of the forecast instead of being set. Second, who first? Whoever turns a kilowatt-hour into most riders served. Packs
/// that could be handed out already come last, at the cheapest hour of the next half day. Who charges does so gently where its charger can,
/// unless a rider might find it missing or the hour would become dearer meanwhile.
/// </summary>
public static class ChargePlan
{
    /// <summary>Whoever charges is worth so much more: chargers do not go on and off for a hair.</summary>
    private const double Keeps = 1.15;

    /// <summary>A pack that is ready gets its last per cents when no hour of so many to come is cheaper.</summary>
    private const double RangeLooksAhead = 10;

    /// <summary>How far one looks whether a rider will want the pack, beyond the time it takes to charge it.</summary>
    private const double WantedWithin = 1;

    /// <summary>Nobody is so surely unwanted that his rank is nothing.</summary>
    private const double LeastChance = 0.02;

    /// <summary>A slow charge may cost one rider in so many his pack; our own number.</summary>
    private const double MissedByGentle = 1.0 / 1000;

    /// <summary>What flows so far over the gentle current is a fast charge; a reading may be a little off.</summary>
    private const double IsFast = 1.05;

    private readonly record struct Ranked(int Pack, int Ahead, double Rank, ChargeReason Why, double Missed, double? Hours);

    /// <summary>The plan, in the order of the packs.</summary>
    public static ImmutableArray<PlannedCharge> Of(PlanSituation s)
    {
        var plan = new PlannedCharge[s.Packs.Length];
        var ranked = new List<Ranked>(s.Packs.Length);
        foreach (var (pack, ahead) in InOrderOfReadiness(s))
        {
            var its = Judge(s, pack, ahead);
            if (its.Why == ChargeReason.AwaitsCheaper) plan[pack] = new(s.Packs[pack].Slot, 0, its.Why, its.Missed, its.Hours);
            else ranked.Add(its);
        }
        ranked.Sort((one, other) => one.Rank != other.Rank ? other.Rank.CompareTo(one.Rank) : s.Packs[one.Pack].Slot.CompareTo(s.Packs[other.Pack].Slot));
        var budget = new PowerBudget(s.Watts, s.Terms.Efficiency);
        var (most, starts) = (s.Most, s.StartsMost);
        // What is not charged now is in the way of others later, where power is short.
        var plenty = ranked.Count <= most && ranked.Sum(its => s.Packs[its.Pack].AmpsMost * s.Packs[its.Pack].Volts) <= s.Watts * s.Terms.Efficiency;
        foreach (var its in ranked)
        {
            var mayStart = most > 0 && (s.Packs[its.Pack].Charges || starts > 0);
            var gently = mayStart && plenty && HasTime(s, its);
            var amps = mayStart ? budget.Give(s.Packs[its.Pack], gently ? s.Packs[its.Pack].AmpsGentle : s.Packs[its.Pack].AmpsMost) : 0;
            if (amps > 0) (most, starts) = (most - 1, s.Packs[its.Pack].Charges ? starts : starts - 1);
            plan[its.Pack] = new(s.Packs[its.Pack].Slot, amps, amps <= 0 ? ChargeReason.NoPower : gently ? ChargeReason.Gentle : its.Why, its.Missed, its.Hours);
        }
        return [.. plan];
    }

    /// <summary>The packs, each with how many of its class are ready before it: those that are now, and those that need less.</summary>
    private static IEnumerable<(int Pack, int Ahead)> InOrderOfReadiness(PlanSituation s)
    {
        var ahead = s.Ready.ToArray();
        foreach (var pack in Enumerable.Range(0, s.Packs.Length).OrderBy(n => s.Packs[n].Hours).ThenBy(n => s.Packs[n].Slot))
        {
            var its = s.Packs[pack];
            yield return (pack, its.IsReady ? 0 : ahead[its.Class]);
            if (!its.IsReady) ahead[its.Class]++;
        }
    }

    private static Ranked Judge(PlanSituation s, int pack, int ahead)
    {
        var its = s.Packs[pack];
        var missing = Math.Max(0.001, (its.IsReady ? s.Terms.FullAt : s.Terms.HandOutFrom) - its.Charge) * its.AmpHours * its.Volts / s.Terms.Efficiency / 1000;
        var keeps = its.Charges ? Keeps : 1;
        if (its.IsReady)
        {
            var cheaper = CheaperWithin(s.Outlook, RangeLooksAhead);
            return new(pack, ahead, keeps * its.Charge * 1e-6, cheaper is null ? ChargeReason.Range : ChargeReason.AwaitsCheaper, 0, cheaper);
        }
        var wanted = Wanted(s, its, ahead, its.Hours, its.Hours + WantedWithin);
        var rank = keeps * (wanted + LeastChance) / missing;
        var (missed, hours) = (0.0, (double?)null);
        foreach (var later in s.Outlook.CheaperIn())
        {
            var chance = Wanted(s, its, ahead, its.Hours, later + its.Hours * Rounds(s, its, ahead));
            if (hours is null) (missed, hours) = (chance, later);
            var saves = missing * (s.Outlook.PriceNow - s.Outlook.PriceIn(later));
            if (saves > chance * s.Terms.MissedCosts * (its.Charges ? Keeps : 1)) return new(pack, ahead, rank, ChargeReason.AwaitsCheaper, chance, later);
        }
        return new(pack, ahead, rank, hours is null ? ChargeReason.Cheap : ChargeReason.Needed, missed, hours);
    }

    /// <summary>Hardly anybody would miss the pack if it charged gently, and it would not cost more.</summary>
    private static bool HasTime(PlanSituation s, in Ranked ranked)
    {
        var its = s.Packs[ranked.Pack];
        if (its.AmpsGentle <= 0 || its.AmpsGentle >= its.AmpsMost) return false;
        // A pack that is ready gets its last per cents; whoever takes it before goes less far.
        var (fast, ahead) = its.IsReady
            ? ((s.Terms.FullAt - its.Charge) * its.AmpHours / its.AmpsMost, Math.Max(0, s.Ready[its.Class] - 1)) : (its.Hours, ranked.Ahead);
        var gentle = fast * its.AmpsMost / its.AmpsGentle;
        if (s.Outlook.DearerIn() < gentle) return false;
        var keeps = its.AmpsNow > its.AmpsGentle * IsFast ? Keeps : 1;
        return Wanted(s, its, ahead, its.IsReady ? 0 : fast, gentle) * keeps < MissedByGentle;
    }

    /// <summary>
    /// The chance that a rider goes without this pack between two times: one comes then, and those who came before and until then have
    /// taken all the packs that were there before it. Whoever found none before is gone.
    /// </summary>
    private static double Wanted(PlanSituation s, in Candidate pack, int ahead, double from, double to)
    {
        var (before, then) = (s.Outlook.Come(pack.Class, from), s.Outlook.Come(pack.Class, to) - s.Outlook.Come(pack.Class, from));
        var (chance, left, exactly) = (0.0, 1.0, Math.Exp(-before));
        for (var taken = 0; taken <= ahead; taken++)
        {
            chance += exactly * Poisson.MoreThan(ahead - taken, then);
            left -= exactly;
            exactly *= before / (taken + 1);
        }
        return chance + Math.Max(0, left) * Poisson.MoreThan(0, then);
    }

    /// <summary>Under the cap only so many charge at once, so the last of those that waited is late by whole rounds.</summary>
    private static double Rounds(PlanSituation s, in Candidate pack, int ahead)
    {
        var atOnce = Math.Max(1, s.Watts * s.Terms.Efficiency / Math.Max(1, pack.AmpsMost * pack.Volts));
        return Math.Max(1, (ahead - s.Ready[pack.Class] + 1) / atOnce);
    }

    private static double? CheaperWithin(Outlook outlook, double hours)
    {
        foreach (var later in outlook.CheaperIn())
            if (later <= hours) return later;
        return null;
    }
}
