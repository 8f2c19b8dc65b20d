namespace YongAi.Edge.Control.Codes;

/// <summary>What a trusted key may sign. One key has one kind; the kind's name is the signature's external_aad.</summary>
public enum KeyKind { Credential, Voucher, Ack, Command, Permit, Settings, Trust, Update }

/// <summary>One key of the trust store.</summary>
/// <param name="Issuer">Who signs with it, at most 32 characters.</param>
/// <param name="Kind">The only kind of thing it may sign.</param>
/// <param name="PublicKey">Uncompressed point, 65 bytes, first byte 04.</param>
/// <param name="NotBefore">Begin of the key's life, seconds since 1970 UTC.</param>
/// <param name="NotAfter">End of the key's life, seconds since 1970 UTC.</param>
/// <param name="Rights">Rights this issuer may give: whole names, or a prefix ending in <c>*</c>. crew: and gate: only if named here.</param>
public sealed record TrustedKey(string Issuer, KeyKind Kind, ImmutableArray<byte> PublicKey, long NotBefore, long NotAfter,
    ImmutableArray<string> Rights);

/// <summary>The keys that this cabinet trusts.</summary>
public sealed record TrustStore(ImmutableArray<TrustedKey> Keys);
