using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using YongAi.Edge.Tests;
using YongAi.Simulators.Cloud;
using YongAi.Simulators.Live;
using YongAi.Simulators.Torture;
using YongAi.Simulators.World;

namespace YongAi.Edge.Bench;

/// <summary>How a stand is fitted.</summary>
/// <param name="Parent">Where the journal lies, in a folder of its own.</param>
/// <param name="Cloud">With mosquitto and cloud-bridge; without, nobody answers where the broker should be.</param>
/// <param name="ScannerBaud">Bits per second of the scanner's line.</param>
internal sealed record StandSetup(string Parent, bool Cloud = false, int ScannerBaud = 115200);

/// <summary>
/// A test stand: the published edge or Node-RED, a simulated cabinet and, where wanted, mosquitto and the cloud-bridge, each
/// in a process of its own. The lines of scanner and locks are listened to on their way; the rest is as in the demo.
/// </summary>
internal sealed class Stand : IAsyncDisposable
{
    private const string Scanner = "scanner", Locks = "locks";
    /// <summary>tcpmux, closed on any machine: the edge tries for a broker and is refused.</summary>
    private const int NobodyListens = 1;
    private static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    private readonly string folder, data;
    private readonly CancellationToken stop;
    private readonly HttpClient http;
    private readonly int port = StandSite.FreePort();
    private readonly List<LineTap> taps = [];
    private MosquittoBroker? broker;
    private Child? bridge, boards, service;
    private HandsCaller? hands;

    private Stand(StandSetup setup, CancellationToken stop)
    {
        this.stop = stop;
        var name = $"yongai-bench-{Guid.NewGuid():N}"[..21];
        folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), name)).FullName;
        data = Directory.CreateDirectory(Path.Combine(setup.Parent, $"{name}.data")).FullName;
        http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = PatienceMax };
    }

    public ScanWatch Scans { get; } = new();
    public CancellationToken Stop => stop;
    public Process Service => (service ?? throw new InvalidOperationException("nothing runs at the stand")).Process;

    /// <summary>Everything but what is measured.</summary>
    public static async Task<Stand> OpenAsync(StandSetup setup, CancellationToken stop)
    {
        var stand = new Stand(setup, stop);
        try
        {
            if (setup.Cloud) await stand.StartCloudAsync();
            stand.WriteSites(setup.ScannerBaud);
            stand.boards = Child.Ours("yongai-sim.dll", "cabinet", "--site", stand.At("boards.json"));
            await stand.Until(stand.HasHandsAsync, "the simulated cabinet");
            stand.Tap(Scanner, toEdge: stand.Scans.ByScanner, fromEdge: (_, _) => { });
            stand.Tap(Locks, toEdge: stand.Scans.ByLocks, fromEdge: stand.Scans.ToLocks);
            return stand;
        }
        catch
        {
            await stand.DisposeAsync();
            throw;
        }
    }

    public void StartEdge(string program) => service =
        Child.Start("env", [.. Programs.UnitEnvironment, program, "run", "--site", At("edge.json")]);

    /// <summary>The flow of tests/bench/node-red on the same lines, with its line of journal in the same folder.</summary>
    /// <param name="script">Node-RED's start script.</param>
    /// <param name="publicKey">Whose signature it verifies: SubjectPublicKeyInfo.</param>
    public async Task StartNodeRedAsync(string script, byte[] publicKey)
    {
        var home = Directory.CreateDirectory(At("node-red")).FullName;
        foreach (var name in new[] { "settings.js", "flow.json" })
            File.Copy(Repository.Path($"tests/bench/node-red/{name}"), Path.Combine(home, name), overwrite: true);
        service = Child.Start("env", $"PORT={port}", $"SCANNER={At($"tapped/{Scanner}")}", $"LOCKS={At($"tapped/{Locks}")}",
            $"JOURNAL={Path.Combine(data, "journal.txt")}", $"PUBLIC_KEY={Convert.ToBase64String(publicKey)}",
            "node", script, "--userDir", home, "--settings", Path.Combine(home, "settings.js"), Path.Combine(home, "flow.json"));
        await Until(() => Task.FromResult(service.Words.Split("opened at").Length > 2), "Node-RED to open its two lines",
            TimeSpan.FromMilliseconds(10));
    }

    /// <summary>As a service manager stops it.</summary>
    public async Task StopAsync()
    {
        if (service is null) return;
        await service.Signal("TERM");
        await service.Process.WaitForExitAsync(stop).WaitAsync(PatienceMax, stop);
        if (service.Process.ExitCode is not 0 and var code)
            throw new InvalidOperationException($"what was measured ended with {code}\n{service.Words}");
        await service.DisposeAsync();
        service = null;
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
        ProcessLook.Now(Service, data, (await CabinetAsync()).GetProperty("position").GetInt64());

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
                if (service is { Process.HasExited: true }) break;
            }
            await Task.Delay(every ?? LookEvery, stop);
        }
        throw new TimeoutException($"waited for {what}\n{service?.Words}\n{boards?.Words}\n{bridge?.Words}");
    }

    public async ValueTask DisposeAsync()
    {
        hands?.Dispose();
        http.Dispose();
        foreach (var child in new[] { service, bridge, boards })
            if (child is not null) await child.DisposeAsync();
        foreach (var tap in taps) tap.Dispose();
        if (broker is not null) await broker.DisposeAsync();
        foreach (var made in new[] { folder, data }) Directory.Delete(made, recursive: true);
    }

    private async Task StartCloudAsync()
    {
        broker = await MosquittoBroker.StartAsync(ct: stop);
        bridge = Child.Ours("yongai-cloud.dll", "serve", "--broker", $"mqtt://127.0.0.1:{broker.Port}",
            "--http", $"127.0.0.1:{StandSite.FreePort()}", "--data", At("cloud"),
            "--ack-key", Repository.Path("seeds/issuers/demo-ack.pem"));
    }

    /// <summary>One cabinet, two site files: they differ in where the lines lie that are listened to.</summary>
    private void WriteSites(int scannerBaud)
    {
        var site = JsonNode.Parse(File.ReadAllText(Repository.Path("seeds/sites/demo-12.json")))!.AsObject();
        site.Remove("$schema");
        site["issuers"] = Repository.Path("seeds/issuers/demo.json");
        site["data"] = data;
        site["http"] = $"127.0.0.1:{port}";
        site["cloud"]!["broker"] = $"mqtt://127.0.0.1:{broker?.Port ?? NobodyListens}";
        var lines = site["lines"]!.AsObject();
        lines[Scanner]!["baud"] = scannerBaud;
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
}
