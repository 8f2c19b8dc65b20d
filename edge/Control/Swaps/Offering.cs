using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Swaps;

/// <summary>From OPENING_OUT to WAIT_CLOSE_OUT: a full pack is offered; the swap is complete when every witness says it is out.</summary>
internal static class Offering
{
    /// <summary>
    /// Opens the reserved pack's door, or that of the fullest one of the class where the reserved one no longer serves or is no
    /// better than what the rider brought. Nothing full: he is asked about a short one. Nothing better: he keeps his own.
    /// </summary>
    public static void Begin(SwapTurn turn, PackClass packClass)
    {
        var (swap, sees) = (turn.Swap, turn.Sees);
        var least = Consenting.Agreed(turn);
        // Brought back as bad: its own word about its charge is what is doubted.
        var brought = swap.OnlyFor is null ? swap.BroughtCharge?.Percent ?? 0 : 0;
        var best = SlotChoice.Full(sees, [packClass], least, []);
        if (Reserved(turn, packClass, least) is { } kept && kept.Charge.Percent >= brought) Opening.Order(turn, kept.Slot, DoorFor.Take, 1);
        else if (best is null) Short(turn, packClass, brought, []);
        else if (best.Value.Charge.Percent < brought) KeepsHisOwn(turn);
        else Change(turn, best.Value);
    }

    /// <summary>The next pack of the class after a door that did not open.</summary>
    public static void Next(SwapTurn turn, ImmutableArray<SlotNumber> except)
    {
        var packClass = turn.Swap.BroughtClass!.Value;
        if (turn.Swap.Cancelled) Returning.Begin(turn, EndReason.Cancelled);
        else if (except.Length >= turn.Times.DoorsMax) Returning.Begin(turn, EndReason.NoOfferOpened);
        else if (SlotChoice.Full(turn.Sees, [packClass], Consenting.Agreed(turn), except) is not { } next)
            Short(turn, packClass, turn.Swap.BroughtCharge?.Percent ?? 0, except);
        else
        {
            turn.Say(PromptKey.DoorTrouble, next.Slot);
            Change(turn, next);
        }
    }

    private static PackOnOffer? Reserved(SwapTurn turn, PackClass packClass, StateOfCharge least)
    {
        var slot = turn.Sees.Slots.FirstOrDefault(s => s.Number == turn.Swap.OfferSlot);
        return slot is not null && SlotChoice.HandOut(slot, turn.Sees.Custody, turn.Now) is { } reading
            && reading.Serial == turn.Swap.Offered && reading.Charge.Percent >= least.Percent
            && turn.Sees.Packs.ClassOf(reading.Serial) == packClass
            ? new(slot.Number, reading.Serial, reading.Charge) : null;
    }

    private static void Change(SwapTurn turn, PackOnOffer offer)
    {
        if (offer.Slot != turn.Swap.OfferSlot || offer.Pack != turn.Swap.Offered)
            turn.Happened(new OfferChanged(turn.Swap.Number, offer.Slot, offer.Pack));
        Opening.Order(turn, offer.Slot, DoorFor.Take, 1);
    }

    private static void Short(SwapTurn turn, PackClass packClass, int brought, ImmutableArray<SlotNumber> except)
    {
        var least = Consenting.Least(turn.Sees);
        if (SlotChoice.Full(turn.Sees, [packClass], least, except) is { } offer && offer.Charge.Percent > brought)
        {
            Consenting.Ask(turn, offer);
            return;
        }
        turn.Unmet(Refusal.NoFullPack);
        Returning.Begin(turn, except.IsEmpty ? EndReason.NoOffer : EndReason.NoOfferOpened);
    }

    /// <summary>His own is fuller than the best here (table B3 row 25): a swap would only cost him.</summary>
    private static void KeepsHisOwn(SwapTurn turn)
    {
        turn.Happened(new PackRefused(turn.Swap.Number, turn.Swap.InSlot!.Value, turn.Swap.Brought, PackRefusal.BetterThanOurs));
        turn.Unmet(Refusal.NoBetterPack);
        Returning.Begin(turn, EndReason.PackRefused);
    }

    /// <summary>WAIT_TAKE.</summary>
    public static void AwaitTake(SwapTurn turn)
    {
        if (LateDoors.Taken(turn)) return;
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
        var slot = turn.Slot(turn.Swap.Completed ? turn.Swap.OfferSlot : turn.Swap.InSlot);
        turn.FollowDoor(slot);
        if (turn.Swap.ClosedAt is null) AwaitClosing(turn, slot);
        else if (turn.Swap.Completed && SomethingIn(turn, slot)) Undoing.Look(turn, slot);
        else Close(turn);
    }

    private static void AwaitClosing(SwapTurn turn, SlotView slot)
    {
        var back = turn.Swap.Completed && SomethingIn(turn, slot);
        if (turn.InStage < turn.Times.CloseWithin)
        {
            if (back) turn.SayAgain(PromptKey.CloseDoor, slot.Number, turn.Times.TakePromptAfter, turn.Times.CloseWithin);
            return;
        }
        turn.Withdraw(slot.Number, Withdrawal.DoorOpen);
        if (back && Undoing.IsBack(turn, slot)) Ending.HoldTaken(turn);
        else Close(turn);
    }

    /// <summary>One witness has spoken for a pack since the new one was taken.</summary>
    private static bool SomethingIn(SwapTurn turn, SlotView slot) =>
        slot.Image.PresentNow(turn.Now) == true
        || (slot.Image.PackAt > turn.Swap.Since && slot.Image.PackNow(turn.Now) is PackWord.Read or PackWord.Unreadable);

    /// <summary>Ends a swap whose packs are settled.</summary>
    public static void Close(SwapTurn turn)
    {
        if (turn.Swap.Completed) Ending.End(turn, SwapEnding.Done, EndReason.Taken);
        else Ending.End(turn, SwapEnding.Aborted, turn.Swap.GiveBackWhy ?? EndReason.PackRefused);
    }
}
