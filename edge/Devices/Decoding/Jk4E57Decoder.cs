using System.Globalization;

namespace YongAi.Edge.Devices.Decoding;

/// <summary>JK packs on a serial line (hardware reference 2.3 a).</summary>
internal static class Jk4E57Decoder
{
    /// <summary>Bytes of a frame without data, and those of them after the data.</summary>
    private const int Bare = 20, AfterData = 9;

    private static readonly ImmutableDictionary<int, string> Commands = Meaning.Table(
        (1, "wake"), (2, "write"), (3, "read"), (5, "password"), (6, "read-all"));

    private static readonly Coded Sources = new(Meaning.Table((0, "bms"), (1, "bluetooth"), (2, "gps"), (3, "computer")));
    private static readonly ImmutableDictionary<int, string> Types = Meaning.Table((0, "request"), (1, "reply"), (2, "report"));

    public static void Read(FrameReader frame)
    {
        frame.HasAtLeast(Bare);
        frame.Fixed("head", [0x4E, 0x57], Said.Head);
        var length = frame.Peek(2) << 8 | frame.Peek(3);
        if (frame.Length > 3 && length < Bare - 2)
            frame.Stop(3, $"bytes 2 and 3 are {length:X4} and should be 0012 or more: the length after 4E 57",
                $"字节 2、3 是 {length:X4}，应为 0012 或更大（4E 57 之后的长度）");
        if (frame.Length > 3) frame.HasWhole(length + 2);
        frame.Read("length", 2, Quantity.Count);
        frame.Read("terminal", 4, Coded.Raw);
        var command = frame.OneOf("command", Commands, Said.Command);
        var source = (int)frame.Read("source", 1, Sources);
        var type = frame.OneOf("type", Types, new("the type of transmission", "传输类型"));
        if (frame.HasStopped) return;
        Data(frame, command, Direction(frame, command, source, type), frame.Whole - AfterData);
        frame.Read("record", 4, Coded.Raw);
        frame.Fixed("end", 0x68, Said.End);
        if (frame.HasStopped) return;
        var sum = 0;
        foreach (var b in frame.Span(0, frame.At)) sum += b;
        frame.Fixed("check", [0, 0, (byte)(sum >> 8 & 0xFF), (byte)(sum & 0xFF)],
            new("the check, two zeros and the sum of the bytes before", "校验：两个 00 和前面各字节之和"));
    }

    private static bool Direction(FrameReader frame, int command, int source, int type)
    {
        var isWriteAsPrinted = type != 0 && source != 0 && command == 2;
        frame.Say("direction", isWriteAsPrinted ? "request" : Types[type]);
        if (isWriteAsPrinted)
            frame.Remark("by its type the pack says this, by its source it does not: the vendor prints its writes so",
            "按类型是电池发的，按来源却不是：厂家资料里的写命令就是这样印的");
        return isWriteAsPrinted || type == 0;
    }

    private static void Data(FrameReader frame, int command, bool isRequest, int end)
    {
        var count = end - frame.At;
        if (count <= 0) return;
        if (command == 5) frame.Read("password", count, Ascii.Padded);
        else if (isRequest && command is 1 or 6 || command == 1) frame.Read("data", count, Coded.Raw);
        else if (count == 1) Tag(frame);
        else Tags(frame, end);
    }

    /// <summary>A tag alone: what is asked for, or what was written.</summary>
    private static void Tag(FrameReader frame)
    {
        var tag = Jk4E57Tags.All.GetValueOrDefault(frame.Peek(frame.At));
        frame.Read("tag", 1, Coded.Raw);
        if (tag is not null) frame.Say("tag_name", new Text(tag.Name), frame.At - 1, 1);
    }

    private static void Tags(FrameReader frame, int end)
    {
        var version = Version(frame, end);
        while (frame.At < end && !frame.HasStopped)
        {
            var (at, code) = (frame.At, frame.Peek(frame.At));
            if (at >= frame.Length) frame.Skip(1);
            else if (code == Jk4E57Tags.Cells) Cells(frame, end);
            else if (!Jk4E57Tags.All.TryGetValue(code, out var tag))
                frame.Stop(at, $"byte {at} is {code:X2}: no known tag, so how long its value is is not known",
                    $"字节 {at} 是 {code:X2}：未知的标签，不知道它的值有几个字节");
            else if (Fits(frame, code, 1 + tag.Width, end)) Value(frame, tag, version);
        }
    }

    private static void Value(FrameReader frame, Jk4E57Tag tag, int? version)
    {
        frame.Skip(1);
        if (tag.Code == Jk4E57Tags.Current) Current(frame, version);
        else frame.Read(tag.Name, tag.Width, tag.Shape);
    }

    private static void Current(FrameReader frame, int? version)
    {
        var (at, raw) = (frame.At, frame.Peek(frame.At) << 8 | frame.Peek(frame.At + 1));
        frame.Skip(2);
        var top = (raw & 0x7FFF) * 0.01m * (raw >= 0x8000 ? 1 : -1);
        var offset = (10000 - raw) * 0.01m;
        frame.Say(Jk4E57Tags.CurrentName, new Measure(version == 1 ? top : offset), at, 2, "A");
        if (version is null) frame.Remark(
            string.Create(CultureInfo.InvariantCulture,
                $"without tag C0 the current is read as of version 00; by version 01 it is {top:0.##} A"),
            string.Create(CultureInfo.InvariantCulture, $"帧中没有标签 C0，电流按版本 00 换算；按版本 01 则为 {top:0.##} A"));
    }

    /// <summary>One length byte, then number and millivolts of each cell.</summary>
    private static void Cells(FrameReader frame, int end)
    {
        var at = frame.At;
        var count = frame.Peek(at + 1);
        if (at + 1 < frame.Length && count % 3 != 0)
        {
            frame.Stop(at + 1, $"byte {at + 1} is {count:X2} and should be a multiple of 3: the length of the cells",
                $"字节 {at + 1} 是 {count:X2}，应为 3 的倍数（单体数据的长度）");
            return;
        }
        if (!Fits(frame, Jk4E57Tags.Cells, 2 + count, end)) return;
        frame.Skip(2);
        for (var n = 0; n < count / 3 && !frame.HasStopped; n++)
        {
            var number = frame.Peek(frame.At);
            frame.Expect(frame.At, n + 1, new("the number of the cell", "单体编号"));
            frame.Skip(1);
            frame.Read(string.Create(CultureInfo.InvariantCulture, $"cell_{number}"), 2, Quantity.MilliVolts);
        }
    }

    private static bool Fits(FrameReader frame, int code, int count, int end)
    {
        if (frame.At + count <= end) return true;
        var left = end - frame.At - 1;
        frame.Stop(frame.At,
            $"byte {frame.At} is tag {code:X2} with {count - 1} bytes, and only {left} are left before the record number",
            $"字节 {frame.At} 是标签 {code:X2}，其值有 {count - 1} 个字节，而记录号之前只剩 {left} 个");
        return false;
    }

    /// <summary>The version stands last, and says how the current before it is read.</summary>
    private static int? Version(FrameReader frame, int end)
    {
        for (var at = frame.At; at < end && at + 1 < frame.Length;)
        {
            var code = frame.Peek(at);
            if (code == Jk4E57Tags.Version) return frame.Peek(at + 1);
            if (code == Jk4E57Tags.Cells) at += 2 + frame.Peek(at + 1);
            else if (Jk4E57Tags.All.TryGetValue(code, out var tag)) at += 1 + tag.Width;
            else return null;
        }
        return null;
    }
}
