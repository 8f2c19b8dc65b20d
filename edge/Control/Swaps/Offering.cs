using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Swaps;

/// <summary>From OPENING_OUT to WAIT_CLOSE_OUT: a full pack is offered; the swap is complete when every witness says it is out.</summary>
internal static class Offering
{
    /// <summary>Opens the reserved pack's door, or another of the same class when the reserved one no longer serves.</summary>
    public static void Begin(SwapTurn turn, PackClass packClass)
    {
        var (swap, sees) = (turn.Swap, turn.Sees);
        var reserved = sees.Slots.FirstOrDefault(s => s.Number == swap.OfferSlot);
        var keeps = reserved is not null && SlotChoice.HandOut(reserved, sees.Custody, turn.Now) is { } reading
            && reading.Serial == swap.Offered && reading.Charge.Percent >= sees.HandOutFrom.Percent
            && sees.Packs.ClassOf(reading.Serial) == packClass;
        if (keeps)
        {
            Opening.Order(turn, swap.OfferSlot!.Value, DoorFor.Take, 1);
            return;
        }
        if (SlotChoice.Full(sees.Slots, sees.Custody, sees.Packs, [packClass], sees.HandOutFrom, [], turn.Now) is not { } other)
        {
            turn.Unmet(Refusal.NoFullPack);
            Returning.Begin(turn, EndReason.NoOffer);
            return;
        }
        turn.Happened(new OfferChanged(swap.Number, other.Slot, other.Pack));
        Opening.Order(turn, other.Slot, DoorFor.Take, 1);
    }

    /// <summary>WAIT_TAKE.</summary>
    public static void AwaitTake(SwapTurn turn)
    {
        var slot = turn.Slot(turn.Swap.OfferSlot);
        switch (Taking.Watch(turn, slot, PromptKey.TakeThis))
        {
            case Taken.Gone:
                Complete(turn, slot);
                break;
            case Taken.AnotherInItsPlace:
                // What is proved is proved: the offered serial is out. What lies there now is nobody's word (table B3 row 32).
                turn.Withdraw(slot.Number, Withdrawal.UnplannedPack);
                Complete(turn, slot);
                break;
            case Taken.StillInClosed when turn.Swap.Reopened == 0:
                Opening.Order(turn, slot.Number, DoorFor.Take, 1);
                break;
            case Taken.StillInClosed:
                Returning.Begin(turn, EndReason.NotTaken);
                break;
            case Taken.LeftOpen:
                turn.Withdraw(slot.Number, Withdrawal.DoorOpen);
                Ending.Hold(turn, EndReason.LeftAtOffer);
                break;
            case Taken.Unclear:
                Ending.Unknown(turn, EndReason.SensorsDisagree);
                break;
        }
    }

    /// <summary>COMMIT: custody of both packs and the use of the right, in one event.</summary>
    public static void Complete(SwapTurn turn, SlotView slot)
    {
        var swap = turn.Swap;
        var charge = slot.Image.Reading is { } last && last.Serial == swap.Offered ? last.Charge : (StateOfCharge?)null;
        turn.Happened(new SwapCompleted(swap.Number, swap.Rider, swap.InSlot!.Value, swap.Brought!.Value, swap.BroughtCharge,
            slot.Number, swap.Offered!.Value, charge, swap.Offline));
        if (swap.ClosedAt is not null) Ending.End(turn, SwapEnding.Done, EndReason.Taken);
        else turn.Say(PromptKey.CloseAfterTaking, slot.Number, percent: charge?.Percent);
    }

    /// <summary>WAIT_CLOSE_OUT: the door closes, or the swap ends without it and the open door is an alarm.</summary>
    public static void AwaitClose(SwapTurn turn)
    {
        var swap = turn.Swap;
        var slot = turn.Slot(swap.Completed ? swap.OfferSlot : swap.InSlot);
        var closed = slot.Image.DoorNow(turn.Now) == DoorState.Closed && slot.Image.DoorAt > swap.Since;
        if (!closed && turn.InStage < turn.Times.CloseWithin) return;
        if (closed) turn.Happened(new DoorClosed(swap.Number, slot.Number));
        else turn.Withdraw(slot.Number, Withdrawal.DoorOpen);
        Close(turn);
    }

    /// <summary>Ends a swap whose packs are settled.</summary>
    public static void Close(SwapTurn turn)
    {
        if (turn.Swap.Completed) Ending.End(turn, SwapEnding.Done, EndReason.Taken);
        else Ending.End(turn, SwapEnding.Aborted, turn.Swap.GiveBackWhy ?? EndReason.PackRefused);
    }
}
