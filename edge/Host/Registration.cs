using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using YongAi.Edge.Control;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Gauges;
using YongAi.Edge.Host.BringUp.Commissioning;
using YongAi.Edge.Host.Errands;
using YongAi.Edge.Host.Journal;
using YongAi.Edge.Host.Lines;
using YongAi.Edge.Host.Logging;
using YongAi.Edge.Host.Loop;
using YongAi.Edge.Host.Maintenance;
using YongAi.Edge.Host.Metrics;
using YongAi.Edge.Host.Recording;
using YongAi.Edge.Host.Relay;
using YongAi.Edge.Host.Site;
using YongAi.Edge.Host.Telemetry;
using YongAi.Edge.Host.Time;

namespace YongAi.Edge.Host;

/// <summary>Everything that is built, in start order; <see cref="EdgeService"/> starts and stops it.</summary>
internal static class Registration
{
    /// <summary>Opens and replays the journal and builds all that stands on it; no line is open yet and nothing turns.</summary>
    public static EdgeService Build(SiteSettings site, TimeProvider time)
    {
        var app = LocalHttp.Build(site.Host.Http);
        var logs = app.Services.GetRequiredService<ILoggerFactory>();
        var log = logs.CreateLogger("yongai-edge");
        var boot = RandomNumberGenerator.GetHexString(16, lowercase: true);
        var watchdog = Watchdog.FromEnvironment();

        var store = JournalStore.Open(site.Host.DataFolder, boot, site.Host.Store);
        var recovered = store.Recover();
        var ledger = Replayed(recovered);
        JournalGate.Refuse(ledger, site.Plan);
        var history = History.From(store);
        var clock = ClockOf(site, time, recovered.LastElapsed, Math.Max(ledger.TimeFloor, recovered.IssuedFloor));
        site = ProvedSite.Of(site, out var unproved);
        Say(log, site, boot, recovered, clock);
        var out_ = site.Plan.Slots.Where(slot => !slot.Proved).Select(slot => slot.Slot).ToArray();
        if (out_.Length > 0) Log.NotProved(log, string.Join(", ", out_), unproved.English ?? "their proof found something");

        var journal = new JournalWriter(store, time) { Turned = watchdog.Register("journal").Beat };
        var relay = new Late<RelayWorker>();
        var keeper = new Late<StoreKeeper>();
        var errands = new ErrandRunner(move =>
        {
            journal.RaiseIssuedFloor(move.Issued);
            relay.Value.Move(move.Through, move.Resend);
        }, lost => GiveUp(site.Host.DataFolder, lost), drop => keeper.Value.Drop(drop), log);
        var recorder = new FlightRecorder();
        var outside = new CabinetOutside(Recorded(site, boot, time, log, LinesOf(site, time, watchdog)), journal, errands.Run, clock.Now, time, recorder,
            watchdog.Register("cabinet"), log)
        {
            Banks = [.. site.Host.Banks.Select(bank => new LinuxPins(bank.Bank.Name, bank.Chip, bank.Pins)
            {
                Turned = watchdog.Register($"pins {bank.Bank}").Beat,
            })],
            Kernel = new KernelReadings(site.Host.Sysfs, [.. site.Wiring.Kernel.Select(fit => new KernelGauge(fit))], time),
        };
        var start = new Start(boot, recovered.Journal, Release.Version, recovered.Replaced, recovered.IssuedFloor,
            LastRun.Take(site.Host.DataFolder, LastRun.KernelBoot()));
        var refusals = new RefusalTally(journal);
        var keeps = new HistoryKeeper(refusals, history);
        var decisions = new DecisionLog(keeps, log);
        var cabinet = new CabinetWorker(outside, start,
            rig => new Rig(site.Wiring, site.Plan, ledger, decisions, clock.Now(), rig));
        journal.Written += cabinet.Written;
        var cloud = new RelaySite(site.Plan.Cabinet, boot, Release.Version, site.Host.Cloud, new RelayTimes());
        var ring = new TelemetryRing(site.Plan.Cabinet, boot, time);
        relay.Value = new RelayWorker(cloud, new JournalOutbox(recovered.Journal, journal), cabinet.Tell, time,
            logs.CreateLogger<RelayWorker>(), ring);

        keeper.Value = new StoreKeeper(journal, cabinet.Tell, () => relay.Value.View.Published, time, log);
        var telemetry = new TelemetryWorker(() => TelemetrySampler.Sample(cabinet.View, clock.Now(), new HostCounts(
            (journal.LastWritten, journal.OutboxPosition), keeper.Value.Last, cabinet.LineCounts, refusals.Counts, DiskWrites.Bytes(),
            (relay.Value.View.Counts.Links, relay.Value.View.Counts.LinksLost), ring.Lost)), ring, time);
        journal.RoomChanged += isFull =>
        {
            if (isFull) Log.DiskFull(log, site.Host.DataFolder);
            else Log.DiskHasRoom(log, site.Host.DataFolder);
            _ = keeper.Value.LookAsync(CancellationToken.None);
        };

        var service = new EdgeService(app, log, time, watchdog, journal, cabinet, relay.Value,
        [
            ("nonces", new NonceWorker(cabinet, time).RunAsync), ("store keeper", keeper.Value.RunAsync),
            ("telemetry", telemetry.RunAsync),
            ("relay pulse", new RelayPulse(relay.Value, watchdog.Register("relay"), time).RunAsync),
        ]);
        HealthEndpoints.Map(app, service.Health);
        MaintenanceEndpoints.Map(app, site.Host, () => CabinetReporter.Report(cabinet.View, clock.Now(),
            CabinetReporter.Loop(recorder, cabinet.BeatAge), relay.Value.View, Release.Version, keeps.Now));
        return service;
    }

    /// <summary>What time it is at this site, for a command that has no journal.</summary>
    public static EdgeClock ClockOf(SiteSettings site, TimeProvider time, TimeSpan carriedOn, long floor) =>
        new(time, site.Host.Clock == ClockSource.Assumed, KernelClock.IsSynchronised, carriedOn,
            Math.Max(floor, site.Plan.Codes.BuildDate));

    private static Ledger Replayed(Recovered recovered)
    {
        var ledger = recovered.Snapshot ?? Ledger.Empty;
        foreach (var entry in recovered.After) ledger = ledger.Apply(entry);
        return ledger;
    }

    // The doubt is on disk before the program ends, so the next start sees it whatever happens in between.
    private static void GiveUp(string folder, GiveUpJournal lost)
    {
        var why = $"the cloud has its events up to {lost.Through}, and it ends at {lost.Last}: its end was lost on this disk";
        JournalStore.Doubt(folder, why);
        throw new JournalFailed($"{why}; the next start sets it aside and goes on in a new journal");
    }

    private static ImmutableArray<ISerialLine> LinesOf(SiteSettings site, TimeProvider time, Watchdog watchdog) =>
        [.. site.Host.Ports.Select(port => new LinuxSerialLine(port.Line.Name, port.Path, port.Baud, time)
        {
            Format = port.Format,
            Rs485 = port.Rs485,
            Turned = watchdog.Register($"line {port.Line}").Beat,
            GatherFor = ScansCodes(site, port.Line) ? TimeSpan.Zero : LinuxSerialLine.GatherAt(port.Baud),
        })];

    private static ImmutableArray<ISerialLine> Recorded(SiteSettings site, string boot, TimeProvider time, ILogger log,
        ImmutableArray<ISerialLine> lines)
    {
        if (site.Host.BusRecordMiB == 0 || lines.IsEmpty) return lines;
        var folder = Path.Combine(site.Host.DataFolder, "bus");
        Log.Recording(log, folder, site.Host.BusRecordMiB);
        var title = new BusTitle(site.Plan.Cabinet, WiringPrint.Of(site), boot, time.GetUtcNow());
        var recorder = new BusRecorder(title, new BusRing(folder, (long)site.Host.BusRecordMiB << 20), time,
            why => Log.RecordingEnded(log, why));
        return [.. lines.Select(recorder.Tap)];
    }

    private static bool ScansCodes(SiteSettings site, LineId line) =>
        site.Wiring.Lines.Any(wired => wired.Line == line && wired.Devices.Any(device => device is ScannerWiring));

    private static void Say(ILogger log, SiteSettings site, string boot, Recovered recovered, EdgeClock clock)
    {
        Log.Starting(log, site.Plan.Cabinet, Release.Version, boot, clock.Now().Trust.Word());
        foreach (var remark in recovered.Remarks) Log.JournalRemark(log, remark);
        if (recovered.Replaced) Log.JournalReplaced(log, recovered.Journal);
        Log.Recovered(log, recovered.Journal, recovered.LastPosition, recovered.OutboxPosition, recovered.After.Length);
    }

    /// <summary>The relay tells the cabinet and the cabinet tells the relay: one of the two is known a moment later.</summary>
    private sealed class Late<T> where T : class
    {
        private T? value;

        public T Value
        {
            get => value ?? throw new InvalidOperationException($"{typeof(T).Name} is not built yet");
            set => this.value = value;
        }
    }
}
