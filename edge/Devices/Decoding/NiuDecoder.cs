using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Devices.Decoding;

/// <summary>
/// NIU packs (hardware reference 2.4). An answer does not repeat its item; the five known items have five lengths. The
/// layouts are of one public implementation, high byte first.
/// </summary>
internal static class NiuDecoder
{
    /// <summary>68 31 CE 68, function, length, check, 16.</summary>
    private const int Bare = 8;

    private const byte Wake = 0xFE;

    private static readonly ImmutableDictionary<int, string> Functions = Meaning.Table((0x02, "read"), (0x82, "answer"));

    /// <summary>Items before the 33h, in wire order.</summary>
    private static readonly Coded Items = new(Meaning.Table(
        (0x2D0F, "pack"), (0x3C28, "cells"), (0x0910, "serial"), (0x0202, "versions"), (0x2913, "cycles")));

    public static void Read(FrameReader frame)
    {
        var wake = 0;
        while (wake < frame.Length && frame.Peek(wake) == Wake) wake++;
        frame.HasAtLeast(wake + Bare);
        if (wake > 0) frame.Read("wake", wake, Coded.Raw);
        frame.Fixed("head", 0x68, Said.Head);
        frame.Fixed("address", [0x31, 0xCE], new("the address", "地址"));
        frame.Fixed("head_2", 0x68, new("the second head", "第二个帧头"));
        if (frame.Length > wake + 5) frame.HasWhole(wake + Bare + frame.Peek(wake + 5));
        var function = frame.OneOf("function", Functions, new("the function", "功能码"));
        if (frame.HasStopped) return;
        frame.Say("direction", function == 0x02 ? "request" : "reply");
        var count = (int)frame.Read("length", 1, Quantity.Count);
        if (function == 0x02) frame.Expect(wake + 5, 2, new("the length of a request", "请求的长度"));
        frame.Shift = 0x33;
        if (function == 0x02) frame.Read("item", 2, Items);
        else Reply(frame, wake, count);
        frame.Shift = 0;
        if (frame.HasStopped) return;
        frame.Fixed("check", Checksums.Sum8(frame.Span(wake, frame.At)),
            new("the check, low byte of the sum from the first 68 on", "校验：从第一个 68 起各字节之和的低字节"));
        frame.Fixed("end", 0x16, Said.End);
    }

    private static void Reply(FrameReader frame, int wake, int count)
    {
        if (Asked(frame.Request) is { } item) frame.Expect(wake + 5, item, new("the length of what was asked for", "所问数据的长度"));
        switch (count)
        {
            case 15: Pack(frame); break;
            case 40:
                for (var n = 1; n <= 20; n++) frame.Read($"cell_{n}", 2, Quantity.MilliVolts);
                break;
            case 16: frame.Read("serial", 16, Ascii.Padded); break;
            case 2: Versions(frame); break;
            case 19:
                frame.Read("data", 2, Coded.Raw);
                frame.Read("cycles", 2, Quantity.Count);
                frame.Read("more_data", 15, Coded.Raw);
                break;
            case 0: return;
            default: frame.Read("data", count, Coded.Raw); break;
        }
        frame.Remark("33h is taken off each data byte; the answer names no item, which is known by its length only",
            "每个数据字节已减去 33h；应答不写明是哪一项，只能凭长度判断");
    }

    /// <summary>The second byte of an item is the length of its answer.</summary>
    private static int? Asked(byte[]? request)
    {
        var at = request is null ? -1 : Array.FindIndex(request, b => b != Wake);
        return at >= 0 && request!.Length > at + 7 ? (request[at + 7] - 0x33) & 0xFF : null;
    }

    private static void Pack(FrameReader frame)
    {
        frame.Read("pack_voltage", 2, new Quantity("V", 0.1m));
        frame.Read("current", 2, new Quantity("A", 0.1m, IsSigned: true));
        frame.Read("data", 2, Coded.Raw);
        frame.Read("soc", 1, Quantity.Percent);
        frame.Read("data_2", 1, Coded.Raw);
        frame.Read("time_left", 1, new Quantity("h", 0.1m));
        for (var n = 1; n <= 4; n++) frame.Read($"temperature_{n}", 1, new Quantity("°C", IsSigned: true));
        frame.Read("more_data", 2, Coded.Raw);
        frame.Remark("which sign of the current is charging is not known", "电流的正负哪个是充电，没有资料");
    }

    private static void Versions(FrameReader frame)
    {
        foreach (var name in new[] { "software_version", "hardware_version" })
        {
            var (at, raw) = (frame.At, (frame.Peek(frame.At) - 0x33) & 0xFF);
            frame.Skip(1);
            frame.Say(name, new Text($"{raw >> 4}.{raw & 0x0F}"), at, 1);
        }
    }
}
