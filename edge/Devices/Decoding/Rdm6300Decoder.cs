using System.Globalization;

namespace YongAi.Edge.Devices.Decoding;

/// <summary>
/// Tag readers of the RDM6300 class: 02, ten hex digits (two of the maker or version, eight of the tag), two check digits, 03. The check is
/// the XOR of the five bytes that the ten digits write.
/// </summary>
internal static class Rdm6300Decoder
{
    private const int Whole = 14, Digits = 10, CheckDigits = 2;

    public static void Read(FrameReader frame)
    {
        frame.HasWhole(Whole);
        frame.Fixed("head", 0x02, Said.Head);
        var tag = Hex(frame, Digits);
        frame.Skip(Digits);
        if (frame.HasStopped) return;
        frame.Say("tag", new Text(tag), 1, Digits);
        frame.Say("version", new Text(tag[..2]), 1, 2);
        frame.Say("number", new Measure(uint.Parse(tag.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)), 3, 8);
        var check = Convert.FromHexString(tag).Aggregate((xor, next) => (byte)(xor ^ next));
        frame.Fixed("check", [.. $"{check:X2}".Select(digit => (byte)digit)],
            new("the check, two digits: XOR of the five bytes that the digits before write", "校验：前面十位数字写出的五个字节的异或，写成两位"));
        frame.Fixed("end", 0x03, Said.End);
    }

    private static string Hex(FrameReader frame, int digits)
    {
        var text = new char[digits];
        for (var n = 0; n < digits; n++)
        {
            var at = frame.At + n;
            text[n] = (char)frame.Peek(at);
            if (at < frame.Length && !char.IsAsciiHexDigitUpper(text[n]))
                frame.Stop(at, $"byte {at} is {frame.Peek(at):X2} and should be a digit, 30 to 39 or 41 to 46: the tag in hex digits",
                    $"字节 {at} 是 {frame.Peek(at):X2}，应为十六进制数字 30 到 39 或 41 到 46（卡号）");
        }
        return new string(text);
    }
}
