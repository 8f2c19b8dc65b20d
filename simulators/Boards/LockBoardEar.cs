namespace YongAi.Simulators.Boards;

/// <summary>Finds requests of the 8A/80 family in the bytes on the line; wrong bytes are skipped one by one.</summary>
public sealed class LockBoardEar
{
    private const int RequestBytes = 5;
    /// <summary>Head 90 opens several locks: three bytes of bits instead of a lock and a function.</summary>
    private const int OpenSeveralBytes = 6;
    private const int BufferMax = 64;
    /// <summary>A gap that ends a frame (hardware 1.1: 30 ms between bytes).</summary>
    private static readonly TimeSpan GapEndsFrame = TimeSpan.FromMilliseconds(30);

    private readonly EarBuffer buffer = new(BufferMax, GapEndsFrame);

    private static ReadOnlySpan<byte> Heads => [0x7A, 0x7C, 0x7E, 0x7F, 0x80, 0x82, 0x8A, 0x8D, 0x90, 0x9A, 0x9B, 0x9D];

    public void Hear(ReadOnlySpan<byte> bytes, TimeSpan now) => buffer.Hear(bytes, now);

    /// <summary>The next request that was heard whole.</summary>
    public bool TryCut(out byte[] request)
    {
        request = [];
        for (var head = buffer.Head; head.Length > 0; buffer.Drop(1), head = buffer.Head)
        {
            if (!Heads.Contains(head[0])) continue;
            var length = head[0] == 0x90 ? OpenSeveralBytes : RequestBytes;
            if (head.Length < length) return false;
            if (XorOf(head[..length]) != 0) continue;
            request = head[..length].ToArray();
            buffer.Drop(length);
            return true;
        }
        return false;
    }

    public void Forget() => buffer.Forget();

    private static int XorOf(ReadOnlySpan<byte> frame)
    {
        var xor = 0;
        foreach (var b in frame) xor ^= b;
        return xor;
    }
}
