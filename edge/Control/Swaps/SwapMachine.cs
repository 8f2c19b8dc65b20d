using YongAi.Edge.Control.Slots;

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
            case SwapStage.OpeningIn or SwapStage.OpeningOut or SwapStage.ReturningOld or SwapStage.OpeningOwn:
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
            case SwapStage.WaitConsent:
                Consenting.Await(turn);
                break;
            case SwapStage.Rereading:
                Claiming.Reread(turn);
                break;
            case SwapStage.WaitLooked:
                Claiming.AwaitLooked(turn);
                break;
            case SwapStage.Reserved:
                throw new InvariantBroken($"swap {situation.Swap.Number} rests in RESERVED, which is left within the turn of the scan");
            default:
                throw new InvariantBroken($"stage {situation.Swap.Stage} has no room");
        }
        return turn.Decision;
    }

    /// <summary>A swap begins: two slots are kept; the first door is ordered, or the rider is asked whether a short pack will do.</summary>
    public static Decision Begin(SwapSituation situation, SlotNumber inSlot, PackOnOffer offer)
    {
        var turn = new SwapTurn(situation);
        turn.Happened(new SlotsReserved(turn.Swap.Number, inSlot, offer.Slot, offer.Pack));
        if (offer.Charge.Percent >= situation.HandOutFrom.Percent) Opening.Order(turn, inSlot, DoorFor.Insert, 1);
        else Consenting.Ask(turn, offer);
        return turn.Decision;
    }

    /// <summary>
    /// A rider comes back for his own pack. If he wants to swap it and something can be offered, it is verified and the swap goes
    /// on; else he gets his own.
    /// </summary>
    public static Decision Resume(SwapSituation situation, SlotNumber inSlot, bool toSwap)
    {
        var turn = new SwapTurn(situation);
        turn.Happened(new PackInserted(turn.Swap.Number, inSlot));
        var least = Consenting.Least(situation);
        if (!toSwap) Returning.Begin(turn, EndReason.Fetched);
        else if (SlotChoice.Full(situation, situation.Swap.Classes, least, []) is not { } offer)
        {
            turn.Unmet(Refusal.NoFullPack);
            Returning.Begin(turn, EndReason.NoOffer);
        }
        else turn.Happened(new SlotsReserved(turn.Swap.Number, inSlot, offer.Slot, offer.Pack));
        return turn.Decision;
    }

    /// <summary>The rider says yes to the short pack he was asked about.</summary>
    public static Decision Consent(SwapSituation situation)
    {
        var turn = new SwapTurn(situation);
        Consenting.Given(turn);
        return turn.Decision;
    }

    /// <summary>True while a rider is asked and no door was ordered for him: another one need not wait for his answer.</summary>
    public static bool GivesWay(Swap swap) => swap is { Stage: SwapStage.WaitConsent, Door: null, Inserted: false };

    /// <summary>Another rider is here: the one who was only asked goes without an answer.</summary>
    public static Decision GiveWay(SwapSituation situation)
    {
        var turn = new SwapTurn(situation);
        Consenting.No(turn);
        return turn.Decision;
    }

    /// <summary>A rider says that something of his last visit is wrong: its slot is read again, then opened for him.</summary>
    public static Decision Claim(SwapSituation situation, SlotNumber slot, long of)
    {
        var turn = new SwapTurn(situation);
        turn.Happened(new ClaimMade(turn.Swap.Number, slot, of));
        turn.Do(new ReadAgain(slot));
        return turn.Decision;
    }

    /// <summary>
    /// The cloud asks to end this swap (table B3 row 37), or mains has been gone for long (row 42). Before a door is open it ends; a pack that is in is given back; a pack
    /// on offer is offered to the end. The next look at the sensors says how far.
    /// </summary>
    public static Decision Cancel(SwapSituation situation)
    {
        var turn = new SwapTurn(situation);
        if (!turn.Swap.Cancelled) turn.Happened(new CancelAsked(turn.Swap.Number));
        return turn.Decision;
    }

    /// <summary>When this swap wants to be looked at again, whatever happens; later than now.</summary>
    public static TimeSpan Deadline(SwapSituation s)
    {
        var (swap, t) = (s.Swap, s.Times);
        var image = s.Slots.FirstOrDefault(slot => slot.Number == swap.Door)?.Image;
        TimeSpan[] looks = swap.Stage switch
        {
            SwapStage.OpeningIn or SwapStage.OpeningOut or SwapStage.ReturningOld or SwapStage.OpeningOwn =>
                [image?.FiredAt is { } fired ? fired + t.OpenWithin : swap.Since + t.FireWithin],
            SwapStage.WaitInsert => [Prompt(s, t.PromptEvery), (swap.OpenedAt ?? swap.Since) + t.InsertWithin + t.InsertGrace],
            SwapStage.Settling => [swap.Since + t.DoorDebounce, swap.Since + t.SettleWithin, swap.Since + t.VerifyWithin],
            SwapStage.Verifying => [swap.Since + t.PlugInAfter, swap.Since + t.VerifyWithin, swap.Since + t.PlugInAfter + t.WakeWithin],
            SwapStage.WaitConsent => [Prompt(s, t.PromptEvery), swap.Since + t.ConsentWithin],
            SwapStage.Rereading => [swap.Since + t.SettleWithin],
            SwapStage.WaitTake or SwapStage.WaitTakeBack or SwapStage.WaitLooked when swap.ClosedAt is { } closed =>
                [closed + t.DoorDebounce, closed + t.VerifyWithin],
            SwapStage.WaitTake or SwapStage.WaitTakeBack or SwapStage.WaitLooked => [Prompt(s, t.TakePromptAfter), swap.Since + t.TakeWithin],
            SwapStage.WaitCloseOut => [swap.Since + t.CloseWithin, (swap.ClosedAt ?? swap.Since) + t.VerifyWithin],
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
