namespace YongAi.Edge.Host.Lines;

/// <summary>Bytes that wait for the line to take them: a ring of fixed size. Not safe for several threads by itself.</summary>
internal sealed class WriteQueue(int most)
{
    private readonly byte[] ring = new byte[most];
    private int first;

    /// <summary>Bytes that wait.</summary>
    public int Count { get; private set; }

    /// <summary>Adds all bytes, or none when they do not fit.</summary>
    public bool TryAdd(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > ring.Length - Count) return false;
        var at = (first + Count) % ring.Length;
        var untilEnd = Math.Min(bytes.Length, ring.Length - at);
        bytes[..untilEnd].CopyTo(ring.AsSpan(at));
        bytes[untilEnd..].CopyTo(ring);
        Count += bytes.Length;
        return true;
    }

    /// <summary>The oldest bytes, as many as lie together.</summary>
    public ReadOnlySpan<byte> Head => ring.AsSpan(first, Math.Min(Count, ring.Length - first));

    /// <summary>The oldest bytes have gone.</summary>
    public void Drop(int count)
    {
        first = (first + count) % ring.Length;
        Count -= count;
    }

    /// <summary>All bytes are forgotten.</summary>
    public void Clear() => Count = 0;
}
