using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using YongAi.Edge.Host;
using YongAi.Edge.Host.Maintenance;
using YongAi.Edge.Host.Relay;
using YongAi.Edge.Host.Site;
using YongAi.Edge.Tests.Host.Loop;
using YongAi.Edge.Tests.Host.Site;
using YongAi.Edge.Tests.Simulators;

namespace YongAi.Edge.Tests.Host.Maintenance;

/// <summary>The real web server of the program in this process, before a cabinet that the test has in its hands.</summary>
internal sealed class ServedPage : IAsyncDisposable
{
    private readonly WebApplication app;

    private ServedPage(WebApplication app, IPEndPoint at)
    {
        (this.app, At) = (app, at);
        Http = new HttpClient { BaseAddress = new Uri($"http://{at}"), Timeout = TimeSpan.FromSeconds(60) };
    }

    public HttpClient Http { get; }

    public IPEndPoint At { get; }

    public static RelayView Linked => new(true, null, TimeProvider.System.GetUtcNow(), 0, 0, new RelayCounts());

    public static async Task<ServedPage> Of(Func<CabinetReport> report, DoorLayout? door = null)
    {
        var at = FreePort();
        var app = LocalHttp.Build(at);
        MaintenanceEndpoints.Map(app, SiteFile.Read(Seeds.Demo).Settings!.Host with { Door = door ?? DoorLayout.Usual }, report);
        await app.StartAsync();
        return new ServedPage(app, at);
    }

    /// <summary>A cabinet on simulated boards, as it is now in its own time.</summary>
    public static Task<ServedPage> Of(RigBench bench, DoorLayout? door = null) =>
        Of(() => CabinetReporter.Report(bench.View, bench.View.At, new LoopReport(1, null, null, 0), Linked, "0.1.0+test",
            bench.History), door);

    /// <summary>A cabinet with its own loop.</summary>
    public static Task<ServedPage> Of(WorkedCabinet cabinet) => Of(() => CabinetReporter.Report(cabinet.Worker.View, cabinet.Now(),
        CabinetReporter.Loop(cabinet.Recorder, cabinet.Worker.BeatAge), Linked, "0.1.0+test"));

    /// <summary>What programs get.</summary>
    public async Task<JsonObject> Json() => JsonNode.Parse(await Http.GetStringAsync(new Uri("/api/cabinet", UriKind.Relative)))!.AsObject();

    public Task<string> Read(string query = "") => Http.GetStringAsync(new Uri("/maintenance" + query, UriKind.Relative));

    /// <summary>Asks for the page until it says so; the bound only ends a test that would hang.</summary>
    public async Task<string> ReadUntil(string words)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var page = await Read();
            if (page.Contains(words, StringComparison.Ordinal)) return page;
            await Task.Delay(50, limit.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
    }

    private static IPEndPoint FreePort()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return (IPEndPoint)free.LocalEndpoint;
    }
}
