using System.Globalization;
using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Lines;
using YongAi.Simulators.Boards;
using YongAi.Simulators.Simulation;
using YongAi.Simulators.Site;

namespace YongAi.Edge.Bench;

/// <summary>
/// How much of each line the drivers use, in virtual time against simulated boards: nothing here depends on the machine. <em>Wire</em> is
/// the share of time in which bits are sent; <em>busy</em> the share in which an exchange is under way, with the board's thought and the
/// silence that follows, so that nothing else could be asked.
/// </summary>
internal static class LineFigures
{
    private static readonly TimeSpan Settles = TimeSpan.FromSeconds(20), Measured = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan OrdersEvery = TimeSpan.FromSeconds(10), Lease = TimeSpan.FromSeconds(30);
    private const int Openings = 200;

    /// <summary>Twelve locks on one board of each family, read every 500 ms, at the speed that they are delivered with.</summary>
    private static readonly (string Family, string Settings, int Baud)[] LockFamilies =
    [
        ("8a80", "\"address\": 1", 9600), ("8a80", "\"address\": 1, \"read_all\": false", 9600), ("wkly", "\"address\": 0", 9600),
        ("cu16", "\"address\": 0", 19200), ("winnsen", "\"address\": 1", 9600), ("dc02", "\"address\": 1", 9600),
        ("modbus-relay", "\"address\": 1, \"relays\": 16, \"inputs\": 16", 9600),
    ];

    /// <summary>The example sites, and twelve slot boards with a relay board for the locks on one line at 9600 Bd.</summary>
    public static ImmutableArray<Figure> Measure(string sites, Action<string> tell)
    {
        var figures = ImmutableArray.CreateBuilder<Figure>();
        foreach (var file in (string[])["swap-12.json", "slot-boards-12.json", "mixed-12.json"])
        {
            tell(file);
            var run = new LineRun(SimulatedSite.Read(Path.Combine(sites, file)), wiring => wiring);
            run.Pass(Settles, null);
            run.Begin();
            run.Pass(Measured, null);
            foreach (var line in run.Lines) figures.AddRange(Shares(file[..^5], line));
        }
        foreach (var (family, settings, baud) in LockFamilies)
        {
            tell($"12 locks, {family}");
            var run = new LineRun(OneLockBoard(family, settings, baud), wiring => wiring);
            run.Pass(Settles, null);
            run.Begin();
            run.Pass(Measured, null);
            figures.AddRange(Shares(settings.Contains("read_all", StringComparison.Ordinal) ? "12 locks, one by one" : "12 locks", run.Lines[0]));
        }
        figures.AddRange(SlotBoardsAt9600(SimulatedSite.Read(Path.Combine(sites, "slot-boards-12.json")), tell));
        return figures.ToImmutable();
    }

    /// <summary>Registers 0 to 17 of every board each second, and a lease for every slot; presence is asked for as seldom as may be.</summary>
    private static IEnumerable<Figure> SlotBoardsAt9600(SimulatedSite site, Action<string> tell)
    {
        tell("12 slot boards at 9600 Bd");
        var run = new LineRun(site, Slowed);
        run.Pass(Settles, Charging(run, site));
        run.Begin();
        run.Pass(Measured, Charging(run, site));
        var line = run.Lines.Single(line => line.Name == "slots");
        var shares = Shares("12 slot boards at 9600, all charging", line).ToArray();
        var waits = new List<double>();
        var chance = new Random(1);
        for (var opening = 0; opening < Openings; opening++)
        {
            run.Pass(TimeSpan.FromMilliseconds(700 + chance.Next(600)), Charging(run, site));
            waits.Add(line.OpensAfter(new SlotNumber(1 + opening % 12), () => run.Pass(TimeSpan.FromMilliseconds(1), null)));
        }
        return [.. shares, new Figure("an opening to its request on the wire, same line", "ms", [.. waits]),
            new Figure("requests that went before it when the exchange in flight had ended", "count", [line.Overtaken])];
    }

    private static SimulatedSite OneLockBoard(string family, string settings, int baud)
    {
        var file = Path.GetTempFileName();
        try
        {
            var slots = Enumerable.Range(1, 12).Select(slot => $$"""{ "slot": {{slot}}, "lock": "doors/{{slot}}", "door": "doors/{{slot}}" }""");
            File.WriteAllText(file, $$"""
                { "cabinet": "bench", "lines": { "locks": { "path": "locks", "baud": {{baud}} } }, "slots": [ {{string.Join(", ", slots)}} ],
                  "lock_boards": [ { "name": "doors", "family": "{{family}}", "line": "locks", {{settings}} } ] }
                """);
            return SimulatedSite.Read(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static LineWiring Slowed(LineWiring line) => line.Line.Name != "slots" ? line : line with
    {
        Baud = 9600,
        Devices = [.. line.Devices.Select(device => device is SlotBoardWiring board
            ? board with { Fit = board.Fit with { StateEvery = TimeSpan.FromMinutes(1), IdentityEvery = TimeSpan.FromMinutes(10) } }
            : device is LockBoardWiring locks ? locks with { PollEvery = TimeSpan.FromMinutes(1) } : device)],
    };

    private static Action Charging(LineRun run, SimulatedSite site)
    {
        var next = run.Now;
        return () =>
        {
            if (run.Now < next) return;
            next = run.Now + OrdersEvery;
            foreach (var slot in site.Text.Slots) run.Perform(new ChargeOrder(new SlotNumber(slot.Slot), Lease));
        };
    }

    private static IEnumerable<Figure> Shares(string where, LineShare line)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{where}: {line.Name} ({line.Makes}, {line.Baud})");
        yield return new Figure($"{name} wire", "%", [line.Wire * 100]);
        yield return new Figure($"{name} busy", "%", [line.Busy * 100]);
    }
}
