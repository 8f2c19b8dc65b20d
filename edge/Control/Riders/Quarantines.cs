using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Riders;

/// <summary>
/// Packs set apart. What a pack at rest says of itself may set it apart; it comes back by time only where time proves something,
/// and never while it still complains. Its slot serves nobody as long as it lies there.
/// </summary>
public static class Quarantines
{
    /// <summary>The event that sets a pack apart for as long as its reason asks for.</summary>
    public static PackQuarantined Begin(PackId pack, SlotNumber? slot, QuarantineReason why) =>
        new(pack, slot, why, Quarantine.LastsFor(why));

    /// <summary>What follows for a pack whose serial is proved, behind a closed door; usually nothing.</summary>
    public static ImmutableArray<Event> Look(SlotView slot, PackReading reading, PackDoubts doubts) => slot.Quarantine switch
    {
        null when doubts.WhyApart(slot, reading) is { } why =>
            [Begin(reading.Serial, slot.Number, why), .. Withdrawn(slot)],
        null => slot.Restored(Withdrawal.UnsoundPack),
        { Until: { } until } when doubts.Now >= until && doubts.WhyApart(slot, reading) is null && PackHealth.MayBeHandedOut(reading) =>
            [new PackReleased(reading.Serial, slot.Number, ReleaseReason.TimeOver), .. slot.Restored(Withdrawal.UnsoundPack)],
        _ => Withdrawn(slot),
    };

    /// <summary>Whatever is said now, the quarantine that stands goes on.</summary>
    public static ImmutableArray<Event> Stays(SlotView slot) => Withdrawn(slot);

    /// <summary>One serial in two places: both are set apart until people have seen them (table B3 row 52).</summary>
    public static ImmutableArray<Event> Cloned(SlotView slot, PackId serial) =>
        slot.Quarantine is { Why: QuarantineReason.Clone } ? []
            : [Begin(serial, slot.Number, QuarantineReason.Clone), .. Withdrawn(slot)];

    /// <summary>A pack that the site refuses lies here at rest: set apart until people have seen it (table B3 row 21).</summary>
    public static ImmutableArray<Event> Listed(SlotView slot, PackId serial) =>
        [Begin(serial, slot.Number, QuarantineReason.OnList), .. Withdrawn(slot)];

    private static ImmutableArray<Event> Withdrawn(SlotView slot) =>
        slot.Withdrawn.Contains(Withdrawal.UnsoundPack) ? [] : [new SlotWithdrawn(slot.Number, Withdrawal.UnsoundPack)];
}

/// <summary>A pack is set apart: from now on it is neither charged nor handed out.</summary>
/// <param name="Pack">Which pack.</param>
/// <param name="Slot">Where it lies, if it lies here.</param>
/// <param name="Why">Why.</param>
/// <param name="For">How long at least; null: until people end it.</param>
public sealed record PackQuarantined(PackId Pack, SlotNumber? Slot, QuarantineReason Why, TimeSpan? For) : Event;

/// <summary>A pack is no longer set apart.</summary>
public sealed record PackReleased(PackId Pack, SlotNumber? Slot, ReleaseReason Why) : Event;
