using System.Globalization;
using YongAi.Simulators.Simulation.Judging;
using YongAi.Simulators.Torture;

namespace YongAi.Simulators;

/// <summary>The command <c>torture</c>: real programs on real files, killed at random moments while riders swap.</summary>
public static class TortureCommand
{
    private const int Fine = 0, Breach = 1, KillsMax = 100_000, KillsUsual = 30;

    public const string Usage = """
        torture [--kills 30] [--seed 1] [--edge FOLDER] [--json]
            mosquitto, cloud-bridge, edge and a simulated 12-slot cabinet, all real; SIGKILL hits one of the three at random moments,
            rarely two, and it is started again; judged from outside after each kill. The seed draws victims, moments and what riders
            do; the rest is real time and never the same twice. --edge: as deploy/publish.sh made it. Ends 1 at the first breach, and
            leaves its folder
        """;

    public static async Task<int> Run(IReadOnlyList<string> words, TextWriter output, CancellationToken stop)
    {
        var arguments = new Arguments(words, ["--kills", "--seed", "--edge"], ["--json"]);
        var seed = arguments.Whole("--seed", 0, int.MaxValue) ?? 1;
        var kills = arguments.Whole("--kills", 1, KillsMax) ?? KillsUsual;
        var programs = Programs.Find(arguments.Text("--edge"));
        var json = arguments.Has("--json");
        using var folder = new WorkFolder(programs, "torture");
        var clock = TimeProvider.System.GetTimestamp();
        await using var stand = await Stand.OpenAsync(
            new StandSetup(folder.Path, Path.Combine(folder.Path, "edge"), programs, seed));
        using var crowd = new Crowd(stand.Boards, programs, seed);
        var judge = new Judge(new Tally());
        var run = new TortureRun(stand, crowd, judge, line => (json ? Console.Error : output).WriteLine(line));
        await run.LiveAsync(Kill.Plan(seed, kills), stop);
        stop.ThrowIfCancellationRequested();
        var report = new TortureReport(seed, run, crowd, judge, TimeProvider.System.GetElapsedTime(clock));
        await output.WriteLineAsync(json ? report.Json() : report.Text());
        if (judge.Tally.FirstBreach is null)
        {
            folder.MayGo = true;
            return Fine;
        }
        var edge = arguments.Text("--edge") is { } published ? $" --edge {published}" : "";
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"""
            the edge's last {Stand.LastWordsLines} lines:
            {stand.LastWords}
            broken at kill {run.BrokenAt}; logs and journal are kept in {folder.Path}
            the same kills again, though real time is never the same twice:
              dotnet run --project simulators -- torture --kills {kills} --seed {seed}{edge}
            """));
        return Breach;
    }
}
