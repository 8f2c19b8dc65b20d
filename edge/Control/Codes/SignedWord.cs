namespace YongAi.Edge.Control.Codes;

/// <summary>
/// What the cloud signs (contract v1): acknowledgements, commands, permit answers, settings, trust, updates.
/// </summary>
public static class SignedWord
{
    /// <summary>
    /// True when a trusted key of that kind, alive now, signed this word as that kind of word. Without trusted time
    /// the key's life is not judged: the word itself carries what a cabinet without a clock may believe.
    /// </summary>
    /// <param name="cose">The COSE_Sign1 bytes as they came.</param>
    /// <param name="trust">The keys this cabinet trusts.</param>
    /// <param name="kind">What the word is taken for.</param>
    /// <param name="now">When it is judged.</param>
    /// <param name="payload">The signed bytes (UTF-8 JSON); empty when it does not hold.</param>
    /// <param name="key">Who signed, with the rights of that key; null when it does not hold.</param>
    public static bool TryVerify(ReadOnlySpan<byte> cose, TrustStore trust, KeyKind kind, Moment now,
        out ImmutableArray<byte> payload, out TrustedKey? key)
    {
        payload = [];
        key = null;
        if (!CoseSign1.TryRead(cose.ToArray(), out var message) || message!.Kid is not { } kid) return false;
        if (trust.Find(kid.Span, kind) is not { } found || !Lives(found, now) || !found.Signed(message)) return false;
        payload = [.. message.Payload.Span];
        key = found;
        return true;
    }

    /// <summary>The same, for words whose signer needs no further right.</summary>
    public static bool TryVerify(ReadOnlySpan<byte> cose, TrustStore trust, KeyKind kind, Moment now,
        out ImmutableArray<byte> payload) => TryVerify(cose, trust, kind, now, out payload, out _);

    private static bool Lives(TrustedKey key, Moment now)
    {
        if (!now.WallIsTrusted) return true;
        var wall = CodeTime.Of(now);
        return wall.Reached(key.NotBefore) && !wall.Passed(key.NotAfter);
    }
}
