namespace YongAi.Edge.Control.Codes;

/// <summary>A nonce this cabinet gave and that is still open.</summary>
/// <param name="Bytes">16 bytes.</param>
/// <param name="GivenAt">Running time when it was given; it lives 60 s.</param>
public sealed record OpenNonce(ImmutableArray<byte> Bytes, TimeSpan GivenAt)
{
    /// <summary>How long a nonce may be answered, running time (rider-code YA1, nonce).</summary>
    public static TimeSpan Life { get; } = TimeSpan.FromSeconds(60);

    /// <summary>Most nonces open at a time (rider-code YA1, nonce).</summary>
    public const int Max = 4;

    /// <summary>True while it may still be answered.</summary>
    public bool IsOpen(TimeSpan at) => at - GivenAt <= Life;
}

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
/// <param name="Revocations">What issuers took back; null where none was ever received.</param>
public sealed record CodeSituation(string Cabinet, string? Site, TrustStore Trust, CodePolicy Policy, CodeMemory Memory,
    RiderHistory History, ImmutableArray<OpenNonce> Nonces, long Floor, bool Offline, Revocations? Revocations = null)
{
    /// <summary>True when an audience means this cabinet or its site.</summary>
    public bool IsHere(string audience) => audience == Cabinet || (Site is not null && audience == "site:" + Site);

    /// <summary>True when the cabinet is offline and this rider's, or everybody's, offline swaps of 24 h are used up.</summary>
    public bool OfflineSpent(Riders.RiderId rider, int riderMax, TimeSpan at) =>
        Offline && (History.OfflineSwapsOf(rider, at) >= riderMax || History.OfflineSwaps(at) >= Policy.OfflineAllowance);
}
