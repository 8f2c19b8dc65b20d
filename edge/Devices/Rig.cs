using YongAi.Edge.Control;
using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices.Lines;

namespace YongAi.Edge.Devices;

/// <summary>What the rig hands out: bytes for lines, and errands that no device takes. Called within the rig's turn, never later.</summary>
public interface IRigOutside
{
    /// <summary>Bytes to write to a line. The span is only valid during the call.</summary>
    void Send(LineId line, ReadOnlySpan<byte> bytes);

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
    private readonly Queue<(Port Port, Effect Effect)> _orders = new();
    private readonly Queue<Input> _inputs = new();
    private bool _turning;

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
    }

    /// <summary>The cabinet after the last turn; immutable, for readers.</summary>
    public Cabinet Cabinet => _loop.Cabinet;

    /// <summary>When a lapse is wanted, in running time.</summary>
    public TimeSpan NextDeadline => _deadlines.Soonest is { } line && line < _loop.NextDeadline ? line : _loop.NextDeadline;

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
        if (_loop.NextDeadline <= now.Elapsed) _inputs.Enqueue(Control.Language.Lapse.Now);
        Settle(now);
    }

    /// <summary>Turns for all that was told, and orders to devices, until nothing is left. Devices answer orders by facts later.</summary>
    private void Settle(Moment now)
    {
        if (_turning) return;
        _turning = true;
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
