using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Devices;
using YongAi.Edge.Host.Journal;
using YongAi.Edge.Host.Lines;
using YongAi.Edge.Host.Loop;
using YongAi.Edge.Host.Site;
using YongAi.Edge.Tests.Host.Site;

namespace YongAi.Edge.Tests.Host.Loop;

/// <summary>The demo cabinet with a worker, a journal on disk and lines in memory.</summary>
internal sealed class WorkedCabinet : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly long startedAt = TimeProvider.System.GetTimestamp();

    public WorkedCabinet(Action<Errand, Moment>? errands = null, Action<WorkedCabinet>? onLineStart = null, TimeSpan? inboxWaitMax = null)
    {
        var site = SiteFile.Read(Seeds.Demo).Settings!;
        Journal = new JournalWriter(JournalStore.Open(folder.Path, "00000000000000b1"), TimeProvider.System);
        Lines = [.. site.Host.Ports.Select(port => new FakeLine(port.Line.Name) { OnStart = () => onLineStart?.Invoke(this) })];
        var outside = new CabinetOutside([.. Lines.Cast<ISerialLine>()], Journal, errands ?? ((_, _) => { }), Now, TimeProvider.System,
            Recorder, new Watchdog(null, null).Register("cabinet"), NullLogger.Instance);
        var start = new Start("00000000000000b1", "00000000000000a1", "0.1.0", false);
        Worker = new CabinetWorker(outside, start, rig => new Rig(site.Wiring, site.Plan, Ledger.Empty, Journal, Now(), rig))
        {
            InboxWaitMax = inboxWaitMax ?? TimeSpan.FromSeconds(5),
        };
        Journal.Written += Worker.Written;
        Journal.Start();
    }

    public ImmutableArray<FakeLine> Lines { get; }

    public JournalWriter Journal { get; }

    public FlightRecorder Recorder { get; } = new();

    public CabinetWorker Worker { get; }

    public FakeLine Line(string name) => Lines.Single(line => line.Name == name);

    /// <summary>Waits until what is published says so; the bound only ends a test that would hang.</summary>
    public async Task<CabinetView> Until(Func<CabinetView, bool> says)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!says(Worker.View)) await Task.Delay(5, limit.Token);
        return Worker.View;
    }

    public async ValueTask DisposeAsync()
    {
        Worker.Dispose();
        await Journal.DisposeAsync();
        folder.Dispose();
    }

    public Moment Now() => new(TimeProvider.System.GetElapsedTime(startedAt), TimeProvider.System.GetUtcNow(), TimeTrust.Assumed);
}
