namespace YongAi.Edge.Control.Codes;

/// <summary>What a site allows around rider codes (rider-code YA1; defaults there).</summary>
/// <param name="ListsNone">True where the site file says <c>lists: none</c>: no revocation lists exist and none are asked for.</param>
/// <param name="ListsMaxAge">Oldest revocation list that still counts; default 7 days.</param>
/// <param name="CredentialLifeMax">Longest life of a bound credential; at most 7 days.</param>
/// <param name="OfflineAfter">Without a signed word of the cloud for this long the cabinet is offline; default 15 minutes.</param>
/// <param name="OfflineAllowance">Offline swaps of all riders together in 24 h; default 60.</param>
/// <param name="BuildDate">The program cannot be older than this; the first floor of time. Seconds since 1970 UTC.</param>
public sealed record CodePolicy(bool ListsNone, TimeSpan ListsMaxAge, TimeSpan CredentialLifeMax, TimeSpan OfflineAfter,
    int OfflineAllowance, long BuildDate);
