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
        simulate --seeds FROM..TO --record FILE [--days 1] [--scenario ...] [--faults ...]
            one life after the other, each a line of the file; seeds that are in the file are not lived again. Then what all came to
        """;

    /// <summary>What a life was asked for.</summary>
    private sealed record Order(SimulatedSite Site, Scenario Scenario, string Name, string Faults, int Days)
    {
        public static Order Of(Arguments arguments)
        {
            var name = arguments.Text("--scenario") ?? "D1";
            var scenario = Scenario.Of(name);
            return new Order(arguments.Text("--site") is { } file ? SimulatedSite.Read(file) : SimulatedSite.Demo(), scenario, name,
                arguments.Has("--faults") ? arguments.OneOf("--faults", [.. FaultRates.Known.Keys]) : scenario.Faults,
                arguments.Whole("--days", 1, DaysMax) ?? 1);
        }
    }

    public static int Run(IReadOnlyList<string> words, TextWriter output, CancellationToken stop)
    {
        var arguments = new Arguments(words,
            ["--site", "--seed", "--seeds", "--record", "--days", "--scenario", "--faults", "--trace"], ["--json"]);
        var order = Order.Of(arguments);
        if (arguments.Text("--seeds") is { } seeds) return Many(order, Pair("--seeds", seeds), arguments.Needed("--record"), output, stop);
        var seed = arguments.Whole("--seed", 0, int.MaxValue) ?? 1;
        (long, long)? trace = arguments.Text("--trace") is { } stretch ? Pair("--trace", stretch) : null;
        using var life = Lived(order, seed, trace, output, stop, out var report);
        output.WriteLine(arguments.Has("--json") ? report.Json() : report.Text());
        return life.Tally.Breaches.Count == 0 ? 0 : Breach;
    }

    private static int Many(Order order, (long From, long To) seeds, string file, TextWriter output, CancellationToken stop)
    {
        var search = new Search(file, seed =>
        {
            using var life = Lived(order, seed, null, output, stop, out var report);
            return report.Json();
        });
        var sum = search.Run((int)seeds.From, (int)seeds.To, output.WriteLine, stop);
        output.WriteLine(sum.ToJsonString());
        return (int)sum["breaches"]! == 0 ? 0 : Breach;
    }

    private static Life Lived(Order order, int seed, (long From, long To)? trace, TextWriter output, CancellationToken stop,
        out LifeReport report)
    {
        var clock = Stopwatch.StartNew();
        var life = new Life(new LifeSetting(order.Site, order.Scenario, FaultRates.Known[order.Faults], seed)
        {
            Tell = trace is null ? null : output.WriteLine, From = trace?.From ?? 1, To = trace?.To ?? 0,
        });
        for (var day = 0; day < order.Days; day++)
        {
            stop.ThrowIfCancellationRequested();
            life.Live(TimeSpan.FromDays(1));
        }
        life.Rest();
        report = new LifeReport(life, (seed, order.Days, order.Name, order.Faults), clock.Elapsed);
        return life;
    }

    private static (long From, long To) Pair(string option, string text) =>
        text.Split("..") is [var from, var to] && long.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            && long.TryParse(to, NumberStyles.None, CultureInfo.InvariantCulture, out var last) && last >= first && last <= int.MaxValue
            ? (first, last) : throw new SiteUnusable($"{option} is '{text}', but should be two numbers, as in 1000..2000");
}
