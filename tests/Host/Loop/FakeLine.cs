using YongAi.Edge.Host.Lines;

namespace YongAi.Edge.Tests.Host.Loop;

/// <summary>A line in memory: what the worker writes is kept, what a test says arrives.</summary>
internal sealed class FakeLine(string name) : ISerialLine
{
    private readonly Lock gate = new();
    private readonly List<byte[]> written = [];
    private readonly TaskCompletionSource<ILineEvents> started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<byte[]> first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Name => name;

    /// <summary>What happens on the worker's thread when the line is started.</summary>
    public Action OnStart { get; init; } = () => { };

    public bool Disposed { get; private set; }

    public Task<ILineEvents> Started => started.Task;

    /// <summary>The first bytes that were written.</summary>
    public Task<byte[]> First => first.Task;

    public int Writes
    {
        get { lock (gate) return written.Count; }
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        var copy = bytes.ToArray();
        lock (gate) written.Add(copy);
        first.TrySetResult(copy);
    }

    public void Start(ILineEvents sink)
    {
        started.TrySetResult(sink);
        OnStart();
    }

    public void Dispose() => Disposed = true;
}
