using System.Formats.Cbor;

namespace YongAi.Edge.Host.Kiosk;

/// <summary>A nonce as a phone scans it: <c>YA1N:</c> and the Base45 (RFC 9285) of the CBOR array [cabinet id, nonce].</summary>
public static class NonceText
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

    /// <summary>The text to show.</summary>
    public static string Of(string cabinet, ReadOnlySpan<byte> nonce)
    {
        var writer = new CborWriter();
        writer.WriteStartArray(2);
        writer.WriteTextString(cabinet);
        writer.WriteByteString(nonce);
        writer.WriteEndArray();
        return "YA1N:" + Base45(writer.Encode());
    }

    private static string Base45(ReadOnlySpan<byte> bytes)
    {
        var text = new System.Text.StringBuilder(bytes.Length * 3 / 2 + 2);
        for (; bytes.Length >= 2; bytes = bytes[2..])
        {
            var pair = bytes[0] * 256 + bytes[1];
            text.Append(Alphabet[pair % 45]).Append(Alphabet[pair / 45 % 45]).Append(Alphabet[pair / 2025]);
        }
        if (bytes.Length == 1) text.Append(Alphabet[bytes[0] % 45]).Append(Alphabet[bytes[0] / 45]);
        return text.ToString();
    }
}
