using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Lines;
using YongAi.Edge.Host.Lines;
using YongAi.Simulators.Simulation;
using YongAi.Simulators.Site;

namespace YongAi.Edge.Tests.Devices;

/// <summary>
/// Our end of one line of a simulated cabinet, by the clock of the machine: the drivers that the site file names, on the program's own
/// serial line.
/// </summary>
internal sealed class TerminalEnd : ILineEvents, ILineOutput, IDisposable
{
    /// <summary>Far longer than anything here takes on the slowest machine: who waits longer waits for nothing.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Who waits for a thing of the world and not of the line looks this often.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    private readonly BlockingCollection<Action> happened = [];
    private readonly SharedLine line;
    private readonly LinuxSerialLine port;
    private readonly long began = TimeProvider.System.GetTimestamp();

    /// <param name="site">The site.</param>
    /// <param name="name">Its line.</param>
    /// <param name="others">Drivers instead of those that the site file names.</param>
    public TerminalEnd(SimulatedSite site, string name, params DeviceWiring[] others)
    {
        var wiring = LifePlan.WiringOf(site).Lines.Single(wired => wired.Line.Name == name);
        if (others.Length > 0) wiring = wiring with { Devices = [.. others] };
        line = new SharedLine(wiring);
        port = new LinuxSerialLine(name, site.LinePaths[name], wiring.Baud, TimeProvider.System)
        {
            Format = wiring.Format,
            GatherFor = wiring.Devices.Any(device => device is ScannerWiring) ? TimeSpan.Zero : LinuxSerialLine.GatherAt(wiring.Baud),
        };
        port.Start(this);
    }

    public string Line => port.Name;

    /// <summary>All facts so far.</summary>
    public List<Input> Told { get; } = [];

    /// <summary>How many requests went out.</summary>
    public int Sent { get; private set; }

    /// <summary>How often the line came up.</summary>
    public int Ups { get; private set; }

    /// <summary>Nobody on the line has anything to say, or to wait for.</summary>
    public bool IsAtRest => Ups > 0 && line.NextDeadline is null;

    public LineCounts Counts => line.Counts;

    private Moment Moment
    {
        get
        {
            var now = TimeSpan.FromHours(1) + TimeProvider.System.GetElapsedTime(began);
            return new(now, DateTimeOffset.UnixEpoch + now, TimeTrust.Trusted);
        }
    }

    /// <summary>Facts of a kind, from some place of <see cref="Told"/> on.</summary>
    public IEnumerable<T> Facts<T>(int from = 0) => Told.Skip(from).OfType<T>();

    /// <summary>What is now known of a door: a silent board leaves it unknown.</summary>
    public DoorState Door(int slot)
    {
        for (var at = Told.Count - 1; at >= 0; at--)
        {
            if (Told[at] is SwitchesSilent silent && silent.Slots.Contains(Fits.Slot(slot))) return DoorState.Unknown;
            if (Told[at] is not SwitchesRead read) continue;
            foreach (var said in read.Slots)
                if (said.Slot == Fits.Slot(slot) && said.Door is { } door) return door;
        }
        return DoorState.Unknown;
    }

    public void Perform(Effect effect) => line.Perform(effect, Moment, this);

    /// <summary>Has an order of an opening fired: a machine that stood still for longer than an opening waits has fired nothing.</summary>
    public void Fire(int slot)
    {
        var (fired, refused) = (Facts<LockFired>().Count(), -1);
        LiveUntil(() =>
        {
            if (Facts<LockFired>().Count() > fired) return true;
            if (Facts<LockNotFired>().Count() == refused) return false;
            refused = Facts<LockNotFired>().Count();
            Perform(new FireLock(Fits.Slot(slot)));
            return false;
        }, what: $"the lock of slot {slot} is fired");
    }

    /// <summary>Lives on until so many more answers were heard.</summary>
    public void HearOn(int answers = 5)
    {
        var enough = Counts.Answered + answers;
        LiveUntil(() => Counts.Answered >= enough);
    }

    public void LiveUntil(Func<bool> done, [CallerArgumentExpression(nameof(done))] string what = "")
    {
        var until = Moment.Elapsed + Patience;
        while (!done())
        {
            Assert.True(Moment.Elapsed < until, $"{port.Name}: in vain: {what}; {Counts}; last told: {string.Join(' ', Told.TakeLast(5))}");
            var rest = line.NextDeadline - Moment.Elapsed;
            if (!(rest < LookEvery)) rest = LookEvery;
            // What was heard comes before a time-out that it may have made needless.
            if (happened.TryTake(out var next, Math.Max(0, (int)Math.Ceiling(rest.Value.TotalMilliseconds)))) next();
            else if (line.NextDeadline <= Moment.Elapsed) line.Lapse(Moment, this);
        }
    }

    public void Up(string line) => happened.Add(() =>
    {
        Ups++;
        this.line.Open(Moment, this);
    });

    public void Down(string line, string why) => happened.Add(() => this.line.Lost(Moment, this));

    public void Received(string line, ReadOnlySpan<byte> bytes)
    {
        var kept = bytes.ToArray();
        happened.Add(() => this.line.Receive(kept, Moment, this));
    }

    public void Send(ReadOnlySpan<byte> bytes)
    {
        Sent++;
        port.Write(bytes);
    }

    public void Tell(Input input) => Told.Add(input);

    public void Dispose()
    {
        port.Dispose();
        happened.Dispose();
    }
}
