using System.Globalization;
using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Devices.Decoding;

/// <summary>Daly packs on UART or RS-485, frames of 13 bytes (hardware reference 2.2 a).</summary>
internal static class DalyA5Decoder
{
    private const int Whole = 13, DataLength = 8, Pack = 0x01;

    /// <summary>57 is from a public driver of these packs for Venus OS, not from the vendor's text.</summary>
    private static readonly Coded Ids = new(Meaning.Table((0x00, "reset"), (0x57, "battery-code"),
        (0x90, "voltage-current-soc"),
        (0x91, "cell-voltage-extremes"), (0x92, "temperature-extremes"), (0x93, "mos-and-capacity"), (0x94, "status"),
        (0x95, "cell-voltages"),
        (0x96, "temperatures"), (0x97, "balancing"), (0x98, "faults"), (0xD9, "switch-discharge-mos"),
        (0xDA, "switch-charge-mos")));

    private static readonly Coded Addresses = new(Meaning.Table((0x01, "pack"), (0x20, "gprs"), (0x40, "computer"),
        (0x80, "bluetooth")));
    private static readonly Coded State = new(Meaning.Table((0, "idle"), (1, "charging"), (2, "discharging")));
    private static readonly Coded Present = new(Meaning.Table((0, "absent"), (1, "present")));
    private static readonly Bits Dio = new("inputs_and_outputs", ["di-1", "di-2", "di-3", "di-4", "do-1", "do-2", "do-3",
        "do-4"]);

    public static void Read(FrameReader frame)
    {
        frame.HasWhole(Whole);
        frame.Fixed("head", 0xA5, Said.Head);
        var address = (int)frame.Read("address", 1, Addresses);
        var isReply = address == Pack;
        if (frame.At > 1) frame.Say("direction", isReply ? "reply" : "request");
        if (isReply && frame.Request is { Length: > 2 } asked) frame.Expect(2, asked[2],
            new("the id of the request", "请求的数据标识"));
        var id = (int)frame.Read("command", 1, Ids);
        frame.Expect(3, DataLength, new("the length, always 8", "长度，固定为 8"));
        frame.Read("length", 1, Quantity.Count);
        if (id is 0xD9 or 0xDA) Switch(frame, id);
        else if (isReply) Reply(frame, id);
        else if (!IsBlank(frame)) frame.Read("data", DataLength, Coded.Raw);
        else frame.Skip(DataLength);
        if (frame.HasStopped) return;
        frame.Fixed("check", Checksums.Sum8(frame.Span(0, Whole - 1)), Said.Sum);
    }

    private static bool IsBlank(FrameReader frame) => !frame.Span(4, 4 + DataLength).ContainsAnyExcept((byte)0);

    private static void Switch(FrameReader frame, int id)
    {
        frame.Read(id == 0xD9 ? "discharge_mos" : "charge_mos", 1, Coded.OnOff);
        frame.Read("reserved", 7, Coded.Raw);
        frame.Remark("01 is on by the library this is from; the vendor's page says the opposite for CAN",
            "01 为开，出自公开程序库；厂家对 CAN 的说法正好相反");
    }

    private static void Reply(FrameReader frame, int id)
    {
        switch (id)
        {
            case 0x57: Code(frame); break;
            case 0x90: Pack90(frame); break;
            case 0x91: Extremes(frame, "cell", 2, Quantity.MilliVolts); break;
            case 0x92: Extremes(frame, "temperature", 1, Quantity.Celsius40); break;
            case 0x93: Mos(frame); break;
            case 0x94: Status(frame); break;
            case 0x95: Row(frame, "cell", 3, 2, Quantity.MilliVolts); break;
            case 0x96: Row(frame, "temperature", 7, 1, Quantity.Celsius40); break;
            case 0x97: Balance(frame); break;
            case 0x98: Faults(frame); break;
            default: frame.Read("data", DataLength, Coded.Raw); break;
        }
    }

    private static void Code(FrameReader frame)
    {
        frame.Read("frame_number", 1, Quantity.Count);
        frame.Read("battery_code", 7, Ascii.Padded);
    }

    private static void Pack90(FrameReader frame)
    {
        frame.Read("pack_voltage", 2, new Quantity("V", 0.1m));
        frame.Read("gathered_voltage", 2, new Quantity("V", 0.1m));
        frame.Read("current", 2, Quantity.Amperes30000);
        frame.Read("soc", 2, new Quantity("%", 0.1m));
    }

    private static void Extremes(FrameReader frame, string what, int width, Quantity shape)
    {
        frame.Read($"max_{what}", width, shape);
        frame.Read($"max_{what}_number", 1, Quantity.Count);
        frame.Read($"min_{what}", width, shape);
        frame.Read($"min_{what}_number", 1, Quantity.Count);
        frame.Read("reserved", DataLength - 2 * width - 2, Coded.Raw);
    }

    private static void Mos(FrameReader frame)
    {
        frame.Read("state", 1, State);
        frame.Read("charge_mos", 1, Coded.OnOff);
        frame.Read("discharge_mos", 1, Coded.OnOff);
        frame.Read("life_counter", 1, Quantity.Count);
        frame.Read("remaining_capacity", 4, new Quantity("mAh"));
    }

    private static void Status(FrameReader frame)
    {
        frame.Read("cells", 1, Quantity.Count);
        frame.Read("temperature_sensors", 1, Quantity.Count);
        frame.Read("charger", 1, Present);
        frame.Read("load", 1, Present);
        frame.Read("dio_state", 1, Dio);
        frame.Read("cycles", 2, Quantity.Count);
        frame.Read("reserved", 1, Coded.Raw);
        frame.Remark("V1.2 of the protocol reserves the two bytes that are cycles in V1.0", "协议 V1.0 的循环次数两个字节，在 V1.2 里是保留");
    }

    /// <summary>Frame 1 holds the first values, frame 2 those after them.</summary>
    private static void Row(FrameReader frame, string name, int perFrame, int width, Quantity shape)
    {
        var number = (int)frame.Read("frame_number", 1, Quantity.Count);
        var first = Math.Max(number - 1, 0) * perFrame + 1;
        for (var n = first; n < first + perFrame; n++)
            frame.Read(string.Create(CultureInfo.InvariantCulture, $"{name}_{n}"), width, shape);
        if (perFrame * width + 1 < DataLength) frame.Read("reserved", DataLength - 1 - perFrame * width, Coded.Raw);
        frame.Remark("a row that is not full ends in values without a meaning: count by answer 94",
            "最后一帧未满时，多出的值没有意义：个数以 94 的应答为准");
    }

    private static void Balance(FrameReader frame)
    {
        for (var n = 0; n < 6; n++)
            frame.Read(string.Create(CultureInfo.InvariantCulture, $"balance_{8 * n + 1}_{8 * n + 8}"), 1,
                Bits.Numbered("balancing", "cell", 8 * n + 1, 8));
        frame.Read("reserved", 2, Coded.Raw);
    }

    private static void Faults(FrameReader frame)
    {
        for (var n = 0; n < 7; n++) frame.Read($"fault_bits_{n + 1}", 1, new Bits("faults", DalyFaults.OfByte[n]));
        frame.Read("fault_code", 1, Coded.Raw);
    }
}
