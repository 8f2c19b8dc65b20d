using System.Buffers;

namespace YongAi.Edge.Control.Codes;

/// <summary>Base45 of RFC 9285, read strictly: two bytes in three characters, a last single byte in two.</summary>
public static class Base45
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

    private static readonly SearchValues<char> Characters = SearchValues.Create(Alphabet);

    /// <summary>
    /// True when every character belongs to the alphabet (which is that of a QR code's alphanumeric mode).
    /// </summary>
    public static bool IsAlphabet(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(Characters);

    /// <summary>
    /// Reads a text; false for a foreign character, a lone last character, or a group above FFFF or FF.
    /// </summary>
    public static bool TryDecode(ReadOnlySpan<char> text, out byte[] bytes)
    {
        bytes = [];
        if (text.Length % 3 == 1 || !IsAlphabet(text)) return false;
        var decoded = new byte[text.Length / 3 * 2 + text.Length % 3 / 2];
        var at = 0;
        for (; text.Length >= 3; text = text[3..])
        {
            var pair = Value(text[0]) + Value(text[1]) * 45 + Value(text[2]) * 2025;
            if (pair > 0xFFFF) return false;
            decoded[at++] = (byte)(pair >> 8);
            decoded[at++] = (byte)(pair & 0xFF);
        }
        if (text.Length == 2)
        {
            var single = Value(text[0]) + Value(text[1]) * 45;
            if (single > 0xFF) return false;
            decoded[at] = (byte)single;
        }
        bytes = decoded;
        return true;
    }

    private static int Value(char c) => Alphabet.IndexOf(c, StringComparison.Ordinal);
}
