using YongAi.Simulators.Fuzz;
using YongAi.Simulators.Site;

namespace YongAi.Simulators;

/// <summary>The words of a fuzzing program, the same for both.</summary>
/// <param name="ofHost">Which of the two.</param>
/// <param name="make">Makes a target by name: seeds, seed of the run.</param>
public sealed class FuzzProgram(bool ofHost, Func<string, SeedFiles, int, FuzzTarget> make)
{
    private const int Found = 1, CountMax = 1_000_000_000, CountUsual = 10_000;
    private const string All = "all";

    private readonly ImmutableArray<FuzzEntry> own = [.. FuzzCatalogue.All.Where(entry => entry.OfHost == ofHost)];

    public static string Usage => """
        fuzz (--target NAME|all [--count 10000] [--seed 1] [--from 0] [--seeds DIR] [--json] | --list)
            feeds what reads from outside with spoiled inputs and judges what comes out; same seed, same inputs. --list names the
            targets of this program and of tests/fuzz. Ends 1 when something was found, with the command that repeats it
        """;

    public int Run(IReadOnlyList<string> words, TextWriter output, CancellationToken stop)
    {
        var arguments = new Arguments(words, ["--target", "--count", "--seed", "--from", "--seeds"], ["--json", "--list"]);
        if (arguments.Has("--list"))
        {
            output.WriteLine(FuzzCatalogue.List());
            return 0;
        }
        var seed = arguments.Whole("--seed", 0, int.MaxValue) ?? 1;
        var from = arguments.Whole("--from", 0, CountMax) ?? 0;
        var count = arguments.Whole("--count", 1, CountMax) ?? CountUsual;
        var seeds = SeedFiles.Find(arguments.Text("--seeds"));
        var fine = true;
        foreach (var entry in Chosen(arguments.Needed("--target")))
        {
            using var target = make(entry.Name, seeds, seed);
            var report = FuzzRun.Of(target, seed, from, count, stop);
            output.WriteLine(arguments.Has("--json") ? report.Json(entry.Program) : report.Text(entry.Program));
            fine &= report.IsFine;
        }
        return fine ? 0 : Found;
    }

    private ImmutableArray<FuzzEntry> Chosen(string name)
    {
        if (name == All) return own;
        if (own.FirstOrDefault(entry => entry.Name == name) is { } chosen) return [chosen];
        var other = FuzzCatalogue.All.FirstOrDefault(entry => entry.Name == name);
        throw new SiteUnusable(other is not null
            ? $"--target {name} belongs to another program: {other.Program} --target {name}"
            : $"--target {name} is none of {Names(ofHost)}, {All}; nor of the other program's {Names(!ofHost)}");
    }

    private static string Names(bool ofHost) =>
        string.Join(", ", FuzzCatalogue.All.Where(entry => entry.OfHost == ofHost).Select(entry => entry.Name));
}
