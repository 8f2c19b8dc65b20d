using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Gauges;
using YongAi.Edge.Devices.Lines;
using YongAi.Edge.Devices.Pins;
using YongAi.Edge.Tests.Simulators;
using YongAi.Simulators.Boards;
using YongAi.Simulators.Simulation;
using YongAi.Simulators.Site;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Devices;

/// <summary>The drivers of a cabinet on its simulated boards, which share no frame code with them; without a site, the demonstration's.</summary>
internal sealed class SimulatedLines : IDisposable
{
    private readonly SiteBench site = new();
    private readonly Dictionary<string, Ending> endings;
    private readonly ImmutableArray<(PinBank Bank, SimulatedPins Chip)> pins = [];
    private readonly ImmutableArray<KernelGauge> kernel = [];
    private readonly Facts facts = new();
    private TimeSpan now = TimeSpan.FromSeconds(1);

    public SimulatedLines(byte? reportHead = null)
    {
        Cabinet = site.Cabinet(reportHead);
        endings = new Dictionary<string, Ending>(StringComparer.Ordinal)
        {
            ["locks"] = End("locks", 9600, Fits.LockBoard(echo: EchoMode.Probe)),
            ["chargers"] = End("chargers", 9600, Fits.Relays()),
            ["scanner"] = End("scanner", 115_200, new ScannerWiring(ScanEnd.Cr)),
        };
        for (var slot = 1; slot <= 12; slot++) endings[$"pack-{slot}"] = End($"pack-{slot}", 9600, Fits.Pack(slot));
        foreach (var ending in endings.Values) ending.Line.Open(Moment, ending);
    }

    /// <summary>A cabinet wired as its site file says, or as somebody else wired it; eleven packs of twelve, whole bursts.</summary>
    public SimulatedLines(SimulatedSite of, SimulatedSite? really = null)
    {
        Cabinet = new SimulatedCabinet(really ?? of, new CabinetSetup { Grain = TimeSpan.FromHours(1) });
        foreach (var pack in Stock.Usual(of, packs: null)) Cabinet.World.Stock(pack.Slot, pack.Serial, pack.Soc);
        var wiring = LifePlan.WiringOf(of);
        pins = [.. wiring.Banks.Select(bank => (new PinBank(bank), Cabinet.Pins.First(chip => chip.Name == bank.Bank.Name)))];
        kernel = [.. wiring.Kernel.Select(fit => new KernelGauge(fit))];
        foreach (var (bank, _) in pins) bank.Open(facts);
        endings = wiring.Lines.ToDictionary(line => line.Line.Name,
            line => new Ending(this, line.Line.Name, new SharedLine(line)), StringComparer.Ordinal);
        foreach (var ending in endings.Values) ending.Line.Open(Moment, ending);
    }

    public SimulatedCabinet Cabinet { get; }
    public List<Input> Told { get; } = [];

    /// <summary>What was sent, with its line and the moment at which it was given to the line.</summary>
    public List<(string Line, TimeSpan At, byte[] Bytes)> Sent { get; } = [];

    /// <summary>How many bytes came from a line.</summary>
    public Dictionary<string, long> HeardBytes { get; } = new(StringComparer.Ordinal);

    public TimeSpan Now => now;

    private Moment Moment => new(now, DateTimeOffset.UnixEpoch + now, TimeTrust.Trusted);

    public LineCounts Counts(string line) => endings[line].Line.Counts;

    public void Perform(Effect effect)
    {
        foreach (var ending in endings.Values.Where(ending => ending.Line.Serves(effect)))
            ending.Line.Perform(effect, Moment, ending);
        foreach (var (bank, chip) in pins)
            if (bank.Take(effect, now)) chip.Drive(bank.Driven.Levels, bank.Driven.Mask);
    }

    public HandsAnswer Do(HandsAct act) => new Hands(Cabinet).Do(act, now);

    /// <summary>Sets a fault of the simulated cabinet, so many times.</summary>
    public void Fail(string name, string line, int times)
    {
        var answer = Do(new SetFault(name, Line: line, Times: times));
        Assert.True(answer.Ok, answer.Why);
    }

    public DoorState? Door(int slot) => Told.OfType<SwitchesRead>().SelectMany(read => read.Slots)
        .LastOrDefault(read => read.Slot == Fits.Slot(slot) && read.Door is not null).Door;

    public void Run(TimeSpan time)
    {
        var end = now + time;
        while (NextAt() is { } at && at <= end)
        {
            if (at > now) now = at;
            Cabinet.Lapse(now);
            foreach (var ending in endings.Values) ending.Serve();
            Look();
        }
        now = end;
    }

    /// <summary>Pins and kernel files, as often as the host looks at them.</summary>
    private void Look()
    {
        foreach (var (bank, chip) in pins)
        {
            while (chip.TryEdge(out var pin)) bank.Edge(pin, rising: true, 0, facts);
            if (chip.TryRead(now, out var levels)) bank.Read(levels, facts);
            if (bank.Lapse(now)) chip.Drive(bank.Driven.Levels, bank.Driven.Mask);
        }
        while (Cabinet.Kernel.TryRead(now, out var gauge, out var texts))
            facts.Add(kernel.First(each => each.Fit.Gauge.Name == gauge) is var own && texts is { } read ? own.Said(read) : own.Unread());
        facts.TellTo(endings.Values.First());
    }

    public void Dispose() => site.Dispose();

    private Ending End(string name, int baud, DeviceWiring device) => new(this, name,
        new SharedLine(new LineWiring(new LineId(name), baud, [device])));

    private TimeSpan? NextAt()
    {
        var next = Cabinet.NextDeadline;
        foreach (var ending in endings.Values)
            if (ending.Line.NextDeadline is { } at && !(next <= at)) next = at;
        foreach (var (bank, _) in pins)
            if (bank.NextDeadline < next) next = bank.NextDeadline;
        return Cabinet.NextLook < next ? Cabinet.NextLook : next;
    }

    /// <summary>Our end of one line.</summary>
    private sealed class Ending(SimulatedLines lines, string name, SharedLine line) : ILineOutput
    {
        private readonly SimulatedLine far = lines.Cabinet.Find(name) ?? throw new InvalidOperationException($"no line {name}");

        public SharedLine Line => line;

        public void Send(ReadOnlySpan<byte> bytes)
        {
            lines.Sent.Add((name, lines.now, bytes.ToArray()));
            far.Written(bytes, lines.now);
        }

        public void Tell(Input input) => lines.Told.Add(input);

        public void Serve()
        {
            if (far.Fetch() is { Length: > 0 } bytes)
            {
                lines.HeardBytes[name] = lines.HeardBytes.GetValueOrDefault(name) + bytes.Length;
                line.Receive(bytes, lines.Moment, this);
            }
            if (line.NextDeadline <= lines.now) line.Lapse(lines.Moment, this);
        }
    }
}
