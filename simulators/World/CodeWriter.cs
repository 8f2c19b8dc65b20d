using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;

namespace YongAi.Simulators.World;

/// <summary>Writes the bytes and texts of rider codes, from the standards and not from the cabinet's reader.</summary>
public static class CodeWriter
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    private const int Es256 = -7;

    /// <summary>COSE_Sign1 (RFC 9052): ES256, nothing unprotected, no tag.</summary>
    /// <param name="key">Who signs.</param>
    /// <param name="kid">Which key that is; null where the message names none.</param>
    /// <param name="payload">What is signed.</param>
    /// <param name="externalAad">What the signature is for.</param>
    public static byte[] Sign1(ECDsa key, byte[]? kid, byte[] payload, byte[] externalAad) => Sign1(
        signed => key.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation), kid, payload, externalAad);

    /// <summary>The same, signed by whatever signs: 64 bytes r, s over the SHA-256 of what it is given.</summary>
    public static byte[] Sign1(Func<byte[], byte[]> sign, byte[]? kid, byte[] payload, byte[] externalAad)
    {
        var header = Cbor(writer =>
        {
            writer.WriteStartMap(kid is null ? 1 : 2);
            writer.WriteInt32(1);
            writer.WriteInt32(Es256);
            if (kid is not null)
            {
                writer.WriteInt32(4);
                writer.WriteByteString(kid);
            }
            writer.WriteEndMap();
        });
        var signed = Cbor(writer =>
        {
            writer.WriteStartArray(4);
            writer.WriteTextString("Signature1");
            writer.WriteByteString(header);
            writer.WriteByteString(externalAad);
            writer.WriteByteString(payload);
            writer.WriteEndArray();
        });
        var signature = sign(signed);
        return Cbor(writer =>
        {
            writer.WriteStartArray(4);
            writer.WriteByteString(header);
            writer.WriteStartMap(0);
            writer.WriteEndMap();
            writer.WriteByteString(payload);
            writer.WriteByteString(signature);
            writer.WriteEndArray();
        });
    }

    /// <summary>The text of a bound code: credential, presentation, and a voucher if there is one.</summary>
    public static string Bound(params byte[][] parts) => Text(Cbor(writer =>
    {
        writer.WriteStartArray(parts.Length);
        foreach (var part in parts) writer.WriteByteString(part);
        writer.WriteEndArray();
    }));

    /// <summary>The text of a code: prefix and Base45 (RFC 9285).</summary>
    public static string Text(byte[] code) => "YA1:" + Base45(code);

    /// <summary>Base45 of RFC 9285.</summary>
    public static string Base45(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length * 3 / 2 + 2);
        for (var i = 0; i < bytes.Length; i += 2)
        {
            var pair = i + 1 < bytes.Length;
            var number = pair ? bytes[i] << 8 | bytes[i + 1] : bytes[i];
            for (var digit = 0; digit < (pair ? 3 : 2); digit++, number /= 45) text.Append(Alphabet[number % 45]);
        }
        return text.ToString();
    }

    /// <summary>Reads Base45; null when it is none.</summary>
    public static byte[]? FromBase45(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i += 3)
        {
            var (group, weight, number) = (Math.Min(3, text.Length - i), 1, 0);
            for (var digit = 0; digit < group; digit++, weight *= 45)
            {
                var value = Alphabet.IndexOf(text[i + digit], StringComparison.Ordinal);
                if (value < 0) return null;
                number += value * weight;
            }
            if (group == 1 || number > (group == 3 ? 0xFFFF : 0xFF)) return null;
            if (group == 3) bytes.Add((byte)(number >> 8));
            bytes.Add((byte)(number & 0xFF));
        }
        return [.. bytes];
    }

    /// <summary>The bytes of what is written.</summary>
    public static byte[] Cbor(Action<CborWriter> write)
    {
        var writer = new CborWriter(CborConformanceMode.Strict, convertIndefiniteLengthEncodings: true);
        write(writer);
        return writer.Encode();
    }
}
