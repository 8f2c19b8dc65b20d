using System.Text;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Devices.Bms;
using static YongAi.Edge.Control.Packs.PackFaults;

namespace YongAi.Simulators.Fuzz.Lines;

/// <summary>JK's UART protocol (hardware reference 2.3 a): one answer tells all, as tags whose widths have to be known.</summary>
public sealed class Jk4E57Table : PackTable
{
    private const byte Wake = 1, ReadAll = 6;
    private const int Before = 11, After = 9;

    /// <summary>Bytes behind each tag, by their number; tag 79 says its own.</summary>
    private static readonly ImmutableDictionary<byte, int> Widths = new (int Bytes, byte[] Tags)[]
    {
        (1, [0x85, 0x86, 0x9D, 0xA9, 0xAB, 0xAC, 0xAE, 0xAF, 0xB1, 0xB3, 0xB8, 0xBB, 0xBC, 0xBD, 0xC0]),
        (2, [0x80, 0x81, 0x82, 0x83, 0x84, 0x87, 0x8A, 0x8B, 0x8C, .. Tags(0x8E, 0x9C), .. Tags(0x9E, 0xA8), 0xAD, 0xB0, 0xBE, 0xBF]),
        (4, [0x89, 0xAA, 0xB5, 0xB6, 0xB9]), (8, [0xB4]), (10, [0xB2]), (15, [0xB7]), (24, [0xBA]),
    }.SelectMany(width => width.Tags.Select(tag => (tag, width.Bytes))).ToImmutableDictionary(each => each.tag, each => each.Bytes);

    /// <summary>Bits of tag 8B from 0 on; the others have no name.</summary>
    private static readonly PackFaults[] Named =
    [
        SocLow, MosHot, PackOverVoltage, PackUnderVoltage, ChargeHot | DischargeHot, ChargeOverCurrent, DischargeOverCurrent,
        CellDifference, ChargeHot | DischargeHot, ChargeCold | DischargeCold, CellOverVoltage, CellUnderVoltage,
    ];

    public override PackMake Make { get; } = new Jk4E57Make();
    public override int Parts => 1;
    public override FrameShape Shape { get; } = new([0x4E, 0x57, 0x79, 0x83, 0x84, 0xBA, 0xC0], 3, Repair);

    public override IReadOnlyList<byte[]> Frames { get; } =
    [
        Frame(ReadAll, 1, All("YA48240000000001", 5120, 0x8064, 80, 25, 26, 0, 1)),
        Frame(ReadAll, 1, All("YA48240000000002", 5120, 100, 0, 101, 140, 0, 1)),
        Frame(ReadAll, 1, All("YA48240000000003", 0, 10_100, 100, 141, 139, 0xFFFF, 0)),
        Frame(ReadAll, 1, All("Input Userdata", 5120, 0, 101, 25, 26, 1, 2)),
        Frame(ReadAll, 2, All("YA48240000000004", 5120, 0, 50, 25, 26, 0, 1)),
        Frame(Wake, 1, []), Frame(Wake, 1, [0]), Frame(ReadAll, 1, []),
        Frame(ReadAll, 1, [0x83, 0x14, 0, 0x88, 1]), Frame(ReadAll, 1, [0x79, 6, 1, 15, 0, 2, 15, 1, 0x85, 50]), Frame(ReadAll, 0, [0]),
    ];

    public override byte[]? Answer(ReadOnlySpan<byte> question, Chance chance)
    {
        if (question is not [0x4E, 0x57, _, _, _, _, _, _, var command, ..]) return null;
        if (command == Wake) return chance.OneIn(2) ? null : Frame(Wake, 1, [0]);
        var charging = chance.OneIn(2) ? 0x8000 : 0;
        return Frame(ReadAll, 1, All(Encoding.ASCII.GetString(Letters(chance)), chance.Between(4200, 5460), charging + chance.Below(3000),
            chance.Between(0, 100), chance.Between(0, 110), chance.Between(0, 110), chance.OneIn(2) ? 0 : chance.Below(65_536), 1));
    }

    public override int? PartOf(ReadOnlySpan<byte> question) => question is [0x4E, 0x57, _, _, _, _, _, _, ReadAll, ..] ? 0 : null;

    public override byte[]? DataOf(int part, ReadOnlySpan<byte> heard)
    {
        if (heard.Length < Before + After || heard[0] != 0x4E || heard[1] != 0x57) return null;
        var whole = 2 + Word(heard, 2);
        if (whole < Before + After || whole > heard.Length || heard[whole - 5] != 0x68) return null;
        return heard[8] == ReadAll && heard[9] == 0 && heard[10] == 1 && FrameSeeds.Holds("jk-4e57", heard[..whole])
            ? heard[Before..(whole - After)].ToArray() : null;
    }

    public override PackSaid? Says(int part, byte[] data)
    {
        // A tag that comes twice says what it says last; both temperatures count as often as they come.
        var values = new Dictionary<byte, byte[]>();
        var sensors = new List<double>();
        for (var at = 0; at < data.Length;)
        {
            var tag = data[at];
            var width = tag == 0x79 && at + 1 < data.Length ? 1 + data[at + 1] : Widths.GetValueOrDefault(tag);
            if (width == 0 || at + 1 + width > data.Length) return null;
            values[tag] = data[(at + 1)..(at + 1 + width)];
            if (tag is 0x81 or 0x82) sensors.Add(Word(data, at + 1) is <= 100 and var warm ? warm : 100 - Word(data, at + 1));
            at += 1 + width;
        }
        var version = values.TryGetValue(0xC0, out var said) ? said[0] : 0;
        if (version > 1 || !new byte[] { 0x83, 0x84, 0x85, 0x8A, 0x8B, 0xBA }.All(values.ContainsKey) || values[0x85][0] > 100) return null;
        var (current, alarms) = (Word(values[0x84], 0), Word(values[0x8B], 0));
        var faults = None;
        for (var bit = 0; bit < 16; bit++)
            if ((alarms >> bit & 1) == 1) faults |= bit < Named.Length ? Named[bit] : SoftwareLock;
        return With(Serial(values[0xBA]) with
        {
            Volts = Word(values[0x83], 0) / 100.0, Percent = values[0x85][0], Cells = Word(values[0x8A], 0), Faults = faults,
            Amps = version == 0 ? (10_000 - current) / 100.0 : current >= 0x8000 ? (current - 0x8000) / 100.0 : -current / 100.0,
        }, sensors);
    }

    private static IEnumerable<byte> Tags(byte first, byte last) => Enumerable.Range(first, last - first + 1).Select(tag => (byte)tag);

    private static byte[] All(string serial, int volts, int amps, int percent, int box, int battery, int alarms, int version) =>
    [
        0x79, 6, 1, 15, 0, 2, 15, 1, 0x80, 0, 30, 0x81, .. Bytes(box), 0x82, .. Bytes(battery), 0x83, .. Bytes(volts), 0x84, .. Bytes(amps),
        0x85, (byte)percent, 0x86, 2, 0x87, 0, 9, 0x89, 0, 0, 0, 24, 0x8A, 0, 14, 0x8B, .. Bytes(alarms), 0x8C, 0, 3, 0x8E, 22, 0, 0x9D, 1,
        0xAA, 0, 0, 0, 24, 0xB4, .. "DEVICE01"u8, 0xBA, .. Encoding.ASCII.GetBytes(serial.PadRight(24, '\0')), 0xC0, (byte)version,
    ];

    private static byte[] Frame(byte command, byte type, byte[] data)
    {
        byte[] frame =
            [0x4E, 0x57, .. Bytes(Before + After - 2 + data.Length), 0, 0, 0, 0, command, 0, type, .. data, 0, 0, 0, 0, 0x68, 0, 0, 0, 0];
        FrameSeeds.Prove("jk-4e57", frame);
        return frame;
    }

    /// <summary>The end and the check; of every other frame the length too, so that its tags are read to wherever they end now.</summary>
    private static void Repair(byte[] frame)
    {
        if (frame.Length < Before + After) return;
        frame[^5] = 0x68;
        if (frame.Sum(b => b) % 2 == 0) Bytes(frame.Length - 2).CopyTo(frame, 2);
        FrameSeeds.Prove("jk-4e57", frame);
    }
}
