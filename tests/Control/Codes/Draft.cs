using System.Security.Cryptography;
using System.Text;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Control.Codes;

/// <summary>A rider code that holds as it stands, and can be spoiled in every single respect.</summary>
internal sealed record Draft
{
    public const long At = 1_790_000_000;

    public static ECDsa Issuer { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    public static ECDsa Promiser { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    public static ECDsa Rider { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    public static ECDsa Stranger { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public ECDsa SignedWith { get; init; } = Issuer;
    public byte[]? Kid { get; init; }
    public string Iss { get; init; } = "net";
    public string Sub { get; init; } = "r-1";
    public object? Aud { get; init; }
    public object Iat { get; init; } = At - 3600;
    public object Nbf { get; init; } = At - 3600;
    public object Exp { get; init; } = At + 3 * 86400;
    public object Cti { get; init; } = Convert.FromHexString("00112233445566778899aabbccddeeff");
    public object? Cnf { get; init; } = KeyClaim(Rider);
    public object Rights { get; init; } = new object[] { "swap:48V24Ah" };
    public (object Key, object Value)[] About { get; init; } = [];
    public (object Key, object Value)[] MoreClaims { get; init; } = [];
    public Pairs? Header { get; init; }
    public object Unprotected { get; init; } = new Pairs();
    public string Aad { get; init; } = "ya1/credential";
    public bool WithTag { get; init; }

    public ECDsa ShownBy { get; init; } = Rider;
    public string Purpose { get; init; } = "swap";
    public object ShownAt { get; init; } = At;
    public object Counter { get; init; } = 1;
    public byte[]? Nonce { get; init; }
    public string? ShownAud { get; init; }

    public static byte[] Point(ECDsa key)
    {
        var q = key.ExportParameters(false).Q;
        return [0x04, .. q.X!, .. q.Y!];
    }

    public static byte[] KidOf(ECDsa key) => SHA256.HashData(Point(key))[..8];

    public static Pairs KeyClaim(ECDsa key)
    {
        var q = key.ExportParameters(false).Q;
        return new Pairs { (1, new Pairs { (1, 2), (-1, 1), (-2, q.X!), (-3, q.Y!) }) };
    }

    /// <summary>The same draft as a bearer code: for this cabinet, for a minute.</summary>
    public Draft AsBearer() => this with
    {
        Cnf = null, Aud = Aud ?? Scene.Cabinet, Iat = At, Nbf = At, Exp = At + 60, About = [.. About, (6, Purpose)],
    };

    public byte[] Claims()
    {
        var about = new Pairs { (1, Rights) };
        about.AddRange(About);
        var claims = new Pairs { (1, Iss), (2, Sub), (4, Exp), (5, Nbf), (6, Iat), (7, Cti), (-70001, about) };
        claims.Set(3, Aud).Set(8, Cnf);
        claims.AddRange(MoreClaims);
        return Cbor.Bytes(claims);
    }

    public byte[] Credential() => Sign(SignedWith, Header ?? new Pairs { (1, -7), (4, Kid ?? KidOf(SignedWith)) }, Claims(),
        Encoding.UTF8.GetBytes(Aad), Unprotected, WithTag);

    public byte[] Presentation(byte[] credential)
    {
        var moment = new Pairs { (1, Purpose), (2, Counter) }.Set(3, Nonce);
        var claims = new Pairs { (6, ShownAt), (-70002, moment) }.Set(3, ShownAud);
        return Sign(ShownBy, new Pairs { (1, -7) }, Cbor.Bytes(claims), SHA256.HashData(credential));
    }

    public static byte[] Voucher(ECDsa? key = null, string iss = "net", string sub = "r-1", string item = "water", long exp = At + 86400,
        string aad = "ya1/voucher", long iat = At - 60)
    {
        key ??= Promiser;
        var claims = new Pairs
        {
            (1, iss), (2, sub), (4, exp), (6, iat), (7, new byte[] { 9, 8, 7, 6, 5, 4, 3, 2 }), (-70003, new Pairs { (1, item), (2, 1) }),
        };
        return Sign(key, new Pairs { (1, -7), (4, KidOf(key)) }, Cbor.Bytes(claims), Encoding.UTF8.GetBytes(aad));
    }

    public string Bound() => Bound(Credential());

    /// <summary>The same credential, shown once more.</summary>
    public string Bound(byte[] credential) =>
        Text(new object[] { credential, Presentation(credential) });

    public string WithVoucher(byte[] voucher)
    {
        var credential = Credential();
        return Text(new object[] { credential, Presentation(credential), voucher });
    }

    public string Bearer() => CodeWriter.Text(AsBearer().Credential());

    public static string Text(object code) => CodeWriter.Text(Cbor.Bytes(code));

    public static byte[] Sign(ECDsa key, Pairs header, byte[] payload, byte[] aad, object? unprotected = null, bool tagged = false)
    {
        var signed = Cbor.Bytes(header);
        var input = Cbor.Bytes(new object[] { "Signature1", signed, aad, payload });
        var signature = key.SignData(input, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        object message = new object[] { signed, unprotected ?? new Pairs(), payload, signature };
        return Cbor.Bytes(tagged ? new Tagged(18, message) : message);
    }
}
