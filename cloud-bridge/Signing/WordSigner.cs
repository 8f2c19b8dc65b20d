using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;

namespace YongAi.CloudBridge.Signing;

/// <summary>A signing key cannot be used; the message says why and what to do.</summary>
public sealed class KeyRefused(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// Signs what the cloud tells cabinets, one kind of word with one key: COSE_Sign1 (RFC 9052) with ES256, <c>kid</c> and content
/// type in the protected header, nothing in the unprotected one, and the kind's name as <c>external_aad</c>, so that no signature
/// serves two purposes.
/// </summary>
public sealed class WordSigner : IDisposable
{
    private const int Es256 = -7, AlgorithmLabel = 1, ContentTypeLabel = 3, KidLabel = 4, KidBytes = 8;
    private const string P256 = "1.2.840.10045.3.1.7";
    private const CborTag CoseSign1 = (CborTag)18;

    /// <summary>The kinds of words that are signed here.</summary>
    public const string Ack = "v1/ack", Command = "v1/command";

    private readonly ECDsa key;
    private readonly byte[] protectedHeader;
    private readonly byte[] externalAad;

    private WordSigner(ECDsa key, string kind)
    {
        this.key = key;
        externalAad = Encoding.UTF8.GetBytes(kind);
        var digest = SHA256.HashData(UncompressedPoint(key));
        Fingerprint = Convert.ToHexStringLower(digest);
        protectedHeader = ProtectedHeader(digest[..KidBytes]);
    }

    /// <summary>SHA-256 of the uncompressed public point, in lower-case hex; its first 8 bytes are the <c>kid</c>.</summary>
    public string Fingerprint { get; }

    /// <summary>Reads a private key from a PEM file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">What it signs, for example <see cref="Ack"/>.</param>
    /// <exception cref="KeyRefused">There is no such file, or it holds no P-256 private key.</exception>
    public static WordSigner FromPemFile(string path, string kind)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
            if (key.ExportParameters(includePrivateParameters: true) is not { Curve.Oid.Value: P256, D: not null })
                throw new KeyRefused($"{path} holds no P-256 private key; make one with: "
                    + "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256");
            return new WordSigner(key, kind);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new KeyRefused($"the signing key cannot be read from {path}: {e.Message}", e);
        }
        catch (KeyRefused)
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>The signed message over UTF-8 JSON.</summary>
    public byte[] Sign(ReadOnlySpan<byte> payload)
    {
        var signature = key.SignData(ToBeSigned(payload), HashAlgorithmName.SHA256,
            DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteTag(CoseSign1);
        writer.WriteStartArray(4);
        writer.WriteByteString(protectedHeader);
        writer.WriteStartMap(0);
        writer.WriteEndMap();
        writer.WriteByteString(payload);
        writer.WriteByteString(signature);
        writer.WriteEndArray();
        return writer.Encode();
    }

    public void Dispose() => key.Dispose();

    private byte[] ToBeSigned(ReadOnlySpan<byte> payload)
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteStartArray(4);
        writer.WriteTextString("Signature1");
        writer.WriteByteString(protectedHeader);
        writer.WriteByteString(externalAad);
        writer.WriteByteString(payload);
        writer.WriteEndArray();
        return writer.Encode();
    }

    private static byte[] ProtectedHeader(ReadOnlySpan<byte> kid)
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteStartMap(3);
        writer.WriteInt32(AlgorithmLabel);
        writer.WriteInt32(Es256);
        writer.WriteInt32(ContentTypeLabel);
        writer.WriteTextString("application/json");
        writer.WriteInt32(KidLabel);
        writer.WriteByteString(kid);
        writer.WriteEndMap();
        return writer.Encode();
    }

    private static byte[] UncompressedPoint(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return [0x04, .. point.X!, .. point.Y!];
    }
}
