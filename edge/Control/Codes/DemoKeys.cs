using System.Security.Cryptography;

namespace YongAi.Edge.Control.Codes;

/// <summary>
/// The keys of <c>seeds/issuers</c>: their private halves are public, so anybody can sign with them. Known by
/// fingerprint, so that a cabinet in production refuses a trust store that names one.
/// </summary>
public static class DemoKeys
{
    /// <summary>SHA-256 of each 65-byte public point, lower-case hex.</summary>
    public static ImmutableArray<string> Fingerprints { get; } =
    [
        "e05fc5bc3b5933532386f6819a73cd646d310c44edfd9bacb1a4004b3d9b3696", // demo-credential
        "609dab2c30adbaf3c2ec4687ca6a0a4c246c5b3e70f3c305b46290c0db59da50", // demo-crew
        "8d3a3a18d6eb91735be748995ac8975f984b9d703c8d7a066a44d100e6a20232", // demo-voucher
        "5475beab41cf28e779e244f6074467cc4c98ff592e1e70448f967a593c199637", // demo-ack
        "8bb9fa811f44974ccb6d6fc00e57ed3f49253c66b16adea69c4568da4c24727d", // demo-command
        "8f78ae976e06ef6f6338201188d15d459e2a0796984df176d2594ce72660b624", // demo-permit
        "9bde720a50bebdb77759cf9c6a552eaec73ef73cbb00516dcbe9fd1ad7eceff9", // demo-settings
        "0f27a261ecbd8b71187f9a3593fa72fbd77749d7d9d751b0c6877b83b6e7c821", // demo-trust
    ];

    /// <summary>True when everybody knows the private half of this key.</summary>
    public static bool Contains(TrustedKey key) => Fingerprints.Contains(Fingerprint(key.PublicKey.AsSpan()));

    /// <summary>How a public key is named to people: SHA-256 of its 65 bytes, lower-case hex.</summary>
    public static string Fingerprint(ReadOnlySpan<byte> publicKey) => Convert.ToHexStringLower(SHA256.HashData(publicKey));
}
