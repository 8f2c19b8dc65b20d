using YongAi.Edge.Control;
using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Pins;
using YongAi.Edge.Host.Site;
using YongAi.Edge.Tests.Scenarios;
using YongAi.Simulators.Boards;
using YongAi.Simulators.Site;

namespace YongAi.Edge.Tests.Simulation;

/// <summary>
/// The production rig and the simulated boards of one site file, byte for byte, in virtual time on one thread. No clock, no I/O:
/// a minute of cabinet life costs milliseconds.
/// </summary>
internal sealed class VirtualCabinet : IJournal, IRigOutside
{
    private static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan InkTakes = TimeSpan.FromMilliseconds(3);

    private readonly SiteSettings _site;
    private readonly Queue<(TimeSpan Due, long Position)> _ink = new();
    private readonly List<Entry> _journal = [];

    public VirtualCabinet(string siteFile)
    {
        var reading = SiteFile.Read(Repository.Path(siteFile));
        var read = reading.Settings ?? throw new InvalidOperationException(string.Join('\n', reading.Faults));
        // What charges is not to depend on the hour: no hour is cheaper than another here.
        _site = read with { Plan = read.Plan with { Energy = read.Plan.Energy with { Tariff = Tariff.Flat } } };
        var simulated = SimulatedSite.Read(Repository.Path(siteFile));
        Boards = new SimulatedCabinet(simulated, new CabinetSetup());
        foreach (var pack in Stock.Usual(simulated, null)) Boards.World.Stock(pack.Slot, pack.Serial, pack.Soc);
        Rig = Started(Ledger.Empty);
    }

    public SimulatedCabinet Boards { get; }
    public Rig Rig { get; private set; }
    public TimeSpan Now { get; private set; }
    public IReadOnlyList<Entry> Journal => _journal;
    public List<string> Said { get; } = [];

    /// <summary>Each write hangs so much longer.</summary>
    public TimeSpan InkHangs { get; set; }
    public Moment Moment => new(Now, ScenarioCabinet.Morning + Now, TimeTrust.Assumed);

    public IEnumerable<T> Events<T>() where T : Event => _journal.Select(entry => entry.Event).OfType<T>();

    /// <summary>Lives on until something is so, or the time is over.</summary>
    public bool Until(Func<bool> so, TimeSpan within)
    {
        var end = Now + within;
        while (!so())
        {
            if (Now >= end) return false;
            Pass();
        }
        return true;
    }

    public void Wait(TimeSpan time) => Until(() => false, time);

    public void Scan(string text) => Boards.Scanners["scanner"].Show(text, Now);

    void IJournal.Hand(ImmutableArray<Entry> entries)
    {
        _journal.AddRange(entries);
        _ink.Enqueue((Now + InkTakes + InkHangs, entries[^1].Position));
    }

    void IRigOutside.Send(LineId line, ReadOnlySpan<byte> bytes) => Boards.Find(line.Name)!.Written(bytes, Now);

    void IRigOutside.Drive(BankId bank, ulong levels, ulong mask) => Boards.Pins.First(pins => pins.Name == bank.Name).Drive(levels, mask);

    void IRigOutside.Run(Errand errand)
    {
        if (Story.Line(errand) is { } line) Said.Add(line);
    }

    private Rig Started(Ledger ledger)
    {
        var rig = new Rig(_site.Wiring, _site.Plan, ledger, this, Moment, this);
        rig.Tell(new Start("00000000000000b1", "7f3a000000000001", "0.1.0", false), Moment);
        foreach (var line in _site.Wiring.Lines) rig.LineUp(line.Line, Moment);
        foreach (var bank in _site.Wiring.Banks) rig.PinsUp(bank.Bank, Moment);
        return rig;
    }

    private void Pass()
    {
        Now += Grain;
        while (_ink.TryPeek(out var ink) && ink.Due <= Now) Rig.Written(_ink.Dequeue().Position, Moment);
        Boards.Lapse(Now);
        foreach (var line in Boards.Lines)
            if (line.Fetch() is { Length: > 0 } bytes) Rig.Receive(new LineId(line.Name), bytes, Moment);
        foreach (var bank in Boards.Pins)
        {
            while (bank.TryEdge(out var pin)) Rig.PinEdge(new BankId(bank.Name), pin, rising: true, lost: 0, Moment);
            if (bank.TryRead(Now, out var levels)) Rig.PinsRead(new BankId(bank.Name), levels, Moment);
        }
        while (Boards.Kernel.TryRead(Now, out var gauge, out var texts)) Rig.KernelRead(new GaugeId(gauge), texts, Moment);
        if (Rig.NextDeadline <= Now) Rig.Lapse(Moment);
    }
}
