using System.Security.Cryptography;

namespace YongAi.CloudBridge.Minting;

/// <summary>A private key that credentials are signed with.</summary>
public sealed class IssuerKey : IDisposable
{
    private readonly ECDsa key;

    private IssuerKey(ECDsa key, string issuer)
    {
        this.key = key;
        Issuer = issuer;
        Kid = SHA256.HashData(Point(key))[..8];
    }

    /// <summary>Whose key it is: claim iss of everything it signs.</summary>
    public string Issuer { get; }

    /// <summary>First 8 bytes of the SHA-256 of the public key.</summary>
    public byte[] Kid { get; }

    /// <summary>Reads a PKCS#8 PEM file.</summary>
    /// <exception cref="MintRefused">The file cannot be read, or is no private key on P-256.</exception>
    public static IssuerKey Read(string path, string issuer)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
            // The curve is asked for by its numbers: a key may come with or without the curve's name.
            if (key.KeySize == 256 && Point(key).Length == 65) return new IssuerKey(key, issuer);
            throw new MintRefused($"{path}: this key is not on the curve P-256; make one with "
                + "`openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256`");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            key.Dispose();
            throw new MintRefused($"{path}: cannot be read ({e.Message})");
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            key.Dispose();
            throw new MintRefused($"{path}: holds no private key as PEM (PKCS#8, begins with BEGIN PRIVATE KEY)");
        }
    }

    public byte[] Sign(byte[] data) =>
        key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    public void Dispose() => key.Dispose();

    /// <summary>The uncompressed point: 04, x, y.</summary>
    internal static byte[] Point(ECDsa key)
    {
        var q = key.ExportParameters(includePrivateParameters: false).Q;
        return [0x04, .. q.X!, .. q.Y!];
    }
}

/// <summary>What was asked for cannot be minted; the message says where the trouble is and what to do.</summary>
public sealed class MintRefused(string message) : Exception(message);
