using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Slots;
using YongAi.Simulators.Energy;

namespace YongAi.Edge.Tests.Control.Charging;

/// <summary>Who charges, and why the others do not: a site of one class under the Zhejiang tariff, which is dear from 13 to 17 o'clock in spring.</summary>
public sealed class ChargePlanTests
{
    private static readonly DateTime DearHour = new(2026, 4, 1, 13, 30, 0), CheapHour = new(2026, 4, 1, 2, 0, 0);
    private static readonly ChargeTerms Terms = new(0.9, 0.9, 1, ChargeTerms.MissedCostsUsually);

    [Fact]
    public void Nobody_waits_for_a_cheaper_hour_that_does_not_come() =>
        Assert.All(Plan(CheapHour, ready: 11, Pack(1, 0.5), Pack(2, 0.6)), its => Assert.Equal((10.0, ChargeReason.Cheap), (its.Amps, its.Why)));

    [Fact]
    public void With_packs_enough_the_rest_waits_for_the_cheaper_hour_and_says_how_long()
    {
        var its = Assert.Single(Plan(DearHour, ready: 20, Pack(1, 0.5)));
        Assert.Equal((0.0, ChargeReason.AwaitsCheaper), (its.Amps, its.Why));
        Assert.InRange(its.Hours!.Value, 3.5, 10.5);
    }

    [Fact]
    public void A_pack_that_riders_will_want_before_then_charges_at_the_dear_hour()
    {
        var its = Assert.Single(Plan(DearHour, ready: 0, Pack(1, 0.5)));
        Assert.Equal((10.0, ChargeReason.Needed), (its.Amps, its.Why));
        Assert.InRange(its.Missed, 0.5, 1);
    }

    [Fact]
    public void The_less_a_missed_rider_costs_the_more_packs_wait()
    {
        ImmutableArray<Candidate> packs = [.. Enumerable.Range(1, 8).Select(n => Pack(n, 0.3))];
        var waiting = new[] { 1.0, 10, 100, 1000 }.Select(costs => ChargePlan.Of(Situation(DearHour, 3, 1e5, packs) with { Terms = Terms with { MissedCosts = costs } })
            .Count(its => its.Why == ChargeReason.AwaitsCheaper)).ToArray();
        Assert.Equal(waiting.OrderDescending(), waiting);
        Assert.True(waiting[0] > waiting[^1], string.Join(' ', waiting));
    }

    [Fact]
    public void Under_the_cap_whoever_is_nearest_to_a_rider_comes_first_and_the_rest_of_the_power_is_given_in_part()
    {
        var plan = ChargePlan.Of(Situation(CheapHour, 0, 1500, [Pack(1, 0.3), Pack(2, 0.8), Pack(3, 0.7)]));
        Assert.Equal([ChargeReason.Cheap, ChargeReason.Cheap, ChargeReason.Cheap], plan.Select(its => its.Why));
        Assert.Equal((10.0, 10.0), (plan[1].Amps, plan[2].Amps));
        Assert.InRange(plan[0].Amps, 4, 8);
    }

    [Fact]
    public void A_charger_that_only_goes_on_and_off_gets_all_or_nothing()
    {
        ImmutableArray<Candidate> packs = [Pack(1, 0.3) with { AmpsLeast = 10 }, Pack(2, 0.8) with { AmpsLeast = 10 }, Pack(3, 0.7) with { AmpsLeast = 10 }];
        Assert.Equal([(0.0, ChargeReason.NoPower), (10.0, ChargeReason.Cheap), (10.0, ChargeReason.Cheap)],
            ChargePlan.Of(Situation(CheapHour, 0, 1500, packs)).Select(its => (its.Amps, its.Why)));
    }

    [Fact]
    public void A_pack_that_is_ready_gets_its_range_last_and_only_when_no_cheaper_hour_is_near()
    {
        Assert.Equal(ChargeReason.AwaitsCheaper, Assert.Single(Plan(DearHour, ready: 1, Pack(1, 0.93))).Why);
        var plan = ChargePlan.Of(Situation(CheapHour, 1, 600, [Pack(1, 0.93), Pack(2, 0.2)]));
        Assert.Equal([(0.0, ChargeReason.NoPower), (10.0, ChargeReason.Cheap)], plan.Select(its => (its.Amps, its.Why)));
    }

    [Fact]
    public void Of_two_classes_the_one_that_riders_come_for_is_charged_first()
    {
        DemandHistory often = Seen(visitsADay: 60), seldom = Seen(visitsADay: 4);
        var outlook = new Outlook(CheapHour.AddHours(10), Tariff.Flat, [seldom, often], [4, 60], TimeSpan.Zero);
        var plan = ChargePlan.Of(new PlanSituation([Pack(1, 0.6), Pack(2, 0.6) with { Class = 1 }], [1, 1], 600, outlook, Terms));
        Assert.Equal([false, true], plan.Select(its => its.Amps >= 10));
    }

    [Fact]
    public void Chargers_go_on_one_after_the_other_when_power_is_back()
    {
        ImmutableArray<Candidate> packs = [.. Enumerable.Range(1, 12).Select(n => Pack(n, 0.5) with { AmpsNow = n <= 3 ? 10 : null })];
        var plan = ChargePlan.Of(Situation(CheapHour, 0, 1e5, packs) with { StartsMost = 5 });
        Assert.Equal(3 + 5, plan.Count(its => its.Amps > 0));
    }

    [Fact]
    public void Where_there_is_time_a_pack_charges_gently()
    {
        var its = Plan(CheapHour, ready: 11, Gentle(1, 0.5))[0];
        Assert.Equal((7.0, ChargeReason.Gentle), (its.Amps, its.Why));
        // The last per cents of a pack that nobody is about to take.
        Assert.Equal((7.0, ChargeReason.Gentle), Plan(CheapHour, ready: 11, Gentle(1, 0.93)).Select(ready => (ready.Amps, ready.Why)).Single());
    }

    [Fact]
    public void A_fast_charge_serves_a_rider_who_would_miss_the_pack() =>
        Assert.Equal((10.0, ChargeReason.Cheap), Plan(CheapHour, ready: 0, Gentle(1, 0.5)).Select(its => (its.Amps, its.Why)).Single());

    [Fact]
    public void A_slow_charge_does_not_run_into_a_dearer_hour()
    {
        // From 8 on it is dearer: 40 % of a pack take about an hour with 10 A and nearly one and a half with 7.
        var day = new DateTime(2026, 4, 1);
        Assert.Equal(ChargeReason.Gentle, Plan(day.AddHours(5), ready: 11, Gentle(1, 0.5))[0].Why);
        Assert.Equal((10.0, ChargeReason.Cheap), Plan(day.AddHours(6.8), ready: 11, Gentle(1, 0.5)).Select(its => (its.Amps, its.Why)).Single());
    }

    [Fact]
    public void Where_power_is_short_nobody_charges_slower_than_he_can() =>
        Assert.DoesNotContain(ChargePlan.Of(Situation(CheapHour, 11, 1500, [Gentle(1, 0.5), Gentle(2, 0.6), Gentle(3, 0.7)])),
            its => its.Why == ChargeReason.Gentle);

    [Fact]
    public void Without_a_believed_clock_no_hour_is_better_than_another()
    {
        var outlook = new Outlook(null, Tariffs.Zhejiang2024, [DemandHistory.Empty], [33], TimeSpan.Zero);
        var plan = ChargePlan.Of(new PlanSituation([Pack(1, 0.5)], [11], 4000, outlook, Terms));
        Assert.Equal((10.0, ChargeReason.Cheap), (plan[0].Amps, plan[0].Why));
    }

    [Fact]
    public void However_little_power_there_is_the_plan_never_gives_more()
    {
        var chance = new Random(7);
        for (var trial = 0; trial < 2000; trial++)
        {
            ImmutableArray<Candidate> packs = [.. Enumerable.Range(1, 32).Select(n => Pack(n, chance.NextDouble()) with
            {
                AmpsLeast = chance.Next(2) == 0 ? 1 : 10, AmpsNow = chance.Next(2) == 0 ? null : chance.NextDouble() * 10,
            })];
            var watts = chance.NextDouble() * 8000 - 500;
            var plan = ChargePlan.Of(Situation(DearHour.AddHours(chance.Next(24)), chance.Next(12), watts, packs));
            var drawn = plan.Zip(packs, (its, pack) => Draws(its, pack)).Sum();
            Assert.True(drawn <= Math.Max(0, watts) + 1e-6, $"trial {trial}: {drawn} of {watts} W");
        }
    }

    /// <summary>What it draws at the least: near its end a pack takes no more than it did.</summary>
    private static double Draws(PlannedCharge its, Candidate pack) =>
        (its.Amps > 0 && pack.Charge > 0.85 && pack.AmpsNow is { } now ? Math.Min(now, its.Amps) : its.Amps) * pack.Volts / Terms.Efficiency;

    private static ImmutableArray<PlannedCharge> Plan(DateTime local, int ready, params Candidate[] packs) =>
        ChargePlan.Of(Situation(local, ready, 4000, [.. packs]));

    private static PlanSituation Situation(DateTime local, int ready, double watts, ImmutableArray<Candidate> packs) =>
        new(packs, [ready], watts, new Outlook(local, Tariffs.Zhejiang2024, [Seen(33)], [33], TimeSpan.Zero), Terms);

    private static Candidate Pack(int slot, double charge) =>
        new(new SlotNumber(slot), 0, charge, 24, 50, 10, 1, null, TimeSpan.Zero, (0.9 - charge) * 24 / 10);

    /// <summary>Its supply can be told how much.</summary>
    private static Candidate Gentle(int slot, double charge) => Pack(slot, charge) with { AmpsGentle = 7 };

    /// <summary>Three weeks of riders who come evenly through the day.</summary>
    private static DemandHistory Seen(int visitsADay) => Enumerable.Range(0, 21 * visitsADay).Aggregate(DemandHistory.Empty,
        (history, n) => history.Came(new DateTime(2026, 3, 10).AddDays(n / (double)visitsADay)));
}
