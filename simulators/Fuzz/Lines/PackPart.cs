using System.Globalization;
using System.Text;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices.Bms;
using YongAi.Edge.Devices;

namespace YongAi.Simulators.Fuzz.Lines;

/// <summary>A JBD board (hardware reference 2.1), and the judge of what is believed of its pack.</summary>
public sealed class PackPart(SlotNumber slot) : LinePart
{
    private const byte Start = 0xDD, Stop = 0x77, Info = 0x03, Name = 0x05;
    private const int Around = 7, Fixed = 23;

    private int roundFrom;
    private byte[] last = [];

    public override DeviceWiring Wiring => new PackWiring(new JbdMake(), slot, TimeSpan.FromSeconds(1));

    public override FrameShape Shape { get; } = new([Start, Stop, Info, Name], 3, SetCheck);

    public override IReadOnlyList<byte[]> Frames { get; } =
    [
        NameOf("YA48240000000001"), NameOf("YA48240000000002"), NameOf("0123456789"), NameOf("short"),
        NameOf(new string('9', 33)), NameOf("YA482400 0000001"),
        InfoOf(5120, 250, 98, 13, 2981, 2995), InfoOf(5120, -250, 0, 13, 2981), InfoOf(0, 0, 100, 0),
        InfoOf(5120, 1, 101, 13, 2981),
        InfoOf(6553, 1, 50, 16, 0, 65535, 2731), InfoOf(4800, 1, 50, 13, 2431, 3931), Frame(Info, 0x80, []), Frame(Name, 0x80, []),
        Frame(0x04, 0, new byte[30]),
    ];

    public override byte[]? Answer(ReadOnlySpan<byte> question, Chance chance) =>
        question is not [Start, 0xA5, var command, ..] ? null
        : command == Name ? NameOf(string.Create(CultureInfo.InvariantCulture, $"YA4824{chance.Below(1000):0000000000}"))
        : InfoOf(chance.Between(4200, 5460), chance.Between(-3000, 3000), chance.Between(0, 100), 13,
            chance.Between(2631, 3331), chance.Between(2631, 3331));

    public override Effect Order(Chance chance) => new ReadAgain(slot);

    public override bool IsKnowledge(Input fact) => fact is PackRead;

    public override void Begin(Chance chance) => (roundFrom, last) = (0, []);

    public override void Asked(LineTape tape)
    {
        // The first question for a name begins a round; the second one is only a second try.
        if (tape.Question is [_, _, Name, ..] && last is not [_, _, Name, ..]) roundFrom = tape.Length;
        last = tape.Question;
    }

    public override bool Judge(Input fact, LineTape tape)
    {
        if (fact is PackSilent or PackUnreadable) return true;
        if (fact is not PackRead read) return false;
        if (read.Slot != slot) throw new FuzzFinding($"slot {read.Slot} is spoken of, the line leads to {slot}");
        if (!Said(read.Reading, tape.Since(roundFrom)))
            throw new FuzzFinding($"no valid frames of this round say {read.Reading}");
        return true;
    }

    private static bool Said(PackReading reading, ReadOnlySpan<byte> heard)
    {
        var (named, informed) = (false, false);
        for (var at = 0; at + Around <= heard.Length; at++)
        {
            if (!IsWhole(heard[at..], out var command, out var data)) continue;
            named |= command == Name && Encoding.Latin1.GetString(data).Trim(' ', '\0') == reading.Serial.Text;
            informed |= command == Info && Means(data, reading);
        }
        return named && informed;
    }

    private static bool IsWhole(ReadOnlySpan<byte> at, out byte command, out ReadOnlySpan<byte> data)
    {
        command = at[1];
        data = default;
        var length = at[3];
        if (at[0] != Start || at[2] != 0 || at.Length < Around + length || at[Around + length - 1] != Stop) return false;
        var sum = at[2] + length;
        foreach (var b in at.Slice(4, length)) sum += b;
        data = at.Slice(4, length);
        return ((sum + at[4 + length] * 256 + at[5 + length]) & 0xFFFF) == 0;
    }

    private static bool Means(ReadOnlySpan<byte> data, PackReading reading)
    {
        if (data.Length < Fixed + 2 * (data.Length > 22 ? data[22] : 0)) return false;
        var (coldest, hottest, broken) = (double.MaxValue, double.MinValue, false);
        for (var n = 0; n < data[22]; n++)
        {
            var celsius = (Whole(data, Fixed + 2 * n) - 2731) / 10.0;
            if (celsius is < -30 or > 120) broken = true;
            else (coldest, hottest) = (Math.Min(coldest, celsius), Math.Max(hottest, celsius));
        }
        var protection = Whole(data, 16);
        var faults = protection & 0x1FFF | (protection > 0x1FFF ? 0x1000 : 0) | (broken ? 0x0800 : 0);
        return coldest <= hottest && data[19] <= 100 && reading.Charge.Percent == data[19] && reading.Cells == data[21]
            && Near(reading.Volts.Value, Whole(data, 0) / 100.0)
                && Near(reading.Amps.Value, unchecked((short)Whole(data, 2)) / 100.0)
            && Near(reading.Coldest.Value, coldest) && Near(reading.Hottest.Value, hottest) && (int)reading.Faults == faults;
    }

    private static bool Near(double one, double other) => Math.Abs(one - other) < 1e-6;

    private static int Whole(ReadOnlySpan<byte> data, int at) => data[at] * 256 + data[at + 1];

    private static byte[] NameOf(string name) => Frame(Name, 0, Encoding.ASCII.GetBytes(name));

    private static byte[] InfoOf(int volts, int amps, int percent, int cells, params ReadOnlySpan<int> kelvins)
    {
        var data = new byte[Fixed + 2 * kelvins.Length];
        (data[0], data[1]) = ((byte)(volts >> 8), (byte)(volts & 0xFF));
        (data[2], data[3]) = ((byte)(amps >> 8 & 0xFF), (byte)(amps & 0xFF));
        (data[19], data[21], data[22]) = ((byte)percent, (byte)cells, (byte)kelvins.Length);
        for (var n = 0; n < kelvins.Length; n++)
            (data[Fixed + 2 * n], data[Fixed + 2 * n + 1]) = ((byte)(kelvins[n] >> 8), (byte)(kelvins[n] & 0xFF));
        return Frame(Info, 0, data);
    }

    private static byte[] Frame(byte command, byte status, byte[] data)
    {
        byte[] frame = [Start, command, status, (byte)data.Length, .. data, 0, 0, Stop];
        SetCheck(frame);
        return frame;
    }

    private static void SetCheck(byte[] frame)
    {
        if (frame.Length < Around) return;
        var sum = 0;
        foreach (var b in frame.AsSpan(2..^3)) sum += b;
        var check = 0x10000 - (sum & 0xFFFF);
        (frame[^3], frame[^2], frame[^1]) = ((byte)(check >> 8 & 0xFF), (byte)(check & 0xFF), Stop);
    }
}
