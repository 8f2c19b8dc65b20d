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
    private static readonly ImmutableArray<byte> Heads =
        [0x7A, 0x7C, 0x7E, 0x7F, 0x80, 0x82, 0x8A, 0x8D, 0x90, 0x9A, 0x9B, 0x9D];

    private readonly List<byte> buffer = [];
    private TimeSpan lastByte;

    /// <summary>The requests completed by these bytes.</summary>
    public IEnumerable<byte[]> Hear(ReadOnlySpan<byte> bytes, TimeSpan now)
    {
        if (now - lastByte > GapEndsFrame) buffer.Clear();
        lastByte = now;
        if (buffer.Count + bytes.Length > BufferMax) buffer.Clear();
        foreach (var b in bytes[..Math.Min(bytes.Length, BufferMax)]) buffer.Add(b);
        var found = new List<byte[]>();
        while (TryCut(out var request)) found.Add(request);
        return found;
    }

    public void Forget() => buffer.Clear();

    private bool TryCut(out byte[] request)
    {
        request = [];
        while (buffer.Count > 0)
        {
            var length = buffer[0] == 0x90 ? OpenSeveralBytes : RequestBytes;
            if (Heads.Contains(buffer[0]))
            {
                if (buffer.Count < length) return false;
                if (XorOf(length) == 0)
                {
                    request = [.. buffer[..length]];
                    buffer.RemoveRange(0, length);
                    return true;
                }
            }
            buffer.RemoveAt(0);
        }
        return false;
    }

    private int XorOf(int length)
    {
        var xor = 0;
        for (var i = 0; i < length; i++) xor ^= buffer[i];
        return xor;
    }
}
