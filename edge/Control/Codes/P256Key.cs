using System.Numerics;
using System.Security.Cryptography;

namespace YongAi.Edge.Control.Codes;

/// <summary>A public key on NIST P-256 that lies on the curve (FIPS 186-5, SEC 1); it can only verify.</summary>
public sealed class P256Key
{
    private const int CoordinateLength = 32;

    /// <summary>Length of an uncompressed point: 04, x, y.</summary>
    public const int PointLength = 1 + 2 * CoordinateLength;

    private readonly byte[] x;
    private readonly byte[] y;
    private ECDsa? made;

    private P256Key(ReadOnlySpan<byte> x, ReadOnlySpan<byte> y)
    {
        this.x = x.ToArray();
        this.y = y.ToArray();
    }

    /// <summary>An uncompressed point of 65 bytes; null when it is none or not on the curve.</summary>
    public static P256Key? From(ReadOnlySpan<byte> point) =>
        point.Length == PointLength && point[0] == 0x04
            ? From(point.Slice(1, CoordinateLength), point[(1 + CoordinateLength)..])
            : null;

    /// <summary>Two coordinates of 32 bytes; null when they are no point of the curve.</summary>
    public static P256Key? From(ReadOnlySpan<byte> x, ReadOnlySpan<byte> y)
    {
        if (x.Length != CoordinateLength || y.Length != CoordinateLength) return null;
        var (left, right) = (Integer(x), Integer(y));
        return left < P256Curve.P && right < P256Curve.P && right * right % P256Curve.P == P256Curve.RightSide(left)
            ? new P256Key(x, y)
            : null;
    }

    /// <summary>
    /// A compressed point: x of 32 bytes and the sign of y (RFC 9053, 7.1.1); null when x is not on the curve.
    /// </summary>
    public static P256Key? From(ReadOnlySpan<byte> x, bool yIsOdd)
    {
        if (x.Length != CoordinateLength || Integer(x) is var left && left >= P256Curve.P) return null;
        var square = P256Curve.RightSide(left);
        var root = BigInteger.ModPow(square, P256Curve.RootExponent, P256Curve.P);
        if (root * root % P256Curve.P != square) return null;
        if (root.IsEven == yIsOdd) root = P256Curve.P - root;
        var y = new byte[CoordinateLength];
        return root.TryWriteBytes(y.AsSpan(CoordinateLength - root.GetByteCount(isUnsigned: true)), out _, isUnsigned: true,
            isBigEndian: true) ? From(x, y) : null;
    }

    /// <summary>True when the 64 bytes r, s are this key's ECDSA signature over the SHA-256 of the data.</summary>
    public bool Verifies(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        try
        {
            // To make it takes longer than to verify with it: a trusted key keeps it for the next message.
            made ??= ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = x, Y = y } });
            return made.VerifyData(data, signature, HashAlgorithmName.SHA256,
                DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static BigInteger Integer(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
}

/// <summary>The numbers of NIST P-256 (SP 800-186, 3.2.1.3): y^2 = x^3 - 3x + b modulo p.</summary>
internal static class P256Curve
{
    public static BigInteger P { get; } =
        BigInteger.Pow(2, 256) - BigInteger.Pow(2, 224) + BigInteger.Pow(2, 192) + BigInteger.Pow(2, 96) - 1;

    /// <summary>p = 3 modulo 4, so a square root is a power: (p + 1) / 4.</summary>
    public static BigInteger RootExponent { get; } = (P + 1) / 4;

    private static BigInteger B { get; } = new(Convert.FromHexString(
        "5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B"), isUnsigned: true, isBigEndian: true);

    public static BigInteger RightSide(BigInteger x) => (x * x * x + (P - 3) * x + B) % P;
}
