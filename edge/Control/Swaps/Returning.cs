using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Swaps;

/// <summary>
/// RETURNING_OLD: the rider gets back what he put in. A pack is never swallowed: what cannot be given back is held for him.
/// </summary>
internal static class Returning
{
    public static void Begin(SwapTurn turn, EndReason why)
    {
        var slot = turn.Swap.InSlot!.Value;
        turn.Happened(new GiveBackStarted(turn.Swap.Number, slot, why));
        var view = turn.Slot(slot);
        // A door that cannot be read is not fired at, nor one whose lock may open another: the pack stays, with a case number.
        if (view.Image.DoorNow(turn.Now) == DoorState.Unknown || view.Withdrawn.Contains(Withdrawal.WrongDoor)) Ending.Hold(turn, EndReason.GiveBackFailed);
        else Opening.Order(turn, slot, DoorFor.GiveBack, 1);
    }

    /// <summary>The name of the reason, for the words to the rider.</summary>
    public static string Why(Swap swap) =>
        swap is { GiveBackWhy: EndReason.PackRefused, Refused: { } refused } ? refused.ToString() : swap.GiveBackWhy.ToString() ?? "";

    /// <summary>The second half of RETURNING_OLD: his door is open, he is to take it.</summary>
    public static void AwaitTakeBack(SwapTurn turn)
    {
        var slot = turn.Slot(turn.Swap.InSlot);
        switch (Taking.Watch(turn, slot, PromptKey.TakeYourOwnBack))
        {
            case Taken.Gone:
                GivenBack(turn, slot);
                break;
            case Taken.StillInClosed when turn.Swap.Reopened == 0:
                Opening.Order(turn, slot.Number, DoorFor.GiveBack, 1);
                break;
            case Taken.StillInClosed:
                Ending.Hold(turn, EndReason.NotTaken);
                break;
            case Taken.LeftOpen:
                turn.Withdraw(slot.Number, Withdrawal.DoorOpen);
                Ending.Hold(turn, EndReason.NotTaken);
                break;
            case Taken.Unclear:
                Ending.Unknown(turn, EndReason.SensorsDisagree);
                break;
        }
    }

    private static void GivenBack(SwapTurn turn, SlotView slot)
    {
        var closed = turn.Swap.ClosedAt is not null;
        turn.Happened(new PackGivenBack(turn.Swap.Number, slot.Number, turn.OwnPackIn(slot.Number)));
        if (closed) Offering.Close(turn);
        else turn.Say(PromptKey.GivenBack, slot.Number);
    }
}
