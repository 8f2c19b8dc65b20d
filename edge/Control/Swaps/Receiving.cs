using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Swaps;

/// <summary>WAIT_INSERT, SETTLING and VERIFYING: the rider puts his pack in, and the cabinet proves what came in.</summary>
internal static class Receiving
{
    /// <summary>The door is open: it closes, or the rider is gone after the time to put in and its grace.</summary>
    public static void AwaitInsert(SwapTurn turn)
    {
        var slot = turn.Slot(turn.Swap.InSlot);
        var limit = turn.Times.InsertWithin + turn.Times.InsertGrace;
        if (slot.Image.DoorNow(turn.Now) == DoorState.Closed && slot.Image.DoorAt > turn.Swap.Since)
        {
            turn.Happened(new DoorClosed(turn.Swap.Number, slot.Number));
            turn.Say(PromptKey.CheckingPack, slot.Number);
            turn.Do(new ReadAgain(slot.Number));
        }
        else if (turn.InStage >= limit) LeftOpen(turn, slot);
        else turn.SayAgain(slot.Image.PresentNow(turn.Now) == true ? PromptKey.CloseDoor : PromptKey.InsertHere, slot.Number,
            turn.Times.PromptEvery, limit);
    }

    /// <summary>The door was closed: wait until it stays closed and the sensors come to rest.</summary>
    public static void Settle(SwapTurn turn)
    {
        var slot = turn.Slot(turn.Swap.InSlot);
        if (OpenAgain(turn, slot) || turn.InStage < turn.Times.DoorDebounce) return;
        var seen = slot.OccupancySince(turn.Swap.Since, turn.Now);
        if (seen == Occupancy.Empty) Nothing(turn, slot);
        else if (seen == Occupancy.Holding || SomethingIn(turn, slot))
            turn.Happened(new PackInserted(turn.Swap.Number, slot.Number));
        else if (turn.InStage >= turn.Times.VerifyWithin) Ending.Unknown(turn, EndReason.SensorsDisagree);
    }

    /// <summary>Something is in: all witnesses, the serial twice, its owner, its class, its health.</summary>
    public static void Verify(SwapTurn turn)
    {
        var slot = turn.Slot(turn.Swap.InSlot);
        if (OpenAgain(turn, slot)) return;
        var closed = slot.Image.DoorNow(turn.Now) == DoorState.Closed;
        var seen = slot.OccupancySince(turn.Swap.Since, turn.Now);
        if (closed && seen == Occupancy.Holding && slot.ProvedReading(turn.Now) is { } reading) Judge(turn, slot, reading);
        else if (turn.InStage < turn.Times.VerifyWithin) return;
        else if (seen == Occupancy.Empty) Nothing(turn, slot);
        else Refuse(turn, slot, slot.Image.ReadingNow(turn.Now)?.Serial,
            slot.Image.PackNow(turn.Now) == PackWord.Silent ? PackRefusal.Silent : PackRefusal.Unclear);
    }

    private static void Judge(SwapTurn turn, SlotView slot, PackReading reading)
    {
        if (WhyNot(turn, slot, reading) is { } why)
        {
            Refuse(turn, slot, reading.Serial, why);
            return;
        }
        var packClass = turn.Sees.Packs.ClassOf(reading.Serial)!.Value;
        var hintDiffers = turn.Swap.PackHint is { } hint && hint != reading.Serial.Text;
        turn.Happened(new PackVerified(turn.Swap.Number, slot.Number, reading.Serial, packClass, reading.Charge, hintDiffers));
        Offering.Begin(turn, packClass);
    }

    private static PackRefusal? WhyNot(SwapTurn turn, SlotView slot, PackReading reading)
    {
        if (turn.Sees.Packs.Find(reading.Serial) is not { } pattern) return PackRefusal.Foreign;
        // His own pack was held here, and another one answers: somebody exchanged them behind an open door.
        if (turn.Sees.Custody.In(slot.Number) is { } held && held != reading.Serial) return PackRefusal.Unclear;
        if (turn.Sees.Custody.Of(reading.Serial) is { } holding)
        {
            if (holding.Rider is { } holder && holder != turn.Swap.Rider) return PackRefusal.AnotherRiders;
            // The ledger has this serial in another slot: one of the two is not what it says.
            if (holding.Slot is { } there && there != slot.Number) return PackRefusal.Unclear;
        }
        if (!turn.Swap.Classes.Contains(pattern.Class)) return PackRefusal.WrongClass;
        var plausible = reading.Cells == pattern.Cells
            && reading.Volts.Value >= pattern.Least.Value && reading.Volts.Value <= pattern.Most.Value;
        return plausible && PackHealth.MayBeTakenIn(reading) ? null : PackRefusal.Unsound;
    }

    private static void Refuse(SwapTurn turn, SlotView slot, PackId? serial, PackRefusal why)
    {
        turn.Happened(new PackRefused(turn.Swap.Number, slot.Number, serial, why));
        Returning.Begin(turn, EndReason.PackRefused);
    }

    private static void Nothing(SwapTurn turn, SlotView slot)
    {
        turn.Say(PromptKey.NothingInserted, slot.Number);
        if (turn.Swap.Reopened == 0) Opening.Order(turn, slot.Number, DoorFor.Insert, 1);
        else Ending.End(turn, SwapEnding.Aborted, EndReason.NothingInserted);
    }

    private static void LeftOpen(SwapTurn turn, SlotView slot)
    {
        var seen = slot.OccupancySince(turn.Swap.Since, turn.Now);
        if (seen == Occupancy.Uncertain && slot.Image.PresentNow(turn.Now) is null)
        {
            Ending.Unknown(turn, EndReason.SensorsDisagree);
            return;
        }
        turn.Withdraw(slot.Number, Withdrawal.DoorOpen);
        if (seen == Occupancy.Holding || slot.Image.PresentNow(turn.Now) == true) Ending.Hold(turn, EndReason.InsertedDoorOpen);
        else if (seen == Occupancy.Empty) Ending.End(turn, SwapEnding.Aborted, EndReason.LeftBeforeInserting);
        else Ending.Unknown(turn, EndReason.SensorsDisagree);
    }

    /// <summary>Bounced or pulled open again: the rider is still at it.</summary>
    private static bool OpenAgain(SwapTurn turn, SlotView slot)
    {
        if (slot.Image.DoorNow(turn.Now) != DoorState.Open || !(slot.Image.DoorAt > turn.Swap.Since)) return false;
        turn.ProvedOpen(slot.Number);
        return true;
    }

    /// <summary>One witness has spoken for a pack since the door closed; the others get their time in VERIFYING.</summary>
    private static bool SomethingIn(SwapTurn turn, SlotView slot) =>
        turn.InStage >= turn.Times.SettleWithin
        && (slot.Image.PresentNow(turn.Now) == true || slot.Image.PackNow(turn.Now) is PackWord.Read or PackWord.Unreadable);
}
