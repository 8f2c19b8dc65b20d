namespace YongAi.Simulators.Boards;

/// <summary>Bytes that a board has heard and not yet understood.</summary>
/// <param name="most">A controller's memory for them; when it runs over, the board begins anew.</param>
/// <param name="gapEndsFrame">After such a silence the board begins anew too.</param>
internal sealed class EarBuffer(int most, TimeSpan gapEndsFrame)
{
    private readonly byte[] bytes = new byte[most];
    private int count;
    private TimeSpan lastByte;

    /// <summary>What was heard, oldest first. The span is valid until more is heard or dropped.</summary>
    internal ReadOnlySpan<byte> Head => bytes.AsSpan(0, count);

    internal void Hear(ReadOnlySpan<byte> heard, TimeSpan now)
    {
        if (now - lastByte > gapEndsFrame || count + heard.Length > most) count = 0;
        lastByte = now;
        heard = heard[..Math.Min(heard.Length, most)];
        heard.CopyTo(bytes.AsSpan(count));
        count += heard.Length;
    }

    /// <summary>Forgets the oldest bytes.</summary>
    internal void Drop(int dropped)
    {
        count -= dropped;
        bytes.AsSpan(dropped, count).CopyTo(bytes);
    }

    internal void Forget() => count = 0;
}
