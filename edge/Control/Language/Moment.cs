namespace YongAi.Edge.Control.Language;

/// <summary>How far the wall clock is believed (cloud-bridge/asyncapi.yaml, extension <c>timetrust</c>).</summary>
public enum TimeTrust
{
    /// <summary>Nobody vouches for the wall clock.</summary>
    Untrusted,
    /// <summary>It was trusted before, and the drift since then is bounded.</summary>
    Holdover,
    /// <summary>The kernel is synchronised, or the cloud signed the time over a fresh nonce.</summary>
    Trusted,
    /// <summary>The site file says <c>clock: assumed</c>: taken as trusted, and shown wherever time is shown.</summary>
    Assumed,
}

/// <summary>
/// One instant on two axes that never mix. <see cref="Elapsed"/> is how long this cabinet has been running, carried on across
/// restarts by the journal: it never goes back, stands still while the power is off, and is the only axis for deadlines.
/// <see cref="Wall"/> is the clock on the wall in UTC, for codes and records, no better than <see cref="Trust"/> says.
/// </summary>
/// <param name="Elapsed">Running time of the cabinet; grows, also across restarts.</param>
/// <param name="Wall">Wall time, UTC.</param>
/// <param name="Trust">How far <paramref name="Wall"/> is believed.</param>
/// <param name="Drift">Bound of the error of <paramref name="Wall"/> while it is believed; 0 to 15 s.</param>
public readonly record struct Moment(TimeSpan Elapsed, DateTimeOffset Wall, TimeTrust Trust, TimeSpan Drift = default)
{
    /// <summary>True when the wall time may decide something.</summary>
    public bool WallIsTrusted => Trust != TimeTrust.Untrusted;
}
