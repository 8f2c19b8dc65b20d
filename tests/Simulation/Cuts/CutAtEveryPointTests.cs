using Xunit.Abstractions;

namespace YongAi.Edge.Tests.Simulation.Cuts;

/// <summary>
/// The power is cut at everything that leaves the rig: before and after each append, each prompt, each lock, each charger order and
/// each question to a board. After the start no lock is fired, facts decide in time, everybody has his pack or a case, and journal,
/// ledger and eyes say the same. Each start that settles a cut swap is cut again at everything that leaves it, once for every
/// different situation that a first cut can leave.
/// </summary>
public sealed class CutAtEveryPointTests(ITestOutputHelper output)
{
    public static TheoryData<string> Ways => [.. CutWay.All.Select(way => way.Name)];

    [Theory]
    [MemberData(nameof(Ways))]
    public void Wherever_it_is_cut_facts_decide_and_nothing_is_lost(string name)
    {
        var way = CutWay.All.Single(one => one.Name == name);
        var places = CutTelling.Places(way);
        var (cuts, tally) = (0, new CutTally());
        foreach (var cut in CutPoints.Of(places))
            foreach (var dark in BehaviourAt(places[cut.Point - 1].What, cut))
            {
                cuts++;
                using var life = CutTelling.Cut(way, dark, CutPlant.None, cut);
                CutTelling.End(life, way, isLate: dark == InTheDark.StandsStill);
                tally.Add(life, $"{name}: {cut}, {places[cut.Point - 1].What}, he {dark}");
            }
        output.WriteLine($"{name}: {places.Length} points, {cuts} cuts\n{tally}");
        Assert.True(tally.Breaches.Count == 0, tally.FirstBreaches);
        CutCounts.Same(name, $"{places.Length} points: {Kinds(places)}; {cuts} cuts");
    }

    [Theory]
    [InlineData(nameof(InTheDark.GoesOn))]
    [InlineData(nameof(InTheDark.Hesitates))]
    public void A_recovery_that_is_cut_itself_comes_to_the_same_good_end(string he)
    {
        var dark = Enum.Parse<InTheDark>(he);
        var way = CutWay.All[0];
        var (found, pairs, tally) = (new HashSet<string>(), 0, new CutTally());
        foreach (var first in CutPoints.Of(CutTelling.Places(way)))
        {
            using var once = CutTelling.Cut(way, dark, CutPlant.None, first);
            if (!found.Add(once.Found)) continue;
            foreach (var second in CutPoints.Of([.. once.Points.All]))
            {
                pairs++;
                using var life = CutTelling.Cut(way, dark, CutPlant.None, first, second);
                CutTelling.End(life, way, isLate: false);
                tally.Add(life, $"{first}, then {second}");
            }
        }
        output.WriteLine($"{found.Count} situations, {pairs} pairs of cuts\n{tally}");
        Assert.True(tally.Breaches.Count == 0, tally.FirstBreaches);
        CutCounts.Same(Recovery(dark), $"{found.Count} situations that a cut of the whole swap leaves, {pairs} pairs of cuts");
    }

    [Fact]
    public void No_way_is_counted_that_nobody_lives() =>
        Assert.Equal<HashSet<string>>([.. CutWay.All.Select(way => way.Name), Recovery(InTheDark.GoesOn), Recovery(InTheDark.Hesitates)], CutCounts.Names.ToHashSet());

    private static string Recovery(InTheDark dark) => $"a recovery, he {dark}";

    // At what is more than a question every way to take the dark.
    private static InTheDark[] BehaviourAt(Leaves what, Cut cut) =>
        what != Leaves.Question ? Enum.GetValues<InTheDark>() : [cut.Left == Left.No ? InTheDark.Hesitates : InTheDark.GoesOn];

    private static string Kinds(IEnumerable<Passed> places) => string.Join(", ", places.CountBy(place => place.What)
        .OrderBy(kind => kind.Key).Select(kind => $"{kind.Key} {kind.Value}"));
}
