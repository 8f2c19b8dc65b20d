using System.Diagnostics;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Gauges;
using YongAi.Edge.Devices.Lines;
using YongAi.Edge.Devices.Pins;
using YongAi.Edge.Host.Lines;
using YongAi.Edge.Host.Loop;
using YongAi.Edge.Host.Site;

namespace YongAi.Edge.Host.BringUp.Commissioning;

/// <summary>
/// The cabinet's own lines, pins and drivers, without the cabinet: facts go to a sight, effects come from a proof. One thread, whoever waits.
/// </summary>
public sealed class Workbench : IWorkbench, ILineEvents, IPinEvents, ILineOutput, IDisposable
{
    /// <summary>A port that is there is open by then.</summary>
    public static readonly TimeSpan OpensWithin = TimeSpan.FromSeconds(5);

    private const int InboxMax = 4096;
    private static readonly TimeSpan InboxWaitMax = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LooksEvery = TimeSpan.FromMilliseconds(50);

    private readonly Inbox inbox = new(InboxMax);
    private readonly long began = Stopwatch.GetTimestamp();
    private readonly Dictionary<string, Ending> endings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (LinuxPins Pins, PinBank Bank)> banks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> down = new(StringComparer.Ordinal);
    private readonly ImmutableArray<KernelGauge> kernel;
    private readonly KernelReadings readings;
    private readonly Facts facts = new();

    /// <param name="site">Whose lines are opened.</param>
    /// <param name="needed">Which of them; null for all.</param>
    /// <param name="tap">Stands between a line and its drivers; null for nothing.</param>
    /// <param name="pins">Which banks of pins; null for all.</param>
    public Workbench(SiteSettings site, Func<LineWiring, bool>? needed = null, Func<ISerialLine, ISerialLine>? tap = null,
        Func<BankWiring, bool>? pins = null)
    {
        Sight = new Sight(site.Plan.Slots.Select(slot => slot.Slot.Value));
        foreach (var port in site.Host.Ports)
        {
            var wiring = site.Wiring.Lines.First(wired => wired.Line == port.Line);
            if (needed?.Invoke(wiring) == false) continue;
            var line = new LinuxSerialLine(port.Line.Name, port.Path, port.Baud, TimeProvider.System)
            {
                Format = port.Format, Rs485 = port.Rs485, GatherFor = LinuxSerialLine.GatherAt(port.Baud),
            };
            endings[port.Line.Name] = new Ending(this, tap?.Invoke(line) ?? line, new SharedLine(wiring));
        }
        foreach (var port in site.Host.Banks)
        {
            var wiring = site.Wiring.Banks.First(wired => wired.Bank == port.Bank);
            if (pins?.Invoke(wiring) != false) banks[port.Bank.Name] = (new LinuxPins(port.Bank.Name, port.Chip, port.Pins), new PinBank(wiring));
        }
        kernel = [.. site.Wiring.Kernel.Select(fit => new KernelGauge(fit))];
        readings = new KernelReadings(site.Host.Sysfs, kernel, TimeProvider.System);
        foreach (var ending in endings.Values) ending.Port.Start(this);
        foreach (var (chip, _) in banks.Values) chip.Start(this);
        readings.Start((gauge, texts) => inbox.TryAdd(new KernelSaid(gauge, texts), InboxWaitMax));
    }

    /// <inheritdoc/>
    public Sight Sight { get; }

    /// <summary>Lines that cannot be opened, and why.</summary>
    public IReadOnlyDictionary<string, string> Down => down;

    /// <summary>How many lines are open.</summary>
    public int UpCount { get; private set; }

    private Moment Now => new(Stopwatch.GetElapsedTime(began) + TimeSpan.FromSeconds(1), DateTimeOffset.UnixEpoch, TimeTrust.Untrusted);

    /// <summary>Waits until every line is open; says of each that is not why, and what to do.</summary>
    public async Task<bool> IsOpenAsync(Action<Words> tell)
    {
        if (await Until(() => down.Count == 0 && UpCount == endings.Count + banks.Count, OpensWithin)) return true;
        foreach (var (line, why) in down) tell(NotOpen(line, why));
        return false;
    }

    /// <inheritdoc/>
    public void Perform(Effect effect)
    {
        foreach (var ending in endings.Values)
            if (ending.Line.Serves(effect)) ending.Line.Perform(effect, Now, ending);
        foreach (var (chip, bank) in banks.Values)
            if (bank.Take(effect, Now.Elapsed)) chip.Drive(bank.Driven.Levels, bank.Driven.Mask);
    }

    /// <inheritdoc/>
    public Task<bool> Until(Func<bool> isSo, TimeSpan within)
    {
        var end = Now.Elapsed + within;
        while (!isSo())
        {
            if (Now.Elapsed >= end) return Task.FromResult(false);
            Turn();
        }
        return Task.FromResult(true);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        inbox.Close();
        foreach (var ending in endings.Values) ending.Port.Dispose();
        foreach (var (chip, _) in banks.Values) chip.Dispose();
        readings.Dispose();
    }

    private static Words NotOpen(string line, string why) => why.Contains("in use by another program", StringComparison.Ordinal)
        ? new($"线路“{line}”正被柜端服务占用。先停服务再验收：systemctl stop yongai-edge，验完再 systemctl start yongai-edge",
            $"line '{line}' is in use, probably by the edge service. Stop it for the proof: systemctl stop yongai-edge, "
            + "and start it again afterwards")
        : new($"线路“{line}”打不开：{why}", $"line '{line}' cannot be opened: {why}");

    void ILineEvents.Up(string line) => inbox.TryAdd(new LineOpened(new LineId(line)), InboxWaitMax);

    void ILineEvents.Down(string line, string why) => inbox.TryAdd(new LineLost(new LineId(line), why), InboxWaitMax);

    void ILineEvents.Received(string line, ReadOnlySpan<byte> bytes) =>
        inbox.TryAdd(new BytesReceived(new LineId(line), bytes.ToArray()), InboxWaitMax);

    void IPinEvents.Up(string bank) => inbox.TryAdd(new PinsTaken(new BankId(bank)), InboxWaitMax);

    void IPinEvents.Down(string bank, string why) => inbox.TryAdd(new PinsGone(new BankId(bank), why), InboxWaitMax);

    void IPinEvents.Read(string bank, ulong levels) => inbox.TryAdd(new LevelsRead(new BankId(bank), levels), InboxWaitMax);

    void IPinEvents.Edge(string bank, PinEdge edge) => inbox.TryAdd(new EdgeSeen(new BankId(bank), edge), InboxWaitMax);

    void ILineOutput.Send(ReadOnlySpan<byte> bytes) => throw new InvariantBroken("pins have no bytes");

    void ILineOutput.Tell(Input input) => Sight.Hear(input);

    private void Turn()
    {
        if (inbox.TryTake(out var stimulus, LooksEvery)) Take(stimulus);
        foreach (var ending in endings.Values)
            if (ending.Line.NextDeadline <= Now.Elapsed) ending.Line.Lapse(Now, ending);
        foreach (var (chip, bank) in banks.Values)
            if (bank.Lapse(Now.Elapsed)) chip.Drive(bank.Driven.Levels, bank.Driven.Mask);
        facts.TellTo(this);
    }

    private void Take(Stimulus stimulus)
    {
        switch (stimulus)
        {
            case LineOpened opened:
                down.Remove(opened.Line.Name);
                UpCount++;
                endings[opened.Line.Name].IsUp = true;
                endings[opened.Line.Name].Line.Open(Now, endings[opened.Line.Name]);
                break;
            case LineLost lost:
                down[lost.Line.Name] = lost.Why;
                if (endings[lost.Line.Name].IsUp) UpCount--;
                endings[lost.Line.Name].IsUp = false;
                endings[lost.Line.Name].Line.Lost(Now, endings[lost.Line.Name]);
                break;
            case PinsTaken taken:
                down.Remove(taken.Bank.Name);
                if (!banks[taken.Bank.Name].Bank.IsUp) UpCount++;
                banks[taken.Bank.Name].Bank.Open(facts);
                break;
            case PinsGone gone:
                down[gone.Bank.Name] = gone.Why;
                if (banks[gone.Bank.Name].Bank.IsUp) UpCount--;
                banks[gone.Bank.Name].Bank.Lost(facts);
                break;
            case LevelsRead read: banks[read.Bank.Name].Bank.Read(read.Levels, facts); break;
            case EdgeSeen seen: banks[seen.Bank.Name].Bank.Edge(seen.Edge.Pin, seen.Edge.Rising, seen.Edge.Lost, facts); break;
            case KernelSaid said:
                var gauge = kernel.First(own => own.Fit.Gauge == said.Gauge);
                facts.Add(said.Texts is { } texts ? gauge.Said(texts) : gauge.Unread());
                break;
            case BytesReceived received:
                endings[received.Line.Name].Line.Receive(received.Bytes, Now, endings[received.Line.Name]);
                break;
        }
    }

    /// <summary>Our end of one line.</summary>
    private sealed class Ending(Workbench bench, ISerialLine port, SharedLine line) : ILineOutput
    {
        public ISerialLine Port => port;

        public SharedLine Line => line;

        public bool IsUp { get; set; }

        public void Send(ReadOnlySpan<byte> bytes) => port.Write(bytes);

        public void Tell(Input input) => bench.Sight.Hear(input);
    }
}
