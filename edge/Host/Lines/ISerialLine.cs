namespace YongAi.Edge.Host.Lines;

/// <summary>A serial line that comes and goes with its adapter: bytes in, bytes out, and whether it is there.</summary>
public interface ISerialLine : IDisposable
{
    /// <summary>The line's name in the site file, for example <c>locks</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Queues bytes to be sent; never waits. While the line is down the bytes are dropped: a request to a line that was gone
    /// must not reach a lock when the line comes back.
    /// </summary>
    void Write(ReadOnlySpan<byte> bytes);

    /// <summary>Opens the line, now and again for ever until it is disposed of, and tells the sink. Called once.</summary>
    void Start(ILineEvents sink);
}

/// <summary>Who hears what a line says. Called on the line's own thread: copy the bytes, return at once.</summary>
public interface ILineEvents
{
    /// <summary>The line is open; what is written from now on is sent.</summary>
    void Up(string line);

    /// <summary>The line is gone or was never there; told once until it is up again.</summary>
    void Down(string line, string why);

    /// <summary>Bytes arrived. They are only valid during the call.</summary>
    void Received(string line, ReadOnlySpan<byte> bytes);
}
