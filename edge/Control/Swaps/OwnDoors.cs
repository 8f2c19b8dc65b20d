using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Swaps;

/// <summary>
/// A visit is over, and a door that was ordered for the rider's own pack springs late or stands open: what turns up behind it is
/// his (table B3 row 13). It is not asked what it is; it waits for him, and he has a number.
/// </summary>
internal static class OwnDoors
{
    /// <summary>What follows for one slot; usually nothing.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="visit">The visit that its door was ordered in, and that left nothing of the rider's here.</param>
    /// <param name="number">The number of the case.</param>
    /// <param name="custody">Who owns which pack.</param>
    /// <param name="times">How long the rider may come back to it.</param>
    /// <param name="now">Running time.</param>
    public static ImmutableArray<Event> Look(SlotView slot, Visit visit, string number, Custody custody, SwapTimes times, TimeSpan now)
    {
        if (now - visit.EndedAt > times.ClaimWithin || custody.In(slot.Number) is not null || IsACase(slot) || !Holds(slot, now)) return [];
        var serial = slot.ProvedReading(now)?.Serial;
        var his = serial is { } read && (custody.Of(read) is not { } holding || holding == new Holding(visit.Rider, null)) ? serial : null;
        return [new CaseOpened(visit.Swap, visit.Rider, slot.Number, his, number), new SlotWithdrawn(slot.Number, Withdrawal.HeldForRider)];
    }

    private static bool IsACase(SlotView slot) =>
        slot.Withdrawn.Contains(Withdrawal.Unclear) || slot.Withdrawn.Contains(Withdrawal.HeldForRider);

    /// <summary>Behind a door that has come to rest, closed or open: something lies there, and has for as long; by then its serial is read.</summary>
    private static bool Holds(SlotView slot, TimeSpan now)
    {
        var image = slot.Image;
        if (image.DoorNow(now) == DoorState.Unknown || now - image.DoorSince < StockTaking.ClosedFor) return false;
        return slot.Plan.Presence
            ? image.PresentNow(now) == true && image.PresentAt > image.DoorSince && now - image.PresentSince >= StockTaking.ClosedFor
            : slot.OccupancySince(image.DoorSince, now) == Occupancy.Holding;
    }
}
