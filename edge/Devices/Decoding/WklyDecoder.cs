using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Devices.Decoding;

/// <summary>WKLY lock boards (hardware reference 1.2).</summary>
internal static class WklyDecoder
{
    private const int Shortest = 8, DataAt = 7;

    private static readonly ImmutableDictionary<int, string> Commands = Meaning.Table(
        (0x80, "open-several-together"), (0x81, "flash-led"), (0x82, "open-lock"), (0x83, "read"), (0x84, "read-all"),
        (0x85, "door-changed"),
        (0x86, "open-all-in-turn"), (0x87, "open-several-in-turn"), (0x88, "hold-on"), (0x89, "hold-off"));

    private static readonly Coded Status = new(Meaning.Table((0x00, "ok"), (0xFF, "failed")));
    private static readonly Coded State = new(Meaning.Table((0x00, "open"), (0x01, "closed"), (0xFF, "fault")));

    public static void Read(FrameReader frame)
    {
        frame.HasAtLeast(Shortest);
        frame.Fixed("head", "WKLY"u8, Said.Head);
        if (frame.At == 4 && frame.Length > 4)
        {
            if (frame.Peek(4) < Shortest)
                frame.Stop(4, $"byte 4 is {frame.Peek(4):X2} and should be 08 or more: the length of the whole frame",
                    $"字节 4 是 {frame.Peek(4):X2}，应为 08 或更大（整帧长度）");
            else frame.HasWhole(frame.Peek(4));
        }
        var whole = (int)frame.Read("length", 1, Quantity.Count);
        frame.Read("address", 1, Coded.Raw);
        var command = frame.OneOf("command", Commands, Said.Command);
        if (frame.HasStopped) return;
        Data(frame, command, whole - Shortest);
        if (!frame.HasStopped) frame.Fixed("check", Checksums.Xor(frame.Span(0, frame.At)), Said.Xor);
    }

    private static void Data(FrameReader frame, int command, int count)
    {
        switch (command)
        {
            case 0x85:
                frame.Say("direction", "report");
                Holds(frame, count, 2);
                Lock(frame);
                frame.Read("state", 1, State);
                break;
            case 0x80 or 0x87 when count >= 2 || frame.Request is null && count != 1: ListRequest(frame, count); break;
            case 0x80 or 0x87 or 0x86 when count == 1: Reply(frame); break;
            case 0x84 or 0x86 when count == 0: frame.Say("direction", "request"); break;
            case 0x84: States(frame, count); break;
            case 0x86: Holds(frame, count, 1); break;
            default: OneLock(frame, command, count); break;
        }
    }

    private static void ListRequest(FrameReader frame, int count)
    {
        frame.Say("direction", "request");
        if (count < 2) Holds(frame, count, 2);
        if (frame.HasStopped) return;
        var locks = (int)frame.Read("count", 1, Quantity.Count);
        Expect(frame, DataAt, count - 1, "the number of locks, by the length", "锁的个数（按长度）");
        for (var n = 1; n <= locks && !frame.HasStopped; n++) frame.Read($"lock_{n}", 1, Quantity.Count);
    }

    private static void States(FrameReader frame, int count)
    {
        Reply(frame);
        if (count < 2) Holds(frame, count, 2);
        if (frame.HasStopped) return;
        frame.Read("count", 1, Quantity.Count);
        Expect(frame, DataAt + 1, count - 2, "the number of states, by the length", "状态的个数（按长度）");
        for (var n = 1; n <= count - 2 && !frame.HasStopped; n++) frame.Read($"lock_{n}_state", 1, State);
    }

    private static void OneLock(FrameReader frame, int command, int count)
    {
        if (count == 1 && (frame.Request is null || command < 0x88))
        {
            frame.Say("direction", "request");
            Lock(frame);
            return;
        }
        Reply(frame);
        var wanted = command switch { 0x81 => 2, 0x82 or 0x83 => 3, _ => Math.Clamp(count, 1, 3) };
        Holds(frame, count, wanted);
        if (wanted > 1) Lock(frame);
        if (wanted > 2) frame.Read("state", 1, State);
    }

    private static void Reply(FrameReader frame)
    {
        frame.Say("direction", "reply");
        frame.Read("status", 1, Status);
    }

    private static void Lock(FrameReader frame) => frame.Read("lock", 1, Quantity.Count);

    private static void Holds(FrameReader frame, int count, int wanted)
    {
        if (count != wanted)
            Expect(frame, 4, Shortest + wanted, "the length of the whole frame with this command", "整帧长度（按此命令）");
    }

    private static void Expect(FrameReader frame, int at, int expected, string english, string chinese) =>
        frame.Expect(at, expected, new(english, chinese));
}
