using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace YongAi.Simulators.Fuzz;

/// <summary>
/// A key on P-256 that signs the same message with the same bytes each time (ECDSA with a derived number, in the manner of
/// RFC 6979), so that one seed is one run of inputs. Its private half is made of its name: for fuzzing, and for nothing else.
/// </summary>
public sealed class StillKey
{
    private static readonly BigInteger P = Hex("FFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF");
    private static readonly BigInteger N = Hex("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551");
    private static readonly (BigInteger X, BigInteger Y) G = (
        Hex("6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296"),
        Hex("4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5"));

    private readonly BigInteger secret;
    private readonly byte[] name;

    public StillKey(string name)
    {
        this.name = Encoding.UTF8.GetBytes(name);
        secret = Number(SHA256.HashData(this.name)) % (N - 1) + 1;
        var point = Times(secret);
        (X, Y) = (Coordinate(point.X), Coordinate(point.Y));
    }

    public byte[] X { get; }
    public byte[] Y { get; }

    /// <summary>The uncompressed point.</summary>
    public ImmutableArray<byte> Public => [0x04, .. X, .. Y];

    /// <summary>First bytes of the SHA-256 of the point, as rider-code YA1 wants them.</summary>
    public byte[] Kid => SHA256.HashData([0x04, .. X, .. Y])[..8];

    /// <summary>64 bytes r, s over the SHA-256 of the data.</summary>
    public byte[] Sign(byte[] data)
    {
        var digest = SHA256.HashData(data);
        for (byte again = 0; ; again++)
        {
            var k = Number(SHA256.HashData([.. SHA256.HashData(name), .. digest, again])) % (N - 1) + 1;
            var r = Times(k).X % N;
            var s = BigInteger.ModPow(k, N - 2, N) * (Number(digest) + r * secret) % N;
            if (!r.IsZero && !s.IsZero) return [.. Coordinate(r), .. Coordinate(s)];
        }
    }

    /// <summary>The generator times 1, 2, 4, 8 ...: a product is a sum of some of them.</summary>
    private static readonly (BigInteger X, BigInteger Y)[] Powers = MakePowers();

    private static (BigInteger X, BigInteger Y)[] MakePowers()
    {
        var powers = new (BigInteger X, BigInteger Y)[256];
        powers[0] = G;
        for (var n = 1; n < powers.Length; n++)
        {
            var (x, y) = powers[n - 1];
            var slope = (3 * x * x - 3) * Inverse(2 * y);
            var next = Modulo(slope * slope - 2 * x);
            powers[n] = (next, Modulo(slope * (x - next) - y));
        }
        return powers;
    }

    /// <summary>
    /// In Jacobian coordinates, so that only the end costs a division. The sum is never one of the powers added to it.
    /// </summary>
    private static (BigInteger X, BigInteger Y) Times(BigInteger scalar)
    {
        BigInteger x = 0, y = 0, z = 0;
        for (var (bit, rest) = (0, scalar); !rest.IsZero; bit++, rest >>= 1)
        {
            if (rest.IsEven) continue;
            var power = Powers[bit];
            if (z.IsZero)
            {
                (x, y, z) = (power.X, power.Y, 1);
                continue;
            }
            var zz = z * z % P;
            var h = Modulo(power.X * zz - x);
            var r = Modulo(power.Y * z % P * zz - y);
            var hh = h * h % P;
            var hhh = h * hh % P;
            var v = x * hh % P;
            x = Modulo(r * r - hhh - 2 * v);
            y = Modulo(r * (v - x) - y * hhh);
            z = z * h % P;
        }
        var back = Inverse(z);
        var square = back * back % P;
        return (x * square % P, y * square % P * back % P);
    }

    private static BigInteger Inverse(BigInteger value) => BigInteger.ModPow(Modulo(value), P - 2, P);

    private static BigInteger Modulo(BigInteger value) => (value % P + P) % P;

    private static BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    private static BigInteger Hex(string hex) => Number(Convert.FromHexString(hex));

    private static byte[] Coordinate(BigInteger value)
    {
        var bytes = new byte[32];
        value.TryWriteBytes(bytes.AsSpan(32 - value.GetByteCount(isUnsigned: true)), out _, isUnsigned: true, isBigEndian: true);
        return bytes;
    }
}
