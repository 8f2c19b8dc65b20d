namespace YongAi.Edge.Devices.Decoding;

/// <summary>Bytes as people type and paste them: blanks, colons, commas and 0x between them, either case.</summary>
public static class HexText
{
    /// <summary>Reads the bytes, or says where the text is none.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="bytes">What was read.</param>
    /// <param name="fault">Where it stops, counted in characters from 0; null when it is read.</param>
    public static bool TryRead(string text, out byte[] bytes, out FrameFault? fault)
    {
        var digits = new List<byte>(text.Length / 2);
        fault = null;
        int? half = null;
        for (var at = 0; at < text.Length && fault is null; at++)
        {
            var isPrefix = half is null && text[at] == '0' && at + 1 < text.Length && text[at + 1] is 'x' or 'X';
            if (half is null && isPrefix) at++;
            else if (IsBetween(text[at])) fault = Lone(text, at, half);
            else if (!char.IsAsciiHexDigit(text[at]))
                fault = new FrameFault(at, $"'{Shown(text[at])}' at character {at} (counted from 0) is no hex digit",
                    $"第 {at} 个字符（从 0 数）“{Shown(text[at])}”不是十六进制数字");
            else if (half is { } high)
            {
                digits.Add((byte)(high << 4 | Convert.ToInt32(text[at].ToString(), 16)));
                half = null;
            }
            else half = Convert.ToInt32(text[at].ToString(), 16);
        }
        fault ??= Lone(text, text.Length, half);
        if (fault is null && digits.Count == 0) fault = new FrameFault(0, "no bytes were given", "没有写字节");
        bytes = fault is null ? [.. digits] : [];
        return fault is null;
    }

    private static bool IsBetween(char c) => char.IsWhiteSpace(c) || c is ':' or ',' or '-';

    private static FrameFault? Lone(string text, int end, int? half) => half is null ? null
        : new FrameFault(end - 1,
            $"the digit '{text[end - 1]}' at character {end - 1} (counted from 0) stands alone: two digits are a byte",
            $"第 {end - 1} 个字符（从 0 数）“{text[end - 1]}”落单：两个十六进制数字才是一个字节");

    private static string Shown(char c) => char.IsControl(c) ? $"\\u{(int)c:x4}" : c.ToString();
}
