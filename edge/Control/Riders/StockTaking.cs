using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Riders;

/// <summary>What stock taking holds a slot against.</summary>
/// <param name="Slots">All slots, by number.</param>
/// <param name="Custody">Who owns which pack.</param>
/// <param name="Book">The packs of the network.</param>
/// <param name="StockedAt">Slots whose contents were settled before, by number: nothing is adopted there any more.</param>
/// <param name="LeftOpenBy">Swaps that left a door open behind them, by slot.</param>
/// <param name="Now">Running time.</param>
public sealed record StockSituation(ImmutableArray<SlotView> Slots, Custody Custody, PackBook Book,
    ImmutableSortedDictionary<int, TimeSpan> StockedAt, ImmutableSortedDictionary<int, long> LeftOpenBy, TimeSpan Now)
{
    /// <summary>Slots that charge.</summary>
    public SlotSet Charging { get; init; }

    /// <summary>Slots whose pack fed back into its charger.</summary>
    public SlotSet FedBack { get; init; }

    /// <summary>Thresholds of safety.</summary>
    public SafetyLimits Safety { get; init; } = SafetyLimits.Default;
}

/// <summary>
/// What the sensors say of a slot that no swap is touching, held against the ledger: a door that nobody ordered, stock found at
/// the first start, a pack gone, a pack nobody can account for, one serial in two slots, a thing that does not say what it is.
/// The ledger is never bent to fit: what does not fit is withdrawn.
/// </summary>
public static class StockTaking
{
    /// <summary>A door has to stay closed this long before what lies behind it is judged (AS: 2 s debounce).</summary>
    public static readonly TimeSpan ClosedFor = TimeSpan.FromSeconds(2);

    /// <summary>A pack is gone when every fitted witness has said so for this long; one silence is none.</summary>
    public static readonly TimeSpan GoneFor = TimeSpan.FromSeconds(2);

    /// <summary>The same where one witness stands alone: ten polls of a pack, none of them answered.</summary>
    public static readonly TimeSpan GoneForByOneWitness = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Contents that nobody can make out for this long withdraw their slot: longer than a pack needs to wake (domain table B1,
    /// VERIFYING: 20 s, and 30 s more of a charge pulse).
    /// </summary>
    public static readonly TimeSpan UnclearFor = TimeSpan.FromSeconds(60);

    /// <summary>What follows for one slot; usually nothing.</summary>
    public static ImmutableArray<Event> Look(SlotView slot, StockSituation s)
    {
        if (slot.Image.DoorNow(s.Now) == DoorState.Open) return FoundOpen(slot);
        // What a case is about, the case settles.
        if (slot.Withdrawn.Contains(Withdrawal.Unclear) || !MayBeJudged(slot, s.Now)) return [];
        var contents = Seen(slot, s.Now) switch
        {
            Occupancy.Empty => Empty(slot, s),
            Occupancy.Holding => Holding(slot, slot.ProvedReading(s.Now)!, s),
            _ => UnclearTooLong(slot, s.Now),
        };
        if (contents is not { } found) return [];
        return slot.Image.Flaps(s.Now) ? found : Joined(slot.Restored(Withdrawal.DoorOpen), found);
    }

    /// <summary>
    /// True when every witness speaks and yet nobody can say what lies behind a closed door; false when it is plain; null while
    /// that cannot be judged, and where a pack is never asked.
    /// </summary>
    public static bool? IsUnclear(SlotView slot, TimeSpan now)
    {
        if (!slot.Plan.Pack || !MayBeJudged(slot, now)) return null;
        if (Seen(slot, now) != Occupancy.Uncertain) return false;
        var heard = slot.Image.PackNow(now) != PackWord.None && (!slot.Plan.Presence || slot.Image.PresentNow(now) is not null);
        return heard ? true : null;
    }

    private static bool MayBeJudged(SlotView slot, TimeSpan now) =>
        slot.Image.DoorNow(now) == DoorState.Closed && now - slot.Image.DoorSince >= ClosedFor && slot.ReadTwice;

    /// <summary>Holding only with a serial that is proved: something that does not say what it is may be anything.</summary>
    private static Occupancy Seen(SlotView slot, TimeSpan now) => slot.OccupancySince(slot.Image.DoorSince, now) switch
    {
        Occupancy.Holding when slot.ProvedReading(now) is null => Occupancy.Uncertain,
        var seen => seen,
    };

    /// <summary>A door that stands open outside a visit: its slot serves nobody until it is closed.</summary>
    internal static ImmutableArray<Event> FoundOpen(SlotView slot)
    {
        if (slot.Withdrawn.Contains(Withdrawal.DoorOpen)) return [];
        var withdrawn = new SlotWithdrawn(slot.Number, Withdrawal.DoorOpen);
        return slot.Image.Opened is DoorOpening.Late or DoorOpening.Unasked
            ? [new DoorFoundOpen(slot.Number, slot.Image.Opened == DoorOpening.Late), withdrawn] : [withdrawn];
    }

    private static ImmutableArray<Event>? Empty(SlotView slot, StockSituation s)
    {
        ImmutableArray<Event> plain = slot.Restored(Withdrawal.ContentsUnclear, Withdrawal.UnsoundPack, Withdrawal.WornPack);
        if (s.Custody.In(slot.Number) is not { } pack) return Joined(plain, slot.Restored(Withdrawal.UnplannedPack));
        // A rider's own pack that has left is his case, not a loss; without a case it is only no longer here.
        if (slot.Withdrawn.Contains(Withdrawal.HeldForRider)) return plain;
        if (!IsGone(slot, s.Now)) return null;
        var missed = Missed(slot, pack, s);
        return s.Custody.Of(pack)?.Rider is null
            ? [.. missed, new SlotWithdrawn(slot.Number, Withdrawal.PackMissing), .. plain] : [.. missed, .. plain];
    }

    private static ImmutableArray<Event> Missed(SlotView slot, PackId pack, StockSituation s) =>
        s.LeftOpenBy.TryGetValue(slot.Number.Value, out var swap)
            ? [new PackMissed(slot.Number, pack), new PackInQuestion(swap, slot.Number, pack)]
            : [new PackMissed(slot.Number, pack)];

    /// <summary>Nothing lies there, by every fitted witness, for long enough.</summary>
    internal static bool IsGone(SlotView slot, TimeSpan now)
    {
        var lasts = slot.Plan.Witnesses > 1 ? GoneFor : GoneForByOneWitness;
        return (!slot.Plan.Presence || now - slot.Image.PresentSince >= lasts) && (!slot.Plan.Pack || now - slot.Image.PackSince >= lasts);
    }

    private static ImmutableArray<Event> Holding(SlotView slot, PackReading reading, StockSituation s)
    {
        ImmutableArray<Event> apart = s.Book.Refuses(reading.Serial) && slot.Quarantine is null
            ? Quarantines.Listed(slot, reading.Serial)
            // Another pack than the ledger has here: the quarantine that is seen may be that one's, and is not ended by this one's word.
            : s.Custody.In(slot.Number) is { } held && held != reading.Serial && slot.Quarantine is not null ? Quarantines.Stays(slot)
            : Quarantines.Look(slot, reading, new PackDoubts(s.Slots, s.Charging, s.FedBack, s.Safety, s.Now));
        var plain = Joined(Joined(slot.Restored(Withdrawal.ContentsUnclear), Worn(slot, reading, s)), apart);
        if (Twin(slot, reading.Serial, s)) return [.. plain, .. Quarantines.Cloned(slot, reading.Serial)];
        return Joined(Serial(slot, reading.Serial, s), plain);
    }

    /// <summary>A pack worn out is handed out no more: it waits for the next service (domain table C row 33).</summary>
    private static ImmutableArray<Event> Worn(SlotView slot, PackReading reading, StockSituation s) =>
        !PackWear.IsSpent(reading, slot.Image.Pattern, s.Safety) ? slot.Restored(Withdrawal.WornPack)
        : slot.Withdrawn.Contains(Withdrawal.WornPack) ? [] : [new SlotWithdrawn(slot.Number, Withdrawal.WornPack)];

    private static ImmutableArray<Event> Serial(SlotView slot, PackId serial, StockSituation s)
    {
        var expected = s.Custody.In(slot.Number);
        if (expected == serial || slot.Withdrawn.Contains(Withdrawal.UnplannedPack)
            || slot.Withdrawn.Contains(Withdrawal.HeldForRider)) return [];
        ImmutableArray<Event> unplanned =
            [new PackFound(slot.Number, serial), new SlotWithdrawn(slot.Number, Withdrawal.UnplannedPack)];
        if (expected is { } gone) return [.. Missed(slot, gone, s), .. unplanned];
        var adopt = !s.StockedAt.ContainsKey(slot.Number.Value) && s.Custody.Of(serial) is null;
        return adopt && s.Book.ClassOf(serial) is { } its ? [new PackAdopted(slot.Number, serial, its)] : unplanned;
    }

    /// <summary>
    /// The same serial answers from another slot, or the ledger has it in one that was not opened and is not empty (table B3
    /// row 52). A pack that a crew carried from one slot to another left the first one empty.
    /// </summary>
    private static bool Twin(SlotView slot, PackId serial, StockSituation s)
    {
        foreach (var other in s.Slots)
        {
            if (other.Number == slot.Number || other.Image.DoorNow(s.Now) != DoorState.Closed) continue;
            if (other.ProvedReading(s.Now)?.Serial == serial) return true;
            if (s.Custody.In(other.Number) == serial && Seen(other, s.Now) == Occupancy.Uncertain && other.Image.PresentNow(s.Now) == true)
                return true;
        }
        return false;
    }

    /// <summary>Both in their order. Usually there is nothing to be joined.</summary>
    private static ImmutableArray<Event> Joined(ImmutableArray<Event> first, ImmutableArray<Event> second) =>
        second.IsEmpty ? first : first.IsEmpty ? second : [.. first, .. second];

    private static ImmutableArray<Event>? UnclearTooLong(SlotView slot, TimeSpan now)
    {
        if (!(now - slot.Image.UnclearSince >= UnclearFor)) return null;
        // Out of service for what lies there already, and somebody knows of it.
        Withdrawal[] told = [Withdrawal.ContentsUnclear, Withdrawal.HeldForRider, Withdrawal.UnplannedPack];
        return told.Any(slot.Withdrawn.Contains) ? [] : [new SlotWithdrawn(slot.Number, Withdrawal.ContentsUnclear)];
    }
}
