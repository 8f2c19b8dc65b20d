using System.Security.Cryptography;

namespace YongAi.Edge.Control.Codes;

/// <summary>A credential whose issuer's signature held.</summary>
/// <param name="Rider">The key of the rider's phone; null where it names none, or none that lies on the curve.</param>
public sealed record ProvedCredential(P256Key? Rider);

/// <summary>
/// Credentials of one issuer whose signature held, by the SHA-256 of all their bytes. A rider comes several times a day with the
/// same one, and to check it again and to make his key anew takes longer than all the rest before his door. A proof does not age:
/// whether the credential is in force, revoked or seen before is asked each time.
/// </summary>
public sealed class ProvedCredentials
{
    /// <summary>So many are remembered, the longest known goes first: the riders round one cabinet.</summary>
    public const int Max = 128;

    private ImmutableArray<(string Digest, ProvedCredential Proved)> known = [];

    /// <summary>The credential, proved now or before; null when the signature does not hold.</summary>
    public ProvedCredential? Of(Credential credential, Func<CoseSign1, bool> holds)
    {
        var digest = Convert.ToHexString(SHA256.HashData(credential.Encoded.Span));
        foreach (var before in known)
            if (before.Digest == digest) return before.Proved;
        if (!holds(credential.Message)) return null;
        var proved = new ProvedCredential(credential.Claims.Confirmation?.Point());
        // A code by the issuer alone is shown once.
        if (proved.Rider is not null) known = [.. known.TakeLast(Max - 1), (digest, proved)];
        return proved;
    }
}
