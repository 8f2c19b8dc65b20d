using YongAi.Edge.Control.Riders;

namespace YongAi.Edge.Control.Swaps;

/// <summary>
/// WAIT_CONSENT: no pack is full, a short one is there. The rider hears its charge; a fresh code of his within the time is his
/// yes. Asked before any door or with his pack already in; without an answer it is demand unmet, and he has what he came with.
/// </summary>
internal static class Consenting
{
    /// <summary>The least charge that may be offered at all: full, or short with consent.</summary>
    public static StateOfCharge Least(SwapPolicy policy, StateOfCharge full) =>
        policy.ConsentFrom.Percent < full.Percent ? policy.ConsentFrom : full;

    /// <summary>The same for a swap under way.</summary>
    public static StateOfCharge Least(SwapSituation s) => Least(s.Policy, s.HandOutFrom);

    /// <summary>The least charge that this rider need not be asked about.</summary>
    public static StateOfCharge Agreed(SwapTurn turn) =>
        turn.Swap.ConsentTo is { } yes && yes.Percent < turn.Sees.HandOutFrom.Percent ? yes : turn.Sees.HandOutFrom;

    public static void Ask(SwapTurn turn, PackOnOffer offer)
    {
        turn.Happened(new ConsentAsked(turn.Swap.Number, offer.Slot, offer.Pack, offer.Charge));
        turn.Say(PromptKey.AskConsent, seconds: (int)turn.Times.ConsentWithin.TotalSeconds, percent: offer.Charge.Percent);
    }

    public static void Await(SwapTurn turn)
    {
        if (turn.Swap.Cancelled) Stop(turn, EndReason.Cancelled);
        else if (turn.InStage >= turn.Times.ConsentWithin) No(turn);
        else turn.SayAgain(PromptKey.AskConsent, null, turn.Times.PromptEvery, turn.Times.ConsentWithin,
            turn.Slot(turn.Swap.OfferSlot).Image.Reading?.Charge.Percent);
    }

    /// <summary>Nobody said yes.</summary>
    public static void No(SwapTurn turn)
    {
        turn.Unmet(Refusal.NoFullPack);
        Stop(turn, EndReason.NoConsent);
    }

    /// <summary>He said yes to the pack he was asked about; if that one has gone meanwhile he is asked about the next.</summary>
    public static void Given(SwapTurn turn)
    {
        var (swap, sees) = (turn.Swap, turn.Sees);
        var asked = sees.Slots.FirstOrDefault(slot => slot.Number == swap.OfferSlot);
        if (asked is not null && SlotChoice.HandOut(asked, sees.Custody, turn.Now) is { } reading && reading.Serial == swap.Offered)
        {
            turn.Happened(new ConsentGiven(swap.Number, reading.Serial, reading.Charge));
            if (swap.Inserted) Opening.Order(turn, asked.Number, DoorFor.Take, 1);
            else LetIn(turn);
        }
        else if (SlotChoice.Full(sees, Classes(turn), Least(sees), []) is { } other) Ask(turn, other);
        else No(turn);
    }

    private static void LetIn(SwapTurn turn)
    {
        var (swap, sees) = (turn.Swap, turn.Sees);
        if (SlotChoice.Empty(sees.Slots, sees.Custody, [], turn.Now) is not { } inSlot)
        {
            turn.Unmet(Refusal.NoEmptySlot);
            Stop(turn, EndReason.NoDoorOpened);
            return;
        }
        if (inSlot != swap.InSlot) turn.Happened(new SlotsReserved(swap.Number, inSlot, swap.OfferSlot!.Value, swap.Offered!.Value));
        Opening.Order(turn, inSlot, DoorFor.Insert, 1);
    }

    private static ImmutableArray<Packs.PackClass> Classes(SwapTurn turn) =>
        turn.Swap.BroughtClass is { } brought ? [brought] : turn.Swap.Classes;

    private static void Stop(SwapTurn turn, EndReason why)
    {
        if (turn.Swap.Inserted) Returning.Begin(turn, why);
        else Ending.End(turn, SwapEnding.Aborted, why);
    }
}
