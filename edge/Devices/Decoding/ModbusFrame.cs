using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Devices.Decoding;

/// <summary>What a device that speaks Modbus RTU is like.</summary>
/// <param name="Map">Its registers.</param>
/// <param name="Asked">The address it is asked by; null for any.</param>
/// <param name="Answers">The address it answers by; null for the one it was asked by.</param>
internal sealed record ModbusDevice(RegisterMap Map, int? Asked = null, int? Answers = null)
{
    /// <summary>Registers of functions 03, 06 and 10 where they are not those of 04.</summary>
    public RegisterMap Holding { get; init; } = Map;

    /// <summary>Writes of one coil mean more than on and off.</summary>
    public Action<FrameReader>? Coil { get; init; }

    /// <summary>Field names of coils (function 01, 0F) and inputs (02).</summary>
    public (string Coil, string Input) Bits { get; init; } = ("coil", "input");
}

/// <summary>
/// Frames of Modbus RTU. A frame does not say whether it asks or answers: its length does, and where that leaves a doubt
/// the one whose check holds.
/// </summary>
internal sealed class ModbusFrame(FrameReader frame, ModbusDevice device)
{
    private const int Ask = 8, Bare = 5;

    private static readonly ImmutableDictionary<int, string> Functions = Meaning.Table(
        (0x01, "read-coils"), (0x02, "read-inputs"), (0x03, "read-registers"), (0x04, "read-input-registers"),
        (0x05, "write-coil"),
        (0x06, "write-register"), (0x0F, "write-coils"), (0x10, "write-registers"));

    /// <summary>Exceptions of the Modbus application protocol V1.1b3, section 7.</summary>
    private static readonly Coded Exceptions = new(Meaning.Table(
        (1, "illegal-function"), (2, "illegal-address"), (3, "illegal-value"), (4, "device-failure"), (5, "acknowledge"),
            (6, "device-busy"),
        (8, "memory-parity-error"), (10, "gateway-path-unavailable"), (11, "gateway-target-silent")));

    private static readonly ImmutableDictionary<int, string> FunctionsAndExceptions =
        Functions.AddRange(Functions.Select(known => KeyValuePair.Create(known.Key | 0x80, "refused")));

    private enum Kind { Ask, Answer, Refusal }

    public static void Read(FrameReader frame, ModbusDevice device) => new ModbusFrame(frame, device).Read();

    private void Read()
    {
        frame.HasAtLeast(Bare);
        var kind = KindOf();
        Address(kind);
        var function = frame.OneOf("function", FunctionsAndExceptions, new("the function", "功能码"));
        if (frame.HasStopped) return;
        frame.Say("direction", kind == Kind.Ask ? "request" : "reply");
        MustFit(kind);
        if (kind == Kind.Refusal) frame.Read("exception", 1, Exceptions);
        else if (function <= 0x04 && kind == Kind.Ask) Question();
        else if (function <= 0x04) Answer(function);
        else if (function <= 0x06) Single(kind, function);
        else Several(kind, function);
        if (frame.HasStopped) return;
        var crc = Checksums.Crc16Modbus(frame.Span(0, frame.At));
        frame.Fixed("check", [(byte)(crc & 0xFF), (byte)(crc >> 8)], Said.Crc);
    }

    private void Address(Kind kind)
    {
        var expected = kind == Kind.Ask ? device.Asked : device.Answers ?? device.Asked;
        if (expected is { } address) frame.Fixed("address", (byte)address, new("the address", "地址"));
        else frame.Read("address", 1, Coded.Raw);
    }

    private Kind KindOf()
    {
        var function = frame.Peek(1);
        if (frame.Length < 2) return Kind.Ask;
        if (function >= 0x80) return Whole(Bare, Kind.Refusal);
        if (function is 0x05 or 0x06) return Whole(Ask,
            frame.Request is null && frame.Peek(0) != device.Answers ? Kind.Ask : Kind.Answer);
        return function is 0x0F or 0x10 ? WriteKind() : ReadKind();
    }

    private Kind ReadKind()
    {
        var answer = Bare + frame.Peek(2);
        if (frame.Request is not null || frame.Peek(0) == device.Answers) return AnswerOf(answer);
        if (frame.Peek(0) == device.Asked && device.Answers is not null) return Whole(Ask, Kind.Ask);
        if (Holds(Ask)) return Whole(Ask, Kind.Ask);
        if (Holds(answer)) return AnswerOf(answer);
        if (frame.Length < 3) return Kind.Ask;
        if (frame.Length == Ask) return Whole(Ask, Kind.Ask);
        var start = frame.Peek(2) << 8 | frame.Peek(3);
        var couldAsk = frame.Peek(2) == 0 || frame.Length > 3 && frame.Length < Ask && MapOf(function: frame.Peek(1)).Knows(start);
        return couldAsk ? Whole(Ask, Kind.Ask) : AnswerOf(answer);
    }

    private Kind AnswerOf(int whole)
    {
        if (frame.Length > 2) frame.HasWhole(whole);
        return Kind.Answer;
    }

    private Kind WriteKind()
    {
        var ask = 9 + frame.Peek(6);
        if (frame.Request is not null || frame.Peek(0) == device.Answers || Holds(Ask)) return Whole(Ask, Kind.Answer);
        if (frame.Length > 6) return Whole(ask, Kind.Ask);
        var count = frame.Peek(4) << 8 | frame.Peek(5);
        if (frame.Length == 6) return Whole(9 + (frame.Peek(1) == 0x10 ? 2 * count : (count + 7) / 8), Kind.Ask);
        frame.HasAtLeast(Ask);
        return Kind.Ask;
    }

    private Kind Whole(int count, Kind kind)
    {
        frame.HasWhole(count);
        return kind;
    }

    private bool Holds(int count) => frame.Length >= count && count >= Bare
        && Checksums.Crc16Modbus(frame.Span(0, count - 2)) == (frame.Peek(count - 1) << 8 | frame.Peek(count - 2));

    /// <summary>An answer belongs to its request: function, and the same address unless the device has one of its own to
    /// answer by.</summary>
    private void MustFit(Kind kind)
    {
        if (kind == Kind.Ask || frame.Request is not { Length: >= 6 } asked) return;
        if (device.Answers is null) frame.Expect(0, asked[0], new("the address of the request", "请求的地址"));
        if (kind == Kind.Answer) frame.Expect(1, asked[1], new("the function of the request", "请求的功能码"));
        else frame.Expect(1, (asked[1] | 0x80) & 0xFF, new("the function of the request, refused", "请求的功能码加 80"));
        var count = asked[4] << 8 | asked[5];
        if (kind == Kind.Answer && asked[1] is 0x01 or 0x02)
            frame.Expect(2, (count + 7) / 8, new("the number of data bytes, by the request", "数据字节数（按请求）"));
        if (kind == Kind.Answer && asked[1] is 0x03 or 0x04)
            frame.Expect(2, 2 * count, new("the number of data bytes, by the request", "数据字节数（按请求）"));
    }

    private void Question()
    {
        frame.Read("register", 2, Coded.Raw);
        frame.Read("count", 2, Quantity.Count);
    }

    private void Answer(int function)
    {
        var count = (int)frame.Read("length", 1, Quantity.Count);
        if (function <= 0x02) BitAnswer(function, count);
        else RegisterAnswer(MapOf(function), count);
    }

    private void BitAnswer(int function, int count)
    {
        var at = frame.At;
        var name = function == 1 ? device.Bits.Coil : device.Bits.Input;
        frame.Read("mask", count, Coded.Raw);
        if (frame.HasStopped) return;
        var isAsked = frame.Request is { Length: >= 6 };
        var start = isAsked ? frame.Request![2] << 8 | frame.Request[3] : 0;
        var bits = isAsked ? Math.Min(8 * count, frame.Request![4] << 8 | frame.Request[5]) : 8 * count;
        if (!isAsked) frame.Say(name + "s", new Numbers([.. Enumerable.Range(0, bits).Select(n => Bit(at, n))]), at, count);
        for (var n = 0; isAsked && n < bits; n++) frame.Say($"{name}_{start + n}", new Measure(Bit(at, n)), at + n / 8, 1);
        if (!isAsked) frame.Remark("which numbers these are is said by the request only: give it with --request",
            "这些是哪几路，只有请求里才有：用 --request 给出请求");
    }

    private int Bit(int at, int n) => frame.Peek(at + n / 8) >> n % 8 & 1;

    private RegisterMap MapOf(int function) => function == 0x04 ? device.Map : device.Holding;

    private void RegisterAnswer(RegisterMap map, int count)
    {
        if (count % 2 != 0)
            frame.Stop(2, $"byte 2 is {count:X2} and should be even: the length, two bytes for each register",
                $"字节 2 是 {count:X2}，应为偶数（长度，每个寄存器 2 字节）");
        if (frame.Request is { Length: >= 6 } asked)
        {
            map.Read(frame, asked[2] << 8 | asked[3], count);
            return;
        }
        var at = frame.At;
        frame.Skip(count);
        if (!frame.HasStopped) frame.Say("registers",
            new Numbers([.. Enumerable.Range(0, count / 2).Select(n =>
                frame.Peek(at + 2 * n) << 8 | frame.Peek(at + 2 * n + 1))]), at, count);
        frame.Remark("which registers these are is said by the request only: give it with --request",
            "这些是哪些寄存器，只有请求里才有：用 --request 给出请求");
    }

    private void Single(Kind kind, int function)
    {
        if (kind == Kind.Ask) frame.Remark("the answer to this write is the same bytes", "对这条写命令的应答与它逐字节相同");
        var register = (int)frame.Read("register", 2, Coded.Raw);
        if (function == 0x05 && device.Coil is { } coil) coil(frame);
        else if (function == 0x06 && device.Holding.Knows(register)) device.Holding.Read(frame, register, 2);
        else
            frame.Read("value", 2, function == 0x05 ? new Coded(Meaning.Table((0xFF00, "on"), (0, "off"))) : Coded.Raw);
    }

    private void Several(Kind kind, int function)
    {
        var register = (int)frame.Read("register", 2, Coded.Raw);
        var count = (int)frame.Read("count", 2, Quantity.Count);
        if (kind == Kind.Answer) return;
        var wanted = function == 0x10 ? 2 * count : (count + 7) / 8;
        frame.Expect(6, wanted, new("the number of data bytes, by the count", "数据字节数（按个数）"));
        var bytes = (int)frame.Read("length", 1, Quantity.Count);
        if (frame.HasStopped) return;
        if (function == 0x10) device.Holding.Read(frame, register, bytes);
        else
        {
            var at = frame.At;
            frame.Read("mask", bytes, Coded.Raw);
            for (var n = 0; n < Math.Min(count, 8 * bytes) && !frame.HasStopped; n++)
                frame.Say($"{device.Bits.Coil}_{register + n}", new Measure(Bit(at, n)), at + n / 8, 1);
        }
    }
}
