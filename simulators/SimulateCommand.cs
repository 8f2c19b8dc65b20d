using System.Diagnostics;
using System.Globalization;
using YongAi.Simulators.Simulation;
using YongAi.Simulators.Site;

namespace YongAi.Simulators;

/// <summary>The command <c>simulate</c>: days of a cabinet's life in virtual time.</summary>
public static class SimulateCommand
{
    private const int Breach = 1, DaysMax = 3650;

    public const string Usage = """
        simulate [--seed 1] [--days 1] [--scenario D1|D2|D7|D8|D9|FILE] [--faults none|field|storm] [--site FILE] [--trace FROM..TO] [--json]
            the production rig against simulated boards, byte for byte, in virtual time; riders come as in domain table D, and things go
            wrong as the faults say (without the word: as the scenario says). Without a site: the 12-slot demo cabinet. Same seed, same
            hash. --trace tells the turns from FROM to TO as a story. Ends 1 when something did not hold that always holds
        """;

    public static int Run(IReadOnlyList<string> words, TextWriter output, CancellationToken stop)
    {
        var arguments = new Arguments(words, ["--site", "--seed", "--days", "--scenario", "--faults", "--trace"], ["--json"]);
        var (seed, days) = (arguments.Whole("--seed", 0, int.MaxValue) ?? 1, arguments.Whole("--days", 1, DaysMax) ?? 1);
        var name = arguments.Text("--scenario") ?? "D1";
        var scenario = Scenario.Of(name);
        var faults = arguments.Has("--faults") ? arguments.OneOf("--faults", [.. FaultRates.Known.Keys]) : scenario.Faults;
        var site = arguments.Text("--site") is { } file ? SimulatedSite.Read(file) : SimulatedSite.Demo();
        var (from, to) = Stretch(arguments.Text("--trace"));
        var clock = Stopwatch.StartNew();
        using var life = new Life(new LifeSetting(site, scenario, FaultRates.Known[faults], seed)
        {
            Tell = arguments.Has("--trace") ? output.WriteLine : null, From = from, To = to,
        });
        for (var day = 0; day < days; day++)
        {
            stop.ThrowIfCancellationRequested();
            life.Live(TimeSpan.FromDays(1));
        }
        life.Rest();
        var report = new LifeReport(life, (seed, days, name, faults), clock.Elapsed);
        output.WriteLine(arguments.Has("--json") ? report.Json() : report.Text());
        return life.Tally.Breaches.Count == 0 ? 0 : Breach;
    }

    private static (long From, long To) Stretch(string? text)
    {
        if (text is null) return (1, 0);
        return text.Split("..") is [var from, var to] && long.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            && long.TryParse(to, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            ? (first, last) : throw new SiteUnusable($"--trace is '{text}', but should be two numbers of turns, as in 1000..2000");
    }
}
