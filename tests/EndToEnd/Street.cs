using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using YongAi.CloudBridge.Minting;
using YongAi.Edge.Tests.Host.App;
using YongAi.Edge.Tests.Host.Site;
using YongAi.Simulators.Cloud;
using YongAi.Simulators.Live;
using YongAi.Simulators.Torture;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.EndToEnd;

/// <summary>
/// Everything real and in processes of its own: mosquitto, the cloud-bridge, a simulated cabinet on pseudo-terminals, the edge. A
/// test is the person in the street: it has hands and eyes at the cabinet, and asks the edge and the cloud over HTTP.
/// </summary>
internal sealed class Street : IAsyncDisposable
{
    private static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    private readonly TemporaryFolder _folder;
    private readonly string? _tls;
    private readonly (string Path, int Port) _site;
    private readonly int _bridgePort = StandSite.FreePort();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private Child? _boards;

    private Street(MosquittoBroker broker, TemporaryFolder folder, string? tls, Action<JsonObject>? change)
    {
        (Broker, _folder, _tls) = (broker, folder, tls);
        _site = EdgeProcess.Site(_folder, site =>
        {
            site["cloud"] = tls is null ? new JsonObject { ["broker"] = $"mqtt://127.0.0.1:{broker.Port}" } : new JsonObject
            {
                ["broker"] = $"mqtts://localhost:{broker.Port}", ["ca"] = Path.Combine(tls, "ca.pem"),
                ["certificate"] = Path.Combine(tls, "NB-DEMO-01.pem"), ["key"] = Path.Combine(tls, "NB-DEMO-01.key"),
            };
            site["issuers"] = Repository.Path("seeds/issuers/demo.json");
            // A door that stands open at a start is waited for so long, and so long a cabinet looks on that was killed five times in
            // five minutes: the shortest that a site may say. The sixth kill of a test would else wait a minute, as long as its patience.
            site["times"] = new JsonObject { ["recover_within_s"] = 10, ["steady_after_s"] = 2 };
            change?.Invoke(site);
        });
    }

    public MosquittoBroker Broker { get; }
    public string Site => _site.Path;
    public string Folder => _folder.Path;
    public EdgeProcess Edge { get; private set; } = null!;
    public Child Bridge { get; private set; } = null!;
    public HandsCaller Hands { get; private set; } = null!;

    public static async Task<Street> OpenAsync(bool tls = false, Action<JsonObject>? change = null)
    {
        var folder = new TemporaryFolder();
        var certificates = tls ? Path.Combine(folder.Path, "tls") : null;
        if (certificates is not null) DemoChain.Make(certificates, ["localhost"], ["NB-DEMO-01"], DateTimeOffset.UtcNow);
        var street = new Street(await MosquittoBroker.StartAsync(new BrokerOptions(Tls: certificates)), folder, certificates, change);
        street._boards = Child.Ours("yongai-sim.dll", "cabinet", "--site", street._site.Path);
        street.StartBridge();
        street.Hands = await street.HandsAsync();
        street.StartEdge();
        await street.QuietAsync();
        return street;
    }

    public void StartEdge() => Edge = EdgeProcess.Start(_site);

    public void StartBridge() => Bridge = Child.Ours("yongai-cloud.dll",
    [
        "serve", "--broker", _tls is null ? $"mqtt://127.0.0.1:{Broker.Port}" : $"mqtts://localhost:{Broker.Port}",
        "--http", $"127.0.0.1:{_bridgePort}", "--data", Path.Combine(_folder.Path, "cloud"),
        "--ack-key", Repository.Path("seeds/issuers/demo-ack.pem"),
        .. _tls is null ? Array.Empty<string>() :
            ["--broker-ca", Path.Combine(_tls, "ca.pem"), "--broker-cert", Path.Combine(_tls, "cloud.pem"), "--broker-key", Path.Combine(_tls, "cloud.key")],
    ]);

    /// <summary>The cabinet's own files are now signed by an authority that this broker does not know.</summary>
    public void UseStrangersCertificate()
    {
        var strange = Path.Combine(_folder.Path, "strange");
        DemoChain.Make(strange, ["localhost"], ["NB-DEMO-01"], DateTimeOffset.UtcNow);
        foreach (var end in (string[])["pem", "key"])
            File.Copy(Path.Combine(strange, $"NB-DEMO-01.{end}"), Path.Combine(_tls!, $"NB-DEMO-01.{end}"), overwrite: true);
    }

    public async Task<ImmutableArray<SlotLook>> LookAsync() => (await Do(new LookAround())).Slots!.Value;

    /// <summary>One pair of hands: one act after the other.</summary>
    public async Task<HandsAnswer> Do(HandsAct act)
    {
        await _oneAtATime.WaitAsync();
        try
        {
            return await Hands.Do(act, CancellationToken.None);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>Waits until the edge serves, no swap is open, every pack is known, and the cloud holds and acknowledged all there is.</summary>
    public async Task<JsonElement> QuietAsync()
    {
        await Edge.Up();
        return await Until(async () =>
        {
            var cabinet = (await Edge.Get("/api/cabinet")).Json;
            var position = cabinet.GetProperty("position").GetInt64();
            var packs = (await LookAsync()).Count(slot => slot.Pack is not null);
            return cabinet.GetProperty("swap").ValueKind == JsonValueKind.Null && !cabinet.GetProperty("recovering").GetBoolean()
                && cabinet.GetProperty("slots").EnumerateArray().Count(slot => slot.GetProperty("occupancy").GetString() == "holding") == packs
                && packs > 0 && position > packs
                && cabinet.GetProperty("written").GetInt64() == position && cabinet.GetProperty("outbox").GetInt64() == position
                    ? cabinet : default(JsonElement?);
        }, "the cabinet to be quiet and the cloud to hold everything");
    }

    /// <summary>Every event at the cloud, oldest first.</summary>
    public async Task<ImmutableArray<JsonElement>> CloudEventsAsync()
    {
        var lines = await _http.GetStringAsync($"http://127.0.0.1:{_bridgePort}/api/cabinets/NB-DEMO-01/events?max=10000");
        return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement.Clone())];
    }

    /// <summary>What the cloud says of the cabinet: journals, gaps, conflicts.</summary>
    public async Task<string> CloudViewAsync() => await _http.GetStringAsync($"http://127.0.0.1:{_bridgePort}/api/cabinets/NB-DEMO-01");

    public async Task<T> Until<T>(Func<Task<T?>> look, string what) where T : struct
    {
        using var limit = new CancellationTokenSource(PatienceMax);
        while (!limit.IsCancellationRequested)
        {
            try
            {
                if (await look() is { } found) return found;
            }
            catch (HttpRequestException)
            {
                // Not up yet, or just gone: asked again until patience ends.
            }
            await Task.Delay(LookEvery);
        }
        throw new TimeoutException($"waited for {what}\n{Edge.Log}\n{Bridge.Words}");
    }

    /// <summary>strace at the running edge, on the calls that make data durable.</summary>
    public async Task<Child> StraceAsync(string inject)
    {
        Child strace;
        try
        {
            strace = Child.Start("strace", "-f", "-p", $"{Edge.Id}", "-e", "trace=fsync,fdatasync", "-e", $"inject=fsync,fdatasync:{inject}");
        }
        catch (Win32Exception)
        {
            throw new NotPossibleHere("strace is missing: apt-get install strace");
        }
        await Until(() => Task.FromResult(strace.Words.Contains("attached", StringComparison.Ordinal) ? true : default(bool?)), "strace to attach");
        return strace;
    }

    public async ValueTask DisposeAsync()
    {
        Hands?.Dispose();
        _http.Dispose();
        _oneAtATime.Dispose();
        await Edge.DisposeAsync();
        await Bridge.DisposeAsync();
        if (_boards is not null) await _boards.DisposeAsync();
        await Broker.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<HandsCaller> HandsAsync()
    {
        using var limit = new CancellationTokenSource(PatienceMax);
        while (true)
        {
            try
            {
                return await HandsCaller.Connect(Path.Combine(_folder.Path, "lines", "hands.sock"), limit.Token);
            }
            catch (IOException) when (!limit.IsCancellationRequested)
            {
                await Task.Delay(LookEvery, limit.Token);
            }
        }
    }
}
