using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Swaps;

/// <summary>
/// The pack just taken lies in its slot again (table B3 row 24). Behind its closed door in time, it undoes the swap: a record of
/// its own, the right restored, the old pack given back; once. Later it is the rider's, and is held for him.
/// </summary>
internal static class Undoing
{
    /// <summary>The door was closed and something lies behind it.</summary>
    public static void Look(SwapTurn turn, SlotView slot)
    {
        var swap = turn.Swap;
        var closed = swap.ClosedAt!.Value;
        if (IsBack(turn, slot) && turn.StaysClosed(slot))
        {
            if (closed - swap.Since <= turn.Times.UndoWithin && !swap.Undone) Undo(turn);
            else Ending.HoldTaken(turn);
        }
        // Another pack, or one that says nothing: what is proved stays proved, what lies there is nobody's word (row 32).
        else if (IsAnother(turn, slot) || turn.Now - closed >= turn.Times.VerifyWithin)
        {
            turn.Withdraw(slot.Number, Withdrawal.UnplannedPack);
            Offering.Close(turn);
        }
    }

    /// <summary>By every witness, heard since it was taken, the pack just taken is in its slot.</summary>
    public static bool IsBack(SwapTurn turn, SlotView slot) => Proved(turn, slot) is { } serial && serial == turn.Swap.Offered;

    private static bool IsAnother(SwapTurn turn, SlotView slot) => Proved(turn, slot) is { } serial && serial != turn.Swap.Offered;

    private static Packs.PackId? Proved(SwapTurn turn, SlotView slot) =>
        slot.OccupancySince(turn.Swap.Since, turn.Now) == Occupancy.Holding ? slot.ProvedReading(turn.Now)?.Serial : null;

    private static void Undo(SwapTurn turn)
    {
        var swap = turn.Swap;
        turn.Happened(new SwapUndone(swap.Number, swap.Rider, swap.InSlot!.Value, swap.Brought!.Value, swap.OfferSlot!.Value,
            swap.Offered!.Value));
        Returning.Begin(turn, EndReason.Undone);
    }
}
