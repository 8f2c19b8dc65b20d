using YongAi.Edge.Control.Riders;

namespace YongAi.Edge.Control.Codes;

/// <summary>When a rider last swapped, and his offline swaps of the last 24 hours (running time).</summary>
public sealed record RiderSwaps(TimeSpan Last, ImmutableArray<TimeSpan> Offline);

/// <summary>Who swapped when, for the limits of check 10.</summary>
public sealed record RiderHistory(ImmutableDictionary<RiderId, RiderSwaps> Riders, ImmutableArray<TimeSpan> CabinetOffline)
{
    /// <summary>The window in which offline swaps are counted, running time (rider-code YA1, limits).</summary>
    public static TimeSpan OfflineWindow { get; } = TimeSpan.FromHours(24);

    /// <summary>Longest gap between swaps that an issuer can ask for: the longest life of a credential.</summary>
    public static TimeSpan GapMax { get; } = TimeSpan.FromDays(7);

    /// <summary>
    /// Riders remembered. A swap takes 20 s at the least, which makes 30,240 in <see cref="GapMax"/>: never
    /// reached, never exceeded.
    /// </summary>
    public const int RidersMax = 32_768;

    private const int TrimEvery = 64;

    /// <summary>Nobody ever swapped here.</summary>
    public static RiderHistory Empty { get; } = new(ImmutableDictionary<RiderId, RiderSwaps>.Empty, []);

    /// <summary>A rider has another pack now.</summary>
    /// <param name="rider">Who.</param>
    /// <param name="offline">True when the cabinet was offline then.</param>
    /// <param name="at">Running time of that.</param>
    public RiderHistory Swapped(RiderId rider, bool offline, TimeSpan at)
    {
        var before = Riders.TryGetValue(rider, out var swaps) ? Within(swaps.Offline, at) : [];
        var riders = Trimmed(at).SetItem(rider, new RiderSwaps(at, offline ? before.Add(at) : before));
        var cabinet = Within(CabinetOffline, at);
        return new RiderHistory(riders, offline ? cabinet.Add(at) : cabinet);
    }

    /// <summary>True when this rider's last swap here is less than a gap ago.</summary>
    public bool TooSoon(RiderId rider, TimeSpan gap, TimeSpan at) =>
        gap > TimeSpan.Zero && Riders.TryGetValue(rider, out var swaps) && at - swaps.Last < gap;

    /// <summary>A rider's offline swaps in the last 24 h.</summary>
    public int OfflineSwapsOf(RiderId rider, TimeSpan at) =>
        Riders.TryGetValue(rider, out var swaps) ? Count(swaps.Offline, at) : 0;

    /// <summary>All riders' offline swaps in the last 24 h.</summary>
    public int OfflineSwaps(TimeSpan at) => Count(CabinetOffline, at);

    private ImmutableDictionary<RiderId, RiderSwaps> Trimmed(TimeSpan at)
    {
        if (Riders.Count == 0 || (Riders.Count % TrimEvery != 0 && Riders.Count < RidersMax)) return Riders;
        var kept = Riders.RemoveRange(Riders.Where(entry => at - entry.Value.Last > GapMax).Select(entry => entry.Key));
        return kept.Count < RidersMax ? kept : kept.Remove(kept.MinBy(entry => entry.Value.Last).Key);
    }

    private static ImmutableArray<TimeSpan> Within(ImmutableArray<TimeSpan> swaps, TimeSpan at) =>
        swaps.RemoveAll(swap => at - swap >= OfflineWindow);

    private static int Count(ImmutableArray<TimeSpan> swaps, TimeSpan at) => swaps.Count(swap => at - swap < OfflineWindow);
}
