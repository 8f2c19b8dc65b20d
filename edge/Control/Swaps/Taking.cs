using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Swaps;

/// <summary>What became of a pack behind a door that was opened for taking it.</summary>
internal enum Taken { NotYet, Gone, AnotherInItsPlace, StillInClosed, LeftOpen, Unclear }

/// <summary>Watches a pack being taken out, whether the new one or the rider's own. Removal is what every witness says.</summary>
internal static class Taking
{
    public static Taken Watch(SwapTurn turn, SlotView slot, PromptKey prompt)
    {
        turn.FollowDoor(slot);
        var seen = slot.OccupancySince(turn.Swap.ClosedAt ?? turn.Swap.Since, turn.Now);
        if (seen == Occupancy.Empty) return Taken.Gone;
        if (seen == Occupancy.Holding && Replaced(turn, slot)) return Taken.AnotherInItsPlace;
        return turn.Swap.ClosedAt is { } closed ? Closed(turn, slot, seen, closed) : Open(turn, slot, prompt);
    }

    private static Taken Closed(SwapTurn turn, SlotView slot, Occupancy seen, TimeSpan closed)
    {
        if (seen == Occupancy.Holding && turn.StaysClosed(slot) && turn.Now - closed >= turn.Times.DoorDebounce)
            return Taken.StillInClosed;
        // A door that never comes to rest: its rider has had his time.
        if (!turn.StaysClosed(slot) && turn.InStage >= turn.Times.TakeWithin) return LeftOpen(turn, slot);
        return turn.Now - closed >= turn.Times.VerifyWithin && seen != Occupancy.Holding ? Taken.Unclear : Taken.NotYet;
    }

    private static Taken Open(SwapTurn turn, SlotView slot, PromptKey prompt)
    {
        if (turn.InStage >= turn.Times.TakeWithin) return LeftOpen(turn, slot);
        if (slot.Image.PresentNow(turn.Now) != false)
            turn.SayAgain(prompt, slot.Number, turn.Times.TakePromptAfter, turn.Times.TakeWithin);
        return Taken.NotYet;
    }

    private static Taken LeftOpen(SwapTurn turn, SlotView slot) =>
        slot.Image.PresentNow(turn.Now) == true ? Taken.LeftOpen : Taken.Unclear;

    /// <summary>Another serial answers, twice, from where the offered pack was.</summary>
    private static bool Replaced(SwapTurn turn, SlotView slot) =>
        turn.Swap.For == DoorFor.Take && slot.ProvedReading(turn.Now) is { } reading && reading.Serial != turn.Swap.Offered;
}
