using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Devices.Decoding;

/// <summary>Lock boards of the 8A/80 family, both dialects (hardware reference 1.1).</summary>
internal static class A80Decoder
{
    private const int Short = 5, ReadAllReply = 7, Several = 6, OldAutoReport = 4;

    private static readonly ImmutableDictionary<int, string> Heads = Meaning.Table(
        (0x7A, "open-motor-lock"), (0x7C, "open-with-pulses"), (0x7E, "set-drive-time"), (0x7F, "drive-to-limit"),
        (0x80, "read"),
        (0x81, "door-report"), (0x82, "door-report"), (0x8A, "open-lock"), (0x8D, "auto-report"),
        (0x90, "open-several"), (0x9A, "hold-on"), (0x9B, "hold-off"), (0x9D, "open-all-in-turn"),
        (0x9E, "all-opened-in-turn"));

    private static readonly ImmutableDictionary<int, string> Levels = Meaning.Table((0x00, "level-0"), (0x11, "level-1"));
    private static readonly ImmutableDictionary<int, string> Functions = Meaning.Table((0x11, "dialect-a"),
        (0x33, "dialect-b"));
    private static readonly ImmutableDictionary<int, string> Queries = Meaning.Table((0x22, "firmware-version"),
        (0x44, "unique-id"));
    private static readonly ImmutableDictionary<int, string> Switched = Meaning.Table((0x00, "off"), (0x01, "on"),
        (0x11, "on"));

    public static void Read(FrameReader frame)
    {
        frame.HasWhole(WholeOf(frame));
        var head = frame.OneOf("head", HeadsOf(frame), new("the head, which is the command", "帧头，即命令"));
        frame.Read("board", 1, Quantity.Count);
        switch (head)
        {
            case 0x80 when frame.Whole == ReadAllReply: ReadAll(frame); break;
            case 0x90: Masks(frame, "locks"); break;
            case 0x9E: Masks(frame, "levels"); break;
            case 0x81 when frame.Whole == OldAutoReport: AutoReport(frame); break;
            case 0x81 or 0x82: Report(frame, head); break;
            case 0x8D: AutoReport(frame); break;
            default: One(frame, head); break;
        }
        if (!frame.HasStopped)
            frame.Fixed("check", Checksums.Xor(frame.Span(0, frame.At)), Said.Xor);
    }

    /// <summary>Heads 81 and 82 mean two things each.</summary>
    private static ImmutableDictionary<int, string> HeadsOf(FrameReader frame) => frame.Peek(0) switch
    {
        0x81 when frame.Whole == OldAutoReport => Heads.SetItem(0x81, "auto-report"),
        0x82 when frame.Peek(2) == 0 => Heads.SetItem(0x82, "firmware"),
        _ => Heads,
    };

    /// <summary>
    /// Only a read of all locks is answered in seven bytes, the last but one 33; the older form of auto-report has four.
    /// What is neither whole is taken for the shortest that it can be.
    /// </summary>
    private static int WholeOf(FrameReader frame) => frame.Peek(0) switch
    {
        0x90 or 0x9E => Several,
        0x80 when frame.Length >= Short - 1 && !Holds(frame, Short)
            && (frame.Length > Short || !Levels.ContainsKey(frame.Peek(3)) && frame.Peek(3) is not (0x33 or 0x99)) =>
                ReadAllReply,
        0x80 when frame.Length >= ReadAllReply && frame.Peek(5) == 0x33 && Holds(frame, ReadAllReply) => ReadAllReply,
        0x81 when !Holds(frame, Short) && frame.Peek(2) is 0x00 or 0x11 && Holds(frame, OldAutoReport) => OldAutoReport,
        _ => Short,
    };

    private static bool Holds(FrameReader frame, int whole) =>
        frame.Length >= whole && Checksums.Xor(frame.Span(0, whole)) == 0;

    private static void ReadAll(FrameReader frame)
    {
        Masks(frame, "levels");
        frame.Fixed("function", 0x33, new("the function of a read", "读状态的功能码"));
        Wiring(frame);
        if (frame.Request is { Length: > 2 } asked && asked[2] != 0)
            frame.Remark("the request asked for one lock only", "请求只问了一把锁");
    }

    /// <summary>Three bytes, the last of them for locks 1 to 8.</summary>
    private static void Masks(FrameReader frame, string name)
    {
        var at = frame.At;
        frame.Say("direction", frame.Peek(0) == 0x90 ? "request" : "reply");
        var mask = (int)frame.Read(name == "levels" ? "levels" : "mask", 3, Coded.Raw);
        if (name == "locks")
            frame.Say("locks", new Numbers([.. Enumerable.Range(1, 24).Where(n => (mask >> (n - 1) & 1) == 1)]), at, 3);
        else
            for (var n = 1; n <= 24; n++) frame.Say($"level_{n}", new Measure(mask >> (n - 1) & 1), at + 2 - (n - 1) / 8, 1);
    }

    private static void AutoReport(FrameReader frame)
    {
        frame.Say("direction", frame.Request is null ? "request" : "reply");
        if (frame.Peek(0) == 0x8D) frame.Fixed("parameter", 0x01, new("the parameter of auto-report", "自动上报的参数"));
        else
            frame.Remark("the older form of four bytes; how it forms its check is not confirmed", "四个字节的旧式写法，其校验方法未经证实");
        frame.Read("auto_report", 1, new Coded(Switched));
    }

    /// <summary>Head 81 or 82 for a door; 82 with lock 00 is about the firmware.</summary>
    private static void Report(FrameReader frame, int head)
    {
        var isFirmware = head == 0x82 && frame.Peek(2) == 0;
        if (isFirmware && frame.Request is null && Queries.ContainsKey(frame.Peek(3)))
        {
            frame.Say("direction", "request");
            frame.Read("lock", 1, Quantity.Count);
            frame.Read("function", 1, new Coded(Queries));
        }
        else if (isFirmware)
        {
            frame.Say("direction", "reply");
            frame.Read("lock", 1, Quantity.Count);
            frame.Read("version", 1, Coded.Raw);
        }
        else
        {
            frame.Say("direction", "report");
            frame.Read("lock", 1, Quantity.Count);
            Level(frame);
        }
    }

    private static void One(FrameReader frame, int head)
    {
        var last = frame.Peek(3);
        var isReply = head switch
        {
            0x80 => last is 0x00 or 0x11,
            0x7E or 0x7C => frame.Request is not null || last == 0,
            _ => frame.Request is not null || last == 0x00,
        };
        frame.Say("direction", isReply ? "reply" : "request");
        if (head == 0x9D) frame.Fixed("parameter", 0x01, new("the parameter of open all in turn", "依次全开的参数"));
        else frame.Read("lock", 1, Quantity.Count);
        if (isReply) Level(frame);
        else if (head == 0x7E) frame.Read("drive_time", 1, Quantity.Seconds);
        else if (head == 0x7C) frame.Read("pulses", 1, Quantity.Count);
        else if (head == 0x80) frame.Read("function", 1, new Coded(Meaning.Table((0x33, "read"), (0x99, "firmware-version"))));
        else
        {
            frame.Read("function", 1, new Coded(Functions));
            if (last == 0x11)
                frame.Remark("a reply with level 1 is byte for byte the same as this request; give --request to tell them apart",
                    "电平为 1 的应答与这条请求逐字节相同；用 --request 给出请求才能分清");
        }
    }

    /// <summary>The level of the wire only: which level is closed depends on the lock's switch.</summary>
    private static void Level(FrameReader frame)
    {
        frame.Read("status", 1, new Coded(Levels));
        Wiring(frame);
    }

    private static void Wiring(FrameReader frame) =>
        frame.Remark("the status is the level of the feedback wire; which level means closed depends on the lock's switch",
        "状态只是反馈线的电平；哪个电平是关，取决于锁的微动开关");
}
