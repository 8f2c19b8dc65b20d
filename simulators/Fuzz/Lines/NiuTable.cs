using System.Text;
using YongAi.Edge.Devices.Bms;

namespace YongAi.Simulators.Fuzz.Lines;

/// <summary>NIU packs (hardware reference 2.4, what the items hold by the make's page): 33h is added to each byte of data.</summary>
public sealed class NiuTable : PackTable
{
    private const int Before = 6;
    private static readonly (byte Item, byte Length)[] Items = [(0x09, 0x10), (0x2D, 0x0F), (0x3C, 0x28)];

    public override PackMake Make { get; } = new NiuMake();
    public override int Parts => Items.Length;
    public override FrameShape Shape { get; } = new([0x68, 0xFE, 0x16, 0x82], 5, Repair);

    public override IReadOnlyList<byte[]> Frames { get; } =
    [
        SerialOf("YA48240000000001"), SerialOf("YA4824 000000001"), SerialOf("short"),
        [0xFE, 0xFE, .. SerialOf("YA48240000000002")],
        Frame(Pack(612, 5, 80, 21, 22, 23, 24)), Frame(Pack(612, -5, 0, 0, 120, 121, 255)),
        [0xFE, 0xFE, 0xFE, 0xFE, 0xFE, .. Frame(Pack(612, 5, 80, 21, 22, 23, 24))],
        Frame(Pack(612, 5, 101, 21, 22, 23, 24)), Frame(Pack(0, 0, 50, 200, 200, 200, 200)), Frame(new byte[40]),
        Frame([.. Enumerable.Repeat(Bytes(3600), 17).SelectMany(cell => cell), 0, 0, 0, 0, 0, 0]), Frame(new byte[4]),
    ];

    public override byte[]? Answer(ReadOnlySpan<byte> question, Chance chance)
    {
        if (PartOf(question) is not { } part) return null;
        var frame = Frame(part == 0 ? Letters(chance)
            : part == 1 ? Pack(chance.Between(420, 720), chance.Between(-300, 300), chance.Between(0, 100),
                chance.Between(0, 60), chance.Between(0, 60), 20, 20)
            : [.. Enumerable.Range(0, 20).SelectMany(n => Bytes(n < 17 ? chance.Between(3000, 4200) : 0))]);
        return chance.OneIn(2) ? frame : [.. Enumerable.Repeat((byte)0xFE, chance.Between(1, 4)), .. frame];
    }

    public override int? PartOf(ReadOnlySpan<byte> question) =>
        question is [0xFE, 0xFE, 0xFE, 0xFE, 0x68, 0x31, 0xCE, 0x68, 2, 2, var item, var length, _, 0x16]
            && Array.IndexOf(Items, ((byte)(item - 0x33 & 0xFF), (byte)(length - 0x33 & 0xFF))) is >= 0 and var part ? part : null;

    /// <summary>Wake bytes say nothing: a frame is found behind them anyway.</summary>
    public override byte[]? DataOf(int part, ReadOnlySpan<byte> heard)
    {
        var whole = Before + Items[part].Length + 2;
        return heard.Length >= whole && heard is [0x68, 0x31, 0xCE, 0x68, 0x82, var length, ..] && length == Items[part].Length
            && heard[whole - 1] == 0x16 && FrameSeeds.Holds("niu", heard[..whole])
            ? [.. heard[Before..(whole - 2)].ToArray().Select(b => (byte)(b - 0x33 & 0xFF))] : null;
    }

    public override PackSaid? Says(int part, byte[] data) => part switch
    {
        0 => Serial(data),
        1 when data[6] > 100 => null,
        1 => With(new PackSaid { Volts = Word(data, 0) / 10.0, Amps = Signed(data, 2) / 10.0, Percent = data[6] },
            data[9], data[10], data[11], data[12]),
        _ => new PackSaid { Cells = Enumerable.Range(0, 20).Count(cell => Word(data, 2 * cell) != 0) },
    };

    private static byte[] Pack(int volts, int amps, int percent, params ReadOnlySpan<int> celsius) =>
        [
            .. Bytes(volts), .. Bytes(amps), 0, 0, (byte)percent, 0, 0,
            (byte)celsius[0], (byte)celsius[1], (byte)celsius[2], (byte)celsius[3], 0, 0,
        ];

    private static byte[] SerialOf(string serial) => Frame(Encoding.ASCII.GetBytes(serial.PadRight(Items[0].Length, '\0')));

    private static byte[] Frame(byte[] data)
    {
        byte[] frame = [0x68, 0x31, 0xCE, 0x68, 0x82, (byte)data.Length, .. data.Select(b => (byte)(b + 0x33 & 0xFF)), 0, 0x16];
        FrameSeeds.Prove("niu", frame);
        return frame;
    }

    private static void Repair(byte[] frame)
    {
        if (frame.Length <= Before) return;
        frame[^1] = 0x16;
        FrameSeeds.Prove("niu", frame);
    }
}
