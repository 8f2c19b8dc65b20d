using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Devices;
using YongAi.Edge.Host;
using YongAi.Edge.Host.Loop;
using YongAi.Edge.Host.Maintenance;
using YongAi.Edge.Host.Relay;
using YongAi.Edge.Host.Site;
using YongAi.Simulators.Fuzz;

namespace YongAi.Edge.Fuzz;

/// <summary>The cabinet's own web server, built as the program builds it, before a cabinet whose lines are all down.</summary>
public sealed class EdgeServer : IServer, IJournal, IRigOutside
{
    private static readonly Moment Now = new(TimeSpan.FromSeconds(1), DateTimeOffset.UnixEpoch, TimeTrust.Untrusted);

    private readonly WebApplication app;

    public EdgeServer(SeedFiles seeds)
    {
        var site = SiteFile.Read(seeds.PathOf("sites/demo-12.json")).Settings ?? throw new FuzzFinding("the demo site is refused");
        var rig = new Rig(site.Wiring, site.Plan, Ledger.Empty, this, Now, this);
        rig.Tell(new Start("00000000000000b1", "00000000000000a1", "0", false), Now);
        var view = new CabinetView(rig.Cabinet, Now, 0, ImmutableSortedDictionary<string, LineState>.Empty);
        At = FreePort();
        app = LocalHttp.Build(At);
        MaintenanceEndpoints.Map(app, site.Host, () => CabinetReporter.Report(view, Now, new LoopReport(1, null, null, 0),
            new RelayView(true, null, Now.Wall, 0, 0, new RelayCounts()), "0"));
        app.StartAsync().GetAwaiter().GetResult();
    }

    public IPEndPoint At { get; }

    public ImmutableArray<string> Paths => ["/maintenance", "/maintenance?refresh=off", "/api/cabinet", "/maintenance.css",
        "/health/live", "/", "/api"];

    public string Heartbeat => "/api/cabinet";

    public void Dispose()
    {
        app.StopAsync().GetAwaiter().GetResult();
        app.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    void IJournal.Hand(ImmutableArray<Entry> entries) { }

    void IRigOutside.Send(LineId line, ReadOnlySpan<byte> bytes) { }

    void IRigOutside.Run(Errand errand) { }

    private static IPEndPoint FreePort()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return (IPEndPoint)free.LocalEndpoint;
    }
}
