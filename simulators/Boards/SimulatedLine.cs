using YongAi.Simulators.Lines;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Boards;

/// <summary>One serial line and its boards. What the host writes reaches them when its last bit was on the wire.</summary>
public sealed class SimulatedLine(string name, int baud, TimeSpan grain, FaultSpot faults)
{
    /// <summary>Bytes under way to the boards; a host that writes on has to wait, as for a full driver buffer.</summary>
    private const int UnderWayMax = 4096;
    /// <summary>Bytes that the host has received and not fetched; what comes beyond is lost.</summary>
    private const int ReceivedMax = 4096;
    /// <summary>A floating line says something so often, in ms, unless the fault says how often. Our own number.</summary>
    private const int FloatsEvery = 120;
    /// <summary>A break as a receiver hears it, and phantom bytes of a floating line (hardware 7.1).</summary>
    private const byte Break = 0x00;
    private static readonly byte[][] Phantoms = [[0x00], [0xFF], [0xF8, 0x00], [0xFE]];

    private readonly Wire toBoards = new(baud, grain);
    private readonly Wire toHost = new(baud, grain);
    private readonly List<ISimulatedBoard> boards = [];
    private readonly List<byte> received = [];
    private TimeSpan? floatsAt;
    private int phantoms;

    public string Name { get; } = name;

    /// <summary>Bits per second of its boards.</summary>
    public int Baud { get; } = baud;

    /// <summary>Bits per second that the host has set; null: those of the boards. At another speed each side mishears the other.</summary>
    public int? HostBaud { get; set; }

    /// <summary>Called when the host or a hand changed what comes next on the line.</summary>
    public Action Touched { get; init; } = () => { };

    /// <summary>The cable is out: nothing passes, and the host sees its port gone.</summary>
    public bool Pulled { get; private set; }

    public bool TakesMore => toBoards.UnderWay < UnderWayMax;

    /// <summary>When something happens here by itself.</summary>
    public TimeSpan? NextDeadline
    {
        get
        {
            var next = Soonest.Of(Soonest.Of(toBoards.NextDeadline, toHost.NextDeadline), floatsAt);
            foreach (var board in boards) next = Soonest.Of(next, board.NextDeadline);
            return next;
        }
    }

    /// <summary>The host has received bytes that it was not yet given.</summary>
    public bool HasReceived => received.Count > 0;

    public void Add(ISimulatedBoard board) => boards.Add(board);

    /// <summary>The host wrote these bytes.</summary>
    public void Written(ReadOnlySpan<byte> bytes, TimeSpan now)
    {
        if (Pulled) return;
        toBoards.Send(OnWire(bytes, HostBaud ?? Baud, Baud), now);
        if (faults.Take(Fault.Echo)) toHost.Send(bytes, now);
        if (faults.Has(Fault.WiresSwapped)) toHost.Send([Break], now + toBoards.ByteTakes * bytes.Length);
        Touched();
    }

    public void Lapse(TimeSpan now)
    {
        var arrived = toBoards.Arrived(now);
        foreach (var board in boards)
        {
            if (arrived.Length > 0) board.Receive(arrived, now);
            board.Lapse(now);
            while (board.TryTake(now, out var sends))
                if (!Pulled) toHost.Send(OnWire(sends.Bytes, Baud, HostBaud ?? Baud), sends.Due, sends.Gap);
        }
        Float(now);
        var heard = toHost.Arrived(now);
        if (heard.Length <= ReceivedMax - received.Count) received.AddRange(heard);
    }

    /// <summary>What comes out at the other end of the cable.</summary>
    private ReadOnlySpan<byte> OnWire(ReadOnlySpan<byte> bytes, int from, int to)
    {
        if (from != to) bytes = Misheard.At(bytes, from, to);
        if (!faults.Has(Fault.WiresSwapped)) return bytes;
        var upsideDown = new byte[bytes.Length];
        for (var at = 0; at < bytes.Length; at++) upsideDown[at] = (byte)(bytes[at] ^ 0xFF);
        return upsideDown;
    }

    private void Float(TimeSpan now)
    {
        if (Pulled || !faults.Has(Fault.Floating))
        {
            floatsAt = null;
            return;
        }
        if (floatsAt <= now) toHost.Send(Phantoms[phantoms++ % Phantoms.Length], now);
        if (!(floatsAt > now)) floatsAt = now + TimeSpan.FromMilliseconds(Math.Max(1, faults.NumberOf(Fault.Floating, FloatsEvery)));
    }

    /// <summary>The bytes that the host has received and was not yet given.</summary>
    public byte[] Fetch()
    {
        if (received.Count == 0) return [];
        byte[] fetched = [.. received];
        received.Clear();
        return fetched;
    }

    public void Pull(bool pulled)
    {
        Pulled = pulled;
        toBoards.Cut();
        toHost.Cut();
        received.Clear();
        Touched();
    }
}
