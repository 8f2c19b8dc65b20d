using YongAi.Simulators.Replay;
using YongAi.Simulators.Simulation;
using YongAi.Simulators.Site;

namespace YongAi.Simulators;

/// <summary>The command <c>replay</c>: what passed on a cabinet's lines, given to the drivers of today.</summary>
public static class ReplayCommand
{
    private const int Fine = 0, Damaged = 1;

    public const string Usage = """
        replay --site FILE RECORD... [--line NAME] [--decode] [--json]
            gives what was heard on the lines (yongai-edge record, or the files of bus_record_mb) to the drivers in virtual time: which
            facts they come to, what was answered, stray or noise, and whether they would have asked the same. --decode: each frame in
            words. Ends 0 when all of it could be read, 1 when a line is damaged: what stands before it is replayed
        """;

    public static int Run(IReadOnlyList<string> words, TextWriter output, TextWriter errors)
    {
        var (arguments, files) = Read(words);
        var site = SimulatedSite.Read(arguments.Needed("--site"));
        if (files.Count == 0) throw Misused("name at least one record");
        var json = arguments.Has("--json");
        var wiring = LifePlan.WiringOf(site);
        var replay = new BusReplay(wiring, site.Text.Cabinet, arguments.Text("--line"));
        var teller = arguments.Has("--decode") ? new FrameTeller(wiring, output.WriteLine, json) : null;
        replay.Run(files, moment => teller?.Take(moment));
        teller?.End();
        var report = new ReplayReport(replay);
        foreach (var line in json ? [report.Json()] : report.Lines()) output.WriteLine(line);
        if (replay.Damage is not { } damage) return Fine;
        errors.WriteLine($"damaged: {damage}");
        return Damaged;
    }

    /// <summary>Words that belong to no option are records.</summary>
    private static (Arguments, List<string>) Read(IReadOnlyList<string> words)
    {
        var (files, rest) = (new List<string>(), new List<string>());
        for (var i = 0; i < words.Count; i++)
        {
            var isOption = words[i].StartsWith("--", StringComparison.Ordinal);
            (isOption ? rest : files).Add(words[i]);
            if (words[i] is "--site" or "--line" && i + 1 < words.Count) rest.Add(words[++i]);
        }
        try
        {
            var arguments = new Arguments(rest, ["--site", "--line"], ["--decode", "--json"]);
            arguments.Needed("--site");
            return (arguments, files);
        }
        catch (SiteUnusable trouble)
        {
            throw Misused(trouble.Message);
        }
    }

    private static SiteUnusable Misused(string trouble) => new($"{trouble}\nusage:\n{Usage}");
}
