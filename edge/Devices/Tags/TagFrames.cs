using System.Text;
using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Devices.Tags;

/// <summary>
/// What readers of the RDM6300 class send: 02, ten hex digits, two check digits, 03. The check is the XOR of the five bytes that the ten
/// digits write.
/// </summary>
public static class TagFrames
{
    /// <summary>Bytes of one word.</summary>
    public const int Length = 14;

    /// <summary>Digits of a tag: two of its maker or version, eight of its number (EM4100).</summary>
    public const int TagDigits = 10;

    private const byte Head = 0x02, End = 0x03;

    /// <summary>Reads the head of a line as a tag's word; one with a wrong check is none.</summary>
    /// <param name="head">Bytes as received.</param>
    /// <param name="tag">The ten digits, when the word is whole.</param>
    public static Heard Read(ReadOnlySpan<byte> head, out string tag)
    {
        tag = "";
        if (head[0] != Head) return Heard.Nothing;
        var digits = head[1..Math.Min(head.Length, Length - 1)];
        foreach (var digit in digits)
            if (!char.IsAsciiHexDigitUpper((char)digit)) return Heard.Nothing;
        if (head.Length < Length) return Heard.Beginning;
        if (head[Length - 1] != End || Checksums.Xor(Convert.FromHexString(Encoding.ASCII.GetString(digits))) != 0) return Heard.Nothing;
        tag = Encoding.ASCII.GetString(digits[..TagDigits]);
        return Heard.Frame(Length);
    }
}
