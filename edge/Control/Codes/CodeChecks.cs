namespace YongAi.Edge.Control.Codes;

/// <summary>
/// Checks 2 to 10 of one code in one situation, to be run in their order: each may rely on those before it.
/// </summary>
internal sealed class CodeChecks(RiderCode code, CodeSituation situation, Moment now)
{
    private readonly CredentialClaims claims = code.Credential.Claims;
    private TrustedKey? issuer;
    private TrustedKey? voucherIssuer;
    private ProvedCredential? proved;
    private ImmutableArray<string> rights = [];

    /// <summary>Time as check 4 uses it: the clock where it is trusted, else the floor.</summary>
    private CodeTime Time => now.WallIsTrusted ? CodeTime.Of(now) : CodeTime.Floor(situation.Floor, now);

    /// <summary>Check 2. Rights that the trust entry does not let this issuer give are absent from here on.</summary>
    public Refusal? IssuerKnown()
    {
        issuer = Issuer(code.Credential.Message, KeyKind.Credential, claims.Key.Issuer, claims.NotBefore, claims.Expires);
        if (issuer is null) return Refusal.UnknownIssuer;
        rights = claims.Rights.RemoveAll(right => !issuer.MayGive(right));
        if (code.Voucher is not { Claims: var voucher }) return null;
        voucherIssuer = Issuer(code.Voucher.Message, KeyKind.Voucher, voucher.Key.Issuer,
            voucher.NotBefore ?? voucher.IssuedAt, voucher.Expires);
        return voucherIssuer is null ? Refusal.UnknownIssuer : null;
    }

    /// <summary>Check 3.</summary>
    public Refusal? IssuersSignature() => (proved = issuer!.Proves(code.Credential)) is null ? Refusal.BadSignature : null;

    /// <summary>Check 4. Without trusted time nothing can be shown to be too early.</summary>
    public Refusal? InForceAndHere()
    {
        if (now.WallIsTrusted && !(Time.Reached(claims.NotBefore) && Time.Reached(code.Voucher?.Claims.NotBefore ?? 0)))
            return Refusal.NotYetValid;
        if (Time.Passed(claims.Expires) || (code.Voucher is { } voucher && Time.Passed(voucher.Claims.Expires)))
            return Refusal.Expired;
        return IsElsewhere(claims.Audience) || IsElsewhere(code.Presentation?.Claims.Audience) ? Refusal.WrongPlace : null;
    }

    /// <summary>Check 5.</summary>
    public Refusal? Form()
    {
        var hasKey = claims.Confirmation is not null;
        var life = claims.Expires - claims.IssuedAt;
        var sound = code.IsArray
            ? hasKey && life <= CodeRules.BoundLife(situation.Policy) && NonceNamesItsPlace && VoucherIsHis
            : !hasKey && life <= CodeRules.BearerLifeMax && claims.Audience is not null && claims.Purpose is not null;
        if (!sound || life <= 0 || RightsNeedAPlace) return Refusal.Malformed;
        return now.WallIsTrusted && IsAhead ? Refusal.Malformed : null;
    }

    /// <summary>Check 6.</summary>
    public Refusal? RidersSignature()
    {
        if (code.IsArray && !code.ShownBy(proved!.Rider)) return Refusal.BadSignature;
        return code.Voucher is { } voucher && !voucherIssuer!.Signed(voucher.Message) ? Refusal.BadSignature : null;
    }

    /// <summary>Check 7. A bearer code is as fresh as its exp, at most 120 s after its iat.</summary>
    public Refusal? Fresh()
    {
        var nonce = code.Presentation?.Claims.Nonce;
        if (nonce is not null && !IsOurs(nonce.Value.Span)) return Refusal.Stale;
        if (!now.WallIsTrusted)
            return nonce is not null && CodeRules.WithoutTrustedTime(code.Purpose) ? null : Refusal.ClockNotTrusted;
        var dated = nonce is null && code.IsArray;
        return dated && Time.OlderThan(code.IssuedAt, CodeRules.PresentationLife) ? Refusal.Stale : null;
    }

    /// <summary>Check 8. The code that the swap under way holds passes: showing it twice is no second use.</summary>
    public Refusal? NotSeenBefore()
    {
        var memory = situation.Memory;
        if (code.Voucher is { } voucher && memory.Knows(voucher.Claims.Key, false, 0, 0)) return Refusal.Replayed;
        if (memory.Holds(claims.Key, code.IssuedAt, code.Counter)) return null;
        if (memory.Knows(claims.Key, code.IsArray, code.IssuedAt, code.Counter)) return Refusal.Replayed;
        return memory.HasRoomFor(claims.Key, now.Elapsed, situation.Floor) ? null : Refusal.Replayed;
    }

    /// <summary>Check 9.</summary>
    public Refusal? NotRevoked()
    {
        var list = situation.Revocations?.Of(claims.Key.Issuer);
        if (list is not null && list.Revokes(claims.Rider, claims.Key, claims.Epoch)) return Refusal.Revoked;
        if (code.Voucher is { Claims: var voucher } && situation.Revocations?.Of(voucher.Key.Issuer) is { } theirs
            && theirs.Credentials.Contains(voucher.Key.Cti)) return Refusal.Revoked;
        if (situation.Policy.ListsNone) return null;
        return list is null || Time.OlderThan(list.Issued, situation.Policy.ListsMaxAge) ? Refusal.ListsTooOld : null;
    }

    /// <summary>Check 10.</summary>
    public Refusal? RightAndLimits()
    {
        if (!CodeRules.HasRight(code, rights, situation)) return Refusal.NoRight;
        if (code.Purpose != CodeRules.Swap) return null;
        var genuine = Genuine();
        if (situation.History.TooSoon(genuine.Rider, genuine.LeastGap, now.Elapsed)) return Refusal.LimitReached;
        return situation.OfflineSpent(genuine.Rider, genuine.OfflineSwapsMax, now.Elapsed) ? Refusal.LimitReached : null;
    }

    /// <summary>The code once checks 1 to 6 held.</summary>
    public GenuineCode Genuine()
    {
        var nonce = code.Presentation?.Claims.Nonce;
        var gap = claims.Limits?.LeastGap ?? TimeSpan.Zero;
        var voucher = code.Voucher?.Claims;
        return new GenuineCode(claims.Rider, code.Purpose!, claims.Key, code.IsArray, code.IssuedAt, code.Counter,
            claims.Expires, nonce is { } bytes ? Convert.ToHexStringLower(bytes.Span) : null, rights,
            CodeRules.SwapClasses(rights), gap < RiderHistory.GapMax ? gap : RiderHistory.GapMax,
            claims.Limits?.OfflineSwapsMax ?? int.MaxValue, claims.Pack, claims.Tail,
            voucher is null ? null : new GenuineVoucher(voucher.Key, voucher.Item, voucher.Count, voucher.Expires));
    }

    private TrustedKey? Issuer(CoseSign1 message, KeyKind kind, string name, long from, long until) =>
        situation.Trust.Find(message.Kid!.Value.Span, kind) is { } key && key.Issuer == name && key.NotBefore <= from
            && until <= key.NotAfter ? key : null;

    private bool IsElsewhere(string? audience) => audience is not null && !situation.IsHere(audience);

    private bool IsAhead => !Time.Reached(claims.IssuedAt) || !Time.Reached(code.IssuedAt)
        || !Time.Reached(code.Voucher?.Claims.IssuedAt ?? 0);

    private bool NonceNamesItsPlace => code.Presentation!.Claims is { Nonce: null } or { Audience: not null };

    private bool VoucherIsHis => code.Voucher is null || code.Voucher.Claims.Rider == claims.Rider;

    /// <summary>
    /// Rights that open places and cabinets for people other than riders are good for a named place only.
    /// </summary>
    private bool RightsNeedAPlace => claims.Audience is null && rights.Any(CodeRules.IsForAPlace);

    /// <summary>A nonce that another code holds belongs to that code's swap.</summary>
    private bool IsOurs(ReadOnlySpan<byte> nonce)
    {
        var held = situation.Memory.Held;
        if (held?.Nonce == Convert.ToHexStringLower(nonce)
            && !situation.Memory.Holds(claims.Key, code.IssuedAt, code.Counter)) return false;
        foreach (var open in situation.Nonces)
            if (open.IsOpen(now.Elapsed) && open.Bytes.AsSpan().SequenceEqual(nonce)) return true;
        return false;
    }
}
