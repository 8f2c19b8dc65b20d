using YongAi.Edge.Control;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Riders;
using YongAi.Simulators;
using YongAi.Simulators.Boards;
using YongAi.Simulators.Simulation;
using YongAi.Simulators.Simulation.Goods;
using YongAi.Simulators.Simulation.Judging;
using YongAi.Simulators.Site;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Simulation;

/// <summary>Lives of a cabinet that hands goods out, in a storm of faults: stock is what is counted, nobody has more than his share.</summary>
public sealed class GoodsLifeTests
{
    private static readonly SimulatedSite Site = SimulatedSite.WithGoods();
    private static readonly RiderId Chen = new("lives", "rider-001");
    private static readonly ItemId Water = new("water");
    private static readonly ChannelId Spiral = new("water-1");

    private readonly SimulatedCabinet boards = new(Site, new CabinetSetup());
    private readonly Tally tally = new();
    private long position;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void In_a_storm_everything_holds(int seed)
    {
        using var life = Lived(seed, GoodsSetting.Storm);
        Assert.True(life.Tally.Breaches.Count == 0, string.Join('\n', life.Tally.Breaches));
        Assert.True(life.FaultsFired.Values.Sum() > 10, string.Join(", ", life.FaultsFired));
        Assert.True(life.Left.GetValueOrDefault("given") > 3, string.Join(", ", life.Left));
    }

    [Fact]
    public void Where_nothing_goes_wrong_nothing_is_in_question_and_nothing_is_out_of_use()
    {
        using var life = Lived(1, new FaultRates());
        Assert.Empty(life.Tally.Breaches);
        Assert.DoesNotContain(life.Disk.Entries, entry => entry.Event is ItemInQuestion or ItemNotSeen or ItemMissed);
        Assert.Equal(life.Disk.Entries.Count(entry => entry.Event is GoodsStarted), life.Left["given"] + life.Left.GetValueOrDefault("returned"));
    }

    [Fact]
    public void One_seed_is_one_life()
    {
        using GoodsLife first = Lived(3, GoodsSetting.Storm), again = Lived(3, GoodsSetting.Storm), other = Lived(4, GoodsSetting.Storm);
        Assert.Equal((first.Hash, first.Turns), (again.Hash, again.Turns));
        Assert.NotEqual(first.Hash, other.Hash);
    }

    [Fact]
    public void The_command_says_how_a_life_is_lived_again()
    {
        var written = new StringWriter();
        Assert.Equal(0, GoodsCommand.Run(["--seed", "2", "--lives", "1", "--hours", "0.2", "--faults", "none"], written, default));
        Assert.Contains("lives with a breach: 0", written.ToString(), StringComparison.Ordinal);
        Assert.Throws<SiteUnusable>(() => GoodsCommand.Run(["--faults", "much"], written, default));
    }

    [Fact]
    public void What_is_given_and_never_fell_is_a_breach() =>
        Assert.Equal("what-is-given-has-left", Broken(Ordered(1, 1), new ItemGiven(1, Spiral, 1)));

    [Fact]
    public void A_third_bottle_is_a_breach()
    {
        var rules = Rules();
        for (var n = 1; n <= 3; n++)
        {
            foreach (var e in Ordered(n, n)) Tell(rules, e);
            boards.World.Shelf.Spirals["water-1"].Turn();
            Tell(rules, new ItemGiven(n, Spiral, n));
            Tell(rules, new GoodsEnded(n, GoodsEnding.Given));
        }
        Assert.Equal("nobody-has-more-than-his-share", Assert.Single(tally.Breaches).Invariant);
    }

    [Fact]
    public void A_count_that_is_no_count_is_a_breach() =>
        Assert.Equal("stock-is-what-is-counted", Broken([], new StockCounted(Spiral, Water, 0, 99, "crew", "c-1")));

    [Fact]
    public void A_question_that_is_settled_the_wrong_way_is_a_breach() =>
        Assert.Equal("a-count-settles-what-really-came",
            Broken([.. Ordered(1, 1), new ItemInQuestion(1, Spiral, 1, "C-1")], new QuestionSettled(1, "C-1", Chen, Came: true)));

    [Fact]
    public void A_code_that_is_taken_twice_is_a_breach() =>
        Assert.Equal("a-code-leads-to-one-thing", Broken([.. Ordered(1, 1), Code(1), new CodeSpent(1)], Code(2)));

    [Fact]
    public void What_is_spoiled_and_falls_is_a_breach()
    {
        Rules().Fell("water-1", new DateOnly(2026, 5, 1), new DateOnly(2026, 5, 2));
        Assert.Equal("nothing-spoiled-is-given", Assert.Single(tally.Breaches).Invariant);
    }

    [Fact]
    public void A_motor_that_turns_without_an_order_is_a_breach()
    {
        var rules = Rules();
        foreach (var e in Ordered(1, 1)) Tell(rules, e);
        boards.World.Shelf.Spirals["water-1"].Turn();
        rules.AfterTurn(CabinetOf(Ledger.Empty), TimeSpan.Zero);
        Assert.Empty(tally.Breaches);
        boards.World.Shelf.Spirals["water-1"].Turn();
        rules.AfterTurn(CabinetOf(Ledger.Empty), TimeSpan.Zero);
        Assert.Equal("one-order-turns-a-motor-once-at-most", Assert.Single(tally.Breaches).Invariant);
    }

    [Fact]
    public void A_visit_that_never_ends_is_a_breach()
    {
        var begun = Ledger.Empty.Apply(new Entry(1, default, Ordered(1, 1)[0]));
        Rules().AfterTurn(CabinetOf(begun), TimeSpan.FromMinutes(4));
        Assert.Empty(tally.Breaches);
        Rules().AfterTurn(CabinetOf(begun), TimeSpan.FromMinutes(6));
        Assert.Equal("every-visit-ends", Assert.Single(tally.Breaches).Invariant);
    }

    [Fact]
    public void A_start_that_knows_something_else_than_the_journal_is_a_breach()
    {
        Rules().Started([], Ledger.Empty with { LastSwap = 7 });
        Assert.Equal("replay-gives-the-ledger", Assert.Single(tally.Breaches).Invariant);
    }

    [Fact]
    public void A_loan_of_a_power_bank_that_he_has_not_is_a_breach()
    {
        var rules = Rules();
        var (bank, place) = (new ItemId("bank"), new ChannelId("bank-1"));
        var ledger = Ledger.Empty;
        foreach (var e in (Event[])[new GoodsStarted(1, Chen, bank, GoodsGround.Share, new DateOnly(2026, 5, 1), false, Due: DateTimeOffset.UnixEpoch),
            new ItemOrdered(1, place, 1), new ItemGiven(1, place, 1, "PB1"), new GoodsEnded(1, GoodsEnding.Given)])
            ledger = ledger.Apply(new Entry(ledger.Position + 1, default, e));
        rules.AtEnd(ledger, [new GoodsRider(1, new CloudKeys(1).Riders)], 0);
        Assert.Contains("one-loan-one-holder", tally.Breaches.Select(breach => breach.Invariant));
    }

    [Fact]
    public void A_thing_that_is_given_to_another_visit_than_it_was_ordered_for_is_a_breach()
    {
        var rules = Rules();
        foreach (var e in (Event[])[.. Ordered(1, 1), .. Ordered(2, 2)]) Tell(rules, e);
        boards.World.Shelf.Spirals["water-1"].Turn();
        Tell(rules, new ItemGiven(2, Spiral, 1));
        Assert.Equal("nothing-is-used-up-without-the-thing", Assert.Single(tally.Breaches).Invariant);
    }

    [Fact]
    public void What_left_unseen_is_noticed()
    {
        var rules = Rules();
        foreach (var e in Ordered(1, 1)) Tell(rules, e);
        boards.World.Shelf.Spirals["water-1"].Turn();
        Tell(rules, new ItemNotSeen(1, Spiral, 1, HandOutEnd.Jammed));
        Assert.Equal(1, rules.Unseen);
    }

    private static GoodsLife Lived(int seed, FaultRates rates)
    {
        var life = new GoodsLife(new GoodsSetting(Site, rates.Scaled(3), seed) { CutsPerThousand = rates.Days.Count == 0 ? 0 : 200, CarelessPerThousand = rates.Days.Count == 0 ? 0 : 250 });
        life.LiveThrough(TimeSpan.FromMinutes(40));
        return life;
    }

    private string Broken(ImmutableArray<Event> before, Event wrong)
    {
        var rules = Rules();
        foreach (var e in before) Tell(rules, e);
        Assert.Empty(tally.Breaches);
        Tell(rules, wrong);
        return Assert.Single(tally.Breaches).Invariant;
    }

    private GoodsRules Rules() => new(tally, boards, LifePlan.Of(Site, new TrustStore([]), 1), () => TimeSpan.Zero);

    private static Cabinet CabinetOf(Ledger ledger)
    {
        var plan = LifePlan.Of(Site, new TrustStore([]), 1);
        return new Cabinet(plan, ledger, Image.Dark(plan, TimeSpan.Zero));
    }

    private void Tell(GoodsRules rules, Event e) =>
        rules.Decided(new Entry(++position, new Moment(TimeSpan.FromSeconds(position), DateTimeOffset.UnixEpoch, TimeTrust.Untrusted), e));

    private static ImmutableArray<Event> Ordered(long visit, long order) =>
        [new GoodsStarted(visit, Chen, Water, GoodsGround.Share, new DateOnly(2026, 5, 1), false), new ItemOrdered(visit, Spiral, order)];

    private static CodeAccepted Code(long visit) => new(visit, Chen, "goods:water", new CodeKey("lives", "0a"), true, 1, 1, 2, null, "");
}
