using YongAi.Edge.Control.Language;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Lines;
using YongAi.Simulators.Boards;

namespace YongAi.Edge.Tests.Devices;

/// <summary>
/// A device and a simulated board that says the same for ever: each answer is learned once, and from then on the bench itself makes no
/// garbage, so that what is allocated is the driver's.
/// </summary>
internal sealed class SteadyLine : ILineOutput
{
    private const int LearnedAfter = 60, MeasuredOver = 300;

    private readonly SharedLine line;
    private readonly ISimulatedBoard board;
    private readonly Dictionary<long, byte[]> learned = [];
    private TimeSpan now = TimeSpan.FromHours(1);
    private byte[]? reply;
    private int told;

    private SteadyLine(LineWiring wiring, ISimulatedBoard board)
    {
        (line, this.board) = (new SharedLine(wiring), board);
        line.Open(Moment, this);
    }

    private Moment Moment => new(now, DateTimeOffset.UnixEpoch + now, TimeTrust.Trusted);

    /// <summary>Bytes allocated while some hundred facts were told, of which none was new.</summary>
    public static long AllocatedBy(LineWiring wiring, ISimulatedBoard board)
    {
        var bench = new SteadyLine(wiring, board);
        bench.Run(LearnedAfter);
        var before = GC.GetAllocatedBytesForCurrentThread();
        bench.Run(MeasuredOver);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    public void Send(ReadOnlySpan<byte> bytes)
    {
        var key = 17L;
        foreach (var b in bytes) key = unchecked(key * 31 + b);
        if (!learned.TryGetValue(key, out reply)) learned[key] = reply = Ask(bytes);
    }

    public void Tell(Input input) => told++;

    private byte[] Ask(ReadOnlySpan<byte> request)
    {
        var at = now;
        board.Receive(request, at);
        for (var tries = 0; tries < 100; tries++)
        {
            if (board.TryTake(at, out var sends)) return sends.Bytes;
            if (board.NextDeadline is not { } due) return [];
            board.Lapse(at = due);
        }
        return [];
    }

    private void Run(int facts)
    {
        for (var until = told + facts; told < until;)
        {
            now = line.NextDeadline ?? throw new InvalidOperationException("the line asks for no time");
            line.Lapse(Moment, this);
            while (reply is { } bytes)
            {
                reply = null;
                line.Receive(bytes, Moment, this);
            }
        }
    }
}
