using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Swaps;

/// <summary>A pack that may be handed out, with its charge.</summary>
public readonly record struct PackOnOffer(SlotNumber Slot, PackId Pack, StateOfCharge Charge);

/// <summary>
/// Which empty slot, and which pack. Only a slot that every fitted witness speaks for, behind a closed door, in service.
/// </summary>
public static class SlotChoice
{
    /// <summary>A slot with fewer witnesses is never offered (domain finding 5).</summary>
    public const int WitnessesLeast = 2;

    /// <summary>The empty slot for a rider's pack: the lowest number, or null.</summary>
    public static SlotNumber? Empty(ImmutableArray<SlotView> slots, Custody custody, ImmutableArray<SlotNumber> except, TimeSpan now)
    {
        foreach (var slot in slots)
            if (!except.Contains(slot.Number) && Serves(slot, now)
                && slot.OccupancyAt(now) == Occupancy.Empty && custody.In(slot.Number) is null)
                return slot.Number;
        return null;
    }

    /// <summary>The pack to hand out: the fullest of these classes, then the lowest number, or null.</summary>
    public static PackOnOffer? Full(ImmutableArray<SlotView> slots, Custody custody, PackBook book, ImmutableArray<PackClass> classes,
        StateOfCharge from, ImmutableArray<SlotNumber> except, TimeSpan now)
    {
        PackOnOffer? best = null;
        var most = -1;
        foreach (var slot in slots)
        {
            if (except.Contains(slot.Number) || HandOut(slot, custody, now) is not { } reading) continue;
            if (reading.Charge.Percent < from.Percent || reading.Charge.Percent <= most) continue;
            if (book.ClassOf(reading.Serial) is not { } packClass || !classes.Contains(packClass)) continue;
            best = new(slot.Number, reading.Serial, reading.Charge);
            most = reading.Charge.Percent;
        }
        return best;
    }

    /// <summary>The same for a swap under way.</summary>
    public static PackOnOffer? Full(SwapSituation s, ImmutableArray<PackClass> classes, StateOfCharge from,
        ImmutableArray<SlotNumber> except) => Full(s.Slots, s.Custody, s.Packs, classes, from, except, s.Now);

    /// <summary>Nothing can be handed out now, but the operator has a pack of this class in service that has not been heard of just now.</summary>
    public static bool MayYetOffer(SwapSituation s, PackClass packClass, StateOfCharge from) =>
        Full(s, [packClass], from, []) is null && s.Slots.Any(slot => slot.InService && slot.Plan.Witnesses >= WitnessesLeast
            && s.Custody.In(slot.Number) is { } pack && s.Custody.Of(pack) is { Rider: null } && s.Packs.ClassOf(pack) == packClass
            && (slot.Image.DoorNow(s.Now) == DoorState.Unknown || slot.Image.PackNow(s.Now) == PackWord.None));

    /// <summary>The reading of a pack that may be handed out of this slot now, or null.</summary>
    public static PackReading? HandOut(SlotView slot, Custody custody, TimeSpan now)
    {
        if (!Serves(slot, now) || slot.OccupancyAt(now) != Occupancy.Holding) return null;
        if (slot.ProvedReading(now) is not { } reading || !PackHealth.MayBeHandedOut(reading)) return null;
        return custody.Of(reading.Serial) is { Rider: null, Slot: { } there } && there == slot.Number ? reading : null;
    }

    private static bool Serves(SlotView slot, TimeSpan now) =>
        slot.InService && slot.Plan.Witnesses >= WitnessesLeast && slot.Image.DoorNow(now) == DoorState.Closed;
}
