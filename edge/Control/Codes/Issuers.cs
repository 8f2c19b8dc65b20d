using System.Security.Cryptography;
using System.Text;

namespace YongAi.Edge.Control.Codes;

/// <summary>
/// What a trusted key may sign. One key has one kind; the kind's name is the signature's external_aad.
/// </summary>
public enum KeyKind { Credential, Voucher, Ack, Command, Permit, Settings, Trust, Update }

/// <summary>The names of the kinds of keys.</summary>
public static class KeyKinds
{
    /// <summary>
    /// The external_aad of what such a key signs (rider-code YA1 for riders' things, contract v1 for the cloud's
    /// words).
    /// </summary>
    public static string Aad(this KeyKind kind) => kind switch
    {
        KeyKind.Credential => "ya1/credential",
        KeyKind.Voucher => "ya1/voucher",
        KeyKind.Ack => "v1/ack",
        KeyKind.Command => "v1/command",
        KeyKind.Permit => "v1/permit",
        KeyKind.Settings => "v1/settings",
        KeyKind.Trust => "v1/trust",
        KeyKind.Update => "v1/update",
        _ => throw new InvariantBroken($"key kind {(int)kind} has no name"),
    };
}

/// <summary>One key of the trust store.</summary>
/// <param name="Issuer">Who signs with it, at most 32 characters.</param>
/// <param name="Kind">The only kind of thing it may sign.</param>
/// <param name="PublicKey">Uncompressed point, 65 bytes, first byte 04.</param>
/// <param name="NotBefore">Begin of the key's life, seconds since 1970 UTC.</param>
/// <param name="NotAfter">End of the key's life, seconds since 1970 UTC.</param>
/// <param name="Rights">Rights this issuer may give: whole names, or a prefix ending in <c>*</c>. crew: and gate: only if named here.</param>
public sealed record TrustedKey(string Issuer, KeyKind Kind, ImmutableArray<byte> PublicKey, long NotBefore, long NotAfter,
    ImmutableArray<string> Rights)
{
    /// <summary>Length of a kid: the first bytes of the SHA-256 of the public key.</summary>
    public const int KidLength = 8;

    /// <summary>True when messages with this kid claim to be signed by this key.</summary>
    public bool Is(ReadOnlySpan<byte> kid) => kid.SequenceEqual(fingerprint.AsSpan(..KidLength));

    private readonly byte[] fingerprint = SHA256.HashData(PublicKey.AsSpan());
    private readonly P256Key? verifier = P256Key.From(PublicKey.AsSpan());
    private readonly ProvedCredentials proved = new();

    /// <summary>
    /// True when a signature of this key over this message, as the kind of thing the key may sign, holds.
    /// </summary>
    public bool Signed(CoseSign1 message) =>
        verifier is { } key && message.SignedBy(key, Encoding.UTF8.GetBytes(Kind.Aad()));

    /// <summary>The credential as proved by a signature of this key; null when it is not.</summary>
    public ProvedCredential? Proves(Credential credential) => proved.Of(credential, Signed);

    /// <summary>True when this issuer may give that right.</summary>
    public bool MayGive(string right)
    {
        foreach (var pattern in Rights)
            if (Covers(pattern, right)) return true;
        return false;
    }

    private static bool Covers(string pattern, string right)
    {
        if (!pattern.EndsWith('*')) return pattern == right;
        var prefix = pattern[..^1];
        return right.StartsWith(prefix, StringComparison.Ordinal) && NamesWhatMustBeNamed(prefix, right);
    }

    /// <summary>
    /// A pattern such as <c>*</c> never reaches the rights that open places and cabinets for people other than
    /// riders.
    /// </summary>
    private static bool NamesWhatMustBeNamed(string prefix, string right)
    {
        foreach (var reserved in (ReadOnlySpan<string>)["crew:", "gate:"])
            if (right.StartsWith(reserved, StringComparison.Ordinal)
                && !prefix.StartsWith(reserved, StringComparison.Ordinal))
                return false;
        return true;
    }
}

/// <summary>The keys that this cabinet trusts.</summary>
public sealed record TrustStore(ImmutableArray<TrustedKey> Keys)
{
    /// <summary>
    /// The one key of that kind with that kid; null when there is none, or when the kid does not tell which.
    /// </summary>
    public TrustedKey? Find(ReadOnlySpan<byte> kid, KeyKind kind)
    {
        TrustedKey? found = null;
        foreach (var key in Keys)
        {
            if (key.Kind != kind || !key.Is(kid)) continue;
            if (found is not null) return null;
            found = key;
        }
        return found;
    }
}
