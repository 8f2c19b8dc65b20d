using YongAi.Edge.Control;
using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices.Gauges;
using YongAi.Edge.Devices.Lines;
using YongAi.Edge.Devices.Pins;

namespace YongAi.Edge.Devices;

/// <summary>What the rig hands out: bytes for lines, and errands that no device takes. Called within the rig's turn, never later.</summary>
public interface IRigOutside
{
    /// <summary>Bytes to write to a line. The span is only valid during the call.</summary>
    void Send(LineId line, ReadOnlySpan<byte> bytes);

    /// <summary>Drive outputs: those in the mask to the level in their place. A host without pins is never asked.</summary>
    void Drive(BankId bank, ulong levels, ulong mask) => throw new InvariantBroken($"this host has no pins, and none called {bank}");

    /// <summary>Something to say, or a word to the relay.</summary>
    void Run(Errand errand);
}

/// <summary>
/// The whole cabinet as one machine without I/O, clock or threads: the loop and all devices. The host gives bytes and time and
/// takes bytes and errands away; the simulators do the same in virtual time. One thread.
/// </summary>
public sealed class Rig
{
    private readonly IRigOutside _outside;
    private readonly CabinetLoop _loop;
    private readonly Dictionary<LineId, Port> _ports = [];
    private readonly ImmutableArray<Port> _inOrder;
    private readonly Deadlines _deadlines;
    private readonly ImmutableArray<PinBank> _banks;
    private readonly ImmutableArray<KernelGauge> _kernel;
    private readonly Facts _facts = new();
    private readonly Ear _ear;
    private readonly Queue<(Port Port, Effect Effect)> _orders = new();
    private readonly Queue<Input> _inputs = new();
    private bool _turning;
    private TimeSpan _now;

    /// <param name="wiring">Which devices are on which line.</param>
    /// <param name="plan">The cabinet as installed.</param>
    /// <param name="ledger">The ledger that replay gave.</param>
    /// <param name="journal">Where events go.</param>
    /// <param name="now">The first moment.</param>
    /// <param name="outside">Takes bytes and errands.</param>
    public Rig(Wiring wiring, SitePlan plan, Ledger ledger, IJournal journal, Moment now, IRigOutside outside)
    {
        _outside = outside;
        _loop = new CabinetLoop(new Cabinet(plan, ledger, Image.Dark(plan, now.Elapsed)), journal, Perform);
        foreach (var line in wiring.Lines)
            _ports.Add(line.Line, new Port(this, new SharedLine(line), _ports.Count));
        _inOrder = [.. _ports.Values];
        _deadlines = new Deadlines(_inOrder.Length);
        _ear = new Ear(_inputs);
        _banks = [.. wiring.Banks.Select(bank => new PinBank(bank))];
        _kernel = [.. wiring.Kernel.Select(fit => new KernelGauge(fit))];
    }

    /// <summary>The cabinet after the last turn; immutable, for readers.</summary>
    public Cabinet Cabinet => _loop.Cabinet;

    /// <summary>When a lapse is wanted, in running time.</summary>
    public TimeSpan NextDeadline
    {
        get
        {
            var next = _deadlines.Soonest is { } line && line < _loop.NextDeadline ? line : _loop.NextDeadline;
            foreach (var bank in _banks)
                if (bank.NextDeadline < next) next = bank.NextDeadline.Value;
            return next;
        }
    }

    /// <summary>What a line has seen since the start.</summary>
    public LineCounts CountsOf(LineId line) => _ports[line].Line.Counts;

    /// <summary>A line is open, or open again.</summary>
    public void LineUp(LineId line, Moment now)
    {
        var port = _ports[line];
        port.Line.Open(now, port);
        Touched(port);
        Settle(now);
    }

    /// <summary>A line is gone: nothing on it is believed any more.</summary>
    public void LineDown(LineId line, Moment now)
    {
        var port = _ports[line];
        port.Line.Lost(now, port);
        Touched(port);
        Settle(now);
    }

    /// <summary>Bytes came from a line.</summary>
    public void Receive(LineId line, ReadOnlySpan<byte> bytes, Moment now)
    {
        var port = _ports[line];
        port.Line.Receive(bytes, now, port);
        Touched(port);
        Settle(now);
    }

    /// <summary>Pins are ours, or ours again; their outputs are at rest.</summary>
    public void PinsUp(BankId bank, Moment now)
    {
        Find(bank).Open(_facts);
        TellFacts(now);
    }

    /// <summary>Pins are gone: nothing on them is believed any more.</summary>
    public void PinsDown(BankId bank, Moment now)
    {
        Find(bank).Lost(_facts);
        TellFacts(now);
    }

    /// <summary>The levels of pins as they are now: bit n is the n-th pin, 1 when active.</summary>
    public void PinsRead(BankId bank, ulong levels, Moment now)
    {
        Find(bank).Read(levels, _facts);
        TellFacts(now);
    }

    /// <summary>A pin moved, and so many edges of it were lost before.</summary>
    public void PinEdge(BankId bank, int pin, bool rising, long lost, Moment now)
    {
        Find(bank).Edge(pin, rising, lost, _facts);
        TellFacts(now);
    }

    /// <summary>The texts of a kernel sensor's files, in the order of <see cref="KernelGauge.Files"/>; null: the device is not there.</summary>
    public void KernelRead(GaugeId gauge, ImmutableArray<string?>? texts, Moment now)
    {
        foreach (var own in _kernel)
            if (own.Fit.Gauge == gauge) _inputs.Enqueue(texts is { } read ? own.Said(read) : own.Unread());
        Settle(now);
    }

    /// <summary>A request or a fact from the host.</summary>
    public void Tell(Input input, Moment now)
    {
        _inputs.Enqueue(input);
        Settle(now);
    }

    /// <summary>The journal is on disk up to a position.</summary>
    public void Written(long position, Moment now)
    {
        _loop.Written(position, now);
        Settle(now);
    }

    /// <summary>The deadline came.</summary>
    public void Lapse(Moment now)
    {
        foreach (var port in _inOrder)
        {
            if (!_deadlines.IsDue(port.Place, now.Elapsed)) continue;
            port.Line.Lapse(now, port);
            Touched(port);
        }
        foreach (var bank in _banks)
            if (bank.Lapse(now.Elapsed)) Drive(bank);
        if (_loop.NextDeadline <= now.Elapsed) _inputs.Enqueue(Control.Language.Lapse.Now);
        Settle(now);
    }

    /// <summary>Turns for all that was told, and orders to devices, until nothing is left. Devices answer orders by facts later.</summary>
    private void Settle(Moment now)
    {
        if (_turning) return;
        _turning = true;
        _now = now.Elapsed;
        try
        {
            while (true)
            {
                if (_orders.TryDequeue(out var order))
                {
                    order.Port.Line.Perform(order.Effect, now, order.Port);
                    Touched(order.Port);
                }
                else if (_inputs.TryDequeue(out var input)) _loop.Turn(input, now);
                else return;
            }
        }
        finally
        {
            _turning = false;
        }
    }

    private PinBank Find(BankId bank)
    {
        foreach (var own in _banks)
            if (own.Bank == bank) return own;
        throw new InvariantBroken($"no pins are wired as {bank}");
    }

    private void TellFacts(Moment now)
    {
        _facts.TellTo(_ear);
        Settle(now);
    }

    private void Drive(PinBank bank)
    {
        var (levels, mask) = bank.Driven;
        _outside.Drive(bank.Bank, levels, mask);
    }

    private void Touched(Port port) => _deadlines.Set(port.Place, port.Line.NextDeadline);

    private void Perform(Effect effect)
    {
        if (effect is Errand errand)
        {
            _outside.Run(errand);
            return;
        }
        foreach (var port in _inOrder)
            if (port.Line.Serves(effect)) _orders.Enqueue((port, effect));
        foreach (var bank in _banks)
            if (bank.Serves(effect) && bank.Take(effect, _now)) Drive(bank);
    }

    /// <summary>Facts that no line brings, on their way to the loop.</summary>
    private sealed class Ear(Queue<Input> inputs) : ILineOutput
    {
        public void Send(ReadOnlySpan<byte> bytes) => throw new InvariantBroken("pins have no bytes");

        public void Tell(Input input) => inputs.Enqueue(input);
    }

    /// <summary>One line's way out: bytes to the host, facts to the loop.</summary>
    private sealed class Port(Rig rig, SharedLine line, int place) : ILineOutput
    {
        public int Place => place;

        public SharedLine Line => line;

        public void Send(ReadOnlySpan<byte> bytes) => rig._outside.Send(line.Line, bytes);

        public void Tell(Input input) => rig._inputs.Enqueue(input);
    }
}
