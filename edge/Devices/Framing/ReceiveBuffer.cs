namespace YongAi.Edge.Devices.Framing;

/// <summary>Bytes that were received and not yet understood; bounded, and never allocates after it was made.</summary>
public sealed class ReceiveBuffer
{
    /// <summary>Twice the longest frame on any of our lines (some 320 bytes: all that a JK board with 24 cells tells at once).</summary>
    public const int BytesMax = 640;

    private readonly byte[] bytes = new byte[BytesMax];
    private int start;
    private int end;

    /// <summary>What was received, oldest first.</summary>
    public ReadOnlySpan<byte> Head => bytes.AsSpan(start, end - start);

    /// <summary>True when nothing waits to be understood.</summary>
    public bool IsEmpty => start == end;

    /// <summary>True when nothing more can be taken before something is dropped.</summary>
    public bool IsFull => end - start == BytesMax;

    /// <summary>Takes as many bytes as there is room for and says how many.</summary>
    public int Append(ReadOnlySpan<byte> received)
    {
        if (received.Length > BytesMax - end) MoveToFront();
        var taken = Math.Min(received.Length, BytesMax - end);
        received[..taken].CopyTo(bytes.AsSpan(end));
        end += taken;
        return taken;
    }

    /// <summary>Forgets the oldest bytes.</summary>
    public void Drop(int count) => start += count;

    /// <summary>Forgets everything.</summary>
    public void Clear() => start = end = 0;

    private void MoveToFront()
    {
        Head.CopyTo(bytes);
        (start, end) = (0, end - start);
    }
}
