using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using YongAi.Edge.Tests;
using YongAi.Edge.Tests.EndToEnd;
using YongAi.Simulators.Cloud;
using YongAi.Simulators.Live;
using YongAi.Simulators.World;

namespace YongAi.Edge.Bench;

/// <summary>
/// A test stand: the edge, a simulated cabinet and, where wanted, mosquitto and the cloud-bridge, each in a process of its
/// own. The lines of scanner and locks are listened to on their way; everything else is as in the demo.
/// </summary>
internal sealed class Stand : IAsyncDisposable
{
    private const string Scanner = "scanner", Locks = "locks";
    /// <summary>tcpmux, closed on any machine: the edge tries for a broker and is refused.</summary>
    private const int NobodyListens = 1;
    private static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    private readonly string folder;
    private readonly CancellationToken stop;
    private readonly HttpClient http;
    private readonly int port = FreePort();
    private readonly List<LineTap> taps = [];
    private MosquittoBroker? broker;
    private Child? bridge, boards, edge;
    private HandsCaller? hands;

    private Stand(string parent, CancellationToken stop)
    {
        this.stop = stop;
        folder = Directory.CreateDirectory(Path.Combine(parent, $"yongai-bench-{Guid.NewGuid():N}"[..21])).FullName;
        http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = PatienceMax };
    }

    public ScanWatch Scans { get; } = new();
    public CancellationToken Stop => stop;
    public Process Edge => (edge ?? throw new InvalidOperationException("the edge does not run")).Process;

    /// <summary>Everything but the edge.</summary>
    public static async Task<Stand> OpenAsync(string parent, bool cloud, CancellationToken stop)
    {
        var stand = new Stand(parent, stop);
        try
        {
            if (cloud) await stand.StartCloudAsync();
            stand.WriteSites();
            stand.boards = Child.Ours("yongai-sim.dll", "cabinet", "--site", stand.At("boards.json"));
            await stand.Until(stand.HasHandsAsync, "the simulated cabinet");
            stand.Tap(Scanner, toEdge: stand.Scans.ByScanner, fromEdge: (_, _) => { });
            stand.Tap(Locks, toEdge: (_, _) => { }, fromEdge: stand.Scans.ToLocks);
            return stand;
        }
        catch
        {
            await stand.DisposeAsync();
            throw;
        }
    }

    public void StartEdge() => edge = Child.Ours("yongai-edge.dll", "run", "--site", At("edge.json"));

    /// <summary>As a service manager stops it.</summary>
    public async Task StopEdgeAsync()
    {
        if (edge is null) return;
        await edge.Signal("TERM");
        await edge.Process.WaitForExitAsync(stop).WaitAsync(PatienceMax, stop);
        if (edge.Process.ExitCode is not 0 and var code)
            throw new InvalidOperationException($"the edge ended with {code}\n{edge.Words}");
        await edge.DisposeAsync();
        edge = null;
    }

    public async Task<HandsAnswer> Do(HandsAct act) => await hands!.Do(act, stop);

    public async Task<ImmutableArray<SlotLook>> LookAsync() => (await Do(new LookAround())).Slots!.Value;

    public async Task<bool> IsFineAsync(string path)
    {
        using var answer = await http.GetAsync(path, stop);
        return answer.IsSuccessStatusCode;
    }

    public async Task<JsonElement> CabinetAsync()
    {
        using var json = JsonDocument.Parse(await http.GetStringAsync("/api/cabinet", stop));
        return json.RootElement.Clone();
    }

    public async Task<ProcessLook> ProcessAsync() =>
        ProcessLook.Now(Edge, At("data"), (await CabinetAsync()).GetProperty("position").GetInt64());

    /// <summary>No swap, every door closed, every pack known, everything written and, with a cloud, arrived.</summary>
    public Task QuietAsync() => Until(async () =>
    {
        var (cabinet, look) = (await CabinetAsync(), await LookAsync());
        var slots = cabinet.GetProperty("slots").EnumerateArray().ToList();
        var position = cabinet.GetProperty("position").GetInt64();
        return cabinet.GetProperty("swap").ValueKind == JsonValueKind.Null
            && !cabinet.GetProperty("recovering").GetBoolean()
            && slots.All(slot => slot.GetProperty("door").GetString() == "closed")
            && Held(slots, "holding") == look.Count(slot => slot.Pack is not null)
            && Held(slots, "empty") == look.Count(slot => slot.Pack is null)
            && cabinet.GetProperty("written").GetInt64() == position
            && (broker is null || cabinet.GetProperty("outbox").GetInt64() == position);
    }, "the cabinet to be quiet");

    public async Task Until(Func<Task<bool>> look, string what, TimeSpan? every = null)
    {
        var since = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(since) < PatienceMax)
        {
            try
            {
                if (await look()) return;
            }
            catch (Exception notYet) when (notYet is HttpRequestException or IOException)
            {
                if (edge is { Process.HasExited: true }) break;
            }
            await Task.Delay(every ?? LookEvery, stop);
        }
        throw new TimeoutException($"waited for {what}\n{edge?.Words}\n{boards?.Words}\n{bridge?.Words}");
    }

    public async ValueTask DisposeAsync()
    {
        hands?.Dispose();
        http.Dispose();
        foreach (var child in new[] { edge, bridge, boards })
            if (child is not null) await child.DisposeAsync();
        foreach (var tap in taps) tap.Dispose();
        if (broker is not null) await broker.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task StartCloudAsync()
    {
        broker = await MosquittoBroker.StartAsync(ct: stop);
        bridge = Child.Ours("yongai-cloud.dll", "serve", "--broker", $"mqtt://127.0.0.1:{broker.Port}",
            "--http", $"127.0.0.1:{FreePort()}", "--data", At("cloud"),
            "--ack-key", Repository.Path("seeds/issuers/demo-ack.pem"));
    }

    /// <summary>One cabinet, two site files: they differ in where the lines lie that are listened to.</summary>
    private void WriteSites()
    {
        var site = JsonNode.Parse(File.ReadAllText(Repository.Path("seeds/sites/demo-12.json")))!.AsObject();
        site.Remove("$schema");
        site["issuers"] = Repository.Path("seeds/issuers/demo.json");
        site["data"] = At("data");
        site["http"] = $"127.0.0.1:{port}";
        site["cloud"]!["broker"] = $"mqtt://127.0.0.1:{broker?.Port ?? NobodyListens}";
        var lines = site["lines"]!.AsObject();
        foreach (var (name, line) in lines) line!["path"] = $"lines/{name}";
        File.WriteAllText(At("boards.json"), site.ToJsonString());
        foreach (var name in new[] { Scanner, Locks }) lines[name]!["path"] = $"tapped/{name}";
        File.WriteAllText(At("edge.json"), site.ToJsonString());
    }

    private async Task<bool> HasHandsAsync()
    {
        hands ??= await HandsCaller.Connect(At("lines/hands.sock"), stop);
        // It listens before its lines are there, and answers when they are.
        return (await LookAsync()).Length > 0;
    }

    private void Tap(string line, Passing toEdge, Passing fromEdge) =>
        taps.Add(LineTap.Join(At($"tapped/{line}"), At($"lines/{line}"), toEdge, fromEdge));

    private static int Held(IEnumerable<JsonElement> slots, string occupancy) =>
        slots.Count(slot => slot.GetProperty("occupancy").GetString() == occupancy);

    private string At(string name) => Path.Combine(folder, name);

    private static int FreePort()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }
}
