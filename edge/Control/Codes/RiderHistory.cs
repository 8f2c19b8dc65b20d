using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;

namespace YongAi.Edge.Control.Codes;

/// <summary>When a rider last swapped, and his offline swaps of the last 24 hours (running time).</summary>
/// <param name="Last">His last swap.</param>
/// <param name="Offline">His offline swaps of the last 24 hours.</param>
/// <param name="Before">The swap before the last one, for the day the last one is undone.</param>
/// <param name="Given">The pack he was given last.</param>
/// <param name="EarlyAt">When he was last given another one before his time.</param>
public sealed record RiderSwaps(TimeSpan Last, ImmutableArray<TimeSpan> Offline, TimeSpan? Before = null, PackId? Given = null,
    TimeSpan? EarlyAt = null);

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

    /// <summary>A phone that is still before the scanner when its rider has his pack is no complaint about it.</summary>
    public static TimeSpan NoComplaintBefore { get; } = TimeSpan.FromMinutes(1);

    private const int TrimEvery = 64;

    /// <summary>Nobody ever swapped here.</summary>
    public static RiderHistory Empty { get; } = new(ImmutableDictionary<RiderId, RiderSwaps>.Empty, []);

    /// <summary>A rider has another pack now.</summary>
    /// <param name="rider">Who.</param>
    /// <param name="offline">True when the cabinet was offline then.</param>
    /// <param name="at">Running time of that.</param>
    /// <param name="given">The pack he has now.</param>
    /// <param name="early">True when he was let in before his time.</param>
    public RiderHistory Swapped(RiderId rider, bool offline, TimeSpan at, PackId? given = null, bool early = false)
    {
        var before = Riders.TryGetValue(rider, out var swaps) ? Within(swaps.Offline, at) : [];
        var riders = Trimmed(at).SetItem(rider,
            new RiderSwaps(at, offline ? before.Add(at) : before, swaps?.Last, given, early ? at : swaps?.EarlyAt));
        var cabinet = Within(CabinetOffline, at);
        return new RiderHistory(riders, offline ? cabinet.Add(at) : cabinet);
    }

    /// <summary>A rider's last swap was undone: as if it had not been.</summary>
    public RiderHistory Undone(RiderId rider)
    {
        if (!Riders.TryGetValue(rider, out var swaps)) return this;
        var cabinet = swaps.Offline.Contains(swaps.Last) ? CabinetOffline.Remove(swaps.Last) : CabinetOffline;
        if (swaps.Before is not { } before) return new RiderHistory(Riders.Remove(rider), cabinet);
        var early = swaps.EarlyAt == swaps.Last ? null : swaps.EarlyAt;
        return new RiderHistory(Riders.SetItem(rider, new RiderSwaps(before, swaps.Offline.Remove(swaps.Last), EarlyAt: early)), cabinet);
    }

    /// <summary>
    /// The pack that a rider may bring back before his time because it is bad: the one he was given not long ago, and not too
    /// often. Null where that is not so.
    /// </summary>
    /// <param name="rider">Who.</param>
    /// <param name="within">How long after he was given it.</param>
    /// <param name="every">How long he has to wait after the last time he did so.</param>
    /// <param name="at">Running time now.</param>
    public PackId? MayBringBack(RiderId rider, TimeSpan within, TimeSpan every, TimeSpan at) =>
        Riders.TryGetValue(rider, out var swaps) && at - swaps.Last < within && at - swaps.Last >= NoComplaintBefore
        && !(at - swaps.EarlyAt < every) ? swaps.Given : null;

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
