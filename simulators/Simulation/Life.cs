using System.Security.Cryptography;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Devices;
using YongAi.Simulators.Boards;
using YongAi.Simulators.Site;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Simulation;

/// <summary>
/// One life of one cabinet: the production rig, simulated boards that speak real bytes, riders and a disk, on one thread and one
/// agenda. No clock, and no chance but the seed's: one seed is one life.
/// </summary>
public sealed class Life : IRigOutside, IDisposable
{
    private const string Boot = "00000000000000b1", Journal = "00000000000000a1", Issuer = "lives";
    /// <summary>Late bytes are fetched together: an answer of a board is one thing, not its single bytes.</summary>
    private static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan RestsFor = TimeSpan.FromMinutes(30);
    private static readonly DateTimeOffset Began = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Random chance;
    private readonly Demand demand;
    private readonly CodeWriterIssuer issuer;
    private readonly SimulatedCabinet boards;
    private readonly Rules rules;
    private readonly Rig rig;
    private readonly Transcript transcript = new();
    private readonly Queue<TimeSpan> arrivals = new();
    private TimeSpan now, drawnTo;

    public Life(SimulatedSite site, Demand demand, int seed)
    {
        chance = new Random(seed);
        this.demand = demand;
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        issuer = new CodeWriterIssuer(key, Issuer);
        boards = new SimulatedCabinet(site, new CabinetSetup { Seed = seed, Grain = Grain });
        foreach (var pack in Stock.Usual(site, null)) boards.World.Stock(pack.Slot, pack.Serial, pack.Soc);
        Disk = new Disk(chance, () => now);
        Visits = new Visits(chance, new Hands(boards), () => Moment, issuer);
        var wiring = LifePlan.WiringOf(site);
        rules = new Rules(Tally, Disk, boards.World, wiring, () => now);
        Disk.Handed += transcript.Decided;
        Disk.Handed += rules.Decided;
        Visits.Left += (rider, brought, hasPack) => rules.Left(rider, brought, hasPack, rig!.Cabinet.Ledger);
        rig = new Rig(wiring, LifePlan.Of(site, TrustOf(key), demand.MaxCharging), Ledger.Empty, Disk, Moment, this);
        rig.Tell(new Start(Boot, Journal, "0.1.0", false), Moment);
        foreach (var line in wiring.Lines) rig.LineUp(line.Line, Moment);
    }

    public Tally Tally { get; } = new();
    public Visits Visits { get; }
    public Disk Disk { get; }
    public long Turns { get; private set; }
    public string Hash => transcript.Hash;
    private Moment Moment => new(now, Began + now, TimeTrust.Trusted);

    /// <summary>Lives on; riders come all the time.</summary>
    public void Live(TimeSpan passes)
    {
        for (var end = now + passes; drawnTo < end; drawnTo += TimeSpan.FromDays(1))
            foreach (var arrival in demand.Arrivals(chance)) arrivals.Enqueue(drawnTo + arrival);
        Until(now + passes);
    }

    /// <summary>Nobody comes any more; who is there ends his visit.</summary>
    public void Rest()
    {
        arrivals.Clear();
        Until(now + RestsFor);
    }

    public void Dispose()
    {
        Visits.Dispose();
        issuer.Dispose();
        transcript.Dispose();
    }

    void IRigOutside.Send(LineId line, ReadOnlySpan<byte> bytes)
    {
        transcript.Sent(now, line.Name, bytes);
        rules.Sent(line, bytes);
        boards.Find(line.Name)!.Written(bytes, now);
    }

    void IRigOutside.Run(Errand errand)
    {
        if (errand is Say { Prompt: { Key: PromptKey.Refused, Why: { } why } }) Visits.LastRefusal = why;
    }

    private static TrustStore TrustOf(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return new TrustStore([new TrustedKey(Issuer, KeyKind.Credential, [0x04, .. point.X!, .. point.Y!], 0, long.MaxValue, ["swap:*"])]);
    }

    private void Until(TimeSpan end)
    {
        while (now < end)
        {
            now = Next(end);
            Pass();
        }
    }

    private TimeSpan Next(TimeSpan end)
    {
        var next = end;
        if (rig.NextDeadline < next) next = rig.NextDeadline;
        if (boards.NextDeadline < next) next = boards.NextDeadline.Value;
        if (Disk.NextDeadline < next) next = Disk.NextDeadline.Value;
        if (Visits.NextDeadline < next) next = Visits.NextDeadline.Value;
        if (arrivals.TryPeek(out var arrival) && arrival < next) next = arrival;
        return next > now ? next : now;
    }

    private void Pass()
    {
        while (Disk.TryDry() is { } position)
        {
            rig.Written(position, Moment);
            Turned();
        }
        boards.Lapse(now);
        foreach (var line in boards.Lines)
            if (line.Fetch() is { Length: > 0 } bytes)
            {
                rig.Receive(new LineId(line.Name), bytes, Moment);
                Turned();
            }
        if (rig.NextDeadline <= now)
        {
            rig.Lapse(Moment);
            Turned();
        }
        while (arrivals.TryPeek(out var arrival) && arrival <= now) Visits.Come(arrivals.Dequeue());
        Visits.Lapse(now);
    }

    private void Turned()
    {
        Turns++;
        rules.AfterTurn(rig.Cabinet);
    }
}
