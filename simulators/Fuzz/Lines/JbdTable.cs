using System.Text;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Devices.Bms;

namespace YongAi.Simulators.Fuzz.Lines;

/// <summary>JBD (hardware reference 2.1): the name is the serial, then all the rest.</summary>
public sealed class JbdTable : PackTable
{
    private const byte Start = 0xDD, Stop = 0x77, Info = 0x03, Name = 0x05;
    private const int Around = 7, Fixed = 23;

    public override PackMake Make { get; } = new JbdMake();
    public override int Parts => 2;
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
        : command == Name ? Frame(Name, 0, Letters(chance))
        : InfoOf(chance.Between(4200, 5460), chance.Between(-3000, 3000), chance.Between(0, 100), 13,
            chance.Between(2631, 3331), chance.Between(2631, 3331));

    public override int? PartOf(ReadOnlySpan<byte> question) =>
        question is not [Start, 0xA5, var command, ..] ? null : command == Name ? 0 : 1;

    public override byte[]? DataOf(int part, ReadOnlySpan<byte> heard)
    {
        if (heard.Length < Around || heard[0] != Start || heard[1] != (part == 0 ? Name : Info) || heard[2] != 0) return null;
        var whole = Around + heard[3];
        return heard.Length < whole || heard[whole - 1] != Stop || !FrameSeeds.Holds("jbd", heard[..whole]) ? null
            : heard[4..(whole - 3)].ToArray();
    }

    public override PackSaid? Says(int part, byte[] data)
    {
        if (part == 0) return Serial(data);
        if (data.Length < Fixed || data.Length < Fixed + 2 * data[22] || data[19] > 100) return null;
        var protection = Word(data, 16);
        // Bits 0 to 12 have the numbers of PackFaults; what else is set is a complaint without a name.
        var faults = (PackFaults)(protection & 0x1FFF) | (protection > 0x1FFF ? PackFaults.SoftwareLock : PackFaults.None);
        return With(new PackSaid
        {
            Volts = Word(data, 0) / 100.0, Amps = Signed(data, 2) / 100.0, Percent = data[19], Cells = data[21], Faults = faults,
        }, Enumerable.Range(0, data[22]).Select(n => (Word(data, Fixed + 2 * n) - 2731) / 10.0));
    }

    private static byte[] NameOf(string name) => Frame(Name, 0, Encoding.ASCII.GetBytes(name));

    private static byte[] InfoOf(int volts, int amps, int percent, int cells, params ReadOnlySpan<int> kelvins)
    {
        var data = new byte[Fixed + 2 * kelvins.Length];
        Bytes(volts).CopyTo(data, 0);
        Bytes(amps).CopyTo(data, 2);
        (data[19], data[21], data[22]) = ((byte)percent, (byte)cells, (byte)kelvins.Length);
        for (var n = 0; n < kelvins.Length; n++) Bytes(kelvins[n]).CopyTo(data, Fixed + 2 * n);
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
        frame[^1] = Stop;
        FrameSeeds.Prove("jbd", frame);
    }
}
