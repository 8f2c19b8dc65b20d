using YongAi.Simulators.Simulation;
using YongAi.Simulators.Simulation.Telling;
using YongAi.Simulators.Site;
using YongAi.Simulators.World;
using YongAi.Simulators.World.Hazards;

namespace YongAi.Edge.Tests.Simulation;

/// <summary>What <c>simulate --trace</c> tells.</summary>
public sealed class StoryTests
{
    private static readonly Scenario Busy = new(4_000);
    /// <summary>A storm of its own, so that another fault in the usual one does not tell another story here.</summary>
    private static readonly FaultRates Squall = new()
    {
        Days = Rates(("lose-byte", 5_000), ("kill", 3_000)), Openings = Rates(("bounce", 500)), Visits = Rates(("plug-forgotten", 1_000)),
    };

    [Fact]
    public void The_story_of_a_swap_is_as_it_was_reviewed() =>
        Approved.Same("tests/Simulation/Swap.txt", Told(FaultRates.Known["none"], (1_700, 3_191), TimeSpan.FromMinutes(1)));

    [Fact]
    public void The_story_of_a_storm_is_as_it_was_reviewed() =>
        Approved.Same("tests/Simulation/Storm.txt", Told(Squall, (1_700, 3_191), TimeSpan.FromMinutes(1.2)));

    [Fact]
    public void A_life_that_is_told_is_the_same_life()
    {
        var (told, lines) = (new List<string>(), new List<string>());
        Assert.Equal(Hash(null), Hash(new Stretch(1, long.MaxValue, told.Add)));
        Assert.Equal(Hash(null), Hash(new Stretch(1, long.MaxValue, lines.Add) { EveryByte = true }));
        Assert.True(lines.Count > 10 * told.Count && told.Count > 30, $"{told.Count} lines, {lines.Count} with every byte");
    }

    [Fact]
    public void Every_act_has_words()
    {
        HandsAct[] acts = [new ShowCode("x"), new LookAround(), new PutPack(1, "x"), new TakePack(1), new PlugPack(1, true), new WarmPack(1, 50),
            new CloseDoor(1), new ForceDoor(1), new PullLine("locks"), new SetFault("jam"), new RestockSpiral("a", 5),
            new PutBank("b", "PB1"), new HoldTag("0000000001"), new SetContact("smoke"), new PassCounter("drop"), new SetAir(40), new BreakGauge("air"),
            new ShortPack(1), new LetWaterIn(5), new HeatAir(50), new TroubleSensor("smoke", SensorTrouble.StuckOn)];
        var kinds = typeof(HandsAct).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(HandsAct))).ToHashSet();
        Assert.Equal(kinds, acts.Select(act => act.GetType()).ToHashSet());
        Assert.All(acts, act => Assert.DoesNotContain("{", ActWords.Of(act, HandsAnswer.Done), StringComparison.Ordinal));
    }

    private static string Told(FaultRates rates, (long From, long To) turns, TimeSpan passes)
    {
        var lines = new List<string>();
        using var life = Begun(rates, new Stretch(turns.From, turns.To, lines.Add));
        life.Live(passes);
        return string.Join('\n', lines) + "\n";
    }

    private static ImmutableSortedDictionary<string, double> Rates(params (string Name, double Rate)[] rates) =>
        rates.ToImmutableSortedDictionary(rate => rate.Name, rate => rate.Rate, StringComparer.Ordinal);

    private static string Hash(Stretch? told)
    {
        using var life = Begun(FaultRates.Known["none"], told);
        life.Live(TimeSpan.FromMinutes(2));
        return life.Hash;
    }

    private static Life Begun(FaultRates rates, Stretch? told) =>
        new(new LifeSetting(SimulatedSite.Demo(), Busy, rates, Seed: 1) { Told = told });
}
