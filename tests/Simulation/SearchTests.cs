using System.Text.Json.Nodes;
using YongAi.Edge.Tests.Host.Site;
using YongAi.Simulators;
using YongAi.Simulators.Simulation;
using YongAi.Simulators.Simulation.Telling;
using YongAi.Simulators.Site;

namespace YongAi.Edge.Tests.Simulation;

/// <summary>A search lives on whatever one life comes to, and its record holds whole lives only.</summary>
public sealed class SearchTests : IDisposable
{
    private const string Planted = "planted in the middle of a life", LivedThrough = "a-life-is-lived-to-its-end";
    private static readonly LifeOrder Order = new("D1", "none", Days: 1);

    private readonly TemporaryFolder folder = new();
    private readonly List<string> said = [];

    private string Record => Path.Combine(folder.Path, "lives.jsonl");

    [Fact]
    public void A_life_that_is_broken_off_is_a_breach_of_its_seed_and_the_search_goes_on()
    {
        var search = new Search(Record, seed => Lived(seed, _ => throw new InvalidOperationException(Planted)));
        var sum = search.Run(1, 2, said.Add, CancellationToken.None);
        Assert.Equal((2, 2L), ((int)sum["breaches"]!, (long)sum["broken"]![LivedThrough]!));
        Assert.Equal([1, 2], Recorded());
        var breach = JsonNode.Parse(File.ReadLines(Record).First())!["breach"]!;
        Assert.Equal(LivedThrough, (string?)breach["invariant"]);
        Assert.Equal(3000, (long)breach["turn"]!);
        Assert.StartsWith("00:00:5", (string?)breach["at"], StringComparison.Ordinal);
        Assert.StartsWith($"InvalidOperationException: {Planted} at ", (string?)breach["why"], StringComparison.Ordinal);
        Assert.Equal("dotnet run -c Release --project simulators -- simulate --seed 1 --days 1 --scenario D1 --faults none --trace 1000..3000",
            (string?)breach["again"]);
        Assert.Collection(said, line => Assert.StartsWith("seed 1: {", line, StringComparison.Ordinal),
            line => Assert.StartsWith("seed 2: {", line, StringComparison.Ordinal));
    }

    [Fact]
    public void One_life_that_is_broken_off_still_prints_its_object_and_ends_1()
    {
        using var output = new BreaksAtAStory();
        Assert.Equal(1, SimulateCommand.Run(["--seed", "5", "--trace", "3000..3100", "--bytes", "--json"], output, CancellationToken.None));
        var life = JsonNode.Parse(output.ToString())!;
        Assert.Equal((5, LivedThrough), ((int)life["seed"]!, (string?)life["breach"]!["invariant"]));
    }

    [Fact]
    public void The_command_that_repeats_a_life_names_its_cabinet()
    {
        var site = Repository.Path("seeds/sites/demo-12.json");
        Assert.EndsWith($" --site {site}", new LifeOrder("D1", "none", 1, site).Words(1), StringComparison.Ordinal);
    }

    [Fact]
    public void A_life_that_is_stopped_ends_in_the_middle_of_its_day_and_leaves_no_line()
    {
        using var stop = new CancellationTokenSource();
        var lines = 0;
        var search = new Search(Record, seed => Lived(seed, _ =>
        {
            lines++;
            stop.Cancel();
        }, stop.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => search.Run(1, 9, said.Add, stop.Token));
        Assert.InRange(lines, 1, 20);
        Assert.Empty(Recorded());
        // The next run of the search begins with the seed that was being lived.
        new Search(Record, Empty).Run(1, 2, said.Add, CancellationToken.None);
        Assert.Equal([1, 2], Recorded());
    }

    [Fact]
    public void A_search_that_was_stopped_between_two_lives_says_nothing_of_the_lives_it_owes()
    {
        using var stop = new CancellationTokenSource();
        var search = new Search(Record, seed =>
        {
            stop.Cancel();
            return Empty(seed);
        });
        Assert.ThrowsAny<OperationCanceledException>(() => search.Run(1, 9, said.Add, stop.Token));
        Assert.Equal([1], Recorded());
    }

    [Fact]
    public void A_line_that_was_not_written_to_its_end_is_cut_off_and_its_seed_lived_again()
    {
        File.WriteAllText(Record, Empty(1) + "\n" + Empty(2)[..40]);
        new Search(Record, Empty).Run(1, 3, said.Add, CancellationToken.None);
        Assert.Equal([1, 2, 3], Recorded());
    }

    [Theory]
    [InlineData("seed,days\n1,7\n")]
    [InlineData("{\"x\":1}\n")]
    [InlineData("[1]\n")]
    [InlineData("what I wanted to buy")]
    [InlineData("{\n  \"site\": \"ninghai-1\"\n}")]
    public void A_file_that_is_no_record_of_lives_is_refused_and_loses_nothing(string other)
    {
        File.WriteAllText(Record, other);
        var refused = Assert.Throws<SiteUnusable>(() => new Search(Record, Empty).Run(1, 3, said.Add, CancellationToken.None));
        Assert.Contains("it is no record of lives", refused.Message, StringComparison.Ordinal);
        Assert.Equal(other, File.ReadAllText(Record));
    }

    public void Dispose() => folder.Dispose();

    /// <summary>A real life; from its 3000th turn on, somebody is told all of it.</summary>
    private static string Lived(int seed, Action<string> told, CancellationToken stop = default)
    {
        using var report = Order.Live(seed, new Stretch(3000, long.MaxValue, told) { EveryByte = true }, stop);
        return report.Json();
    }

    private static string Empty(int seed) =>
        $$$"""{"seed":{{{seed}}},"days":1,"turns":1,"swaps":{"asked":0,"served":0},"events":0,"swallowed":0,"stranded":0,"invariants":{},"faults_fired":{},"wall_seconds":0}""";

    private int[] Recorded() => [.. File.ReadLines(Record).Select(line => (int)JsonNode.Parse(line)!["seed"]!)];

    /// <summary>Takes the object at the end, and breaks at a line of the story.</summary>
    private sealed class BreaksAtAStory : StringWriter
    {
        public override void WriteLine(string? value)
        {
            if (value?.StartsWith('{') != true) throw new InvalidOperationException(Planted);
            base.WriteLine(value);
        }
    }
}
