using System.Collections.Immutable;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;

namespace YongAi.CloudBridge.Minting;

/// <summary>What an issuer gives to a rider.</summary>
/// <param name="Rider">Pseudonym, 1 to 64 characters.</param>
/// <param name="Rights">For example <c>swap:48V24Ah</c>.</param>
public sealed record Grant(string Rider, ImmutableArray<string> Rights)
{
    /// <summary>Cabinet id or <c>site:ID</c>; null for every cabinet.</summary>
    public string? Audience { get; init; }
    /// <summary>Offline swaps in 24 h, and least seconds between swaps; null for no limit.</summary>
    public (int OfflineSwaps, int LeastSeconds)? Limits { get; init; }
    /// <summary>Serial of the pack he has, as far as the issuer knows.</summary>
    public string? Pack { get; init; }
    /// <summary>Revocation epoch.</summary>
    public long? Epoch { get; init; }
    /// <summary>At most four characters that the cabinet shows.</summary>
    public string? Tail { get; init; }
}

/// <summary>Signs rider credentials and bearer codes as rider-code YA1 lays them down.</summary>
public sealed class CredentialMint(IssuerKey issuer)
{
    /// <summary>A bearer code lives this long at the most.</summary>
    public static readonly TimeSpan BearerLifeMax = TimeSpan.FromSeconds(120);

    /// <summary>A bound credential lives this long at the most.</summary>
    public static readonly TimeSpan BoundLifeMax = TimeSpan.FromDays(7);

    private const int CtiLength = 16;
    private const int Iss = 1, Sub = 2, Aud = 3, Exp = 4, Nbf = 5, Iat = 6, Cti = 7, Cnf = 8, About = -70001;

    /// <summary>A credential for the holder of a rider key. The phone signs each code with it.</summary>
    public byte[] Bound(Grant grant, ECDsa riderKey, DateTimeOffset at, TimeSpan life)
    {
        if (life <= TimeSpan.Zero || life > BoundLifeMax)
            throw new MintRefused("a bound credential lives 1 second to 7 days");
        return Sign(Claims(grant, at, life, riderKey.ExportParameters(includePrivateParameters: false).Q, purpose: null));
    }

    /// <summary>
    /// A code that works without a rider key: at one place, for one purpose, once, for at most two minutes.
    /// </summary>
    public byte[] Bearer(Grant grant, string purpose, DateTimeOffset at, TimeSpan life)
    {
        if (life <= TimeSpan.Zero || life > BearerLifeMax) throw new MintRefused("a bearer code lives 1 to 120 seconds");
        if (grant.Audience is null) throw new MintRefused("a bearer code needs an audience: the cabinet id or site:ID");
        return Sign(Claims(grant, at, life, riderKey: null, purpose));
    }

    private byte[] Claims(Grant grant, DateTimeOffset at, TimeSpan life, ECPoint? riderKey, string? purpose)
    {
        var now = at.ToUnixTimeSeconds();
        var claims = new CborWriter(CborConformanceMode.Strict, convertIndefiniteLengthEncodings: true);
        claims.WriteStartMap(null);
        Text(claims, Iss, issuer.Issuer);
        Text(claims, Sub, grant.Rider);
        if (grant.Audience is not null) Text(claims, Aud, grant.Audience);
        Number(claims, Exp, now + (long)life.TotalSeconds);
        Number(claims, Nbf, now);
        Number(claims, Iat, now);
        claims.WriteInt32(Cti);
        claims.WriteByteString(RandomNumberGenerator.GetBytes(CtiLength));
        if (riderKey is { } point) Confirmation(claims, point);
        claims.WriteInt32(About);
        Rights(claims, grant, purpose);
        claims.WriteEndMap();
        return claims.Encode();
    }

    /// <summary>cnf (RFC 8747): a COSE_Key of type EC2 on P-256.</summary>
    private static void Confirmation(CborWriter claims, ECPoint point)
    {
        claims.WriteInt32(Cnf);
        claims.WriteStartMap(1);
        claims.WriteInt32(1);
        claims.WriteStartMap(4);
        Number(claims, 1, 2);
        Number(claims, -1, 1);
        claims.WriteInt32(-2);
        claims.WriteByteString(point.X!);
        claims.WriteInt32(-3);
        claims.WriteByteString(point.Y!);
        claims.WriteEndMap();
        claims.WriteEndMap();
    }

    private static void Rights(CborWriter claims, Grant grant, string? purpose)
    {
        claims.WriteStartMap(null);
        claims.WriteInt32(1);
        claims.WriteStartArray(grant.Rights.Length);
        foreach (var right in grant.Rights) claims.WriteTextString(right);
        claims.WriteEndArray();
        if (grant.Limits is { } limits)
        {
            claims.WriteInt32(2);
            claims.WriteStartArray(2);
            claims.WriteInt32(limits.OfflineSwaps);
            claims.WriteInt32(limits.LeastSeconds);
            claims.WriteEndArray();
        }
        if (grant.Pack is not null) Text(claims, 3, grant.Pack);
        if (grant.Epoch is { } epoch) Number(claims, 4, epoch);
        if (grant.Tail is not null) Text(claims, 5, grant.Tail);
        if (purpose is not null) Text(claims, 6, purpose);
        claims.WriteEndMap();
    }

    /// <summary>COSE_Sign1 (RFC 9052) with external_aad <c>ya1/credential</c>.</summary>
    private byte[] Sign(byte[] payload)
    {
        var header = new CborWriter();
        header.WriteStartMap(2);
        Number(header, 1, -7);
        header.WriteInt32(4);
        header.WriteByteString(issuer.Kid);
        header.WriteEndMap();
        var signed = header.Encode();

        var input = new CborWriter();
        input.WriteStartArray(4);
        input.WriteTextString("Signature1");
        input.WriteByteString(signed);
        input.WriteByteString(Encoding.UTF8.GetBytes("ya1/credential"));
        input.WriteByteString(payload);
        input.WriteEndArray();

        var message = new CborWriter();
        message.WriteStartArray(4);
        message.WriteByteString(signed);
        message.WriteStartMap(0);
        message.WriteEndMap();
        message.WriteByteString(payload);
        message.WriteByteString(issuer.Sign(input.Encode()));
        message.WriteEndArray();
        return message.Encode();
    }

    private static void Text(CborWriter map, int label, string text)
    {
        map.WriteInt32(label);
        map.WriteTextString(text);
    }

    private static void Number(CborWriter map, int label, long number)
    {
        map.WriteInt32(label);
        map.WriteInt64(number);
    }
}
