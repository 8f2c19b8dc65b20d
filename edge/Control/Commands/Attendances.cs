using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Commands;

/// <summary>
/// A slot in the hands of a crew: out of service from the order until its door is closed and what lies behind it is known. What was
/// taken out or put in meanwhile changes hands on record; it is neither theft nor a stray pack.
/// </summary>
public static class Attendances
{
    private static readonly ImmutableArray<Withdrawal> ForACrew = [Withdrawal.LockFault, Withdrawal.PackMissing, Withdrawal.UnplannedPack];

    /// <summary>What follows for one attended slot; usually nothing.</summary>
    public static ImmutableArray<Event> Look(Attendance attendance, DeskSituation s)
    {
        var slot = s.Slot(attendance.Slot);
        var door = slot.Image.DoorNow(s.Now);
        if (door == DoorState.Open && slot.Image.DoorAt > attendance.Since)
            return
            [
                .. attendance.Opened ? [] : (ImmutableArray<Event>)[new SlotOpened(slot.Number, attendance.Command)],
                .. slot.Withdrawn.Contains(Withdrawal.DoorOpen) ? [] : (ImmutableArray<Event>)[new SlotWithdrawn(slot.Number, Withdrawal.DoorOpen)],
            ];
        if (door != DoorState.Closed || !(slot.Image.DoorAt > attendance.Since)) return [];
        if (!attendance.Opened) return [new SlotRestored(slot.Number, Withdrawal.Maintenance)];
        if (Contents(slot, s.Now) is not { } contents)
        {
            // What does not say what it is after all this time is no longer a matter of the crew's visit: stock taking has words for it.
            return s.Now - slot.Image.DoorSince < StockTaking.UnclearFor ? []
                : [new SlotClosed(slot.Number, attendance.Command), .. slot.Restored(Withdrawal.Maintenance)];
        }
        return
        [
            new SlotClosed(slot.Number, attendance.Command),
            .. Settled(slot, contents, gone => new PackCollected(slot.Number, gone, attendance.Command, attendance.By, s.Custody.Of(gone)?.Rider),
                attendance.Command, attendance.By, attendance.Origin, s),
            .. slot.Restored(Withdrawal.Maintenance, Withdrawal.DoorOpen),
        ];
    }

    /// <summary>A crew says that a slot is in order: what waits for people there is over, and the ledger follows the sensors.</summary>
    internal static ImmutableArray<Event> Cleared(Order order, DeskSituation s)
    {
        var slot = s.Slot(order.Slot);
        var unknown = s.Cases.FirstOrDefault(c => c.Kind == CaseKind.Unknown && (c.InSlot == slot.Number || c.OfferSlot == slot.Number));
        var settled = slot with { Withdrawn = slot.Withdrawn.RemoveAll(why => why == Withdrawal.Unclear || ForACrew.Contains(why)) };
        return
        [
            // What the crew did not take out itself is missing, whoever has it.
            .. Settled(settled, Contents(slot, s.Now)!.Value, gone => new PackMissed(slot.Number, gone), order.Id, order.By, order.Origin, s),
            .. slot.Quarantine is not null && Contents(slot, s.Now)!.Value.Pack is { } pack
                ? (ImmutableArray<Event>)[new PackReleased(pack, slot.Number, ReleaseReason.Crew)] : [],
            .. slot.Restored([.. ForACrew, Withdrawal.Unclear, Withdrawal.DoubtfulReadings, Withdrawal.WrongDoor]),
            .. unknown is null ? [] : Closed(unknown, slot, s),
        ];
    }

    /// <summary>What lies behind the door, proved since it was closed: null while the door is open or the witnesses do not agree.</summary>
    internal static (Occupancy Seen, PackId? Pack)? Contents(SlotView slot, TimeSpan now)
    {
        if (slot.Image.DoorNow(now) != DoorState.Closed || now - slot.Image.DoorSince < StockTaking.ClosedFor || !slot.ReadTwice) return null;
        return slot.OccupancySince(slot.Image.DoorSince, now) switch
        {
            Occupancy.Empty when StockTaking.IsGone(slot, now) => (Occupancy.Empty, null),
            Occupancy.Holding when slot.ProvedReading(now) is { } reading => (Occupancy.Holding, reading.Serial),
            // A locker: what lies there has no serial, and may not be felt at all.
            var seen when !slot.Plan.Pack && (seen == Occupancy.Holding || !slot.Plan.Presence) => (seen, null),
            _ => null,
        };
    }

    /// <summary>The ledger follows what is proved to lie in a slot; what to say of a pack that is gone depends on who opened it.</summary>
    private static IEnumerable<Event> Settled(SlotView slot, (Occupancy Seen, PackId? Pack) contents, Func<PackId, Event> isGone, string command,
        string by, Origin origin, DeskSituation s)
    {
        // What a case is about, the case settles, or a crew that says so.
        if (slot.Withdrawn.Contains(Withdrawal.Unclear)) yield break;
        var before = s.Custody.In(slot.Number);
        if (contents.Pack == before)
        {
            if (slot.Withdrawn.Contains(Withdrawal.LockFault)) yield return new SlotRestored(slot.Number, Withdrawal.LockFault);
            yield break;
        }
        if (before is { } gone) yield return isGone(gone);
        var placed = contents.Pack is { } pack && MayBeStock(slot, pack, origin, s);
        if (placed) yield return new PackPlaced(slot.Number, contents.Pack!.Value, command, by, s.Custody.Of(contents.Pack.Value)?.Rider);
        if (placed || contents.Seen == Occupancy.Empty)
            foreach (var restored in slot.Restored(ForACrew.AsSpan())) yield return restored;
    }

    /// <summary>
    /// A pack of the network that the ledger has in no other slot, where no rider's own pack is kept. What the ledger has with a rider is
    /// stock when a crew that stands there says so: with a door that the cloud opened, he may be the one who put it in.
    /// </summary>
    private static bool MayBeStock(SlotView slot, PackId pack, Origin origin, DeskSituation s) =>
        s.Packs.ClassOf(pack) is not null && !slot.Withdrawn.Contains(Withdrawal.HeldForRider)
        && (s.Custody.Of(pack) is not { } holding || holding.Slot is null && origin == Origin.Crew);

    /// <summary>
    /// The question is closed by people; its other slot is judged by its sensors again. A pack of the rider's that still lies there
    /// stays his: with no case it would wait for nobody.
    /// </summary>
    private static IEnumerable<Event> Closed(Case unknown, SlotView slot, DeskSituation s)
    {
        if (StillIn(unknown, s) is { } his)
        {
            yield return new Swaps.PackHeld(unknown.Swap, unknown.Rider, unknown.InSlot!.Value, his);
            if (!s.Slot(unknown.InSlot).Withdrawn.Contains(Withdrawal.HeldForRider))
                yield return new SlotWithdrawn(unknown.InSlot.Value, Withdrawal.HeldForRider);
            yield return new Swaps.CaseHeld(unknown.Swap, unknown.Number);
        }
        else yield return new Swaps.CaseClosed(unknown.Swap, unknown.Number);
        foreach (var number in (ImmutableArray<SlotNumber?>)[unknown.InSlot, unknown.OfferSlot])
            if (number is { } other && other != slot.Number)
                foreach (var restored in s.Slot(other).Restored(Withdrawal.Unclear)) yield return restored;
    }

    /// <summary>The rider's own pack that the ledger has in his slot, unless the sensors prove that it has gone.</summary>
    private static PackId? StillIn(Case unknown, DeskSituation s)
    {
        if (unknown.InSlot is not { } slot || s.Custody.In(slot) is not { } pack || s.Custody.Of(pack)?.Rider != unknown.Rider) return null;
        return Contents(s.Slot(slot), s.Now) is { } contents && contents.Pack != pack ? null : pack;
    }
}
