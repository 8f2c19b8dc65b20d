using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Swaps;

/// <summary>
/// After a restart with a swap open: every sensor is read twice, then facts decide and no lock is fired (table B3 row 43).
/// Old pack in and nothing out: it waits for its rider. Offered pack gone: the swap is complete. Unclear: UNKNOWN. Behind a door
/// that the swap had opened and that still stands open nothing is final: its rider gets the time of a start to end what he is at.
/// </summary>
public static class Recovering
{
    /// <summary>True when both slots of the swap have been read twice since the start and its door is closed, or their time is over.</summary>
    public static bool Ready(SwapSituation s, TimeSpan startedAt) =>
        s.Now - startedAt >= s.Times.RecoverWithin || AllKnown(s) && AtHand(s) is null;

    /// <summary>What is said before that: what is to be done at the open door.</summary>
    public static Decision Await(SwapSituation situation)
    {
        if (!AllKnown(situation) || AtHand(situation) is not { } door || situation.Now - situation.SaidAt < situation.Times.PromptEvery)
            return Decision.Nothing;
        var turn = new SwapTurn(situation);
        turn.Say(situation.Swap.For switch
        {
            DoorFor.Take => PromptKey.TakeThis,
            DoorFor.GiveBack => PromptKey.TakeYourOwnBack,
            _ => PromptKey.CloseDoor,
        }, door, why: situation.Swap.For == DoorFor.GiveBack ? Returning.Why(situation.Swap) : null);
        return turn.Decision;
    }

    /// <summary>The door of the swap that stands open while something can still be put in or taken out, or null.</summary>
    private static SlotNumber? AtHand(SwapSituation s)
    {
        if (s.Swap.Stage == SwapStage.WaitCloseOut || s.Slots.FirstOrDefault(slot => slot.Number == s.Swap.Door) is not { } door
            || door.Image.DoorNow(s.Now) != DoorState.Open) return null;
        // What was to be taken out and is out is what a swap waits for, whatever the door does.
        return s.Swap.For is DoorFor.Take or DoorFor.GiveBack && door.OccupancyAt(s.Now) == Occupancy.Empty ? null : door.Number;
    }

    private static bool AllKnown(SwapSituation s) =>
        s.Slots.All(slot => slot.Number != s.Swap.InSlot && slot.Number != s.Swap.OfferSlot || Known(slot, s.Now));

    /// <summary>Every witness was heard twice, they agree, and a pack has said the same serial twice.</summary>
    private static bool Known(SlotView slot, TimeSpan now) =>
        slot.ReadTwice && (!slot.Plan.Pack || slot.Image.SameWord >= 2) && slot.OccupancyAt(now) switch
        {
            Occupancy.Empty => true,
            Occupancy.Holding => slot.ProvedReading(now) is not null,
            _ => false,
        };

    /// <summary>Settles the open swap by what the sensors say.</summary>
    public static Decision Decide(SwapSituation situation)
    {
        var turn = new SwapTurn(situation);
        switch (situation.Swap.Stage)
        {
            case SwapStage.WaitCloseOut when situation.Swap.Completed && IsBack(turn):
                Found(turn, Finding.NewPackPutBack);
                Ending.HoldTaken(turn);
                break;
            case SwapStage.WaitCloseOut:
                Found(turn, situation.Swap.Completed ? Finding.NewPackTaken : Finding.OldPackGone);
                Offering.Close(turn);
                break;
            case SwapStage.OpeningOut or SwapStage.WaitTake:
                AtTheOffer(turn);
                break;
            case SwapStage.ReturningOld or SwapStage.WaitTakeBack:
                AtTheGivingBack(turn);
                break;
            default:
                AtTheInsertion(turn);
                break;
        }
        return turn.Decision;
    }

    private static bool IsBack(SwapTurn turn) =>
        turn.Slot(turn.Swap.OfferSlot) is var slot && slot.OccupancyAt(turn.Now) == Occupancy.Holding
        && slot.ProvedReading(turn.Now)?.Serial == turn.Swap.Offered;

    private static void AtTheOffer(SwapTurn turn)
    {
        var offer = turn.Slot(turn.Swap.OfferSlot);
        var seen = offer.OccupancyAt(turn.Now);
        var inSlot = turn.Slot(turn.Swap.InSlot);
        var own = inSlot.OccupancyAt(turn.Now);
        if (seen == Occupancy.Empty && own == Occupancy.Holding && inSlot.ProvedReading(turn.Now)?.Serial == turn.Swap.Brought)
        {
            Found(turn, Finding.NewPackTaken);
            Offering.Complete(turn, offer);
            if (turn.Swap.ClosedAt is null) Offering.Close(turn);
        }
        else if (seen == Occupancy.Holding && own == Occupancy.Holding
                 && offer.ProvedReading(turn.Now)?.Serial == turn.Swap.Offered) OldPackHeld(turn);
        else Unclear(turn);
    }

    private static void AtTheGivingBack(SwapTurn turn)
    {
        var slot = turn.Slot(turn.Swap.InSlot);
        if (slot.OccupancyAt(turn.Now) == Occupancy.Empty)
        {
            Found(turn, Finding.OldPackGone);
            turn.Happened(new PackGivenBack(turn.Swap.Number, slot.Number, turn.OwnPackIn(slot.Number)));
            Offering.Close(turn);
        }
        else Held(turn, slot);
    }

    private static void AtTheInsertion(SwapTurn turn)
    {
        // Reserved, and no door was ordered yet: nothing can have happened.
        if (turn.Swap.Door is null && !turn.Swap.Inserted) Nothing(turn);
        else if (turn.Slot(turn.Swap.InSlot) is var slot && slot.OccupancyAt(turn.Now) == Occupancy.Empty) Nothing(turn);
        else Held(turn, slot);
    }

    private static void Nothing(SwapTurn turn)
    {
        Found(turn, turn.Swap.Inserted ? Finding.OldPackGone : Finding.NothingHappened);
        if (turn.Swap is { Inserted: true, InSlot: { } slot }) turn.Happened(new PackGivenBack(turn.Swap.Number, slot, turn.OwnPackIn(slot)));
        Ending.End(turn, SwapEnding.Aborted, EndReason.Restarted);
    }

    private static void Held(SwapTurn turn, SlotView slot)
    {
        if (slot.OccupancyAt(turn.Now) == Occupancy.Holding) OldPackHeld(turn);
        else Unclear(turn);
    }

    private static void OldPackHeld(SwapTurn turn)
    {
        Found(turn, Finding.OldPackHeld);
        Ending.Hold(turn, EndReason.Restarted);
    }

    private static void Unclear(SwapTurn turn)
    {
        Found(turn, Finding.Unclear);
        Ending.Unknown(turn, EndReason.Restarted);
    }

    /// <summary>A door that is left open is its swap's: what is missing behind it later is asked of its rider.</summary>
    private static void Found(SwapTurn turn, Finding finding)
    {
        turn.Happened(new SwapRecovered(turn.Swap.Number, finding));
        if (turn.Swap.Door is { } door && turn.Slot(door).Image.DoorNow(turn.Now) == DoorState.Open) turn.Withdraw(door, Withdrawal.DoorOpen);
    }
}
