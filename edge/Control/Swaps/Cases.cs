using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Swaps;

/// <summary>
/// Cases after their swap: facts may still settle them. A held pack that has left its slot was collected; an UNKNOWN whose
/// sensors agree again is settled as they say: the swap took place, or his pack went, or nothing moved and it is held for him;
/// what nothing settles in its time is for people.
/// </summary>
public static class Cases
{
    /// <summary>What follows for one case; usually nothing.</summary>
    public static ImmutableArray<Event> Look(Case c, ImmutableArray<SlotView> slots, Custody custody, SwapTimes times, TimeSpan now)
    {
        var settled = c.Kind == CaseKind.PendingPickup ? Collected(c, slots, now) : Settled(c, slots, custody, now);
        if (!settled.IsEmpty || c.StaffCalled || c.Kind != CaseKind.Unknown || now - c.OpenedAt < times.UnknownWithin) return settled;
        return [new StaffCalled(c.Swap, c.Number)];
    }

    /// <summary>When a case wants to be looked at again although no sensor speaks.</summary>
    public static TimeSpan? Deadline(Case c, SwapTimes times) =>
        c.Kind == CaseKind.Unknown && !c.StaffCalled ? c.OpenedAt + times.UnknownWithin : null;

    private static ImmutableArray<Event> Collected(Case c, ImmutableArray<SlotView> slots, TimeSpan now)
    {
        if (Find(slots, c.InSlot) is not { } slot || Certain(slot, now) != Occupancy.Empty) return [];
        return [new PackGivenBack(c.Swap, slot.Number, c.Brought), .. slot.Restored(Withdrawal.HeldForRider),
            new CaseClosed(c.Swap, c.Number)];
    }

    private static ImmutableArray<Event> Settled(Case c, ImmutableArray<SlotView> slots, Custody custody, TimeSpan now)
    {
        if (Find(slots, c.InSlot) is not { } own) return [];
        var ownSeen = Certain(own, now);
        // Nothing was ever proved to be in, and nothing is: he still has what he came with.
        if (c.Brought is null && ownSeen == Occupancy.Empty) return [.. Reopened(own, null), new CaseClosed(c.Swap, c.Number)];
        if (ownSeen == Occupancy.Holding && OfferUntouched(c, Find(slots, c.OfferSlot), custody, now))
            return Held(c, own, Find(slots, c.OfferSlot), custody, now);
        if (c.Brought is not { } brought) return [];
        // Both are gone: which of the two he has, no sensor can say.
        if (ownSeen == Occupancy.Empty && c.Offered is { } asked && Find(slots, c.OfferSlot)?.ProvedReading(now)?.Serial != asked) return [];
        if (ownSeen == Occupancy.Empty)
            return [new PackGivenBack(c.Swap, own.Number, brought), .. Reopened(own, Find(slots, c.OfferSlot)), new CaseClosed(c.Swap, c.Number)];
        if (ownSeen != Occupancy.Holding || own.ProvedReading(now)?.Serial != brought) return [];
        if (Find(slots, c.OfferSlot) is not { } offer || c.Offered is not { } offered) return [];
        if (Certain(offer, now) != Occupancy.Empty || custody.Of(offered)?.Slot != offer.Number) return [];
        // In is in and out is out: the swap took place (table B3 row 43).
        return [new SwapCompleted(c.Swap, c.Rider, own.Number, brought, own.Image.Reading?.Charge, offer.Number, offered, null, c.Offline),
            .. Reopened(own, offer), new CaseClosed(c.Swap, c.Number)];
    }

    /// <summary>No other pack was in question, or it lies where it lay, proved, behind a closed door.</summary>
    private static bool OfferUntouched(Case c, SlotView? offer, Custody custody, TimeSpan now) =>
        c.Offered is not { } offered || offer is not null && Certain(offer, now) == Occupancy.Holding
            && offer.ProvedReading(now)?.Serial == offered && custody.In(offer.Number) == offered;

    /// <summary>Nothing moved: what he put in is still in, and it is his to fetch.</summary>
    private static ImmutableArray<Event> Held(Case c, SlotView own, SlotView? offer, Custody custody, TimeSpan now)
    {
        if (own.ProvedReading(now)?.Serial is not { } serial || serial != (c.Brought ?? serial)) return [];
        if (custody.In(own.Number) is { } known && known != serial) return [];
        var holding = custody.Of(serial);
        // The operator's own pack: how it came here is for people to find out.
        if (holding is { Rider: null }) return [];
        var his = holding is null || holding.Value.Rider == c.Rider;
        return [new PackHeld(c.Swap, c.Rider, own.Number, his ? serial : null), new SlotWithdrawn(own.Number, Withdrawal.HeldForRider),
            .. Reopened(own, offer), new CaseHeld(c.Swap, c.Number)];
    }

    private static ImmutableArray<Event> Reopened(SlotView own, SlotView? offer) =>
        [.. own.Restored(Withdrawal.Unclear), .. offer is null ? [] : offer.Restored(Withdrawal.Unclear)];

    private static Occupancy Certain(SlotView slot, TimeSpan now) =>
        slot.Image.DoorNow(now) == DoorState.Closed && now - slot.Image.DoorSince >= StockTaking.ClosedFor && slot.ReadTwice
            ? slot.OccupancySince(slot.Image.DoorSince, now)
            : Occupancy.Uncertain;

    private static SlotView? Find(ImmutableArray<SlotView> slots, SlotNumber? number) =>
        slots.FirstOrDefault(s => s.Number == number);
}
