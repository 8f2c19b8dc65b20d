using System.Formats.Cbor;
using YongAi.Edge.Control.Riders;

namespace YongAi.Edge.Control.Codes;

/// <summary>
/// What an issuer says of a rider, in a bound credential or a bearer code (rider-code YA1, first table).
/// </summary>
public sealed record CredentialClaims(RiderId Rider, string? Audience, long Expires, long NotBefore, long IssuedAt, CodeKey Key,
    ConfirmationKey? Confirmation, ImmutableArray<string> Rights, CodeLimits? Limits, string? Pack, long Epoch, string? Tail,
    string? Purpose)
{
    private const long Aud = 3, Cnf = 8, RiderMap = -70001;
    private const long RightsOf = 1, LimitsOf = 2, PackOf = 3, EpochOf = 4, TailOf = 5, PurposeOf = 6;

    /// <summary>Reads the claims; null when one is missing, or is not what it should be.</summary>
    public static CredentialClaims? Read(ReadOnlyMemory<byte> payload)
    {
        if (!CborMap.TryRead(payload, out var claims)) return null;
        if (Issued.Read(claims) is not { NotBefore: { } notBefore } issued) return null;
        if (!claims.Text(Aud, ClaimSizes.AudienceMax, out var audience) || !claims.Map(Cnf, out var cnf)) return null;
        if (!claims.Map(RiderMap, out var rider) || rider is null) return null;
        if (ClaimLists.Rights(rider, RightsOf) is not { } rights) return null;
        var confirmation = cnf is null ? null : ConfirmationKey.Read(cnf);
        if (cnf is not null && confirmation is null) return null;
        var limits = ClaimLists.Limits(rider, LimitsOf);
        if (limits is null && rider.Has(LimitsOf)) return null;
        if (!rider.Text(PackOf, ClaimSizes.PackMax, out var pack) || !rider.Number(EpochOf, long.MaxValue, out var epoch)
            || !rider.Text(TailOf, ClaimSizes.TailMax, out var tail)
            || !rider.Text(PurposeOf, ClaimSizes.PurposeMax, out var purpose)) return null;
        return new CredentialClaims(issued.Rider, audience, issued.Expires, notBefore, issued.IssuedAt, issued.Key,
            confirmation, rights, limits, pack, epoch ?? 0, tail, purpose);
    }
}

/// <summary>What a rider's phone says of this moment (rider-code YA1, presentation).</summary>
public sealed record PresentationClaims(string? Audience, long IssuedAt, string Purpose, long Counter,
    ReadOnlyMemory<byte>? Nonce)
{
    private const long Aud = 3, Iat = 6, Moment = -70002;
    private const long PurposeOf = 1, CounterOf = 2, NonceOf = 3;

    /// <summary>Reads the claims; null when one is missing, or is not what it should be.</summary>
    public static PresentationClaims? Read(ReadOnlyMemory<byte> payload)
    {
        if (!CborMap.TryRead(payload, out var claims)) return null;
        if (!claims.Text(Aud, ClaimSizes.AudienceMax, out var audience)) return null;
        if (!claims.Seconds(Iat, out var issuedAt) || issuedAt is null) return null;
        if (!claims.Map(Moment, out var moment) || moment is null) return null;
        if (!moment.Text(PurposeOf, ClaimSizes.PurposeMax, out var purpose) || purpose is null) return null;
        if (!moment.Number(CounterOf, long.MaxValue, out var counter) || counter is null) return null;
        if (!moment.Bytes(NonceOf, 1, ClaimSizes.NonceMax, out var nonce)) return null;
        return new PresentationClaims(audience, issuedAt.Value, purpose, counter.Value, nonce);
    }
}

/// <summary>What an issuer promises a rider for points (rider-code YA1, voucher).</summary>
public sealed record VoucherClaims(RiderId Rider, long Expires, long? NotBefore, long IssuedAt, CodeKey Key, string Item,
    int Count)
{
    private const long Voucher = -70003;
    private const long ItemOf = 1, CountOf = 2;

    /// <summary>Reads the claims; null when one is missing, or is not what it should be.</summary>
    public static VoucherClaims? Read(ReadOnlyMemory<byte> payload)
    {
        if (!CborMap.TryRead(payload, out var claims) || Issued.Read(claims) is not { } issued) return null;
        if (!claims.Map(Voucher, out var voucher) || voucher is null) return null;
        if (!voucher.Text(ItemOf, ClaimSizes.ItemMax, out var item) || item is null) return null;
        if (!voucher.Number(CountOf, ClaimSizes.CountMax, out var count) || count is null or < 1) return null;
        return new VoucherClaims(issued.Rider, issued.Expires, issued.NotBefore, issued.IssuedAt, issued.Key, item,
            (int)count.Value);
    }
}

/// <summary>The claims that everything from an issuer carries (RFC 8392).</summary>
internal sealed record Issued(RiderId Rider, long Expires, long? NotBefore, long IssuedAt, CodeKey Key)
{
    private const long Iss = 1, Sub = 2, Exp = 4, Nbf = 5, Iat = 6, Cti = 7;

    public static Issued? Read(CborMap claims)
    {
        if (!claims.Text(Iss, ClaimSizes.IssuerMax, out var issuer) || issuer is null) return null;
        if (!claims.Text(Sub, ClaimSizes.SubjectMax, out var subject) || subject is null) return null;
        if (!claims.Seconds(Exp, out var expires) || expires is null) return null;
        if (!claims.Seconds(Nbf, out var notBefore)) return null;
        if (!claims.Seconds(Iat, out var issuedAt) || issuedAt is null) return null;
        if (!claims.Bytes(Cti, ClaimSizes.CtiMin, ClaimSizes.CtiMax, out var cti) || cti is null) return null;
        var key = new CodeKey(issuer, Convert.ToHexStringLower(cti.Value.Span));
        return new Issued(new RiderId(issuer, subject), expires.Value, notBefore, issuedAt.Value, key);
    }
}

/// <summary>Limits that an issuer put on a credential.</summary>
/// <param name="OfflineSwapsMax">Swaps within 24 h while the cabinet is offline.</param>
/// <param name="LeastGap">Least time between two swaps.</param>
public sealed record CodeLimits(int OfflineSwapsMax, TimeSpan LeastGap);

/// <summary>
/// How long things in a code may be (rider-code YA1; where it names no length, what a code of 1,024 characters can
/// hold).
/// </summary>
internal static class ClaimSizes
{
    public const int IssuerMax = 32, SubjectMax = 64, TailMax = 4, CtiMin = 8, CtiMax = 16;
    public const int AudienceMax = 64, PackMax = 64, PurposeMax = 64, ItemMax = 58, NonceMax = 64;
    public const int RightMax = 64, RightsMax = 32;
    public const int CountMax = 1000;
}

/// <summary>The two lists inside a credential.</summary>
internal static class ClaimLists
{
    public static ImmutableArray<string>? Rights(CborMap rider, long label)
    {
        if (rider.Find(label, CborReaderState.StartArray) is not { } reader) return null;
        if (reader.ReadStartArray() is not { } count || count > ClaimSizes.RightsMax) return null;
        var rights = ImmutableArray.CreateBuilder<string>(count);
        while (reader.PeekState() != CborReaderState.EndArray)
        {
            if (reader.PeekState() != CborReaderState.TextString) return null;
            var right = reader.ReadTextString();
            if (right.Length is 0 or > ClaimSizes.RightMax || right.Any(char.IsControl)) return null;
            rights.Add(right);
        }
        return rights.MoveToImmutable();
    }

    public static CodeLimits? Limits(CborMap rider, long label)
    {
        if (rider.Find(label, CborReaderState.StartArray) is not { } reader || reader.ReadStartArray() != 2) return null;
        if (Number(reader) is not { } swaps || Number(reader) is not { } seconds) return null;
        return new CodeLimits(swaps, TimeSpan.FromSeconds(seconds));
    }

    private static int? Number(CborReader reader)
    {
        if (reader.PeekState() != CborReaderState.UnsignedInteger) return null;
        var number = reader.ReadUInt64();
        return number <= int.MaxValue ? (int)number : null;
    }
}
