using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Devices.Decoding;

/// <summary>DC 02 lock boards (hardware reference 1.6); one source only.</summary>
internal static class Dc02Decoder
{
    private const int Bare = 6;

    private static readonly ImmutableDictionary<int, string> Seconds = Meaning.Table((0x02, "request"), (0xFE, "reply"));

    private static readonly ImmutableDictionary<int, string> Commands = Meaning.Table(
        (0x01, "version"), (0x10, "open-lock"), (0x11, "read"), (0x12, "read-all"), (0x14, "open-all"), (0x15, "open-by-mask"),
        (0x16, "hold-on"),
        (0x18, "open-several"), (0x1A, "switch-several"));

    private static readonly Coded Status = new(Meaning.Table((0x01, "success")));

    public static void Read(FrameReader frame)
    {
        frame.HasAtLeast(Bare);
        frame.Fixed("head", 0xDC, Said.Head);
        var second = frame.OneOf("head_2", Seconds, new("the second byte of the head", "帧头第二个字节"));
        if (frame.Length > 4) frame.HasWhole(Bare + frame.Peek(4));
        if (!frame.HasStopped) frame.Say("direction", Seconds[second]);
        frame.Read("address", 1, Coded.Raw);
        var command = frame.OneOf("command", Commands, Said.Command);
        var count = (int)frame.Read("length", 1, Quantity.Count);
        if (frame.HasStopped) return;
        Data(frame, command, count, isReply: second == 0xFE);
        if (!frame.HasStopped) frame.Fixed("check", Sum(frame),
            new("the check, low byte of the sum from the address to the data",
            "校验：从地址到数据各字节之和的低字节"));
    }

    private static void Data(FrameReader frame, int command, int count, bool isReply)
    {
        switch (command)
        {
            case 0x10:
                frame.Expect(4, isReply ? 2 : 1, new("the number of data bytes with this command", "数据字节数（按此命令）"));
                frame.Read("lock", 1, Quantity.Count);
                if (isReply) frame.Read("status", 1, Status);
                break;
            case 0x11 when isReply && count == 2:
                frame.Read("lock", 1, Quantity.Count);
                frame.Read("state", 1, Coded.Raw);
                frame.Remark("which state is open is not told by the one source", "哪个状态是开，唯一的资料没有写");
                break;
            case 0x11 or 0x16 when !isReply && count == 1: frame.Read("lock", 1, Quantity.Count); break;
            case 0x18 when !isReply:
                for (var n = 1; n <= count && !frame.HasStopped; n++) frame.Read($"lock_{n}", 1, Quantity.Count);
                break;
            case 0x15 when !isReply: frame.Read("mask", count, Coded.Raw); break;
            default:
                if (count == 0) break;
                frame.Read("data", count, Coded.Raw);
                frame.Remark("what these bytes mean is in no text that was read", "这些字节的含义没有可查的资料");
                break;
        }
    }

    private static byte Sum(FrameReader frame) => Checksums.Sum8(frame.Span(2, frame.At));
}
