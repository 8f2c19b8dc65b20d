using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Riders;

/// <summary>
/// What the sensors say of a slot that no swap is touching, held against the ledger: a door left open, stock found at the first
/// start, a pack gone, a pack nobody can account for. The ledger is never bent to fit: what does not fit is withdrawn.
/// </summary>
public static class StockTaking
{
    /// <summary>A door has to stay closed this long before what lies behind it is judged (AS: 2 s debounce).</summary>
    public static readonly TimeSpan ClosedFor = TimeSpan.FromSeconds(2);

    /// <summary>What follows for one slot; usually nothing.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="custody">Who owns which pack.</param>
    /// <param name="book">The packs of the network.</param>
    /// <param name="known">The slot's contents were settled before: nothing is adopted there any more.</param>
    /// <param name="now">Running time.</param>
    public static ImmutableArray<Event> Look(SlotView slot, Custody custody, PackBook book, bool known, TimeSpan now)
    {
        var door = slot.Image.DoorNow(now);
        if (door == DoorState.Open)
            return slot.Withdrawn.Contains(Withdrawal.DoorOpen) ? [] : [new SlotWithdrawn(slot.Number, Withdrawal.DoorOpen)];
        // What a case is about, the case settles.
        if (slot.Withdrawn.Contains(Withdrawal.Unclear)) return [];
        if (door != DoorState.Closed || now - slot.Image.DoorSince < ClosedFor || !slot.ReadTwice) return [];
        var contents = slot.OccupancySince(slot.Image.DoorSince, now) switch
        {
            Occupancy.Empty => [.. Empty(slot, custody), .. Quarantines.Restored(slot)],
            Occupancy.Holding when slot.ProvedReading(now) is { } reading =>
                [.. Holding(slot, custody, book, known, reading.Serial), .. Quarantines.Look(slot, reading, now)],
            _ => default(ImmutableArray<Event>?),
        };
        if (contents is not { } found) return [];
        return slot.Withdrawn.Contains(Withdrawal.DoorOpen) ? [new SlotRestored(slot.Number, Withdrawal.DoorOpen), .. found] : found;
    }

    private static ImmutableArray<Event> Empty(SlotView slot, Custody custody)
    {
        if (custody.In(slot.Number) is { } pack)
        {
            if (custody.Of(pack)?.Rider is null)
                return [new PackMissed(slot.Number, pack), new SlotWithdrawn(slot.Number, Withdrawal.PackMissing)];
            // A rider's own pack that has left is his case, not a loss; without a case it is only no longer here.
            return slot.Withdrawn.Contains(Withdrawal.HeldForRider) ? [] : [new PackMissed(slot.Number, pack)];
        }
        return slot.Withdrawn.Contains(Withdrawal.UnplannedPack) ? [new SlotRestored(slot.Number, Withdrawal.UnplannedPack)] : [];
    }

    private static ImmutableArray<Event> Holding(SlotView slot, Custody custody, PackBook book, bool known, PackId serial)
    {
        var expected = custody.In(slot.Number);
        if (expected == serial || slot.Withdrawn.Contains(Withdrawal.UnplannedPack)
            || slot.Withdrawn.Contains(Withdrawal.HeldForRider)) return [];
        var unplanned = new SlotWithdrawn(slot.Number, Withdrawal.UnplannedPack);
        if (expected is { } gone) return [new PackMissed(slot.Number, gone), unplanned];
        var adopt = !known && custody.Of(serial) is null && book.ClassOf(serial) is not null;
        return adopt ? [new PackAdopted(slot.Number, serial, book.ClassOf(serial)!.Value)] : [unplanned];
    }
}
