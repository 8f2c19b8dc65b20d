namespace YongAi.Simulators.Fuzz.Cabinet;

/// <summary>
/// What a line said, byte by byte, and which of it was put in: finds the frames with a right check that no board sent.
/// Whoever owns the wire can lie on it; what is judged of noise is not judged of lies.
/// </summary>
public sealed class LieTape
{
    /// <summary>The longest frame that is looked for: a JBD answer with 64 bytes of data.</summary>
    private const int FrameMax = 71;

    private readonly byte[] bytes = new byte[2 * FrameMax];
    private readonly bool[] put = new bool[2 * FrameMax];
    private int length;

    /// <summary>A whole frame was heard that no board sent as it stands.</summary>
    public bool Lied { get; private set; }

    /// <summary>The last true bytes.</summary>
    public byte[] Last { get; private set; } = [];

    /// <param name="heard">Bytes, in their order.</param>
    /// <param name="hostile">They were put in.</param>
    public void Heard(ReadOnlySpan<byte> heard, bool hostile)
    {
        if (!hostile) Last = heard.ToArray();
        if (Lied) return;
        foreach (var b in heard)
        {
            if (length == bytes.Length)
            {
                bytes.AsSpan(FrameMax).CopyTo(bytes);
                put.AsSpan(FrameMax).CopyTo(put);
                length = FrameMax;
            }
            (bytes[length], put[length]) = (b, hostile);
            length++;
            if (Ends()) Lied = true;
        }
    }

    /// <summary>Some frame that was not sent as it stands ends with the last byte.</summary>
    private bool Ends()
    {
        for (var from = Math.Max(0, length - FrameMax); from <= length - 5; from++)
            if (IsFrame(bytes.AsSpan(from, length - from)) && put.AsSpan(from, length - from).Contains(true)) return true;
        return false;
    }

    private static bool IsFrame(ReadOnlySpan<byte> frame) => frame[0] switch
    {
        0x80 or 0x81 or 0x82 when frame.Length is 5 or 7 => Xor(frame) == 0,
        0xDD => frame.Length == 7 + frame[3] && frame[^1] == 0x77
            && Sum(frame[2..^3]) + frame[^3] * 256 + frame[^2] is 0x10000 or 0,
        _ => false,
    };

    private static int Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = 0;
        foreach (var b in bytes) sum += b;
        return sum;
    }

    private static byte Xor(ReadOnlySpan<byte> bytes)
    {
        byte sum = 0;
        foreach (var b in bytes) sum ^= b;
        return sum;
    }
}
