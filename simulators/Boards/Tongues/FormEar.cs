namespace YongAi.Simulators.Boards.Tongues;

/// <summary>
/// What the bytes at the head of a line are to a board: the length of a whole request, 0 while it may become one, less than 0
/// when not.
/// </summary>
public delegate int RequestForm(ReadOnlySpan<byte> head);

/// <summary>Finds requests to a board in the bytes on its line by their form; wrong bytes are skipped one by one.</summary>
public sealed class FormEar(RequestForm form)
{
    private const int BufferMax = 64;
    /// <summary>A gap that ends a frame (hardware 1.1: 30 ms between bytes).</summary>
    private static readonly TimeSpan GapEndsFrame = TimeSpan.FromMilliseconds(30);

    private readonly EarBuffer buffer = new(BufferMax, GapEndsFrame);

    public void Hear(ReadOnlySpan<byte> bytes, TimeSpan now) => buffer.Hear(bytes, now);

    /// <summary>The next request that was heard whole.</summary>
    public bool TryCut(out byte[] request)
    {
        request = [];
        for (var head = buffer.Head; head.Length > 0; buffer.Drop(1), head = buffer.Head)
        {
            var length = form(head);
            if (length < 0) continue;
            if (length == 0) return false;
            request = head[..length].ToArray();
            buffer.Drop(length);
            return true;
        }
        return false;
    }

    public void Forget() => buffer.Forget();
}
