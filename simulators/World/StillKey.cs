using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace YongAi.Simulators.World;

/// <summary>
/// A key on P-256 that signs the same message with the same bytes each time (ECDSA with a derived number, in the manner of RFC 6979), so
/// that one seed is one life, and one run of inputs: a bit that flips on its way shows the same every time. For simulators, and for
/// nothing else: who knows the name of such a key knows its private half.
/// </summary>
public sealed class StillKey
{
    /// <summary>Order of the curve (FIPS 186-5, P-256).</summary>
    private static readonly BigInteger Order =
        Number(Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551"));

    private readonly BigInteger secret;
    private readonly byte[] hidden;

    /// <summary>The key that is made of a name.</summary>
    public StillKey(string name) : this(Scalar(Encoding.UTF8.GetBytes(name))) { }

    private StillKey(BigInteger secret)
    {
        this.secret = secret;
        hidden = Coordinate(secret);
        var point = PointOf(secret);
        (X, Y) = (point.X!, point.Y!);
    }

    /// <summary>Reads the private key from a PKCS#8 PEM text.</summary>
    /// <exception cref="CryptographicException">It is none on P-256.</exception>
    public static StillKey FromPem(string text)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(text);
        return new StillKey(Number(key.ExportParameters(includePrivateParameters: true).D));
    }

    public byte[] X { get; }
    public byte[] Y { get; }

    /// <summary>The uncompressed point.</summary>
    public ImmutableArray<byte> Public => [0x04, .. X, .. Y];

    /// <summary>First bytes of the SHA-256 of the point, as rider-code YA1 wants them.</summary>
    public byte[] Kid => SHA256.HashData(Public.AsSpan())[..8];

    /// <summary>A key that belongs to this one and to a name.</summary>
    public StillKey Of(string name) => new(Scalar([.. hidden, .. Encoding.UTF8.GetBytes(name)]));

    /// <summary>Bytes that belong to this key and to a name, at most 32.</summary>
    public byte[] Bytes(string name, int count) => SHA256.HashData([.. hidden, .. Encoding.UTF8.GetBytes(name)])[..count];

    /// <summary>64 bytes r, s over the SHA-256 of the data.</summary>
    public byte[] Sign(byte[] data)
    {
        var digest = SHA256.HashData(data);
        for (byte again = 0; ; again++)
        {
            var once = Scalar([.. hidden, .. digest, again]);
            var r = Number(PointOf(once).X) % Order;
            var s = BigInteger.ModPow(once, Order - 2, Order) * (Number(digest) + r * secret) % Order;
            if (!r.IsZero && !s.IsZero) return [.. Coordinate(r), .. Coordinate(s)];
        }
    }

    private static ECPoint PointOf(BigInteger scalar)
    {
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = Coordinate(scalar) });
        return key.ExportParameters(includePrivateParameters: false).Q;
    }

    private static BigInteger Scalar(byte[] of) => Number(SHA256.HashData(of)) % (Order - 1) + 1;

    private static BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    private static byte[] Coordinate(BigInteger value)
    {
        var bytes = new byte[32];
        value.TryWriteBytes(bytes.AsSpan(32 - value.GetByteCount(isUnsigned: true)), out _, isUnsigned: true, isBigEndian: true);
        return bytes;
    }
}
