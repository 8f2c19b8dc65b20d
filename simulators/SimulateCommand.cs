using System.Diagnostics;
using YongAi.Simulators.Simulation;
using YongAi.Simulators.Site;

namespace YongAi.Simulators;

/// <summary>The command <c>simulate</c>: days of a cabinet's life in virtual time.</summary>
public static class SimulateCommand
{
    private const int Breach = 1, DaysMax = 3650;

    public const string Usage = """
        simulate --site FILE [--seed 1] [--days 1] [--scenario D1|D2] [--json]
            the production rig against the simulated boards of the site, byte for byte, in virtual time; riders come as in
            domain table D. Same seed, same hash. Ends 1 when something did not hold that always holds
        """;

    public static int Run(IReadOnlyList<string> words, TextWriter output, CancellationToken stop)
    {
        var arguments = new Arguments(words, ["--site", "--seed", "--days", "--scenario"], ["--json"]);
        var site = SimulatedSite.Read(arguments.Needed("--site"));
        var seed = arguments.Whole("--seed", 0, int.MaxValue) ?? 1;
        var days = arguments.Whole("--days", 1, DaysMax) ?? 1;
        var scenario = arguments.OneOf("--scenario", [.. Demand.Scenarios.Keys]);
        var clock = Stopwatch.StartNew();
        using var life = new Life(site, Demand.Scenarios[scenario], seed);
        for (var day = 0; day < days; day++)
        {
            stop.ThrowIfCancellationRequested();
            life.Live(TimeSpan.FromDays(1));
        }
        life.Rest();
        var report = new LifeReport(seed, days, scenario, life, clock.Elapsed);
        output.WriteLine(arguments.Has("--json") ? report.Json() : report.Text());
        return life.Tally.FirstBreach is null ? 0 : Breach;
    }
}
