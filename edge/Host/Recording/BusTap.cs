using YongAi.Edge.Host.Lines;

namespace YongAi.Edge.Host.Recording;

/// <summary>A line whose bytes are kept on their way; to both sides it is the line itself.</summary>
/// <param name="line">What is tapped.</param>
/// <param name="recorder">Who keeps what passes.</param>
internal sealed class BusTap(ISerialLine line, BusRecorder recorder) : ISerialLine, ILineEvents
{
    private ILineEvents? sink;
    private volatile bool up;
    private int closed;

    public string Name => line.Name;

    public void Start(ILineEvents events)
    {
        sink = events;
        line.Start(this);
    }

    /// <summary>Kept before it is sent: an answer shall not stand before its question.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (up && !bytes.IsEmpty) recorder.Keep(Name, BusDid.Sent, bytes);
        line.Write(bytes);
    }

    public void Dispose()
    {
        line.Dispose();
        if (Interlocked.Exchange(ref closed, 1) == 0) recorder.Closed();
    }

    void ILineEvents.Up(string name)
    {
        up = true;
        recorder.Keep(name, BusDid.Up, []);
        sink!.Up(name);
    }

    void ILineEvents.Down(string name, string why)
    {
        if (up) recorder.Keep(name, BusDid.Down, [], why);
        up = false;
        sink!.Down(name, why);
    }

    void ILineEvents.Received(string name, ReadOnlySpan<byte> bytes)
    {
        recorder.Keep(name, BusDid.Heard, bytes);
        sink!.Received(name, bytes);
    }
}
