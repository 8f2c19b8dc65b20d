using System.Diagnostics;
using YongAi.Edge.Host.Lines;

namespace YongAi.Edge.Pins;

/// <summary>What a bank told, for a trial to wait on.</summary>
internal sealed class PinEar : IPinEvents
{
    /// <summary>Far longer than anything here takes in a computed processor: who waits longer waits for nothing.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Lock gate = new();
    private readonly List<PinEdge> edges = [];
    private readonly List<ulong> reads = [];
    private bool isUp;
    private string down = "";

    public void Up(string bank)
    {
        lock (gate) (isUp, down) = (true, "");
    }

    public void Down(string bank, string why)
    {
        lock (gate) (isUp, down) = (false, why);
    }

    public void Read(string bank, ulong levels)
    {
        lock (gate) reads.Add(levels);
    }

    public void Edge(string bank, PinEdge edge)
    {
        lock (gate) edges.Add(edge);
    }

    public ImmutableArray<PinEdge> Edges
    {
        get
        {
            lock (gate) return [.. edges];
        }
    }

    /// <summary>The latest levels are these.</summary>
    public void Reads(ulong levels) => Until(() => isUp && reads.Count > 0 && reads[^1] == levels, () => $"levels {levels:X}, latest {Latest}; {State}");

    /// <summary>Two more reads come, and all of them say these levels.</summary>
    public void KeepsReading(ulong levels)
    {
        int from;
        lock (gate) from = reads.Count;
        Until(() => reads.Count >= from + 2, () => "two more reads");
        lock (gate) Trial.Holds(reads.Skip(from).All(read => read == levels), $"every read says {levels:X}, not {string.Join(' ', reads.Skip(from).Select(read => $"{read:X}"))}");
    }

    public void IsUp() => Until(() => isUp, () => $"the pins to be up; {State}");

    public void IsDown(string because) =>
        Until(() => !isUp && down.Contains(because, StringComparison.Ordinal), () => $"down because of '{because}'; {State}");

    public void HeardEdges(int count) => Until(() => edges.Count >= count, () => $"{count} edges, heard {edges.Count}");

    private string Latest => reads.Count == 0 ? "none" : $"{reads[^1]:X}";

    private string State => isUp ? "up" : $"down: {down}";

    private void Until(Func<bool> holds, Func<string> what)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            lock (gate)
            {
                if (holds()) return;
                if (Stopwatch.GetElapsedTime(began) > Patience) throw new TrialFailed($"waited for {what()}");
            }
            Thread.Sleep(10);
        }
    }
}
