using YongAi.Edge.Control.Language;

namespace YongAi.Edge.Tests.Simulation.Cuts;

/// <summary>Each rule of the cut lives bites when what it forbids is planted.</summary>
public sealed class CutRulesBiteTests
{
    private static readonly CutWay Swap = CutWay.All[0];

    [Fact]
    public void A_lock_that_is_fired_before_its_order_is_dry_is_found() =>
        Bites(CutPlant.InkCountsTooEarly, "a-lock-is-fired-once-for-an-order-of-this-run-that-is-on-disk");

    [Fact]
    public void A_lock_that_is_fired_again_at_the_start_is_found() =>
        Bites(CutPlant.FiresAtStart, "a-lock-is-fired-once-for-an-order-of-this-run-that-is-on-disk");

    [Fact]
    public void A_lock_that_gets_two_pulses_for_one_order_is_found() =>
        Bites(CutPlant.FiresTwice, "a-lock-is-fired-once-for-an-order-of-this-run-that-is-on-disk");

    [Fact]
    public void A_start_that_does_not_see_the_end_of_its_journal_is_found() =>
        Bites(CutPlant.ForgetsTheEnd, "a-start-sees-all-that-is-on-disk", "positions-follow-each-other");

    [Fact]
    public void A_swap_that_is_forgotten_by_a_start_is_found() => Bites(CutPlant.ForgetsTheSwap, "every-swap-ends-once");

    [Fact]
    public void A_swap_that_a_start_never_settles_is_found() => Bites(CutPlant.NeverSettles, "what-a-start-finds-open-is-settled-in-time");

    [Fact]
    public void Whoever_leaves_without_a_pack_and_without_a_case_is_found() => Accounts(null, "everybody-leaves-with-a-pack-or-a-case");

    [Fact]
    public void A_pack_of_ours_that_is_out_and_not_booked_out_is_found() => Accounts("YA48240000000001", "what-is-out-is-booked-out");

    private static void Bites(CutPlant plant, params string[] rules)
    {
        var found = new HashSet<string>();
        foreach (var cut in CutPoints.Of(CutTelling.Places(Swap)))
        {
            using var life = CutTelling.Cut(Swap, InTheDark.StandsStill, plant, cut);
            try
            {
                CutTelling.End(life, Swap, isLate: true);
            }
            catch (InvariantBroken)
            {
                // A ledger that is told what cannot be ends the program: found as well, and not what is looked for here.
            }
            foreach (var rule in life.Looks.Examined)
                if (rule.Broken > 0) found.Add(rule.Name);
            if (rules.All(found.Contains)) return;
        }
        Assert.Subset(found, rules.ToHashSet());
    }

    private static void Accounts(string? hand, string rule)
    {
        using var life = new CutLife(Swap);
        life.Wait(TimeSpan.FromSeconds(4));
        life.Accounts.Close(life.Cabinet!.Ledger, hand, "YA48240000000099", isLate: false);
        Assert.Equal(1, life.Looks.Of(rule).Broken);
    }
}
