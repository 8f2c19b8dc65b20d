using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Swaps;

/// <summary>
/// OPENING_IN, OPENING_OUT and the first half of RETURNING_OLD: a lock was ordered, a door is to open. A lock is fired again only
/// after the door was read closed since the last pulse; after its tries the slot is out of service and another door is taken.
/// </summary>
internal static class Opening
{
    /// <summary>Orders a door: the order is an event, and its lock is fired when the event is on disk. In danger the swap ends instead.</summary>
    public static void Order(SwapTurn turn, SlotNumber slot, DoorFor purpose, int attempt)
    {
        if (turn.Sees.OverDoors is not null)
        {
            Ending.InDanger(turn, purpose);
            return;
        }
        turn.Happened(new DoorOrdered(turn.Swap.Number, slot, purpose, attempt));
        if (purpose == DoorFor.Take) turn.Do(new StopCharging(slot));
        if (turn.Slot(slot).Image.DoorNow(turn.Now) == DoorState.Closed) turn.Do(new FireLock(slot));
    }

    public static void Step(SwapTurn turn)
    {
        if (LateDoors.Inserted(turn) || LateDoors.Taken(turn)) return;
        var swap = turn.Swap;
        var image = turn.Slot(swap.Door).Image;
        if (image.DoorNow(turn.Now) == DoorState.Open && image.DoorAt > swap.Since) Opened(turn);
        else if (turn.Sees.InkStalled && image.FiredAt is null && image.NotFiredAt is not null) Stalled(turn);
        else if (image.FiredAt is { } fired) Fired(turn, fired);
        else if (image.NotFiredAt is not null || turn.InStage >= turn.Times.FireWithin) TryAgain(turn);
    }

    public static void Opened(SwapTurn turn)
    {
        var slot = turn.Swap.Door!.Value;
        turn.ProvedOpen(slot);
        turn.Say(turn.Swap.For switch
        {
            DoorFor.Insert => turn.Swap.Inserted ? PromptKey.PlugIn : PromptKey.InsertHere,
            DoorFor.Take => PromptKey.TakeThis,
            DoorFor.Look => PromptKey.LookHere,
            _ => PromptKey.TakeYourOwnBack,
        }, slot, why: turn.Swap.For == DoorFor.GiveBack ? Returning.Why(turn.Swap) : null);
        turn.Do(new ReadAgain(slot));
    }

    private static void Fired(SwapTurn turn, TimeSpan fired)
    {
        if (turn.Now - fired < turn.Times.OpenWithin) return;
        var slot = turn.Slot(turn.Swap.Door);
        if (slot.Image.DoorNow(turn.Now) == DoorState.Closed && slot.Image.DoorAt > fired)
        {
            if (WrongDoors.Mistrusted(turn.Sees.Slots, slot, fired, turn.Now) is { IsEmpty: false } mistrusted) WrongDoor(turn, slot, mistrusted);
            // Its switch says closed, and yet the pack on offer is gone: nobody gets another one before people have looked.
            else if (turn.Swap.For == DoorFor.Take && slot.OccupancySince(fired, turn.Now) == Occupancy.Empty)
                Ending.Unknown(turn, EndReason.SensorsDisagree);
            else TryAgain(turn);
        }
        // Fired, and no word of the door since: it may stand open. Another pack's door must not follow an unknown one.
        else if (turn.Swap.For == DoorFor.GiveBack) Ending.Hold(turn, EndReason.GiveBackFailed);
        else Ending.Unknown(turn, EndReason.SensorsDisagree);
    }

    /// <summary>Locks or switches are mixed up: no lock of this board is fired again, whoever comes, and the swap ends by what is known.</summary>
    private static void WrongDoor(SwapTurn turn, SlotView ordered, ImmutableArray<SlotView> mistrusted)
    {
        turn.Withdraw(ordered.Number, Withdrawal.LockFault);
        foreach (var slot in mistrusted) turn.Withdraw(slot.Number, Withdrawal.WrongDoor);
        Stop(turn);
    }

    private static void Stop(SwapTurn turn)
    {
        if (turn.Swap.For == DoorFor.Take) Ending.Unknown(turn, EndReason.SensorsDisagree);
        else if (turn.Swap.For == DoorFor.GiveBack || turn.Swap.Inserted) Ending.Hold(turn, EndReason.GiveBackFailed);
        else Ending.End(turn, SwapEnding.Aborted, EndReason.NoDoorOpened);
    }

    private static void TryAgain(SwapTurn turn)
    {
        var slot = turn.Slot(turn.Swap.Door);
        if (turn.Swap.Cancelled && turn.Swap.For == DoorFor.Insert && !turn.Swap.Inserted)
            Ending.End(turn, SwapEnding.Aborted, EndReason.Cancelled);
        else if (slot.Withdrawn.Contains(Withdrawal.WrongDoor)) Stop(turn);
        else if (slot.Image.DoorNow(turn.Now) != DoorState.Closed) GiveUp(turn);
        else if (turn.Swap.Attempt < turn.Times.TriesPerDoor) Order(turn, slot.Number, turn.Swap.For, turn.Swap.Attempt + 1);
        else
        {
            turn.Withdraw(slot.Number, Withdrawal.LockFault);
            GiveUp(turn);
        }
    }

    /// <summary>The disk is silent: nothing was fired and nothing will be; the swap ends by what is known.</summary>
    private static void Stalled(SwapTurn turn)
    {
        if (turn.Swap.For == DoorFor.Look || turn.Swap.For == DoorFor.Insert && !turn.Swap.Inserted) Ending.End(turn, SwapEnding.Aborted, EndReason.StoreStalled);
        else Ending.Hold(turn, EndReason.StoreStalled);
    }

    private static void GiveUp(SwapTurn turn)
    {
        var swap = turn.Swap;
        var except = swap.GivenUp.Add(swap.Door!.Value);
        if (swap.For == DoorFor.Insert && !swap.Inserted) AnotherEmptySlot(turn, except);
        else if (swap.For == DoorFor.Take) Offering.Next(turn, except);
        else if (swap.For == DoorFor.Look) Ending.End(turn, SwapEnding.Aborted, EndReason.NoDoorOpened);
        else Ending.Hold(turn, EndReason.GiveBackFailed);
    }

    private static void AnotherEmptySlot(SwapTurn turn, ImmutableArray<SlotNumber> except)
    {
        var (swap, sees) = (turn.Swap, turn.Sees);
        if (except.Length < turn.Times.DoorsMax && SlotChoice.Empty(sees.Slots, sees.Custody, except, turn.Now) is { } slot)
        {
            turn.Happened(new SlotsReserved(swap.Number, slot, swap.OfferSlot!.Value, swap.Offered!.Value));
            turn.Say(PromptKey.DoorTrouble, slot);
            Order(turn, slot, DoorFor.Insert, 1);
        }
        else Ending.End(turn, SwapEnding.Aborted, EndReason.NoDoorOpened);
    }
}
