using System.Text.RegularExpressions;
using YongAi.Simulators.Boards;
using YongAi.Simulators.Live;
using YongAi.Simulators.Site;
using YongAi.Simulators.World;

namespace YongAi.Simulators;

/// <summary>The command <c>cabinet</c>: a simulated cabinet that runs until it is told to end.</summary>
public static partial class CabinetCommand
{
    public const string Usage = """
        cabinet --site FILE [--packs N | --stock FILE] [--reports 81|82] [--faults LIST] [--seed N]
            runs the boards of the cabinet in the site file on pseudo-terminals, until SIGTERM
            --faults: name@place[*times][=value],...   for example jam@slot-12*1,corrupt-every@pack-3=50
        """;

    public static int Run(IReadOnlyList<string> words, CancellationToken stop)
    {
        var arguments = new Arguments(words, ["--site", "--packs", "--stock", "--reports", "--faults", "--seed"], []);
        var site = SimulatedSite.Read(arguments.Needed("--site"));
        var cabinet = new SimulatedCabinet(site, new CabinetSetup
        {
            Seed = arguments.Whole("--seed", 0, int.MaxValue) ?? 1,
            ReportHead = arguments.Text("--reports") switch
            {
                null => null,
                "81" => 0x81,
                "82" => 0x82,
                var other => throw new SiteUnusable($"--reports is '{other}', but should be 81 or 82"),
            },
        });
        if (arguments.Has("--packs") && arguments.Has("--stock")) throw new SiteUnusable("say either --packs or --stock");
        var stock = arguments.Text("--stock") is { } file ? Stock.Read(file, site)
            : Stock.Usual(site, arguments.Whole("--packs", 0, site.Text.Slots.Length));
        foreach (var pack in stock) cabinet.World.Stock(pack.Slot, pack.Serial, pack.Soc);
        SetFaults(new Hands(cabinet), arguments.Text("--faults"));
        using var live = new LiveCabinet(site, cabinet, TimeProvider.System);
        Console.WriteLine($"simulated cabinet {site.Text.Cabinet} ready: {site.LinePaths.Count} lines, "
            + $"{stock.Length} packs in {site.Text.Slots.Length} slots, hands at {site.HandsPath}");
        live.Run(stop);
        return 0;
    }

    private static void SetFaults(Hands hands, string? list)
    {
        foreach (var word in (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (FaultWord().Match(word) is not { Success: true } match)
                throw new SiteUnusable($"--faults: '{word}' is not of the form name@place[*times][=value]");
            var slot = match.Groups["slot"].Success ? int.Parse(match.Groups["slot"].ValueSpan) : (int?)null;
            var order = new SetFault(match.Groups["name"].Value, slot,
                slot is null ? match.Groups["line"].Value : null,
                match.Groups["times"].Success ? int.Parse(match.Groups["times"].ValueSpan) : null,
                match.Groups["value"].Success ? match.Groups["value"].Value : null);
            if (hands.Do(order, TimeSpan.Zero) is { Ok: false, Why: var why }) throw new SiteUnusable($"--faults: {why}");
        }
    }

    [GeneratedRegex("^(?<name>[a-z0-9-]+)@(?:slot-(?<slot>[0-9]{1,2})|(?<line>[^*=]+))"
        + "(?:\\*(?<times>[0-9]{1,6}))?(?:=(?<value>.+))?$")]
    private static partial Regex FaultWord();
}
