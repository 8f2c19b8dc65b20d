using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using YongAi.Simulators.Cloud;

namespace YongAi.Edge.Tests.CloudBridge;

/// <summary>The program <c>yongai-cloud</c> in a process of its own: its words, its exit codes, and its sudden end.</summary>
public sealed class ProgramTests : IAsyncLifetime
{
    private const string Production = "Production", Development = "Development";

    private static readonly TimeSpan TestMax = TimeSpan.FromSeconds(120);

    private readonly CancellationTokenSource limit = new(TestMax);
    private readonly TempFolder folder = new();
    private readonly ECDsa ackKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private MosquittoBroker? broker;

    private CancellationToken Ct => limit.Token;

    public Task InitializeAsync() => File.WriteAllTextAsync(folder.File("ack.pem"), ackKey.ExportPkcs8PrivateKeyPem());

    public async Task DisposeAsync()
    {
        if (broker is not null) await broker.DisposeAsync();
        ackKey.Dispose();
        folder.Dispose();
        limit.Dispose();
    }

    [Fact]
    public async Task Killed_while_events_pour_in_it_has_every_event_once_after_the_next_start()
    {
        broker = await MosquittoBroker.StartAsync(ct: Ct);
        await using var cabinet = await CabinetOnTheWire.ConnectAsync(broker.Address, "NB-DEMO-01", ackKey, Ct);
        long acked = 0;
        const int events = 1_200, kills = 3;
        for (var round = 1; round <= kills; round++)
        {
            await using var bridge = await (await ServeAsync()).ReadyAsync(Ct);
            // As a relay does: everything after the last ack again, then on.
            var from = (int)acked + 1;
            var publishing = cabinet.PublishAsync(Ct, CabinetOnTheWire.Run(from, events * round / kills));
            acked = (await cabinet.AckAsync(ack => ack.Through >= from, Ct)).Through;
            await bridge.KillAsync();
            await publishing;
        }

        await using var last = await (await ServeAsync()).ReadyAsync(Ct);
        await cabinet.PublishAsync(Ct, CabinetOnTheWire.Run((int)acked, events));
        await cabinet.AckAsync(ack => ack.Through == events, Ct);
        var listed = await BridgeProcess.RunAsync(Production, "events", "--cabinet", "NB-DEMO-01", "--json", "--bridge", $"{last.Address}");
        Assert.Equal(0, listed.Code);
        Assert.Equal(Enumerable.Range(1, events), PositionsOf(listed));
        var table = await BridgeProcess.RunAsync(Production, "events", "--cabinet", "NB-DEMO-01", "--bridge", $"{last.Address}");
        Assert.Equal(events + 1, table.Out.Split('\n').Length);
        Assert.Contains("yongai.cabinet.started", table.Out);
    }

    [Fact]
    public async Task A_full_disk_ends_it_with_an_exit_code_and_loses_nothing_that_was_acked()
    {
        broker = await MosquittoBroker.StartAsync(ct: Ct);
        await using var cabinet = await CabinetOnTheWire.ConnectAsync(broker.Address, "NB-DEMO-01", ackKey, Ct);
        // As a relay does: so many at a time as the bridge keeps up with, however slow it is.
        const int window = 250;
        var (acked, sent) = (0L, 0);
        await using (var bridge = await BridgeProcess.ServeWithFileMaxAsync(kibibytes: 400, ServeArguments()))
        {
            await bridge.ReadyAsync(Ct);
            var ending = bridge.EndedAsync(Ct);
            while (!ending.IsCompleted)
            {
                await cabinet.PublishAsync(Ct, CabinetOnTheWire.Run(sent + 1, sent + window));
                sent += window;
                var answer = cabinet.AckAsync(ack => ack.Through >= sent, Ct);
                if (await Task.WhenAny(ending, answer) == answer) acked = (await answer).Through;
            }
            var ended = await ending;
            Assert.Equal(1, ended.Code);
            Assert.Matches("serve: the (receiver|store) has failed: SQLite Error", ended.Errors);
        }

        await using var again = await ServeAsync();
        var listed = await BridgeProcess.RunAsync(Production, "events", "--cabinet", "NB-DEMO-01", "--json", "--bridge", $"{again.Address}");
        Assert.InRange(acked, window, sent);
        Assert.InRange(PositionsOf(listed).Count, acked, sent);
        Assert.Equal(Enumerable.Range(1, PositionsOf(listed).Count), PositionsOf(listed));
    }

    [Theory]
    [InlineData("say what to do")]
    [InlineData("'fly' is not known here", "fly")]
    [InlineData("'--colour' is not known here", "serve", "--colour", "red")]
    [InlineData("--http: 'here' is not ADDRESS:PORT", "serve", "--http", "here")]
    [InlineData("--broker: ", "serve", "--broker", "tcp://127.0.0.1")]
    [InlineData("--data needs a value", "serve", "--data")]
    [InlineData("--data is given twice", "serve", "--data", "a", "--data", "b")]
    [InlineData("--cabinet is missing", "events", "--json")]
    [InlineData("--cabinet: 'a/b' is not", "events", "--cabinet", "a/b")]
    [InlineData("--bridge: 'there' is not", "events", "--cabinet", "NB-DEMO-01", "--bridge", "there")]
    public async Task Wrong_arguments_are_named_and_end_with_2(string complaint, params string[] args)
    {
        var ended = await BridgeProcess.RunAsync(Production, args);

        Assert.Equal((2, ""), (ended.Code, ended.Out));
        Assert.Contains(complaint, ended.Errors);
        Assert.Contains("usage:", ended.Errors);
    }

    [Fact]
    public async Task Events_says_when_no_bridge_is_running()
    {
        var ended = await BridgeProcess.RunAsync(Production, "events", "--cabinet", "NB-DEMO-01", "--bridge", $"http://127.0.0.1:{FreePort()}");

        Assert.Equal(1, ended.Code);
        Assert.Contains("no bridge answers at http://127.0.0.1:", ended.Errors);
    }

    [Fact]
    public async Task Events_passes_on_what_the_bridge_says_of_an_unknown_cabinet()
    {
        await using var bridge = await ServeAsync($"mqtt://127.0.0.1:{FreePort()}");

        var ended = await BridgeProcess.RunAsync(Production, "events", "--cabinet", "YW-08", "--json", "--bridge", $"{bridge.Address}");
        Assert.Equal((1, ""), (ended.Code, ended.Out));
        Assert.Contains("Nothing was ever heard of a cabinet 'YW-08'", ended.Errors);
    }

    [Fact]
    public async Task The_demo_key_signs_in_development_only()
    {
        var data = folder.File("data");
        var refused = await BridgeProcess.RunAsync(Production, "serve", "--data", data, "--http", "127.0.0.1:0");
        Assert.Equal(1, refused.Code);
        Assert.Contains("is the demo key that everybody has", refused.Errors);
        Assert.False(Directory.Exists(data));

        await using var bridge = await BridgeProcess.ServeAsync(Development, "--data", data, "--broker", $"mqtt://127.0.0.1:{FreePort()}");
        Assert.True(File.Exists(Path.Combine(data, "events.db")));
    }

    [Fact]
    public async Task A_second_bridge_on_the_same_store_or_port_is_refused()
    {
        await using var bridge = await ServeAsync($"mqtt://127.0.0.1:{FreePort()}");

        var sameStore = await BridgeProcess.RunAsync(Production, ["serve", "--http", "127.0.0.1:0", .. ServeArguments()]);
        Assert.Equal(1, sameStore.Code);
        Assert.Contains("in use by another process", sameStore.Errors);
        var samePort = await BridgeProcess.RunAsync(Production, "serve", "--http", bridge.Address.Authority, "--data", folder.File("other"),
            "--ack-key", folder.File("ack.pem"));
        Assert.Equal(1, samePort.Code);
        Assert.Contains(bridge.Address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), samePort.Errors);
    }

    [Fact]
    public async Task Told_to_end_it_ends_with_0()
    {
        broker = await MosquittoBroker.StartAsync(ct: Ct);
        await using var bridge = await (await ServeAsync()).ReadyAsync(Ct);

        Assert.Equal(0, (await bridge.TellToEndAsync().WaitAsync(Ct)).Code);
    }

    private string[] ServeArguments(string? address = null) =>
        ["--broker", address ?? broker?.Address.ToString() ?? "mqtt://127.0.0.1:1", "--data", folder.File("data"), "--ack-key", folder.File("ack.pem")];

    private Task<BridgeProcess> ServeAsync(string? address = null) => BridgeProcess.ServeAsync(Production, ServeArguments(address));

    private static List<int> PositionsOf(Ended listed) => [.. listed.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => JsonElement.Parse(line).GetProperty("position").GetInt32())];

    private static int FreePort()
    {
        using var socket = new TcpListener(System.Net.IPAddress.Loopback, 0);
        socket.Start();
        return ((System.Net.IPEndPoint)socket.LocalEndpoint).Port;
    }
}
