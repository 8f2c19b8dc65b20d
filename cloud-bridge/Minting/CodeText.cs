using System.Text;

namespace YongAi.CloudBridge.Minting;

/// <summary>The text of a rider code: the prefix and the Base45 (RFC 9285) of its bytes.</summary>
public static class CodeText
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

    public static string Of(ReadOnlySpan<byte> code)
    {
        var text = new StringBuilder("YA1:", 4 + code.Length * 3 / 2 + 2);
        for (; code.Length >= 2; code = code[2..])
        {
            var pair = code[0] * 256 + code[1];
            text.Append(Alphabet[pair % 45]).Append(Alphabet[pair / 45 % 45]).Append(Alphabet[pair / 2025]);
        }
        if (code.Length == 1) text.Append(Alphabet[code[0] % 45]).Append(Alphabet[code[0] / 45]);
        return text.ToString();
    }
}
