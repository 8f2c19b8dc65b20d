using System.Text;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Devices.Bms;

namespace YongAi.Simulators.Fuzz.Lines;

/// <summary>Daly's UART protocol (hardware reference 2.2 a; the battery code by the make's page): five items a round.</summary>
public sealed class DalyA5Table : PackTable
{
    private const int Length = 13, CodeFrames = 5, CodeLetters = 7;
    private static readonly byte[] Items = [0x57, 0x90, 0x92, 0x94, 0x98];

    public override PackMake Make { get; } = new DalyA5Make();
    public override int Parts => Items.Length;
    public override FrameShape Shape { get; } = new([0xA5, 0x01, 0x40, .. Items], 3, SetSums);

    public override IReadOnlyList<byte[]> Frames { get; } =
    [
        Code("YA48240000000001"), Code("YA48240000000002"), Code("short"), Code("YA482400 0000001"), Code(new string('9', 35)),
        Frame(0x90, 2, 0x1D, 0, 0, 0x75, 0x30, 3, 3), Frame(0x90, 2, 0x1D, 0, 0, 0, 0, 0, 0),
        Frame(0x90, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF, 3, 0xE8),
        Frame(0x90, 2, 0x1D, 0, 0, 0x75, 0x30, 3, 0xE9), Frame(0x92, 66, 1, 64, 2), Frame(0x92, 66, 1, 0, 2), Frame(0x92, 255, 1, 0, 2),
        Frame(0x94, 13, 2, 1), Frame(0x94, 16, 1), Frame(0x98), Frame(0x98, 1, 4, 16, 64, 1, 1, 4, 0), Frame(0x98, 0, 0, 0, 0, 0, 0, 0, 3),
        Frame(0x91, 14, 80, 1, 14, 60, 2), Frame(0x57, 6, 65, 65, 65, 65, 65, 65, 65),
    ];

    public override byte[]? Answer(ReadOnlySpan<byte> question, Chance chance) => (question is [0xA5, 0x40, var item, ..] ? item : 0) switch
    {
        0x57 => Code(Encoding.ASCII.GetString(Letters(chance))),
        0x90 => Frame(0x90,
            [.. Bytes(chance.Between(420, 546)), 0, 0, .. Bytes(chance.Between(29_700, 30_300)), .. Bytes(chance.Between(0, 1000))]),
        0x92 => Frame(0x92, (byte)chance.Between(40, 100), 1, (byte)chance.Between(30, 40), 2),
        0x94 => Frame(0x94, 13, 2, 1),
        0x98 => chance.OneIn(2) ? Frame(0x98) : Frame(0x98, chance.Bytes(8)),
        _ => null,
    };

    public override int? PartOf(ReadOnlySpan<byte> question) =>
        question is [0xA5, 0x40, var item, ..] && Array.IndexOf(Items, item) is >= 0 and var part ? part : null;

    public override byte[]? DataOf(int part, ReadOnlySpan<byte> heard)
    {
        if (part > 0) return IsWhole(heard, Items[part]) ? heard.Slice(4, 8).ToArray() : null;
        var letters = new List<byte>();
        for (var number = 1; number <= CodeFrames; number++)
        {
            if (!IsWhole(heard, Items[0]) || heard[4] != number) return null;
            letters.AddRange(heard.Slice(5, CodeLetters));
            heard = heard[Length..];
        }
        return [.. letters];
    }

    public override PackSaid? Says(int part, byte[] data) => part switch
    {
        0 => Serial(data),
        1 when Word(data, 6) > 1000 => null,
        1 => new PackSaid { Volts = Word(data, 0) / 10.0, Amps = (Word(data, 4) - 30_000) / 10.0, Percent = Word(data, 6) / 10 },
        2 => With(new PackSaid(), data[0] - 40, data[2] - 40),
        3 => new PackSaid { Cells = data[0] },
        // The eighth byte is a code whose meaning is not public: it counts where no bit says more.
        _ => new PackSaid
        {
            Faults = DalyComplaints.Of(data.AsSpan(..7)) is not PackFaults.None and var named ? named
                : data[7] == 0 ? PackFaults.None : PackFaults.SoftwareLock,
        },
    };

    private static bool IsWhole(ReadOnlySpan<byte> heard, byte item) =>
        heard.Length >= Length && heard[0] == 0xA5 && heard[1] == 1 && heard[2] == item && heard[3] == 8
        && FrameSeeds.Holds("daly-a5", heard[..Length]);

    private static byte[] Code(string serial)
    {
        var letters = Encoding.ASCII.GetBytes(serial.PadRight(CodeFrames * CodeLetters, '\0'));
        return [.. letters.Chunk(CodeLetters).SelectMany((some, at) => Frame(0x57, [(byte)(at + 1), .. some]))];
    }

    private static byte[] Frame(byte item, params byte[] data)
    {
        byte[] frame = [0xA5, 0x01, item, 8, .. data, .. new byte[9 - data.Length]];
        SetSums(frame);
        return frame;
    }

    /// <summary>Frames follow each other without anything between them: each has its own sum.</summary>
    private static void SetSums(byte[] frames)
    {
        for (var at = 0; at + Length <= frames.Length; at += Length)
        {
            var frame = frames[at..(at + Length)];
            FrameSeeds.Prove("daly-a5", frame);
            frames[at + Length - 1] = frame[^1];
        }
    }
}
