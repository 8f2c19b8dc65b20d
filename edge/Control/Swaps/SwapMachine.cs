namespace YongAi.Edge.Control.Swaps;

/// <summary>
/// The one switch: a stage, what the sensors say now, and the time lead to events and effects. Rules of this file: it looks at
/// levels, not at edges, so a fact lost or told twice changes nothing; each stage has a deadline, named in <see cref="Deadline"/>.
/// </summary>
public static class SwapMachine
{
    /// <summary>One turn of the swap.</summary>
    public static Decision Step(SwapSituation situation)
    {
        var turn = new SwapTurn(situation);
        switch (situation.Swap.Stage)
        {
            case SwapStage.OpeningIn or SwapStage.OpeningOut or SwapStage.ReturningOld:
                Opening.Step(turn);
                break;
            case SwapStage.WaitInsert:
                Receiving.AwaitInsert(turn);
                break;
            case SwapStage.Settling:
                Receiving.Settle(turn);
                break;
            case SwapStage.Verifying:
                Receiving.Verify(turn);
                break;
            case SwapStage.WaitTake:
                Offering.AwaitTake(turn);
                break;
            case SwapStage.WaitTakeBack:
                Returning.AwaitTakeBack(turn);
                break;
            case SwapStage.WaitCloseOut:
                Offering.AwaitClose(turn);
                break;
            case SwapStage.Reserved:
                throw new InvariantBroken($"swap {situation.Swap.Number} rests in RESERVED, which is left within the turn of the scan");
            default:
                throw new InvariantBroken($"stage {situation.Swap.Stage} has no room");
        }
        return turn.Decision;
    }

    /// <summary>A swap begins: two slots are kept, the first door is ordered.</summary>
    public static Decision Begin(SwapSituation situation, Slots.SlotNumber inSlot, Slots.SlotNumber offerSlot, Packs.PackId offered)
    {
        var turn = new SwapTurn(situation);
        turn.Happened(new SlotsReserved(turn.Swap.Number, inSlot, offerSlot, offered));
        Opening.Order(turn, inSlot, DoorFor.Insert, 1);
        return turn.Decision;
    }

    /// <summary>A rider comes back for his own pack: with a full one at hand the swap goes on, else he gets his own.</summary>
    public static Decision Resume(SwapSituation situation, Slots.SlotNumber inSlot, (Slots.SlotNumber Slot, Packs.PackId Pack)? offer)
    {
        var turn = new SwapTurn(situation);
        turn.Happened(new PackInserted(turn.Swap.Number, inSlot));
        if (offer is { } full) turn.Happened(new SlotsReserved(turn.Swap.Number, inSlot, full.Slot, full.Pack));
        else Returning.Begin(turn, EndReason.NoOffer);
        return turn.Decision;
    }

    /// <summary>When this swap wants to be looked at again, whatever happens; later than now.</summary>
    public static TimeSpan Deadline(SwapSituation s)
    {
        var (swap, t) = (s.Swap, s.Times);
        var image = s.Slots.FirstOrDefault(slot => slot.Number == swap.Door)?.Image;
        TimeSpan[] looks = swap.Stage switch
        {
            SwapStage.OpeningIn or SwapStage.OpeningOut or SwapStage.ReturningOld =>
                [image?.FiredAt is { } fired ? fired + t.OpenWithin : swap.Since + t.FireWithin],
            SwapStage.WaitInsert => [Prompt(s, t.PromptEvery), swap.Since + t.InsertWithin + t.InsertGrace],
            SwapStage.Settling => [swap.Since + t.DoorDebounce, swap.Since + t.SettleWithin, swap.Since + t.VerifyWithin],
            SwapStage.Verifying => [swap.Since + t.VerifyWithin],
            SwapStage.WaitTake or SwapStage.WaitTakeBack when swap.ClosedAt is { } closed =>
                [closed + t.DoorDebounce, closed + t.VerifyWithin],
            SwapStage.WaitTake or SwapStage.WaitTakeBack => [Prompt(s, t.TakePromptAfter), swap.Since + t.TakeWithin],
            SwapStage.WaitCloseOut => [swap.Since + t.CloseWithin],
            _ => [],
        };
        var next = s.Now + LookAgainAfter;
        foreach (var look in looks)
            if (look > s.Now && look < next) next = look;
        return next;
    }

    /// <summary>No swap is left unlooked at for longer, even where every deadline of its stage has passed.</summary>
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(1);

    private static TimeSpan Prompt(SwapSituation s, TimeSpan first) =>
        s.SaidAt is { } said && said > s.Swap.Since ? said + s.Times.PromptEvery : s.Swap.Since + first;
}
