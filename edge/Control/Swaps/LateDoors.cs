using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Swaps;

/// <summary>
/// A door that was given up may spring open late, and the rider uses it (table B3 row 13). The open door advances nothing; what
/// every witness says afterwards does: his pack is in that slot, or the pack on offer there is gone.
/// </summary>
internal static class LateDoors
{
    /// <summary>True when his pack lies in a slot whose door was given up: the swap goes on with that slot.</summary>
    public static bool Inserted(SwapTurn turn)
    {
        if (turn.Swap.For != DoorFor.Insert || turn.Swap.Inserted) return false;
        foreach (var number in turn.Swap.GivenUp)
        {
            var slot = turn.Slot(number);
            if (!Moved(turn, slot) || !turn.StaysClosed(slot) || turn.Sees.Custody.In(number) is not null) continue;
            if (slot.OccupancySince(slot.Image.DoorSince, turn.Now) != Occupancy.Holding) continue;
            turn.Happened(new PackInserted(turn.Swap.Number, number));
            turn.Say(PromptKey.CheckingPack, number);
            return true;
        }
        return false;
    }

    /// <summary>True when a pack whose door was given up is out: that is the one he has.</summary>
    public static bool Taken(SwapTurn turn)
    {
        if (turn.Swap.For != DoorFor.Take) return false;
        foreach (var number in turn.Swap.GivenUp)
        {
            var slot = turn.Slot(number);
            if (!Moved(turn, slot) || slot.OccupancySince(slot.Image.DoorSince, turn.Now) != Occupancy.Empty) continue;
            if (turn.Sees.Custody.In(number) is not { } pack || turn.Sees.Custody.Of(pack)?.Rider is not null) continue;
            turn.Happened(new OfferChanged(turn.Swap.Number, number, pack));
            Offering.Complete(turn, slot);
            return true;
        }
        return false;
    }

    private static bool Moved(SwapTurn turn, SlotView slot) => slot.Image.DoorSince > turn.Swap.StartedAt;
}
