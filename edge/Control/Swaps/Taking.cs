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
        FollowDoor(turn, slot);
        var seen = slot.OccupancySince(turn.Swap.ClosedAt ?? turn.Swap.Since, turn.Now);
        if (seen == Occupancy.Empty) return Taken.Gone;
        if (seen == Occupancy.Holding && Replaced(turn, slot)) return Taken.AnotherInItsPlace;
        return turn.Swap.ClosedAt is { } closed ? Closed(turn, seen, closed) : Open(turn, slot, prompt);
    }

    private static Taken Closed(SwapTurn turn, Occupancy seen, TimeSpan closed)
    {
        if (seen == Occupancy.Holding) return turn.Now - closed >= turn.Times.DoorDebounce ? Taken.StillInClosed : Taken.NotYet;
        return turn.Now - closed >= turn.Times.VerifyWithin ? Taken.Unclear : Taken.NotYet;
    }

    private static Taken Open(SwapTurn turn, SlotView slot, PromptKey prompt)
    {
        if (turn.InStage >= turn.Times.TakeWithin)
            return slot.Image.PresentNow(turn.Now) == true ? Taken.LeftOpen : Taken.Unclear;
        if (slot.Image.PresentNow(turn.Now) != false)
            turn.SayAgain(prompt, slot.Number, turn.Times.TakePromptAfter, turn.Times.TakeWithin);
        return Taken.NotYet;
    }

    /// <summary>Another serial answers, twice, from where the offered pack was.</summary>
    private static bool Replaced(SwapTurn turn, SlotView slot) =>
        turn.Swap.For == DoorFor.Take && slot.ProvedReading(turn.Now) is { } reading && reading.Serial != turn.Swap.Offered;

    private static void FollowDoor(SwapTurn turn, SlotView slot)
    {
        var door = slot.Image.DoorNow(turn.Now);
        if (turn.Swap.ClosedAt is null && door == DoorState.Closed && slot.Image.DoorAt > turn.Swap.Since)
        {
            turn.Happened(new DoorClosed(turn.Swap.Number, slot.Number));
            turn.Do(new ReadAgain(slot.Number));
        }
        else if (turn.Swap.ClosedAt is { } closed && door == DoorState.Open && slot.Image.DoorAt > closed)
            turn.ProvedOpen(slot.Number);
    }
}
