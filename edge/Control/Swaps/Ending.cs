using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Swaps;

/// <summary>The four ways a swap ends: DONE, ABORTED, PENDING_PICKUP, UNKNOWN. Whoever has no pack has a case number.</summary>
internal static class Ending
{
    /// <summary>The rider has what is his: the new pack, or what he came with.</summary>
    public static void End(SwapTurn turn, SwapEnding ending, EndReason why, string? caseNumber = null)
    {
        // A pack that went out behind a door nobody saw open uses up the code all the same.
        if (!turn.Swap.CodeSpent)
            turn.Happened(turn.Swap.Completed ? new CodeSpent(turn.Swap.Number) : new CodeReleased(turn.Swap.Number));
        if (ending == SwapEnding.Done) ToBeTested(turn);
        turn.Happened(new SwapEnded(turn.Swap.Number, ending, why, caseNumber));
        turn.Say(ending switch
        {
            SwapEnding.Done => PromptKey.SwapDone,
            SwapEnding.PendingPickup => PromptKey.HeldForYou,
            SwapEnding.Unknown => PromptKey.StaffCalled,
            _ => PromptKey.Ended,
        }, caseNumber is null ? null : turn.Swap.InSlot, caseNumber: caseNumber, why: why.ToString());
    }

    /// <summary>PENDING_PICKUP: the rider's own pack stays in its slot for him, and he holds a case number.</summary>
    public static void Hold(SwapTurn turn, EndReason why)
    {
        var slot = turn.Swap.InSlot!.Value;
        turn.Happened(new PackHeld(turn.Swap.Number, turn.Swap.Rider, slot, OwnPack(turn)));
        turn.Withdraw(slot, Withdrawal.HeldForRider);
        End(turn, SwapEnding.PendingPickup, why, CaseNumber(turn));
        // His door does not open: he can do nothing more, people are called at once (table B3 row 28).
        if (why == EndReason.GiveBackFailed) turn.Happened(new StaffCalled(turn.Swap.Number, CaseNumber(turn)));
    }

    /// <summary>
    /// Smoke, fire, water or the stop, and the swap wants a door: none opens (table B3 row 46). Whose pack lies here has it held for him, whoever
    /// put nothing in goes with what he came with.
    /// </summary>
    public static void InDanger(SwapTurn turn, DoorFor purpose)
    {
        if (purpose == DoorFor.Look || !turn.Swap.Inserted) End(turn, SwapEnding.Aborted, EndReason.Danger);
        else Hold(turn, EndReason.Danger);
    }

    /// <summary>The new pack, his by the ledger, lies in its slot again and is too late to undo the swap: it waits for him there.</summary>
    public static void HoldTaken(SwapTurn turn)
    {
        ToBeTested(turn);
        var slot = turn.Swap.OfferSlot!.Value;
        turn.Happened(new PackHeld(turn.Swap.Number, turn.Swap.Rider, slot, turn.Swap.Offered));
        turn.Withdraw(slot, Withdrawal.HeldForRider);
        End(turn, SwapEnding.PendingPickup, EndReason.PutBack, CaseNumber(turn));
    }

    /// <summary>
    /// What he brought back as bad is tested before anybody gets it again (table B3 row 50): from the end on, for until then he may
    /// undo it all and has it back.
    /// </summary>
    private static void ToBeTested(SwapTurn turn)
    {
        if (turn.Swap.OnlyFor is { } bad) turn.SetApart(bad, turn.Swap.InSlot!.Value, QuarantineReason.Test);
    }

    /// <summary>UNKNOWN: the sensors do not agree. Nothing is guessed; the slots serve nobody until the case is closed.</summary>
    public static void Unknown(SwapTurn turn, EndReason why)
    {
        var swap = turn.Swap;
        var offerTouched = swap.For == DoorFor.Take;
        if (swap.InSlot is { } inSlot && (swap.Inserted || !offerTouched)) turn.Withdraw(inSlot, Withdrawal.Unclear);
        if (swap.OfferSlot is { } offer && offerTouched) turn.Withdraw(offer, Withdrawal.Unclear);
        End(turn, SwapEnding.Unknown, why, CaseNumber(turn));
    }

    /// <summary>The pack in the in-slot, if its serial is known and the ledger names no other owner and no other pack.</summary>
    private static PackId? OwnPack(SwapTurn turn)
    {
        var serial = turn.Swap.Brought ?? turn.Slot(turn.Swap.InSlot).ProvedReading(turn.Now)?.Serial;
        if (serial is not { } pack) return null;
        var free = turn.Sees.Custody.Of(pack) is not { } holding || holding.Rider == turn.Swap.Rider;
        var alone = turn.Sees.Custody.In(turn.Swap.InSlot!.Value) is not { } held || held == pack;
        return free && alone ? pack : null;
    }

    /// <summary>The number of the case that this swap would leave.</summary>
    public static string CaseNumber(SwapTurn turn) => Case.NumberOf(turn.Sees.CasePrefix, turn.Swap.Number);
}
