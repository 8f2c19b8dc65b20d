using YongAi.Edge.Control.Riders;

namespace YongAi.Edge.Control.Codes;

/// <summary>What one issuer took back, as it last signed it.</summary>
/// <param name="Issuer">Whose credentials this speaks of.</param>
/// <param name="Number">Grows with each list.</param>
/// <param name="Issued">When it was signed, seconds since 1970 UTC: its age counts from here.</param>
/// <param name="Epoch">Credentials of a lower epoch are worth nothing any more; a credential that names none is of epoch 0.</param>
/// <param name="Riders">Pseudonyms (sub) that may not use codes now.</param>
/// <param name="Credentials">Credentials taken back, lower-case hex of claim 7.</param>
public sealed record RevocationList(string Issuer, long Number, long Issued, long Epoch, ImmutableHashSet<string> Riders,
    ImmutableHashSet<string> Credentials)
{
    /// <summary>True when this list takes back that code.</summary>
    public bool Revokes(RiderId rider, CodeKey key, long epoch) =>
        epoch < Epoch || Riders.Contains(rider.Subject) || Credentials.Contains(key.Cti);
}

/// <summary>The newest revocation list of each issuer.</summary>
public sealed record Revocations(ImmutableDictionary<string, RevocationList> Lists)
{
    /// <summary>No list was ever received.</summary>
    public static Revocations None { get; } = new(ImmutableDictionary<string, RevocationList>.Empty);

    /// <summary>What an issuer's newest list says; null where it never sent one.</summary>
    public RevocationList? Of(string issuer) => Lists.GetValueOrDefault(issuer);

    /// <summary>Takes a list in; one that is not newer than what is here changes nothing.</summary>
    public Revocations With(RevocationList list) =>
        Of(list.Issuer) is { } known && known.Number >= list.Number ? this : new(Lists.SetItem(list.Issuer, list));
}
