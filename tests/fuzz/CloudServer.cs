using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using YongAi.CloudBridge;
using YongAi.CloudBridge.Receiving;
using YongAi.CloudBridge.Store;
using YongAi.Edge.Uplink.Mqtt;
using YongAi.Simulators.Fuzz;

namespace YongAi.Edge.Fuzz;

/// <summary>The cloud bridge with its store, some events in it, and a broker that is never there.</summary>
public sealed class CloudServer : IServer
{
    private const string Cabinet = "demo-12", Journal = "00c0ffee00c0ffee";
    private const int NoBroker = 1;

    private readonly WorkFolder folder = new();
    private readonly Bridge bridge;

    public CloudServer(SeedFiles seeds)
    {
        Fill(seeds);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pem = folder.PathOf("ack.pem");
        File.WriteAllText(pem, key.ExportPkcs8PrivateKeyPem());
        var options = new BridgeOptions(new MqttAddress("127.0.0.1", NoBroker), new IPEndPoint(IPAddress.Loopback, 0),
            folder.Path, pem, AckTimes.Default);
        bridge = Bridge.StartAsync(options, TimeProvider.System, CancellationToken.None).GetAwaiter().GetResult();
        At = new IPEndPoint(IPAddress.Loopback, bridge.Address.Port);
    }

    public IPEndPoint At { get; }

    public ImmutableArray<string> Paths =>
    [
        "/api/cabinets", $"/api/cabinets/{Cabinet}", $"/api/cabinets/{Cabinet}/events", $"/api/cabinets/{Cabinet}/events?max=2",
        $"/api/cabinets/{Cabinet}/events?after={Cabinet}-{Journal}-5&max=3", "/api/cabinets/nobody", "/health/live",
        "/health/ready", "/",
    ];

    public string Heartbeat => "/api/cabinets";

    public void Dispose()
    {
        bridge.DisposeAsync().AsTask().GetAwaiter().GetResult();
        folder.Dispose();
    }

    private void Fill(SeedFiles seeds)
    {
        var store = SqliteEventStore.Open(folder.PathOf("events.db"), TimeProvider.System);
        var events = seeds.Names("messages", "yongai.*.json").Select(name => seeds.Bytes("messages/" + name)).Select(body =>
        {
            using var json = JsonDocument.Parse(body);
            return new ArrivedEvent(new JournalKey(Cabinet, Journal), json.RootElement.GetProperty("position").GetInt64(), body);
        }).ToImmutableArray();
        store.KeepAsync(new Arrivals(events, [], []), CancellationToken.None).GetAwaiter().GetResult();
        store.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
