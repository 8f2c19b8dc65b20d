using YongAi.Edge.Fuzz;
using YongAi.Simulators;
using YongAi.Simulators.Fuzz;
using YongAi.Simulators.Site;

namespace YongAi.Edge.Tests.Hostile;

/// <summary>
/// A short run of every target, and what the two fuzzing programs promise: same seed, same inputs, and the way to repeat one.
/// </summary>
public sealed class FuzzTests
{
    private const int Seed = 20260801;

    public static SeedFiles Seeds { get; } = SeedFiles.Find(Repository.Path("seeds"));

    /// <summary>Inputs that take about a second in all, most of it for what opens files, signatures or connections.</summary>
    public static TheoryData<string, int> Runs()
    {
        var runs = new TheoryData<string, int>();
        foreach (var entry in FuzzCatalogue.All) runs.Add(entry.Name, CountOf(entry.Name));
        return runs;
    }

    public static FuzzTarget Make(string name, int seed = Seed) =>
        FuzzCatalogue.All.Single(entry => entry.Name == name).OfHost ? HostTargets.Make(name, Seeds, seed, alone: false)
            : FuzzTargets.Make(name, Seeds, seed);

    [Theory, MemberData(nameof(Runs))]
    public void Nothing_is_found_in_a_short_run(string name, int inputs)
    {
        using var target = Make(name);
        Assert.Equal(name, target.Name);
        var report = FuzzRun.Of(target, Seed, 0, inputs, CancellationToken.None);
        Assert.True(report.Fault is null, report.Text("fuzz"));
        Assert.Equal(inputs, report.Inputs);
        Assert.InRange(report.Accepted, 1, inputs - 1);
        Assert.True(report.IsFine && report.Suspect is null, report.Text("fuzz"));
    }

    [Theory]
    [InlineData("lock-b"), InlineData("pack-niu"), InlineData("line"), InlineData("scanner"), InlineData("code"), InlineData("command"),
        InlineData("ack"), InlineData("event"), InlineData("rig")]
    [InlineData("journal-row"), InlineData("snapshot"), InlineData("site"), InlineData("command-intake")]
    public void The_same_seed_draws_the_same_inputs_and_another_draws_others(string name)
    {
        Assert.Equal(Inputs(name, Seed, 0, 60), Inputs(name, Seed, 0, 60));
        Assert.NotEqual(Inputs(name, Seed, 0, 60), Inputs(name, Seed + 1, 0, 60));
    }

    [Theory]
    [InlineData("lock-a", 200), InlineData("code", 200), InlineData("ack", 100)]
    public void An_input_alone_is_what_it_was_among_the_others(string name, int number) =>
        Assert.Equal(Inputs(name, Seed, 0, number + 1)[^1], Inputs(name, Seed, number, 1)[^1]);

    [Fact]
    public void The_list_names_the_targets_of_both_programs_in_two_languages()
    {
        var lines = Said(0, "--list").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(FuzzCatalogue.All.Length, lines.Length);
        Assert.All(lines, line =>
            Assert.Matches(@"^[a-z0-9-]+ +(simulators|tests/fuzz) +.*\p{IsCJKUnifiedIdeographs}.* / [ -~]+$", line));
        var other = new FuzzProgram(ofHost: true, (name, seeds, seed) => HostTargets.Make(name, seeds, seed, alone: false));
        Assert.Equal(Said(0, "--list"), Output(other, 0, "--list"));
    }

    [Fact]
    public void A_target_of_the_other_program_is_refused_with_the_command_that_runs_it()
    {
        var refused = Assert.Throws<SiteUnusable>(() => Said(0, "--target", "http"));
        Assert.Contains("--project tests/fuzz -- --target http", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_that_nobody_knows_is_refused_with_all_that_the_list_names()
    {
        var refused = Assert.Throws<SiteUnusable>(() => Said(0, "--target", "nobody"));
        var listed = Said(0, "--list").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0]);
        var named = refused.Message.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries);
        Assert.Empty(listed.Except(named));
    }

    [Fact]
    public void A_report_says_what_was_fed_and_what_became_of_it()
    {
        Assert.Matches(@"^topic: 2000 inputs, \d+ accepted, \d+ refused, largest allocation \d+ of \d+ bytes, ",
            Said(0, "--target", "topic", "--count", "2000"));
        Assert.StartsWith("""{"target":"topic","seed":7,"from":10,"inputs":30,"accepted":""",
            Said(0, "--target", "topic", "--count", "30", "--from", "10", "--seed", "7", "--json"), StringComparison.Ordinal);
    }

    private static int CountOf(string name) => name switch
    {
        "rig" => 1024,
        "site" or "trust" or "snapshot" => 150,
        "journal-file" => 40,
        "http" or "http-cloud" => 300,
        "line" or "jbd" or "slot-board" or "relay" or "scanner" => 3072,
        _ when name.StartsWith("lock-", StringComparison.Ordinal) || name.StartsWith("pack-", StringComparison.Ordinal) => 3072,
        _ => 2000,
    };

    private static List<string> Inputs(string name, int seed, int from, int count)
    {
        using var made = Make(name, seed);
        using var listening = new Listening(made);
        Assert.Null(FuzzRun.Of(listening, seed, from, count, CancellationToken.None).Fault);
        return listening.Heard;
    }

    private static string Said(int code, params string[] words)
    {
        using var output = new StringWriter();
        Assert.Equal(code, FuzzCommand.Run([.. words, "--seeds", Seeds.Folder], output, CancellationToken.None));
        return output.ToString();
    }

    private static string Output(FuzzProgram program, int code, params string[] words)
    {
        using var output = new StringWriter();
        Assert.Equal(code, program.Run([.. words, "--seeds", Seeds.Folder], output, CancellationToken.None));
        return output.ToString();
    }

    /// <summary>A target that writes down what it is fed with.</summary>
    private sealed class Listening(FuzzTarget target) : FuzzTarget
    {
        public List<string> Heard { get; } = [];
        public override string Name => target.Name;
        public override long AllocatedMax => target.AllocatedMax;
        public override int SessionLength => target.SessionLength;

        public override void WarmUp() => target.WarmUp();

        public override void Begin(Chance chance) => target.Begin(chance);

        public override HostileInput Draw(Chance chance)
        {
            var input = target.Draw(chance);
            Heard.Add(input.Shown);
            return input;
        }

        public override Outcome Try(HostileInput input, Meter meter) => target.Try(input, meter);
    }
}
