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

    private readonly Wire toBoards = new(baud, grain);
    private readonly Wire toHost = new(baud, grain);
    private readonly List<ISimulatedBoard> boards = [];
    private readonly List<byte> received = [];

    public string Name { get; } = name;

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
            var next = Soonest.Of(toBoards.NextDeadline, toHost.NextDeadline);
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
        toBoards.Send(bytes, now);
        if (faults.Take(Fault.Echo)) toHost.Send(bytes, now);
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
                if (!Pulled) toHost.Send(sends.Bytes, sends.Due, sends.Gap);
        }
        var heard = toHost.Arrived(now);
        if (heard.Length <= ReceivedMax - received.Count) received.AddRange(heard);
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
