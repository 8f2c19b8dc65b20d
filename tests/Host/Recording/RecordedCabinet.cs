using System.Text.Json.Nodes;
using YongAi.Edge.Host.BringUp.Commissioning;
using YongAi.Edge.Host.Recording;
using YongAi.Edge.Host.Site;
using YongAi.Edge.Tests.Host.App;
using YongAi.Edge.Tests.Host.Site;
using YongAi.Simulators.Boards;
using YongAi.Simulators.Live;
using YongAi.Simulators.Replay;
using YongAi.Simulators.Simulation;
using YongAi.Simulators.Site;
using BusTitle = YongAi.Edge.Host.Recording.BusTitle;

namespace YongAi.Edge.Tests.Host.Recording;

/// <summary>The demonstration's cabinet on pseudo-terminals in a folder of its own, and its record.</summary>
internal sealed class RecordedCabinet : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CancellationTokenSource stop = new();
    private readonly LiveCabinet live;
    private readonly Task life;

    /// <param name="wiredAs">A site of the seeds whose lines and boards it has; null for the demonstration's.</param>
    public RecordedCabinet(string? wiredAs = null)
    {
        Site = EdgeProcess.Site(folder, site =>
        {
            site["bus_record_mb"] = 1;
            if (wiredAs is not null) Rewire(site, JsonNode.Parse(File.ReadAllText(Seeds.Sites.Single(file => Path.GetFileName(file) == wiredAs)))!.AsObject());
        });
        Directory.CreateDirectory(Path.Combine(folder.Path, "lines"));
        Simulated = SimulatedSite.Read(Site.Path);
        var boards = new SimulatedCabinet(Simulated, new CabinetSetup());
        foreach (var pack in Stock.Usual(Simulated, packs: null)) boards.World.Stock(pack.Slot, pack.Serial, pack.Soc);
        live = new LiveCabinet(Simulated, boards, TimeProvider.System);
        life = Task.Run(() => live.Run(stop.Token));
    }

    public (string Path, int Port) Site { get; }

    public SimulatedSite Simulated { get; }

    public string In(string name) => Path.Combine(folder.Path, name);

    public string[] Ring => Directory.Exists(In("data/bus")) ? [.. Directory.GetFiles(In("data/bus")).Order(StringComparer.Ordinal)] : [];

    /// <summary>All lines of a record, also of one that is being written.</summary>
    public static string[] Lines(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public BusReplay Replay(params string[] files)
    {
        var replay = new BusReplay(LifePlan.WiringOf(Simulated), Simulated.Text.Cabinet, only: null);
        replay.Run(files, _ => { });
        return replay;
    }

    /// <summary>Drivers at work on tapped lines, without a cabinet.</summary>
    public Sight Work(string file, Action<Workbench> doing)
    {
        var title = new BusTitle(Simulated.Text.Cabinet, "", "run", DateTimeOffset.UnixEpoch);
        using var recorder = new BusRecorder(title, new BusFile(new FileStream(file, FileMode.CreateNew)), TimeProvider.System,
            why => throw new InvalidOperationException(why));
        using var bench = new Workbench(SiteFile.Read(Site.Path).Settings!, tap: recorder.Tap);
        doing(bench);
        return bench.Sight;
    }

    /// <summary>The far ends of all lines are gone.</summary>
    public async Task End()
    {
        await stop.CancelAsync();
        await life;
        live.Dispose();
    }

    private static void Rewire(JsonObject site, JsonObject other)
    {
        foreach (var key in new[] { "lines", "lock_boards", "relay_boards", "scanners", "slots" })
        {
            site.Remove(key);
            if (other[key] is { } there) site[key] = there.DeepClone();
        }
        foreach (var (name, line) in site["lines"]!.AsObject()) line!["path"] = $"lines/{name}";
    }

    public void Dispose()
    {
        End().GetAwaiter().GetResult();
        stop.Dispose();
        folder.Dispose();
    }
}
