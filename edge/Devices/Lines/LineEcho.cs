using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Devices.Lines;

/// <summary>
/// Removes from the head of a line exactly what a half-duplex adapter sends back. Where the site file does not say whether it
/// echoes, a request that no reply can resemble decides it.
/// </summary>
/// <param name="configured">What the site file says; null to find out.</param>
public sealed class LineEcho(bool? configured)
{
    /// <summary>
    /// So many answers in a row without an echo, and an adapter that echoed does so no more. One is not enough: an echo may be lost or
    /// spoiled like any bytes, and a copy of an order that is taken for its reply says what no board has said. Our own number.
    /// </summary>
    public const int SilencedAfter = 3;

    private bool? found;
    private int answersWithout;
    private bool decides;
    private bool due;

    /// <summary>Whether the adapter echoes; null while nobody knows.</summary>
    public bool? Echoes => configured ?? found;

    /// <summary>The line is new: what was found out no longer holds.</summary>
    public void Reset() => (found, due, answersWithout) = (null, false, 0);

    /// <summary>A request goes out; its echo may be the next thing to be heard.</summary>
    public void Expect(Question question)
    {
        decides = configured is null && question.UnlikeItsReply;
        due = Echoes == true || decides;
    }

    /// <summary>Reads the head as the echo of the request in flight.</summary>
    public Heard Hear(ReadOnlySpan<byte> head, ReadOnlySpan<byte> request)
    {
        if (!due) return Heard.Nothing;
        var length = Math.Min(head.Length, request.Length);
        if (!head[..length].SequenceEqual(request[..length])) return Heard.Nothing;
        if (length < request.Length) return Heard.Beginning;
        (found, due, answersWithout) = (true, false, 0);
        return Heard.Frame(length);
    }

    /// <summary>The request in flight was answered: an echo can no longer come.</summary>
    public void Answered()
    {
        if (due && decides && (found != true || ++answersWithout >= SilencedAfter)) found = false;
        due = false;
    }
}
