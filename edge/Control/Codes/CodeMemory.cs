using YongAi.Edge.Control.Riders;

namespace YongAi.Edge.Control.Codes;

/// <summary>The newest code accepted of one key.</summary>
/// <param name="IssuedAt">iat of that code, seconds since 1970 UTC.</param>
/// <param name="Counter">Its counter; 0 for a bearer code.</param>
/// <param name="Bound">True for a bound code: a newer (iat, counter) may follow. False: once and never again.</param>
/// <param name="AcceptedAt">Running time of the cabinet at acceptance.</param>
/// <param name="Expires">exp of the credential, seconds since 1970 UTC.</param>
public sealed record SeenCode(long IssuedAt, long Counter, bool Bound, TimeSpan AcceptedAt, long Expires);

/// <summary>A code that belongs to the swap under way and is not spent yet.</summary>
public sealed record HeldCode(long Swap, CodeKey Key, string? Nonce, SeenCode Code);

/// <summary>Codes that were used here. Survives a power cut; bounded; when full, new codes are refused and none is forgotten.</summary>
public sealed record CodeMemory(ImmutableDictionary<CodeKey, SeenCode> Seen, HeldCode? Held)
{
    /// <summary>Most keys remembered (rider-code YA1, check 8).</summary>
    public const int Max = 100_000;

    /// <summary>No code was ever used here.</summary>
    public static CodeMemory Empty { get; } = new(ImmutableDictionary<CodeKey, SeenCode>.Empty, null);

    internal CodeMemory Accept(CodeAccepted e, TimeSpan at, long floor) => this;
    internal CodeMemory Spend(long swap) => this;
    internal CodeMemory Release(long swap) => this;
}

/// <summary>When a rider last swapped, and his offline swaps of the last 24 hours (running time).</summary>
public sealed record RiderSwaps(TimeSpan Last, ImmutableArray<TimeSpan> Offline);

/// <summary>Who swapped when, for the limits of check 10.</summary>
public sealed record RiderHistory(ImmutableDictionary<RiderId, RiderSwaps> Riders, ImmutableArray<TimeSpan> CabinetOffline)
{
    /// <summary>Nobody ever swapped here.</summary>
    public static RiderHistory Empty { get; } = new(ImmutableDictionary<RiderId, RiderSwaps>.Empty, []);

    internal RiderHistory Swapped(RiderId rider, bool offline, TimeSpan at) => this;
}
