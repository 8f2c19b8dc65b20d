using System.Text;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Devices;

namespace YongAi.Simulators.Fuzz.Lines;

/// <summary>A line scanner (hardware reference 3.1): nobody asks it, it speaks when a rider shows something.</summary>
/// <param name="set">How its texts end; each session draws one when left out.</param>
public sealed class ScannerPart(ScanEnd? set = null) : LinePart
{
    /// <summary>No text is longer: four times the longest code.</summary>
    public const int TextMax = 4096;

    private ScanEnd end = set ?? ScanEnd.None;
    private int told;

    public override DeviceWiring Wiring => new ScannerWiring(end);

    /// <summary>What ends a text.</summary>
    public string End => end switch { ScanEnd.Cr => "\r", ScanEnd.CrLf => "\r\n", ScanEnd.Tab => "\t", _ => "" };

    public override FrameShape Shape { get; } = new([0x02, 0x03, 0x00, (byte)'\r', (byte)'\n', (byte)'\t'], 3, SetCrc);

    public override IReadOnlyList<byte[]> Frames { get; } =
    [
        [0x02, 0, 0, 1, 0, 0x33, 0x31], [0x03, 0, 0, 1, 0, 0x33, 0x31], [0x02, 0, 0, 0, 0, 0], "YA1:NCFOXN"u8.ToArray(),
        "YA1:6BFOXN*TS0BI$ZD.P9\r"u8.ToArray(),
        "https://example.org/a?b=c\r\n"u8.ToArray(), [0xE7, 0x94, 0xAC, 0xE7, 0x88, 0xB1, (byte)'\t'],
        Enumerable.Repeat((byte)'A', 5000).ToArray(),
    ];

    public override byte[]? Answer(ReadOnlySpan<byte> question, Chance chance) => null;

    public override byte[] Unasked(Chance chance) => Encoding.ASCII.GetBytes(
        "YA1:" + Convert.ToHexString(chance.Bytes(chance.Between(1, 60))) + End);

    public override bool IsKnowledge(Input fact) => fact is CodeScanned;

    public override void Asked(LineTape tape) => throw new FuzzFinding("a scanner was asked something");

    public override bool Judge(Input fact, LineTape tape)
    {
        if (fact is not CodeScanned scanned) return false;
        if (scanned.Text.Length is 0 or > TextMax) throw new FuzzFinding($"a text of {scanned.Text.Length} characters");
        if (EndIn(scanned.Text, tape.From(told)) is not { } next)
            throw new FuzzFinding($"'{new HostileText(scanned.Text).Shown}' is not what came from the line");
        told += next;
        return true;
    }

    public override void Begin(Chance chance) => (end, told) = (set ?? chance.Of(Enum.GetValues<ScanEnd>()), 0);

    /// <summary>
    /// Where a text ends of which every character came from the line, in this order; acknowledgements between them were taken
    /// out.
    /// </summary>
    private static int? EndIn(string text, ReadOnlySpan<byte> heard)
    {
        var at = 0;
        for (var n = 0; n < heard.Length; n++)
            if (text[at] == heard[n] && ++at == text.Length) return n + 1;
        return null;
    }

    private static void SetCrc(byte[] frame)
    {
        if (frame.Length < 6) return;
        var rest = 0;
        foreach (var b in frame.AsSpan(2..^2))
            for (var bit = 7; bit >= 0; bit--)
            {
                var carry = (rest >> 15 ^ b >> bit) & 1;
                rest = rest << 1 & 0xFFFF;
                if (carry == 1) rest ^= 0x1021;
            }
        (frame[^2], frame[^1]) = ((byte)(rest >> 8), (byte)(rest & 0xFF));
    }
}
