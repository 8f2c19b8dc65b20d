using YongAi.Simulators.Simulation.Judging;
using YongAi.Simulators.Torture;

namespace YongAi.Simulators;

/// <summary>The commands <c>workday</c> and <c>aftermath</c>: before and after the power of a whole machine is cut from outside.</summary>
public static class WorkdayCommand
{
    private const int Fine = 0, Wrong = 1;

    public const string Usage = """
        workday --data FOLDER [--seed 1] [--edge FOLDER]
            edge and riders at work, the journal in that folder, until the machine dies: it says each thing before a hand does it
        aftermath --facts FILE --data FOLDER [--seed 1] [--edge FOLDER]
            the edge on what is left of that folder, in a cabinet as the last words in FILE say; judged as torture and powercut do.
            Ends 1 when something was lost or broken. tests/vm/powercut.sh uses both
        """;

    public static async Task<int> RunAsync(IReadOnlyList<string> words, TextWriter output, CancellationToken stop)
    {
        var arguments = new Arguments(words, ["--data", "--seed", "--edge"], []);
        var programs = Programs.Find(arguments.Text("--edge"));
        var seed = arguments.Whole("--seed", 0, int.MaxValue) ?? 1;
        using var folder = new WorkFolder(programs, "workday") { MayGo = true };
        await using var stand = await Stand.OpenAsync(
            new StandSetup(folder.Path, Path.GetFullPath(arguments.Needed("--data")), programs, seed) { Cloud = false });
        using var crowd = new Crowd(stand.Boards, programs, seed);
        await new Workday(stand, output).LiveAsync(crowd, stop);
        return Fine;
    }

    public static async Task<int> AfterAsync(IReadOnlyList<string> words, TextWriter output)
    {
        var arguments = new Arguments(words, ["--facts", "--data", "--seed", "--edge"], []);
        var programs = Programs.Find(arguments.Text("--edge"));
        var seed = arguments.Whole("--seed", 0, int.MaxValue) ?? 1;
        var file = arguments.Needed("--facts");
        var facts = Facts.Last(await File.ReadAllLinesAsync(file))?.Settled()
            ?? throw new IOException($"{file}: holds no line that begins with {Facts.Mark}");
        using var folder = new WorkFolder(programs, "aftermath");
        await using var stand = await Stand.OpenAsync(
            new StandSetup(folder.Path, Path.GetFullPath(arguments.Needed("--data")), programs, seed) { From = facts.Beginning() });
        using var crowd = new Crowd(stand.Boards, programs, seed, facts.Riders);
        var (verdict, why) = await new Aftermath(stand, facts, crowd, new Judge(new Tally())).LookAsync();
        await output.WriteLineAsync($"{verdict.ToString().ToUpperInvariant()} {why}");
        folder.MayGo = verdict == CutVerdict.Ok;
        if (folder.MayGo) return Fine;
        await Console.Error.WriteLineAsync($"logs are kept in {folder.Path}");
        return Wrong;
    }
}
