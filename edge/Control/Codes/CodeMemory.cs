namespace YongAi.Edge.Control.Codes;

/// <summary>The newest code accepted of one key.</summary>
/// <param name="IssuedAt">iat of that code, seconds since 1970 UTC.</param>
/// <param name="Counter">Its counter; 0 for a bearer code.</param>
/// <param name="Bound">True for a bound code: a newer (iat, counter) may follow. False: once and never again.</param>
/// <param name="AcceptedAt">Running time of the cabinet at acceptance.</param>
/// <param name="Expires">exp of the credential, seconds since 1970 UTC.</param>
public sealed record SeenCode(long IssuedAt, long Counter, bool Bound, TimeSpan AcceptedAt, long Expires)
{
    /// <summary>True when a code of the same key may follow this one.</summary>
    public bool MayBeFollowedBy(bool bound, long issuedAt, long counter) =>
        Bound && bound && (issuedAt, counter).CompareTo((IssuedAt, Counter)) > 0;
}

/// <summary>A code that belongs to the swap under way and is not spent yet.</summary>
public sealed record HeldCode(long Swap, CodeKey Key, string? Nonce, SeenCode Code);

/// <summary>
/// Codes that were used here. Survives a power cut; bounded; when full, new codes are refused and none is
/// forgotten.
/// </summary>
public sealed record CodeMemory(ImmutableDictionary<CodeKey, SeenCode> Seen, HeldCode? Held)
{
    /// <summary>Most keys remembered (rider-code YA1, check 8).</summary>
    public const int Max = 100_000;

    /// <summary>Looking for what may be forgotten goes through all of it: not at every code.</summary>
    private const int TrimEvery = 64;

    /// <summary>How long a used code is remembered at least, running time (rider-code YA1, check 8).</summary>
    public static TimeSpan KeptFor { get; } = TimeSpan.FromHours(24);

    /// <summary>
    /// Beyond exp: the most that check 4 forgives, 5 s and the largest drift bound of 15 s, and as much again.
    /// </summary>
    public static TimeSpan KeptBeyondExpiry { get; } = TimeSpan.FromSeconds(40);

    /// <summary>No code was ever used here.</summary>
    public static CodeMemory Empty { get; } = new(ImmutableDictionary<CodeKey, SeenCode>.Empty, null);

    /// <summary>
    /// True when this very code is the one that the swap under way holds: shown again by a rider in doubt.
    /// </summary>
    public bool Holds(CodeKey key, long issuedAt, long counter) =>
        Held is { } held && held.Key == key && held.Code.IssuedAt == issuedAt && held.Code.Counter == counter;

    /// <summary>True when a code is not newer than what was used here, or is held here, under its key.</summary>
    public bool Knows(CodeKey key, bool bound, long issuedAt, long counter)
    {
        if (Seen.TryGetValue(key, out var seen) && !seen.MayBeFollowedBy(bound, issuedAt, counter)) return true;
        return Held is { } held && held.Key == key && !held.Code.MayBeFollowedBy(bound, issuedAt, counter);
    }

    /// <summary>True when a code of this key can be remembered.</summary>
    public bool HasRoomFor(CodeKey key, TimeSpan at, long floor) =>
        Seen.Count < Max || Seen.ContainsKey(key) || Seen.Values.Any(seen => MayGo(seen, at, floor));

    /// <summary>A code passed the ten checks: it is held for its swap.</summary>
    /// <param name="e">What was accepted.</param>
    /// <param name="at">Running time of that.</param>
    /// <param name="floor">It is not earlier than this, seconds since 1970 UTC: decides what may be forgotten.</param>
    public CodeMemory Accept(CodeAccepted e, TimeSpan at, long floor)
    {
        if (Held is { } other)
            throw new InvariantBroken($"a code is accepted for swap {e.Swap} while swap {other.Swap} still holds one");
        var code = new SeenCode(e.IssuedAt, e.Counter, e.Bound, at, e.Expires);
        return new CodeMemory(Trimmed(at, floor), new HeldCode(e.Swap, e.Key, e.Nonce, code));
    }

    /// <summary>A door was proved open: the code held for that swap is used up.</summary>
    public CodeMemory Spend(long swap) =>
        Held is { } held && held.Swap == swap ? new(Seen.SetItem(held.Key, held.Code), null) : this;

    /// <summary>No door was proved open: the code held for that swap may be shown again.</summary>
    public CodeMemory Release(long swap) => Held is { } held && held.Swap == swap ? this with { Held = null } : this;

    /// <summary>A code that opens no swap, such as a crew's act, is used up by what it led to, at once.</summary>
    public CodeMemory Use(CodeKey key, SeenCode code, long floor) => this with { Seen = Trimmed(code.AcceptedAt, floor).SetItem(key, code) };

    /// <summary>What it was used up by did not happen.</summary>
    public CodeMemory Forget(CodeKey key) => this with { Seen = Seen.Remove(key) };

    private ImmutableDictionary<CodeKey, SeenCode> Trimmed(TimeSpan at, long floor)
    {
        if (Seen.Count == 0 || (Seen.Count % TrimEvery != 0 && Seen.Count < Max)) return Seen;
        return Seen.RemoveRange(Seen.Where(entry => MayGo(entry.Value, at, floor)).Select(entry => entry.Key));
    }

    /// <summary>Whatever the clock does later, check 4 refuses it for ever.</summary>
    private static bool MayGo(SeenCode seen, TimeSpan at, long floor) =>
        at - seen.AcceptedAt > KeptFor && floor - seen.Expires > (long)KeptBeyondExpiry.TotalSeconds;
}
