using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Swaps;

/// <summary>
/// REREADING, OPENING_OWN and WAIT_LOOKED: a rider says that he took nothing, or that something of his is still in. The sensors
/// are asked again, he hears what they say, and his own slot is opened for him once. Custody follows facts, never the claim.
/// </summary>
internal static class Claiming
{
    /// <summary>Every witness is heard anew; then the door is ordered, unless the operator's own pack lies behind it.</summary>
    public static void Reread(SwapTurn turn)
    {
        var slot = turn.Slot(turn.Swap.InSlot);
        var seen = slot.OccupancySince(turn.Swap.Since, turn.Now);
        if (seen == Occupancy.Uncertain && turn.InStage < turn.Times.SettleWithin) return;
        turn.Say(PromptKey.ClaimFacts, slot.Number, why: seen.ToString());
        if (turn.Swap.Cancelled || slot.Image.DoorNow(turn.Now) != DoorState.Closed || IsOurs(turn, slot, seen))
            Ending.End(turn, SwapEnding.Aborted, EndReason.Looked);
        else Opening.Order(turn, slot.Number, DoorFor.Look, 1);
    }

    /// <summary>His slot stands open once more.</summary>
    public static void AwaitLooked(SwapTurn turn)
    {
        var slot = turn.Slot(turn.Swap.InSlot);
        turn.FollowDoor(slot);
        if (turn.Swap.ClosedAt is { } closed && turn.StaysClosed(slot)) Closed(turn, slot, closed);
        else if (turn.InStage >= turn.Times.TakeWithin)
        {
            turn.Withdraw(slot.Number, Withdrawal.DoorOpen);
            Ending.End(turn, SwapEnding.Aborted, EndReason.Looked);
        }
        else if (turn.Swap.ClosedAt is null)
            turn.SayAgain(PromptKey.LookHere, slot.Number, turn.Times.TakePromptAfter, turn.Times.TakeWithin);
    }

    private static void Closed(SwapTurn turn, SlotView slot, TimeSpan closed)
    {
        var seen = slot.OccupancySince(turn.QuietSince(slot), turn.Now);
        if (seen == Occupancy.Empty) Ending.End(turn, SwapEnding.Aborted, EndReason.Looked);
        else if (turn.Now - closed < (seen == Occupancy.Holding ? turn.Times.SettleWithin : turn.Times.VerifyWithin)) return;
        // It was unclear before he came, and its case is open already: a second one would let him fetch a pack twice.
        else if (slot.Withdrawn.Contains(Withdrawal.Unclear)) Ending.End(turn, SwapEnding.Aborted, EndReason.Looked);
        // He took nothing: what lies there is the operator's as before, and is held for nobody.
        else if (IsOurs(turn, slot, seen)) Ending.End(turn, SwapEnding.Aborted, EndReason.Looked);
        // Whatever lies there now is not to be swallowed: it is held for him.
        else if (seen == Occupancy.Holding) Ending.Hold(turn, EndReason.Looked);
        else Ending.Unknown(turn, EndReason.SensorsDisagree);
    }

    private static bool IsOurs(SwapTurn turn, SlotView slot, Occupancy seen) =>
        seen == Occupancy.Holding && turn.Sees.Custody.In(slot.Number) is { } pack && turn.Sees.Custody.Of(pack)?.Rider != turn.Swap.Rider;
}
