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
        if (LateDoors.Inserted(turn)) return;
        var slot = turn.Slot(turn.Swap.InSlot);
        var limit = turn.Times.InsertWithin + turn.Times.InsertGrace;
        if (slot.Image.DoorNow(turn.Now) == DoorState.Closed && slot.Image.DoorAt > turn.Swap.Since)
        {
            turn.Happened(new DoorClosed(turn.Swap.Number, slot.Number));
            turn.Say(PromptKey.CheckingPack, slot.Number);
            turn.Do(new ReadAgain(slot.Number));
        }
        else if (turn.SinceOpened >= limit) LeftOpen(turn, slot);
        else turn.SayAgain(WhatToDo(turn, slot), slot.Number, turn.Times.PromptEvery, limit);
    }

    private static PromptKey WhatToDo(SwapTurn turn, SlotView slot)
    {
        if (turn.Swap.Cancelled) return PromptKey.CloseDoor;
        if (turn.Swap.Inserted) return PromptKey.PlugIn;
        return slot.Image.PresentNow(turn.Now) == true ? PromptKey.CloseDoor : PromptKey.InsertHere;
    }

    /// <summary>The door was closed: wait until it stays closed and the sensors come to rest.</summary>
    public static void Settle(SwapTurn turn)
    {
        var slot = turn.Slot(turn.Swap.InSlot);
        if (OpenAgain(turn, slot) || turn.InStage < turn.Times.DoorDebounce) return;
        var atRest = slot.Image.DoorNow(turn.Now) == DoorState.Unknown || turn.StaysClosed(slot);
        var seen = atRest ? slot.OccupancySince(turn.QuietSince(slot), turn.Now) : Occupancy.Uncertain;
        if (seen == Occupancy.Empty) Nothing(turn, slot);
        else if (atRest && (seen == Occupancy.Holding || SomethingIn(turn, slot)))
            turn.Happened(new PackInserted(turn.Swap.Number, slot.Number));
        else if (turn.InStage >= turn.Times.VerifyWithin) Ending.Unknown(turn, EndReason.SensorsDisagree);
    }

    /// <summary>Something is in: all witnesses, the serial twice, its owner, its class, its health.</summary>
    public static void Verify(SwapTurn turn)
    {
        var slot = turn.Slot(turn.Swap.InSlot);
        if (OpenAgain(turn, slot)) return;
        var closed = turn.StaysClosed(slot);
        var seen = slot.OccupancySince(turn.QuietSince(slot), turn.Now);
        if (closed && turn.Swap.Cancelled && seen != Occupancy.Empty) Returning.Begin(turn, EndReason.Cancelled);
        else if (closed && turn.Swap.Cancelled) Nothing(turn, slot);
        else if (closed && slot.Image.SerialChangedAt > slot.Image.DoorSince) Refuse(turn, slot, null, PackRefusal.SerialChanged);
        else if (closed && seen == Occupancy.Holding && slot.ProvedReading(turn.Now) is { } reading) Judge(turn, slot, reading);
        else if (closed && InAndSilent(turn, slot)) Silent(turn, slot);
        else if (turn.InStage < turn.Times.VerifyWithin) return;
        else if (seen == Occupancy.Empty) Nothing(turn, slot);
        else Refuse(turn, slot, slot.Image.ReadingNow(turn.Now)?.Serial,
            slot.Image.PackNow(turn.Now) == PackWord.Unreadable ? PackRefusal.Garbled : PackRefusal.Unclear);
    }

    private static bool InAndSilent(SwapTurn turn, SlotView slot) =>
        slot.Image.PresentNow(turn.Now) == true && slot.Image.PackNow(turn.Now) == PackWord.Silent;

    /// <summary>
    /// The plug is not in, or the pack is asleep (table B3 row 17): the door is opened again for the plug, then the pack is asked
    /// on for a while, which is all the waking that is done (decision 0014); then it is given back.
    /// </summary>
    private static void Silent(SwapTurn turn, SlotView slot)
    {
        if (turn.InStage < turn.Times.PlugInAfter) return;
        if (turn.Swap.Reopened < turn.Times.PlugInTries)
        {
            turn.Say(PromptKey.PlugIn, slot.Number);
            Opening.Order(turn, slot.Number, DoorFor.Insert, 1);
        }
        else if (turn.InStage >= turn.Times.PlugInAfter + turn.Times.WakeWithin) Refuse(turn, slot, null, PackRefusal.Silent);
    }

    private static void Judge(SwapTurn turn, SlotView slot, PackReading reading)
    {
        if (WhyNot(turn, slot, reading) is { } why)
        {
            Refuse(turn, slot, reading.Serial, why);
            return;
        }
        var pattern = turn.Sees.Packs.Find(reading.Serial)!;
        // A line that was late for a moment is no reason to send him away: what is still to be heard gets the time of this stage.
        if (turn.InStage < turn.Times.VerifyWithin && SlotChoice.MayYetOffer(turn.Sees, pattern.Class, Consenting.Agreed(turn))) return;
        var hintDiffers = turn.Swap.PackHint is { } hint && hint != reading.Serial.Text;
        turn.Happened(new PackVerified(turn.Swap.Number, slot.Number, reading.Serial, pattern.Class, reading.Charge, hintDiffers));
        if (Suspicion(slot, reading, pattern, turn.Sees.Safety, turn.Now) is { } danger && slot.Quarantine is null) turn.SetApart(reading.Serial, slot.Number, danger);
        Offering.Begin(turn, pattern.Class);
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
        if (turn.Swap.OnlyFor is { } only && reading.Serial != only) return PackRefusal.NotTheOneGiven;
        // Set apart because nobody knows which pack it is: no danger, and no swap.
        if (slot.Quarantine?.Why is QuarantineReason.Clone or QuarantineReason.IdentityUnclear) return PackRefusal.Unclear;
        return Suspicion(slot, reading, pattern, turn.Sees.Safety, turn.Now) is null || MayStay(turn, slot, reading) ? null : PackRefusal.Unsound;
    }

    /// <summary>Why a pack is a danger, or null: faults, values that do not fit, heat, or set apart before (table B3 rows 21 and 22).</summary>
    private static QuarantineReason? Suspicion(SlotView slot, PackReading reading, PackPattern pattern, SafetyLimits limits, TimeSpan now)
    {
        if (reading.Hottest.Value >= PackHealth.TooHot.Value) return QuarantineReason.Hot;
        if (!Plausibility.FitsClass(reading, pattern) || !PackHealth.MayBeTakenIn(reading)) return QuarantineReason.Suspect;
        if (CellRules.WhyApart(reading, limits) is { } cells) return cells;
        // Its time went by while it was out with its rider, where nobody could release it.
        return slot.Quarantine is { } apart && !(now >= apart.Until) ? apart.Why : null;
    }

    /// <summary>The one place made for it: suppression of its own, the pack cooler than 55 degrees and not getting warmer (decision 0015).</summary>
    private static bool MayStay(SwapTurn turn, SlotView slot, PackReading reading) =>
        turn.Sees.Policy.SuspectPacks == SuspectPacks.TakeIn && slot.Plan.Suppression
        && reading.Hottest.Value < PackHealth.TooHot.Value && !slot.Image.Warming;

    private static void Refuse(SwapTurn turn, SlotView slot, PackId? serial, PackRefusal why)
    {
        turn.Happened(new PackRefused(turn.Swap.Number, slot.Number, serial, why));
        if (why == PackRefusal.AnotherRiders && serial is { } pack && turn.Sees.Custody.Of(pack)?.Rider is { } holder)
            turn.Happened(new CustodyDisputed(turn.Swap.Number, slot.Number, pack, holder));
        // Twice in a row in one slot: it is the slot's line that is in doubt, not the riders' packs (table B3 row 18).
        if (why is PackRefusal.SerialChanged or PackRefusal.Garbled && turn.Sees.Doubted.Contains(slot.Number.Value))
            turn.Withdraw(slot.Number, Withdrawal.DoubtfulReadings);
        if (why == PackRefusal.Unsound)
        {
            turn.Say(PromptKey.DangerousPack, slot.Number, caseNumber: Ending.CaseNumber(turn));
            turn.Happened(new StaffCalled(turn.Swap.Number, Ending.CaseNumber(turn)));
        }
        Returning.Begin(turn, EndReason.PackRefused);
    }

    private static void Nothing(SwapTurn turn, SlotView slot)
    {
        // Something was in, and he took it out again, for example at the door that was opened for its plug: that is in the books.
        if (turn.Swap.Inserted) turn.Happened(new PackGivenBack(turn.Swap.Number, slot.Number, turn.OwnPackIn(slot.Number)));
        if (turn.Swap.Cancelled)
        {
            Ending.End(turn, SwapEnding.Aborted, EndReason.Cancelled);
            return;
        }
        turn.Say(PromptKey.NothingInserted, slot.Number);
        if (turn.Swap.Reopened == 0) Opening.Order(turn, slot.Number, DoorFor.Insert, 1);
        else Ending.End(turn, SwapEnding.Aborted, EndReason.NothingInserted);
    }

    private static void LeftOpen(SwapTurn turn, SlotView slot)
    {
        var seen = slot.OccupancySince(turn.Swap.Since, turn.Now);
        // A door that has only just come open again: its witnesses are asked first.
        if (seen == Occupancy.Uncertain && turn.InStage < turn.Times.SettleWithin) return;
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

    /// <summary>Pulled open again, and no bounce: the rider is still at it.</summary>
    private static bool OpenAgain(SwapTurn turn, SlotView slot)
    {
        if (!turn.StaysOpen(slot) || !(slot.Image.DoorAt > turn.Swap.Since)) return false;
        turn.ProvedOpen(slot.Number);
        return true;
    }

    /// <summary>One witness has spoken for a pack since the door closed; the others get their time in VERIFYING.</summary>
    private static bool SomethingIn(SwapTurn turn, SlotView slot) =>
        turn.InStage >= turn.Times.SettleWithin
        && (slot.Image.PresentNow(turn.Now) == true || slot.Image.PackNow(turn.Now) is PackWord.Read or PackWord.Unreadable);
}
