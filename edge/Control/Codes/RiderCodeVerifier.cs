using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;

namespace YongAi.Edge.Control.Codes;

/// <summary>A nonce this cabinet gave and that is still open.</summary>
/// <param name="Bytes">16 bytes.</param>
/// <param name="GivenAt">Running time when it was given; it lives 60 s.</param>
public sealed record OpenNonce(ImmutableArray<byte> Bytes, TimeSpan GivenAt);

/// <summary>All that the ten checks look at beside the code itself.</summary>
/// <param name="Cabinet">This cabinet's id.</param>
/// <param name="Site">Its site id, or null.</param>
/// <param name="Trust">The keys it trusts.</param>
/// <param name="Policy">What the site allows.</param>
/// <param name="Memory">Codes used here.</param>
/// <param name="History">Who swapped when.</param>
/// <param name="Nonces">Nonces that are open.</param>
/// <param name="Floor">It cannot be earlier than this, whatever the clock says; seconds since 1970 UTC.</param>
/// <param name="Offline">True when the cloud has not been heard for longer than the site allows.</param>
public sealed record CodeSituation(string Cabinet, string? Site, TrustStore Trust, CodePolicy Policy, CodeMemory Memory,
    RiderHistory History, ImmutableArray<OpenNonce> Nonces, long Floor, bool Offline);

/// <summary>A code whose signatures hold (checks 1 to 6), with all that was signed.</summary>
public sealed record GenuineCode(RiderId Rider, string Purpose, CodeKey Key, bool Bound, long IssuedAt, long Counter, long Expires,
    string? Nonce, ImmutableArray<string> Rights, ImmutableArray<PackClass> SwapClasses, TimeSpan LeastGap, int OfflineSwapsMax,
    string? PackHint, string? Tail);

/// <summary>The verdict on one scanned text.</summary>
/// <param name="FailedCheck">1 to 10: the first check that failed; 0 when all hold.</param>
/// <param name="Refusal">The name of the refusal; null when all hold.</param>
/// <param name="Code">The code, once checks 1 to 6 held; also when a later one failed.</param>
public sealed record CodeVerdict(int FailedCheck, Refusal? Refusal, GenuineCode? Code);

/// <summary>The ten checks of rider-code YA1, in order; the first that fails names the refusal.</summary>
public static class RiderCodeVerifier
{
    /// <summary>Judges a scanned text. Whatever it is, the answer is a verdict, never an exception.</summary>
    public static CodeVerdict Verify(string text, CodeSituation situation, Moment now) =>
        new(1, Refusal.NotACode, null);
}
