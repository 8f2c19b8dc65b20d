namespace YongAi.Edge.Devices.Decoding;

/// <summary>Winnsen 16-lock boards; no check byte (hardware reference 1.5).</summary>
internal static class WinnsenDecoder
{
    private static readonly ImmutableDictionary<int, string> Functions = Meaning.Table(
        (0x05, "open-lock"), (0x12, "read"), (0x85, "opened"), (0x92, "state"));

    private static readonly Coded Status = new(Meaning.Table((0x00, "closed-or-failed"), (0x01, "open-or-success"),
        (0x02, "cooling-down")));

    public static void Read(FrameReader frame)
    {
        frame.HasAtLeast(6);
        frame.Fixed("head", 0x90, Said.Head);
        var whole = 0;
        if (frame.Length > 2 && Functions.ContainsKey(frame.Peek(2))) whole = frame.Peek(2) >= 0x80 ? 7 : 6;
        if (whole != 0) frame.Expect(1, whole, new("the length of the whole frame with this function", "整帧长度（按此功能码）"));
        if (whole != 0) frame.HasWhole(whole);
        frame.Read("length", 1, Quantity.Count);
        var function = frame.OneOf("function", Functions, new("the function", "功能码"));
        if (frame.HasStopped) return;
        frame.Say("direction", function >= 0x80 ? "reply" : "request");
        frame.Read("station", 1, Quantity.Count);
        // The two answers carry the same two bytes in opposite order.
        if (function == 0x92) frame.Read("status", 1, Status);
        frame.Read("lock", 1, Quantity.Count);
        if (function == 0x85) frame.Read("status", 1, Status);
        frame.Fixed("end", 0x03, Said.End);
        frame.HasNoProof("this protocol has no check: a garbled byte cannot be told from a right one", "此协议没有校验：字节传错了也看不出来");
    }
}
