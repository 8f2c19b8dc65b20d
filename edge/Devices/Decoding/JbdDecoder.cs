using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Devices.Decoding;

/// <summary>JBD / Xiaoxiang packs (hardware reference 2.1).</summary>
internal static class JbdDecoder
{
    private const byte Head = 0xDD, Tail = 0x77, ReadMark = 0xA5, WriteMark = 0x5A;

    /// <summary>Head, three bytes, check of two, tail.</summary>
    private const int Bare = 7;

    /// <summary>Bytes of basic information before the temperatures.</summary>
    private const int BasicLength = 23;

    private static readonly Coded Commands = new(Meaning.Table(
        (0x03, "basic-information"), (0x04, "cell-voltages"), (0x05, "name"), (0xAA, "error-counters"), (0xE1, "mos-control")));

    private static readonly ImmutableDictionary<int, string> Statuses = Meaning.Table((0x00, "ok"), (0x80, "error"));

    private static readonly Coded MosControl = new(Meaning.Table(
        (0, "release"), (1, "charge-off"), (2, "discharge-off"), (3, "charge-and-discharge-off")));

    private static readonly Bits Protection = new("faults",
    [
        "cell-over-voltage", "cell-under-voltage", "pack-over-voltage", "pack-under-voltage", "charge-over-temperature",
        "charge-under-temperature", "discharge-over-temperature", "discharge-under-temperature", "charge-over-current",
        "discharge-over-current", "short-circuit", "front-end-chip", "mos-software-lock", "charge-timeout",
    ]);

    private static readonly Bits Fet = new("fet", ["charge", "discharge"]);

    /// <summary>In the order of the answer (esphome-jbd-bms, jbd_bms.cpp).</summary>
    private static readonly ImmutableArray<string> Counters =
    [
        "short_circuit_count", "charge_over_current_count", "discharge_over_current_count", "cell_over_voltage_count",
        "cell_under_voltage_count", "charge_over_temperature_count", "charge_under_temperature_count",
        "discharge_over_temperature_count",
        "discharge_under_temperature_count", "pack_over_voltage_count", "pack_under_voltage_count",
    ];

    public static void Read(FrameReader frame)
    {
        frame.HasAtLeast(Bare);
        frame.Fixed("head", Head, Said.Head);
        if (frame.Length > 3) frame.HasWhole(Bare + frame.Peek(3));
        if (frame.Request is null && frame.Peek(1) is (ReadMark or WriteMark)) Request(frame);
        else Reply(frame);
        if (frame.HasStopped) return;
        var check = Checksums.JbdCheck(frame.Span(2, frame.At));
        frame.Fixed("check", [(byte)(check >> 8), (byte)(check & 0xFF)],
            new($"the check, 10000h less the sum of bytes 2 to {frame.At - 1}", $"校验：10000h 减去字节 2 到 {frame.At - 1} 之和"));
        frame.Fixed("end", Tail, Said.End);
    }

    private static void Request(FrameReader frame)
    {
        var isWrite = frame.Peek(1) == WriteMark;
        frame.Read("access", 1, new Coded(Meaning.Table((ReadMark, "read"), (WriteMark, "write"))));
        frame.Say("direction", "request");
        var command = (int)frame.Read("command", 1, Commands);
        var count = (int)frame.Read("length", 1, Quantity.Count);
        if (isWrite && command == 0xE1)
        {
            frame.Expect(3, 2, new("the number of data bytes of this command", "此命令的数据字节数"));
            frame.Fixed("data", 0x00, new("the high byte of the MOS control", "MOS 控制的高字节"));
            frame.Read("mos_control", 1, MosControl);
        }
        else if (count > 0) frame.Read("data", count, Coded.Raw);
    }

    private static void Reply(FrameReader frame)
    {
        if (frame.Request is { Length: > 2 } asked)
            frame.Expect(1, asked[2], new("the command of the request", "请求的命令"));
        var command = (int)frame.Read("command", 1, Commands);
        if (frame.At > 1) frame.Say("direction", "reply");
        var status = frame.OneOf("status", Statuses, new("the status", "状态"));
        var count = (int)frame.Read("length", 1, Quantity.Count);
        if (frame.HasStopped || count == 0) return;
        switch (status == 0 ? command : 0)
        {
            case 0x03: Basic(frame, count); break;
            case 0x04: CellVoltages(frame, count); break;
            case 0x05: frame.Read("name", count, Ascii.Padded); break;
            case 0xAA: ErrorCounters(frame, count); break;
            default: frame.Read("data", count, Coded.Raw); break;
        }
    }

    private static void Basic(FrameReader frame, int count)
    {
        if (count < BasicLength)
        {
            Unfit(frame, count, BasicLength, new("the length, 23 or more", "长度，至少 23"));
            return;
        }
        frame.Read("pack_voltage", 2, new Quantity("V", 0.01m));
        frame.Read("current", 2, new Quantity("A", 0.01m, IsSigned: true));
        frame.Read("remaining_capacity", 2, new Quantity("Ah", 0.01m));
        frame.Read("nominal_capacity", 2, new Quantity("Ah", 0.01m));
        frame.Read("cycles", 2, Quantity.Count);
        Date(frame);
        frame.Read("balance_1_16", 2, Bits.Numbered("balancing", "cell", 1, 16));
        frame.Read("balance_17_32", 2, Bits.Numbered("balancing", "cell", 17, 16));
        frame.Read("protection", 2, Protection);
        var version = frame.Peek(frame.At);
        if (frame.At < frame.Length) frame.Say("software_version", new Text($"{version >> 4}.{version & 0x0F}"), frame.At, 1);
        frame.Skip(1);
        frame.Read("soc", 1, Quantity.Percent);
        frame.Read("fet_state", 1, Fet);
        frame.Read("cells", 1, Quantity.Count);
        var sensors = (int)frame.Read("temperature_sensors", 1, Quantity.Count);
        if (count < BasicLength + 2 * sensors)
        {
            Unfit(frame, count - BasicLength, BasicLength + 2 * sensors,
                new($"the length, 23 and two for each of {sensors} sensors", $"长度：23 加上 {sensors} 个探头各 2"));
            return;
        }
        for (var n = 1; n <= sensors && !frame.HasStopped; n++) frame.Read($"temperature_{n}", 2, new Quantity("°C",
            0.1m, -2731));
        var rest = count - BasicLength - 2 * sensors;
        if (rest <= 0) return;
        frame.Read("more_data", rest, Coded.Raw);
        frame.Remark("newer firmware adds bytes after the temperatures; they are not in the table", "较新的固件在温度后面还有字节，表中没有");
    }

    /// <summary>Day in bits 0 to 4, month in 5 to 8, years after 2000 in 9 to 15.</summary>
    private static void Date(FrameReader frame)
    {
        var (at, raw) = (frame.At, frame.Peek(frame.At) << 8 | frame.Peek(frame.At + 1));
        frame.Skip(2);
        frame.Say("production_date", new Text($"{2000 + (raw >> 9):0000}-{raw >> 5 & 0x0F:00}-{raw & 0x1F:00}"), at, 2);
    }

    private static void CellVoltages(FrameReader frame, int count)
    {
        if (count % 2 != 0 && IsSound(frame))
            frame.Stop(3, $"byte 3 is {count:X2} and should be even: the length, two bytes for each cell",
                $"字节 3 是 {count:X2}，应为偶数（长度，每个单体 2 字节）");
        for (var n = 1; n <= count / 2 && !frame.HasStopped; n++) frame.Read($"cell_{n}", 2, Quantity.MilliVolts);
        if (count % 2 != 0) frame.Read("more_data", 1, Coded.Raw);
    }

    private static void ErrorCounters(FrameReader frame, int count)
    {
        if (count < 2 * Counters.Length)
        {
            Unfit(frame, count, 2 * Counters.Length, new("the length, two bytes for each of 11 counters or more",
                "长度，11 个计数器各 2 字节或更多"));
            return;
        }
        foreach (var name in Counters) frame.Read(name, 2, Quantity.Count);
        if (count > 2 * Counters.Length) frame.Read("more_data", count - 2 * Counters.Length, Coded.Raw);
    }

    /// <summary>Data too short for what it is: the length is to blame only when the check says that no byte was
    /// garbled.</summary>
    private static void Unfit(FrameReader frame, int rest, int wanted, Said what)
    {
        if (IsSound(frame)) frame.Expect(3, wanted, what);
        else if (rest > 0) frame.Read("more_data", rest, Coded.Raw);
    }

    private static bool IsSound(FrameReader frame) => frame.Length >= frame.Whole && frame.Whole >= Bare
        && Checksums.JbdCheck(frame.Span(2,
            frame.Whole - 3)) == (frame.Peek(frame.Whole - 3) << 8 | frame.Peek(frame.Whole - 2));
}
