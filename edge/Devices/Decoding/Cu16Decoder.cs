using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Devices.Decoding;

/// <summary>KERONG KR-CU16 lock boards, the small protocol (hardware reference 1.3).</summary>
internal static class Cu16Decoder
{
    /// <summary>02, address, command, 03, sum.</summary>
    private const int Bare = 5;

    private const byte Stx = 0x02, Etx = 0x03;

    private static readonly ImmutableDictionary<int, string> Commands = Meaning.Table(
        (0x30, "read"), (0x31, "open-lock"), (0x32, "read-all-boards"), (0x33, "open-all"), (0x35, "state-of-one-board"),
        (0x36, "state-of-all-boards"), (0x37, "set-or-read-unlock-time"), (0x38, "return-unlock-time"),
        (0x39, "delayed-unlock"),
        (0x40, "baud"), (0x80, "recruit"), (0x81, "set-address"));

    private static readonly ImmutableDictionary<int, string> Bauds = Meaning.Table(
        (0, "9600-baud"), (1, "19200-baud"), (2, "57600-baud"), (3, "115200-baud"));

    public static void Read(FrameReader frame)
    {
        frame.HasAtLeast(Bare);
        frame.Fixed("head", Stx, Said.Head);
        if (frame.Length > 2) frame.HasWhole(WholeOf(frame));
        var address = (int)frame.Read("address", 1, Coded.Raw);
        var command = frame.OneOf("command", Commands, Said.Command);
        if (frame.HasStopped) return;
        frame.Say("direction", command is 0x35 or 0x36 || command == 0x38 && frame.Whole > Bare ? "reply" : "request");
        Addressed(frame, address, command);
        Data(frame, command, frame.Whole - Bare);
        frame.Fixed("end", Etx, Said.End);
        if (!frame.HasStopped) frame.Fixed("check", Sum(frame), Said.Sum);
    }

    /// <summary>The lengths that a command may have; the first that is long enough.</summary>
    private static int WholeOf(FrameReader frame)
    {
        ReadOnlySpan<int> data = frame.Peek(2) switch
        {
            0x35 or 0x36 => [4],
            0x37 or 0x38 => [0, 2],
            0x39 or 0x40 => [0, 1],
            0x80 or 0x81 => [3, 8],
            _ => [0],
        };
        foreach (var count in data)
            if (frame.Length <= Bare + count) return Bare + count;
        return Bare + data[^1];
    }

    /// <summary>High nibble the board, low nibble the lock; F0 is all boards.</summary>
    private static void Addressed(FrameReader frame, int address, int command)
    {
        if (address == 0xF0) frame.Say("board", new Text("all"), 1, 1);
        else frame.Say("board", new Measure(address >> 4), 1, 1);
        if (command is 0x31 or 0x39) frame.Say("lock", new Measure(address & 0x0F), 1, 1);
    }

    private static void Data(FrameReader frame, int command, int count)
    {
        switch (command)
        {
            case 0x35 or 0x36: Hooks(frame); break;
            case 0x37 or 0x38 when count == 2: frame.Read("unlock_time", 2, new Quantity("ms", 10)); break;
            case 0x39 when count == 1: frame.Read("delay", 1, Quantity.Seconds); break;
            case 0x40 when count == 1: frame.Read("baud", 1, new Coded(Bauds)); break;
            case 0x80 or 0x81:
                frame.Read("data", count, Coded.Raw);
                frame.Remark("what these bytes mean is in no text that was read", "这些字节的含义没有可查的资料");
                break;
        }
    }

    private static void Hooks(FrameReader frame)
    {
        var at = frame.At;
        var hooks = frame.Read("hooks_1_8", 1, Coded.Raw) | frame.Read("hooks_9_16", 1, Coded.Raw) << 8;
        var infrared = frame.Read("infrared_1_8", 1, Coded.Raw) | frame.Read("infrared_9_16", 1, Coded.Raw) << 8;
        for (var n = 0; n < 16; n++) frame.Say($"level_{n}", new Measure(hooks >> n & 1), at + n / 8, 1);
        for (var n = 0; n < 16; n++) frame.Say($"infrared_{n}", new Measure(infrared >> n & 1), at + 2 + n / 8, 1);
        frame.Remark("locks count from 0 as in the address; whether 1 is open or closed is reported both ways",
            "锁号与地址一致，从 0 数；1 是开还是关，两种说法都有");
    }

    private static byte Sum(FrameReader frame) => Checksums.Sum8(frame.Span(0, frame.At));
}
