namespace YongAi.Edge.Devices.Decoding;

/// <summary>
/// Reads one frame from its first byte to its last and keeps what it found. It stops for good at the first thing that is
/// wrong: what is asked of it afterwards is not read and answers 0.
/// </summary>
internal sealed class FrameReader(byte[] bytes, byte[]? request)
{
    private readonly FieldList fields = new();
    private readonly ImmutableArray<Remark>.Builder remarks = ImmutableArray.CreateBuilder<Remark>();
    private FrameFault? fault;
    private int whole;
    private bool isWholeKnown, isUnproved;

    /// <summary>Bytes given, be they too few or too many.</summary>
    public int Length => bytes.Length;

    /// <summary>Where the next byte is read.</summary>
    public int At { get; private set; }

    /// <summary>What was asked on the line before; null when nobody told.</summary>
    public byte[]? Request => request;

    /// <summary>Taken off every byte before its value is read (NIU: 33h).</summary>
    public int Shift { get; set; }

    /// <summary>The frame was found wrong: nothing is read any more.</summary>
    public bool HasStopped => fault is not null;

    /// <summary>Bytes that the frame should have, as far as that is known.</summary>
    public int Whole => whole;

    /// <summary>A byte as it stands, without going on; 0 where none is.</summary>
    public int Peek(int at) => at < bytes.Length ? bytes[at] : 0;

    public ReadOnlySpan<byte> Span(int from, int to) => bytes.AsSpan(Math.Min(from, bytes.Length)..Math.Min(to, bytes.Length));

    /// <summary>The frame has exactly so many bytes.</summary>
    public void HasWhole(int count) => (whole, isWholeKnown) = (count, true);

    /// <summary>How many bytes it has is said by a byte that may be missing yet.</summary>
    public void HasAtLeast(int count) => (whole, isWholeKnown) = (count, false);

    /// <summary>Reads a field and answers its raw number; texts and what is longer than eight bytes answer 0.</summary>
    public long Read(string name, int width, FieldShape shape)
    {
        if (!Take(width, out var at)) return 0;
        var raw = Raw(at, width);
        fields.Add(name, at, width, shape, raw);
        return raw.Length <= 8 ? Number(raw) : 0;
    }

    /// <summary>Goes on over bytes that are said in another way.</summary>
    public void Skip(int count) => Take(count, out _);

    /// <summary>A field that follows from the frame as a whole, or from bytes that are read already.</summary>
    public void Say(string name, DecodedValue value, int at = 0, int width = 0, string? unit = null)
    {
        if (!HasStopped) fields.Add(new DecodedField(name, at, width, value, unit));
    }

    public void Say(string name, string value) => Say(name, new Text(value));

    /// <summary>The frame carries no check.</summary>
    public void HasNoProof(string english, string chinese)
    {
        isUnproved = true;
        Remark(english, chinese);
    }

    public void Remark(string english, string chinese)
    {
        if (!HasStopped) remarks.Add(new Remark(english, chinese));
    }

    /// <summary>A byte that must be what it is.</summary>
    public void Fixed(string name, byte expected, Said what) => Fixed(name, [expected], what);

    /// <summary>Bytes that must be what they are.</summary>
    public void Fixed(string name, ReadOnlySpan<byte> expected, Said what)
    {
        var at = At;
        for (var n = 0; n < expected.Length; n++)
            if (at + n < Length && bytes[at + n] != expected[n])
            {
                Differs(at, expected, what);
                return;
            }
        Read(name, expected.Length, Coded.Raw);
    }

    /// <summary>A code that must be in its table: what follows it depends on it.</summary>
    public int OneOf(string name, ImmutableDictionary<int, string> known, Said what)
    {
        if (At < Length && !known.ContainsKey(bytes[At]))
        {
            var list = string.Join(' ', known.Keys.Order().Select(code => $"{code:X2}"));
            Stop(At, $"byte {At} is {bytes[At]:X2} and should be one of {list}: {what.English}",
                $"字节 {At} 是 {bytes[At]:X2}，应为下列之一：{list}（{what.Chinese}）");
        }
        return (int)Read(name, 1, new Coded(known));
    }

    /// <summary>The byte at a place is not what follows from another.</summary>
    public void Expect(int at, int expected, Said what)
    {
        if (HasStopped || at >= Length || bytes[at] == expected) return;
        if (expected <= 0xFF) Differs(at, [(byte)expected], what);
        else
            Stop(at, $"byte {at} is {bytes[at]:X2} and should be {expected}, more than a byte holds: {what.English}",
                $"字节 {at} 是 {bytes[at]:X2}，应为 {expected}，一个字节装不下（{what.Chinese}）");
    }

    /// <summary>The frame cannot be read on.</summary>
    public void Stop(int at, string english, string chinese) => fault ??= new FrameFault(at, english, chinese);

    /// <summary>The frame should end here.</summary>
    public void End()
    {
        if (HasStopped || At >= Length) return;
        var extra = Length - At;
        Stop(At, $"{Count(extra)} too many after the frame, which has {Count(At)}",
            $"帧后多出 {extra} 个字节：这一帧只有 {At} 个字节");
    }

    public Decoded Done(string protocol) => new(protocol, fields.All, remarks.ToImmutable(), fault) { IsUnproved = isUnproved };

    private bool Take(int count, out int at)
    {
        at = At;
        if (HasStopped) return false;
        if (Length - At < count)
        {
            Missing(Math.Max(whole, At + count));
            return false;
        }
        At += count;
        return true;
    }

    private void Missing(int wanted)
    {
        var missing = wanted - Length;
        Stop(Length, isWholeKnown
                ? $"{Count(missing)} missing: the frame has {wanted}, and only {Length} came"
                : $"at least {Count(missing)} missing: only {Length} came, and the frame has {wanted} or more",
            isWholeKnown ? $"缺 {missing} 个字节：这一帧应有 {wanted} 个字节，只有 {Length} 个"
                : $"至少缺 {missing} 个字节：只有 {Length} 个，这一帧应有 {wanted} 个或更多");
    }

    private void Differs(int at, ReadOnlySpan<byte> expected, Said what)
    {
        var english = new List<string>();
        var chinese = new List<string>();
        var first = -1;
        for (var n = 0; n < expected.Length && at + n < Length; n++)
        {
            if (bytes[at + n] == expected[n]) continue;
            if (first < 0) first = at + n;
            english.Add($"byte {at + n} is {bytes[at + n]:X2} and should be {expected[n]:X2}");
            chinese.Add($"字节 {at + n} 是 {bytes[at + n]:X2}，应为 {expected[n]:X2}");
        }
        Stop(first, $"{string.Join(", ", english)}: {what.English}", $"{string.Join("；", chinese)}（{what.Chinese}）");
    }

    private byte[] Raw(int at, int width)
    {
        var raw = bytes[at..(at + width)];
        if (Shift == 0) return raw;
        for (var n = 0; n < raw.Length; n++) raw[n] = (byte)((raw[n] - Shift) & 0xFF);
        return raw;
    }

    private static long Number(byte[] raw)
    {
        ulong number = 0;
        foreach (var b in raw) number = number << 8 | b;
        return unchecked((long)number);
    }

    private static string Count(int bytes) => bytes == 1 ? "1 byte" : $"{bytes} bytes";
}

/// <summary>What a part of a frame is, in both languages.</summary>
internal readonly record struct Said(string English, string Chinese)
{
    public static readonly Said Head = new("the head", "帧头");
    public static readonly Said End = new("the end mark", "帧尾");
    public static readonly Said Command = new("the command", "命令");
    public static readonly Said Length = new("the length", "长度");
    public static readonly Said Xor = new("the check, XOR of the bytes before", "校验：前面各字节的异或");
    public static readonly Said Sum = new("the check, low byte of the sum of the bytes before", "校验：前面各字节之和的低字节");
    public static readonly Said Crc = new("the check, CRC-16/Modbus of the bytes before, low byte first",
        "校验：前面各字节的 CRC-16/Modbus，低字节在前");
}
