using System.Globalization;
using YongAi.Simulators.Simulation;
using YongAi.Simulators.Simulation.Telling;
using YongAi.Simulators.Site;

namespace YongAi.Simulators;

/// <summary>The command <c>simulate</c>: days of a cabinet's life in virtual time.</summary>
public static class SimulateCommand
{
    private const int Breach = 1, DaysMax = 3650;

    public const string Usage = """
        simulate [--seed 1] [--days 1] [--scenario D1|D2|D7|D8|D9|FILE] [--faults none|field|storm] [--site FILE] [--json]
                 [--trace FROM..TO [--bytes]]
            the production rig against simulated boards, byte for byte, in virtual time; riders come as in domain table D, and things go
            wrong as the faults say (without the word: as the scenario says). Without a site: the 12-slot demo cabinet. Same seed, same
            hash. --trace tells the turns from FROM to TO as a story, what is read of a line only where it changes; --bytes: every byte
            of it. Ends 1 when something did not hold that always holds
        simulate --seeds FROM..TO --record FILE [--days 1] [--scenario ...] [--faults ...] [--site FILE]
            one life after the other, each a line of the file; seeds that are in the file are not lived again. Then what all came to
        """;

    public static int Run(IReadOnlyList<string> words, TextWriter output, CancellationToken stop)
    {
        var arguments = new Arguments(words,
            ["--site", "--seed", "--seeds", "--record", "--days", "--scenario", "--faults", "--trace"], ["--json", "--bytes"]);
        var order = Asked(arguments);
        if (arguments.Text("--seeds") is { } seeds) return Many(order, Pair("--seeds", seeds), arguments.Needed("--record"), output, stop);
        var seed = arguments.Whole("--seed", 0, int.MaxValue) ?? 1;
        using var report = order.Live(seed, Told(arguments, output), stop);
        output.WriteLine(arguments.Has("--json") ? report.Json() : report.Text());
        return report.IsFine ? 0 : Breach;
    }

    private static LifeOrder Asked(Arguments arguments)
    {
        var scenario = arguments.Text("--scenario") ?? "D1";
        return new LifeOrder(scenario,
            arguments.Has("--faults") ? arguments.OneOf("--faults", [.. FaultRates.Known.Keys]) : Scenario.Of(scenario).Faults,
            arguments.Whole("--days", 1, DaysMax) ?? 1, arguments.Text("--site"));
    }

    private static Stretch? Told(Arguments arguments, TextWriter output)
    {
        if (arguments.Text("--trace") is not { } trace) return null;
        var (from, to) = Pair("--trace", trace);
        return new Stretch(from, to, output.WriteLine) { EveryByte = arguments.Has("--bytes") };
    }

    private static int Many(LifeOrder order, (long From, long To) seeds, string file, TextWriter output, CancellationToken stop)
    {
        var search = new Search(file, seed =>
        {
            using var report = order.Live(seed, null, stop);
            return report.Json();
        });
        var sum = search.Run((int)seeds.From, (int)seeds.To, output.WriteLine, stop);
        output.WriteLine(sum.ToJsonString());
        return (int)sum["breaches"]! == 0 ? 0 : Breach;
    }

    private static (long From, long To) Pair(string option, string text) =>
        text.Split("..") is [var from, var to] && long.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            && long.TryParse(to, NumberStyles.None, CultureInfo.InvariantCulture, out var last) && last >= first && last <= int.MaxValue
            ? (first, last) : throw new SiteUnusable($"{option} is '{text}', but should be two numbers, as in 1000..2000");
}
