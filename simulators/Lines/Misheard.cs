namespace YongAi.Simulators.Lines;

/// <summary>
/// What a receiver makes of bytes that were sent at another speed: the sender's bits (8N1, without pauses) looked at in the middle of
/// the bits that the receiver expects. No chance: the same bytes are always misheard in the same way.
/// </summary>
public static class Misheard
{
    /// <summary>Start bit, eight data bits, stop bit.</summary>
    private const int BitsPerByte = 10, DataBits = 8;

    /// <summary>Parts of one bit of the sender, so that middles are whole numbers. Our own number.</summary>
    private const int PartsPerBit = 1000;

    /// <param name="sent">What was sent.</param>
    /// <param name="from">The sender's bits per second.</param>
    /// <param name="to">The receiver's bits per second.</param>
    public static byte[] At(ReadOnlySpan<byte> sent, int from, int to)
    {
        if (from == to) return sent.ToArray();
        var line = Line(sent);
        var (heard, end) = (new List<byte>(), (long)line.Length * PartsPerBit);
        long Middle(long edge, int bit) => edge + (2L * bit + 1) * from * PartsPerBit / (2L * to);
        for (long at = 0; at < end;)
        {
            // Idle, or the rest of a bit that was taken for a stop: the next start is where the line falls.
            while (at < end && (Level(line, at) || !Level(line, at - 1))) at++;
            if (at >= end) break;
            var value = 0;
            for (var bit = 0; bit < DataBits; bit++)
                if (Level(line, Middle(at, bit + 1))) value |= 1 << bit;
            heard.Add((byte)value);
            at = Middle(at, DataBits + 1);
        }
        return [.. heard];
    }

    private static bool[] Line(ReadOnlySpan<byte> sent)
    {
        var line = new bool[sent.Length * BitsPerByte];
        for (var n = 0; n < sent.Length; n++)
        {
            for (var bit = 0; bit < DataBits; bit++) line[n * BitsPerByte + 1 + bit] = (sent[n] >> bit & 1) == 1;
            line[n * BitsPerByte + BitsPerByte - 1] = true;
        }
        return line;
    }

    /// <summary>The line rests high.</summary>
    private static bool Level(bool[] line, long at) => at < 0 || at / PartsPerBit >= line.Length || line[at / PartsPerBit];
}
