using System.Security.Cryptography;
using YongAi.CloudBridge.Minting;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Devices;
using YongAi.Edge.Host.Loop;
using YongAi.Edge.Host.Maintenance;
using YongAi.Edge.Host.Site;
using YongAi.Simulators.Boards;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Simulators;

/// <summary>The whole edge without I/O on the boards of a simulated cabinet, in virtual time. Ink takes 5 ms.</summary>
internal sealed class RigBench : IJournal, IRigOutside, IDisposable
{
    private const string Journal = "00000000000000a1", Boot = "00000000000000b1";
    private static readonly TimeSpan InkTakes = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LooksEvery = TimeSpan.FromMilliseconds(20);
    private static readonly DateTimeOffset Began = new(2026, 5, 1, 4, 0, 0, TimeSpan.Zero);

    private readonly SiteBench site;
    private readonly SimulatedPhone phone;
    private readonly Rig rig;
    private readonly Queue<(TimeSpan Due, long Position)> ink = new();
    private TimeSpan now = TimeSpan.FromSeconds(1);

    public RigBench(byte? reportHead = null, Func<string, string>? change = null, int? soc = null)
    {
        site = new SiteBench(text => (change?.Invoke(text) ?? text)
            .Replace("../issuers/demo.json", Repository.Path("seeds/issuers/demo.json"), StringComparison.Ordinal));
        Cabinet = site.Cabinet(reportHead, soc);
        Hands = new Hands(Cabinet);
        var settings = SiteFile.Read(site.SiteFile).Settings!;
        phone = PhoneOfDemoRider();
        rig = new Rig(settings.Wiring, settings.Plan, Ledger.Empty, this, Moment, this);
        rig.Tell(new Start(Boot, Journal, "0.1.0", false), Moment);
        foreach (var line in settings.Wiring.Lines) rig.LineUp(line.Line, Moment);
    }

    public SimulatedCabinet Cabinet { get; }
    public Hands Hands { get; }
    public List<Event> Events { get; } = [];
    public History History { get; private set; } = History.Empty;
    public TimeSpan Now => now;

    /// <summary>What a reader outside the loop sees.</summary>
    public CabinetView View => new(rig.Cabinet, Moment, rig.Cabinet.Ledger.Position, Cabinet.Lines.ToImmutableSortedDictionary(
        line => line.Name, _ => new LineState(true, null, TimeSpan.Zero), StringComparer.Ordinal));

    public SimulatedRider Rider(string serial, int soc, Action<string>? say = null) =>
        new(RiderScripts.StraightSwap(dawdle: 1, patience: TimeSpan.FromSeconds(60)), new RiderPack(serial, soc),
            () => phone.Draw("swap", Moment.Wall), say ?? (_ => { }));

    /// <summary>Lives on, from one thing due to the next; the rider looks every 20 ms.</summary>
    public void Live(TimeSpan passes, SimulatedRider? rider = null)
    {
        var (end, looks) = (now + passes, now);
        while (now < end && rider?.Outcome is null)
        {
            TimeSpan?[] dues = [end, rig.NextDeadline, Cabinet.NextDeadline, ink.TryPeek(out var next) ? next.Due : null,
                rider is null ? null : looks];
            var due = dues.Min()!.Value;
            if (due > now) now = due;
            Turn();
            if (rider is null || looks > now) continue;
            looks = now + LooksEvery;
            if (rider.Live(Hands.Look(), now) is { } act) rider.Did(act, Hands.Do(act, now), now);
        }
    }

    public void Hand(ImmutableArray<Entry> entries)
    {
        History = entries.Aggregate(History, (history, entry) => history.After(entry));
        Events.AddRange(entries.Select(entry => entry.Event));
        ink.Enqueue((now + InkTakes, entries[^1].Position));
    }

    public void Send(LineId line, ReadOnlySpan<byte> bytes) => Cabinet.Find(line.Name)!.Written(bytes, now);

    public void Run(Errand errand) { }

    public void Dispose()
    {
        site.Dispose();
    }

    private Moment Moment => new(now, Began + now, TimeTrust.Assumed);

    private void Turn()
    {
        Cabinet.Lapse(now);
        foreach (var line in Cabinet.Lines)
            if (line.Fetch() is { Length: > 0 } bytes) rig.Receive(new LineId(line.Name), bytes, Moment);
        while (ink.TryPeek(out var written) && written.Due <= now)
        {
            ink.Dequeue();
            rig.Written(written.Position, Moment);
        }
        if (rig.NextDeadline <= now) rig.Lapse(Moment);
    }

    private static SimulatedPhone PhoneOfDemoRider()
    {
        using var issuer = IssuerKey.Read(DemoIssuer.CredentialKey(), DemoIssuer.Name);
        using var riderKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var credential = new CredentialMint(issuer).Bound(new Grant("rider-1001", ["swap:48V24Ah"]), riderKey, Began, TimeSpan.FromDays(7));
        return new SimulatedPhone(credential, StillKey.FromPem(riderKey.ExportPkcs8PrivateKeyPem()));
    }
}
