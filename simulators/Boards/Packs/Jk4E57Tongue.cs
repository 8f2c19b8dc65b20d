using System.Buffers.Binary;
using System.Text;

namespace YongAi.Simulators.Boards.Packs;

/// <summary>JK boards on their UART protocol: frames that begin with 4E 57 and carry tags and values (hardware 2.3 a).</summary>
public sealed class Jk4E57Tongue : IPackTongue
{
    private const byte Wake = 0x01, ReadAll = 0x06, Answer = 0x01, Reports = 0x02, End = 0x68;
    private const int CommandAt = 8, LengthBefore = 2, AfterDataBytes = 9, CheckBytes = 4, HeaderBytes = 11;
    private const int BufferMax = 128, RequestMax = 64;
    private const int OpenSensorRaw = 140, LastWarm = 100;
    private static readonly TimeSpan GapEndsFrame = TimeSpan.FromMilliseconds(50);

    private readonly EarBuffer buffer = new(BufferMax, GapEndsFrame);

    public bool WakesByWord => true;

    public void Hear(ReadOnlySpan<byte> bytes, TimeSpan now) => buffer.Hear(bytes, now);

    public bool TryCut(out PackQuestion question)
    {
        question = default;
        for (var head = buffer.Head; head.Length > 0; buffer.Drop(1), head = buffer.Head)
        {
            if (head[0] != 0x4E || head.Length > 1 && head[1] != 0x57) continue;
            if (head.Length < LengthBefore + 2) return false;
            var length = LengthBefore + (head[2] << 8 | head[3]);
            if (length is < HeaderBytes + AfterDataBytes or > RequestMax) continue;
            if (head.Length < length) return false;
            if (!IsWhole(head[..length])) continue;
            var command = head[CommandAt];
            buffer.Drop(length);
            question = new PackQuestion(self => Said(self, command)) { Wakes = command == Wake };
            return true;
        }
        return false;
    }

    public void Forget() => buffer.Forget();

    public byte[]? Report(PackSelf self) => Frame(ReadAll, Reports, Everything(self));

    /// <summary>A frame of the board.</summary>
    public static byte[] Frame(byte command, byte type, ReadOnlySpan<byte> data)
    {
        var length = HeaderBytes - LengthBefore + data.Length + AfterDataBytes;
        byte[] frame = [0x4E, 0x57, (byte)(length >> 8), (byte)(length & 0xFF), 0, 0, 0, 0, command, 0, type, .. data, 0, 0, 0, 0, End];
        return [.. frame, 0, 0, .. Two(SumOf(frame))];
    }

    /// <summary>A tag with a value of one, two or four bytes, the high byte first.</summary>
    public static byte[] Tag(byte tag, int bytes, int value)
    {
        var tagged = new byte[1 + bytes];
        tagged[0] = tag;
        for (var at = bytes; at > 0; at--, value >>= 8) tagged[at] = (byte)(value & 0xFF);
        return tagged;
    }

    /// <summary>A tag with letters; the rest is 0.</summary>
    public static byte[] Tag(byte tag, int bytes, string letters)
    {
        var value = Encoding.ASCII.GetBytes(letters);
        Array.Resize(ref value, bytes);
        return [tag, .. value];
    }

    /// <summary>The cells: a length, then number and millivolts of each.</summary>
    public static byte[] Cells(params ReadOnlySpan<ushort> millivolts)
    {
        var tagged = new byte[2 + 3 * millivolts.Length];
        (tagged[0], tagged[1]) = (0x79, (byte)(3 * millivolts.Length));
        for (var i = 0; i < millivolts.Length; i++)
        {
            tagged[2 + 3 * i] = (byte)(i + 1);
            BinaryPrimitives.WriteUInt16BigEndian(tagged.AsSpan(3 + 3 * i), millivolts[i]);
        }
        return tagged;
    }

    private static byte[]? Said(PackSelf self, byte command) => command switch
    {
        ReadAll => Frame(command, Answer, Everything(self)),
        Wake => Frame(command, Answer, [0]),
        _ => null,
    };

    private static byte[] Everything(PackSelf self) =>
    [
        .. Cells(self.CellMillivolts),
        .. Tag(0x80, 2, Degrees(self.BoardCelsius)), .. Tag(0x81, 2, Degrees(self.Pack.Celsius)),
        .. Tag(0x82, 2, self.LastSensor(Degrees(self.Pack.Celsius + 0.4), OpenSensorRaw)),
        .. Tag(0x83, 2, (int)Math.Round(self.Pack.Volts * 100)), .. Tag(0x84, 2, Current(self.Pack.Amps)), .. Tag(0x85, 1, self.Pack.Percent),
        .. Tag(0x86, 1, 2), .. Tag(0x87, 2, self.Cycles), .. Tag(0x89, 4, (int)self.Pack.AmpHoursThrough), .. Tag(0x8A, 2, self.Pack.Kind.Cells),
        .. Tag(0x8B, 2, Alarms(self)), .. Tag(0x8C, 2, (self.Pack.ChargePathOpen ? 1 : 0) | (self.Pack.DischargeSwitchedOff ? 0 : 2)),
        .. Settings(self),
    ];

    /// <summary>What follows is the same in every pack here; the figures are those of the example in the protocol document.</summary>
    private static byte[] Settings(PackSelf self) =>
    [
        .. Convert.FromHexString("8E16268F10AE900FD2910FA0920005930BEA940C1C95000596012C9700079800039900059A00059B0CE49C00089D01"),
        .. Convert.FromHexString("9E005A9F0046A00064A10064A20014A30046A40046A5FFECA6FFF6A7FFECA8FFF6"),
        .. Tag(0xA9, 1, self.Pack.Kind.Cells), .. Tag(0xAA, 4, (int)self.Pack.Kind.AmpHours),
        .. Convert.FromHexString("AB01AC01AD0411AE01AF01B0000AB114"), .. Tag(0xB2, 10, "123456"), .. Tag(0xB3, 1, 0),
        .. Tag(0xB4, 8, "60300001"), .. Tag(0xB5, 4, "2506"), .. Tag(0xB6, 4, 57856), .. Tag(0xB7, 15, "H6.X__S6.1.3S__"), .. Tag(0xB8, 1, 0),
        .. Tag(0xB9, 4, (int)self.Pack.Kind.AmpHours), .. Tag(0xBA, 24, self.Serial), .. Tag(0xC0, 1, 1),
    ];

    private static int Alarms(PackSelf self) =>
        self.ProtectionBits | (self.Pack.ChargeHot ? 1 << 4 : 0) | (self.Pack.ChargeCold ? 1 << 9 : 0);

    /// <summary>Version 01: 10 mA, the top bit means charging.</summary>
    private static int Current(double amps) => (int)Math.Round(Math.Abs(amps) * 100) | (amps > 0 ? 0x8000 : 0);

    private static int Degrees(double celsius) => (int)Math.Round(celsius) is var whole && whole < 0 ? LastWarm - whole : whole;

    private static bool IsWhole(ReadOnlySpan<byte> frame) =>
        frame[^(CheckBytes + 1)] == End && frame[^4..^2] is [0, 0] && (frame[^2] << 8 | frame[^1]) == SumOf(frame[..^CheckBytes]);

    private static int SumOf(ReadOnlySpan<byte> bytes)
    {
        var sum = 0;
        foreach (var b in bytes) sum += b;
        return sum & 0xFFFF;
    }

    private static byte[] Two(int value) => [(byte)(value >> 8), (byte)(value & 0xFF)];
}
