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

    // Bytes sent together follow each other without a pause: one moment says when each of them is over.
    private readonly record struct Burst(TimeSpan FirstOver, int Length);

    private readonly Queue<Burst> behind = new();
    private Burst first;
    private byte[] bytes = new byte[64];
    private int start, end;
    private TimeSpan freeAt;

    /// <summary>How long one byte is on the wire.</summary>
    public TimeSpan ByteTakes { get; } = TimeSpan.FromTicks(TimeSpan.TicksPerSecond * BitsPerByte / baud);

    /// <summary>Bytes that are still under way.</summary>
    public int UnderWay => end - start;

    /// <summary>When bytes are to be handed over; null when none is under way.</summary>
    public TimeSpan? NextDeadline
    {
        get
        {
            if (first.Length == 0) return null;
            var patience = first.FirstOver + grain;
            return patience < freeAt ? patience : freeAt;
        }
    }

    /// <summary>Puts bytes on the wire, not before a moment, and after a silence behind those on it already.</summary>
    public void Send(ReadOnlySpan<byte> sent, TimeSpan from, TimeSpan gap = default)
    {
        freeAt += gap;
        if (from > freeAt) freeAt = from;
        if (sent.IsEmpty) return;
        var burst = new Burst(freeAt + ByteTakes, sent.Length);
        if (first.Length == 0) first = burst;
        else behind.Enqueue(burst);
        freeAt += Lasts(sent.Length);
        Keep(sent);
    }

    /// <summary>The bytes whose last bit is over. The span is valid until more is sent.</summary>
    public ReadOnlySpan<byte> Arrived(TimeSpan now)
    {
        if (!(NextDeadline <= now)) return [];
        var begin = start;
        while (first.Length > 0 && first.FirstOver <= now) start += TakeOver(now);
        return bytes.AsSpan(begin, start - begin);
    }

    /// <summary>The line was pulled: what was under way is lost.</summary>
    public void Cut()
    {
        behind.Clear();
        first = default;
        start = end = 0;
    }

    /// <summary>Takes what is over of the first burst and says how much.</summary>
    private int TakeOver(TimeSpan now)
    {
        var length = first.Length;
        if (now >= first.FirstOver + Lasts(length - 1))
        {
            first = behind.Count > 0 ? behind.Dequeue() : default;
            return length;
        }
        var over = 1 + (int)((now - first.FirstOver).Ticks / ByteTakes.Ticks);
        first = new Burst(first.FirstOver + Lasts(over), length - over);
        return over;
    }

    private TimeSpan Lasts(int count) => TimeSpan.FromTicks(ByteTakes.Ticks * count);

    private void Keep(ReadOnlySpan<byte> sent)
    {
        if (start == end) start = end = 0;
        if (end + sent.Length > bytes.Length) Array.Resize(ref bytes, Math.Max(2 * bytes.Length, end + sent.Length));
        sent.CopyTo(bytes.AsSpan(end));
        end += sent.Length;
    }
}
