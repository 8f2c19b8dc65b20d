using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Devices.Decoding;

/// <summary>Commands and answers of GM65 class scanners; scans themselves are plain text (hardware reference 3.1).</summary>
internal static class Gm65Decoder
{
    /// <summary>Two head bytes, type, length, check of two; a command has two address bytes more.</summary>
    private const int Bare = 6;

    private const byte Command = 0x7E;

    private const int BaudClock = 3_000_000;

    private static readonly ImmutableDictionary<int, string> Heads = Meaning.Table((0x7E, "command"), (0x02, "reply"),
        (0x03, "heartbeat-reply"));

    private static readonly ImmutableDictionary<int, string> Types = Meaning.Table(
        (0x07, "read"), (0x08, "write"), (0x09, "save-to-flash"), (0x0A, "heartbeat"));

    private static readonly Coded Zones = new(Meaning.Table((0x0000, "modes"), (0x0002, "trigger"), (0x0005, "repeat-interval"),
        (0x0006, "scan-time"), (0x002A, "baud-divisor"), (0x0060, "line-end"), (0x00D9, "reset-or-sleep")));

    private static readonly ImmutableArray<string> Triggers = ["button", "command", "continuous", "motion"];
    private static readonly ImmutableArray<string> LineEnds = ["cr", "crlf", "tab", "none"];
    private static readonly ImmutableArray<int> Bauds = [1200, 4800, 9600, 14400, 19200, 38400, 57600, 115200];

    public static void Read(FrameReader frame)
    {
        frame.HasAtLeast(Bare + 1);
        var head = frame.OneOf("head", Heads, Said.Head);
        frame.Fixed("head_2", 0x00, new("the second byte of the head", "帧头第二个字节"));
        if (frame.Length > 3) frame.HasWhole(Bare + frame.Peek(3) + (head == Command ? 2 : 0));
        if (frame.HasStopped) return;
        frame.Say("direction", head == Command ? "request" : "reply");
        if (head == Command) Request(frame);
        else Reply(frame);
        if (!frame.HasStopped) Check(frame);
    }

    private static void Request(FrameReader frame)
    {
        var type = frame.OneOf("type", Types, new("the type of command", "命令类型"));
        var count = (int)frame.Read("length", 1, Quantity.Count);
        var zone = (int)frame.Read("zone", 2, type is 0x07 or 0x08 ? Zones : Coded.Raw);
        if (type == 0x07)
        {
            frame.Expect(3, 1, new("the length of a read", "读命令的长度"));
            frame.Read("count", 1, Quantity.Count);
        }
        else if (type == 0x08) Zone(frame, zone, count);
        else if (count > 0) frame.Read("data", count, Coded.Raw);
    }

    private static void Reply(FrameReader frame)
    {
        frame.Fixed("status", 0x00, new("the status, 00 is success", "状态，00 为成功"));
        var count = (int)frame.Read("length", 1, Quantity.Count);
        if (frame.Request is { Length: > 5 } asked && asked[2] == 0x07) Zone(frame, asked[4] << 8 | asked[5], count);
        else if (count > 0) frame.Read("data", count, Coded.Raw);
    }

    private static void Zone(FrameReader frame, int zone, int count)
    {
        switch (zone, count)
        {
            case (0x0000, 1): Modes(frame); break;
            case (0x0002, 1): frame.Read("trigger", 1, new Coded(Meaning.Table((0, "no"), (1, "yes")))); break;
            case (0x0005, 1): frame.Read("repeat_interval", 1, new Quantity("s", 0.1m)); break;
            case (0x0006, 1): frame.Read("scan_time", 1, new Quantity("s", 0.1m)); break;
            case (0x002A, 2): Baud(frame); break;
            case (0x0060, 1):
                var end = frame.Peek(frame.At) >> 5 & 3;
                frame.Read("data", 1, Coded.Raw);
                frame.Say("line_end", new Text(LineEnds[end]), frame.At - 1, 1);
                break;
            default:
                if (count > 0) frame.Read("data", count, Coded.Raw);
                break;
        }
    }

    private static void Modes(FrameReader frame)
    {
        var (at, raw) = (frame.At, frame.Peek(frame.At));
        frame.Read("modes", 1, Coded.Raw);
        frame.Say("trigger_mode", new Text(Triggers[raw & 3]), at, 1);
        frame.Say("light", new Measure(raw >> 2 & 3), at, 1);
        frame.Say("aim", new Measure(raw >> 4 & 3), at, 1);
        frame.Say("sound", new Measure(raw >> 6 & 1), at, 1);
        frame.Say("success_led", new Measure(raw >> 7 & 1), at, 1);
    }

    /// <summary>Low byte first.</summary>
    private static void Baud(FrameReader frame)
    {
        var (at, divisor) = (frame.At, frame.Peek(frame.At) | frame.Peek(frame.At + 1) << 8);
        frame.Skip(2);
        frame.Say("baud_divisor", new Measure(divisor), at, 2);
        if (divisor == 0) return;
        var near = Bauds.FirstOrDefault(baud => Math.Abs((long)baud * divisor - BaudClock) < BaudClock / 100);
        frame.Say("baud", new Measure(near != 0 ? near : BaudClock / divisor), at, 2, "baud");
    }

    private static void Check(FrameReader frame)
    {
        if (frame.Peek(frame.At) == 0xAB && frame.Peek(frame.At + 1) == 0xCD)
        {
            frame.Read("check", 2, Coded.Raw);
            frame.HasNoProof("AB CD stands in place of the check: nothing proves these bytes", "校验处写的是 AB CD，即不作校验：这些字节没有证明");
            return;
        }
        var crc = Checksums.Crc16Xmodem(frame.Span(2, frame.At));
        frame.Fixed("check", [(byte)(crc >> 8), (byte)(crc & 0xFF)],
            new($"the check, CRC-16/XMODEM of bytes 2 to {frame.At - 1}", $"校验：字节 2 到 {frame.At - 1} 的 CRC-16/XMODEM"));
    }
}
