using YongAi.Edge.Host.Lines;

namespace YongAi.Edge.Tests.Host.Lines;

/// <summary>Hears what a line says and waits for it.</summary>
internal sealed class LineEar : ILineEvents
{
    private static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(20);
    private readonly object gate = new();
    private readonly List<byte> bytes = [];
    private readonly List<string> downs = [];
    private int ups;

    public void Up(string line) { lock (gate) { ups++; Monitor.PulseAll(gate); } }

    public void Down(string line, string why) { lock (gate) { downs.Add(why); Monitor.PulseAll(gate); } }

    public void Received(string line, ReadOnlySpan<byte> got) { lock (gate) { bytes.AddRange(got); Monitor.PulseAll(gate); } }

    public int Ups { get { lock (gate) return ups; } }

    public string[] Downs { get { lock (gate) return [.. downs]; } }

    public byte[] Bytes { get { lock (gate) return [.. bytes]; } }

    public void UntilUp(int times) => Until(() => ups >= times, () => $"up {ups} of {times} times; {string.Join("; ", downs)}");

    public string UntilDown(int times)
    {
        Until(() => downs.Count >= times, () => $"down {downs.Count} of {times} times");
        return Downs[times - 1];
    }

    public byte[] UntilBytes(int count)
    {
        Until(() => bytes.Count >= count, () => $"{bytes.Count} of {count} bytes came");
        return Bytes;
    }

    private void Until(Func<bool> met, Func<string> otherwise)
    {
        var until = Environment.TickCount64 + (long)PatienceMax.TotalMilliseconds;
        lock (gate)
        {
            while (!met())
            {
                var left = until - Environment.TickCount64;
                Assert.True(left > 0 && Monitor.Wait(gate, TimeSpan.FromMilliseconds(left)), otherwise());
            }
        }
    }
}
