namespace YongAi.Simulators.Lines;

/// <summary>One direction of a serial line: one byte after another, ten bits each (8N1), at the line's own pace.</summary>
/// <param name="baud">Bits per second.</param>
/// <param name="grain">
/// How long the first bytes of a burst may wait for the following ones, as in the buffer of a serial adapter. In virtual time
/// a long grain hands over whole bursts, each at the moment when its last bit is over.
/// </param>
public sealed class Wire(int baud, TimeSpan grain)
{
    /// <summary>Start bit, eight data bits, stop bit.</summary>
    private const int BitsPerByte = 10;

    private readonly Queue<(byte Byte, TimeSpan Over)> bytes = new();
    private TimeSpan freeAt;

    /// <summary>How long one byte is on the wire.</summary>
    public TimeSpan ByteTakes { get; } = TimeSpan.FromTicks(TimeSpan.TicksPerSecond * BitsPerByte / baud);

    /// <summary>Bytes that are still under way.</summary>
    public int UnderWay => bytes.Count;

    /// <summary>When bytes are to be handed over; null when none is under way.</summary>
    public TimeSpan? NextDeadline
    {
        get
        {
            if (!bytes.TryPeek(out var first)) return null;
            var patience = first.Over + grain;
            return patience < freeAt ? patience : freeAt;
        }
    }

    /// <summary>Puts bytes on the wire, not before a moment, and after a silence behind those on it already.</summary>
    public void Send(ReadOnlySpan<byte> sent, TimeSpan from, TimeSpan gap = default)
    {
        freeAt += gap;
        if (from > freeAt) freeAt = from;
        foreach (var b in sent)
        {
            freeAt += ByteTakes;
            bytes.Enqueue((b, freeAt));
        }
    }

    /// <summary>The bytes whose last bit is over.</summary>
    public byte[] Arrived(TimeSpan now)
    {
        if (!(NextDeadline <= now)) return [];
        var arrived = new List<byte>(bytes.Count);
        while (bytes.TryPeek(out var next) && next.Over <= now)
        {
            arrived.Add(next.Byte);
            bytes.Dequeue();
        }
        return [.. arrived];
    }

    /// <summary>The line was pulled: what was under way is lost.</summary>
    public void Cut() => bytes.Clear();
}
