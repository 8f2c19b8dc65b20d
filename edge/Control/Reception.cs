using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;

namespace YongAi.Edge.Control;

/// <summary>A text was scanned: is it a code, may this rider, can this cabinet serve him now? AUTHORISING and RESERVED in one turn.</summary>
internal static class Reception
{
    private const int LastUnnamedCheck = 6;

    public static void Scanned(CabinetTurn turn, CodeScanned scan)
    {
        if (scan.Text.StartsWith("YA1:", StringComparison.Ordinal) && !ScannerGuard.MayCheck(turn, scan.Scanner))
        {
            ScannerGuard.Count(turn, Refusal.NotACode);
            return;
        }
        var situation = Situation(turn);
        var verdict = RiderCodeVerifier.Verify(scan.Text, situation, turn.At);
        if (verdict.Code is { } crew && CrewActs.Is(crew.Purpose)) CommandReception.Crew(turn, crew, verdict.Refusal, scan.Text);
        else if (verdict is { FailedCheck: 0 or > LastUnnamedCheck, Code: { } told } && Reporting.Is(told.Purpose))
            Reporting.Hear(turn, told, verdict.Refusal, scan.Text);
        else if (verdict.Refusal is not { } refusal) Admit(turn, verdict.Code!, scan.Text, null);
        else if (refusal == Refusal.LimitReached && Early(turn, verdict.Code!, situation) is { } given)
            Admit(turn, verdict.Code!, scan.Text, given);
        else if (verdict.FailedCheck <= LastUnnamedCheck || verdict.Code is null)
        {
            ScannerGuard.Count(turn, refusal);
            if (refusal == Refusal.BadSignature) ScannerGuard.Forged(turn, scan.Text);
            turn.Do(new Say(new Prompt(PromptKey.Refused, Why: refusal.Name())));
        }
        else if (refusal == Refusal.LimitReached && TurningAway.OfflineUsedUp(turn)) TurningAway.RefuseOffline(turn, verdict.Code);
        else TurningAway.Refuse(turn, verdict.Code.Rider, refusal);
    }

    private static CodeSituation Situation(CabinetTurn turn) =>
        new(turn.Plan.Cabinet, turn.Plan.Site, turn.Plan.Trust, turn.Plan.Codes, turn.Ledger.Codes, turn.Ledger.Riders,
            turn.Image.Nonces, turn.Cabinet.TimeFloor, turn.Cabinet.OfflineAt(turn.Now));

    /// <summary>Inside his least gap, and the pack he was given is bad (table B3 row 50): that one he may bring back, now and then.</summary>
    private static PackId? Early(CabinetTurn turn, GenuineCode code, CodeSituation situation) =>
        situation.OfflineSpent(code.Rider, code.OfflineSwapsMax, turn.Now) ? null
            : turn.Ledger.Riders.MayBringBack(code.Rider, turn.Plan.Swaps.EarlySwapWithin, turn.Plan.Swaps.EarlySwapEvery, turn.Now);

    private static void Admit(CabinetTurn turn, GenuineCode code, string evidence, PackId? early)
    {
        Refusal? barred = turn.Ledger.Commands.Frozen.Contains(code.Rider) ? Refusal.Frozen
            : turn.Ledger.Commands.Paused ? Refusal.Paused : null;
        if (barred is null && turn.Ledger.Swap is { } waits && waits.Rider != code.Rider && SwapMachine.GivesWay(waits)
            && !turn.Image.InkStalled)
            turn.Take(SwapMachine.GiveWay(Swapping(turn)));
        if (turn.Ledger.Goods.Visit is { } visit)
            turn.Do(new Say(visit.Rider == code.Rider && turn.Image.Said is { } said ? said : new Prompt(PromptKey.PleaseWait)));
        else if (turn.Ledger.Swap is { } open)
        {
            if (open.Rider == code.Rider) Again(turn, open, code, evidence, barred is null);
            else Wait(turn, code.Rider);
        }
        else if (turn.Cabinet.WhyClosed(turn.Now) is { } closed) TurningAway.Closed(turn, code.Rider, closed);
        else if (IsBehind(turn, code.Rider)) turn.Do(new Say(new Prompt(PromptKey.PleaseWait)));
        else if (turn.Image.InkStalled) TurningAway.Refuse(turn, code.Rider, Refusal.StoreSlow);
        else if (GoodsReception.Is(code.Purpose)) GoodsReception.Admit(turn, code, evidence, barred);
        else if (code.Purpose.StartsWith(CodeRules.ReturnOf, StringComparison.Ordinal)) GoodsReception.TakeBack(turn, code, evidence);
        else if (code.Purpose is not ("swap" or "return")) TurningAway.Refuse(turn, code.Rider, Refusal.NoRight);
        else if (turn.Ledger.Cases.FirstOrDefault(c => c.Rider == code.Rider && c.Kind == CaseKind.PendingPickup) is { } held)
        {
            if (LocksStopped(turn, held.InSlot!.Value)) TurningAway.Refuse(turn, code.Rider, Refusal.LocksStopped);
            // A crew has his slot open, or is about to: what lies there is known only when it is closed again.
            else if (turn.Ledger.Commands.Of(held.InSlot!.Value) is not null) TurningAway.Refuse(turn, code.Rider, Refusal.Busy);
            else Resume(turn, code, evidence, held, barred is null, early);
        }
        else if (Claimed(turn, code) is { } slot) Claim(turn, code, evidence, slot, barred is null, early);
        else if (code.Purpose == "return")
        {
            if (!GoodsReception.TakeBack(turn, code, evidence)) LookAgain(turn, code, evidence);
        }
        else if (barred is { } bar) TurningAway.Refuse(turn, code.Rider, bar);
        else if (turn.Cabinet.StoreFull) TurningAway.Refuse(turn, code.Rider, Refusal.StoreFull);
        else Begin(turn, code, evidence, early);
    }

    /// <summary>
    /// The same rider again: no second swap, he hears once more what to do (table B3 row 1). A fresh code while he is asked about a
    /// short pack is his yes.
    /// </summary>
    private static void Again(CabinetTurn turn, Swap open, GenuineCode code, string evidence, bool maySwap)
    {
        var codes = turn.Ledger.Codes;
        var fresh = !codes.Holds(code.Key, code.IssuedAt, code.Counter);
        if (open.Stage != SwapStage.WaitConsent || code.Purpose != "swap" || !fresh || !maySwap || turn.Image.InkStalled)
        {
            turn.Do(new Say(turn.Image.Said ?? new Prompt(PromptKey.Checking)));
            return;
        }
        if (codes.Held is not null) turn.Happened(new CodeSpent(open.Number));
        turn.Happened(Accepted(open.Number, code, evidence));
        turn.Take(SwapMachine.Consent(Swapping(turn)));
    }

    /// <summary>Another one waits; the first who does keeps the next place (table B3 row 2).</summary>
    private static void Wait(CabinetTurn turn, RiderId rider)
    {
        if (!(turn.Image.Queue?.At >= turn.Ledger.Swap!.StartedAt)) turn.Picture(turn.Image with { Queue = (rider, turn.Now) });
        turn.Do(new Say(new Prompt(PromptKey.PleaseWait)));
    }

    /// <summary>The doors are free, and for a short while they are his who waits for them.</summary>
    private static bool IsBehind(CabinetTurn turn, RiderId rider)
    {
        if (turn.Image is not { Queue: { } queue, SwapOver: { } over } || queue.At < over.From) return false;
        return queue.Rider != rider && turn.Now - over.To < turn.Plan.Times.QueueFor;
    }

    private static void Begin(CabinetTurn turn, GenuineCode code, string evidence, PackId? early)
    {
        var offer = SlotChoice.Full(turn.Views, turn.Ledger.Custody, turn.Plan.Packs, code.SwapClasses, Consenting.Least(turn.Plan.Swaps, turn.Plan.HandOutFrom), [], turn.Now);
        if (SlotChoice.Empty(turn.Views, turn.Ledger.Custody, [], turn.Now) is not { } inSlot) TurningAway.Unserved(turn, code, Refusal.NoEmptySlot);
        else if (offer is not { } best) TurningAway.Unserved(turn, code, Refusal.NoFullPack);
        else
        {
            Accept(turn, code, evidence, early);
            turn.Take(SwapMachine.Begin(Swapping(turn), inSlot, best));
        }
    }

    /// <summary>
    /// His own pack waits here: a swap goes on from VERIFYING if a pack is at hand for him, else he gets his own back; that much he
    /// gets also while the cabinet is paused or he is frozen.
    /// </summary>
    private static void Resume(CabinetTurn turn, GenuineCode code, string evidence, Case held, bool maySwap, PackId? early)
    {
        Accept(turn, code, evidence, early);
        turn.Happened(new CaseClosed(held.Swap, held.Number));
        var slot = held.InSlot!.Value;
        if (turn.Ledger.WithdrawnFrom(slot).Contains(Withdrawal.HeldForRider))
            turn.Happened(new SlotRestored(slot, Withdrawal.HeldForRider));
        turn.Take(SwapMachine.Resume(Swapping(turn), slot, toSwap: maySwap && code.Purpose == "swap"));
    }

    /// <summary>
    /// A pack came in without a code, and he may swap such a pack. The ledger has it with him, or it came in a moment ago and the ledger
    /// names nobody: it is his, and his swap goes on from VERIFYING (table B3 row 51).
    /// </summary>
    private static SlotNumber? Claimed(CabinetTurn turn, GenuineCode code)
    {
        foreach (var slot in turn.Views)
            if (slot.Withdrawn.Contains(Withdrawal.UnplannedPack) && slot.Image.DoorNow(turn.Now) == DoorState.Closed
                && slot.Withdrawn.All(why => why is Withdrawal.UnplannedPack or Withdrawal.LockFault)
                && slot.ProvedReading(turn.Now) is { } reading
                && turn.Plan.Packs.ClassOf(reading.Serial) is { } its && code.SwapClasses.Contains(its)
                && MayBeHis(turn, slot.Number, reading.Serial, code.Rider))
                return slot.Number;
        return null;
    }

    private static bool MayBeHis(CabinetTurn turn, SlotNumber slot, PackId pack, RiderId rider) =>
        turn.Ledger.Custody.Of(pack) is { } holding ? holding == new Holding(rider, null) : turn.Cabinet.MayBeClaimed(slot, turn.Now);

    private static void Claim(CabinetTurn turn, GenuineCode code, string evidence, SlotNumber slot, bool maySwap, PackId? early)
    {
        Accept(turn, code, evidence, early);
        turn.Happened(new SlotRestored(slot, Withdrawal.UnplannedPack));
        turn.Take(SwapMachine.Resume(Swapping(turn), slot, toSwap: maySwap && code.Purpose == "swap"));
    }

    /// <summary>
    /// Nothing of his waits, and he wants something back (table B3 row 49): soon after his visit its last slot is looked at again,
    /// once, if its door has not moved since.
    /// </summary>
    private static void LookAgain(CabinetTurn turn, GenuineCode code, string evidence)
    {
        var visit = turn.Ledger.Visits.LastOrDefault(v => v.Rider == code.Rider);
        if (visit is null || turn.Now - visit.EndedAt > turn.Plan.Times.ClaimWithin || !Untouched(turn, visit))
        {
            TurningAway.Refuse(turn, code.Rider, Refusal.NothingHeld);
            return;
        }
        if (LocksStopped(turn, visit.Slot))
        {
            TurningAway.Refuse(turn, code.Rider, Refusal.LocksStopped);
            return;
        }
        Accept(turn, code, evidence);
        turn.Take(SwapMachine.Claim(Swapping(turn), visit.Slot, visit.Swap));
    }

    private static bool Untouched(CabinetTurn turn, Visit visit) =>
        turn.Views.FirstOrDefault(slot => slot.Number == visit.Slot) is { } slot && turn.Ledger.Commands.Of(visit.Slot) is null
        && slot.Image.DoorNow(turn.Now) == DoorState.Closed && slot.Image.DoorSince <= visit.EndedAt;

    private static void Accept(CabinetTurn turn, GenuineCode code, string evidence, PackId? early = null)
    {
        var number = turn.Ledger.LastSwap + 1;
        var helps = turn.Image.Assistant is { } assistant && turn.Now - assistant.At < CommandReception.AssistsFor ? assistant.Crew : (RiderId?)null;
        turn.Picture(turn.Image with { Tail = code.Tail, Assistant = null });
        turn.Happened(new SwapStarted(number, code.Rider, code.SwapClasses, turn.Cabinet.OfflineAt(turn.Now), code.PackHint, helps));
        turn.Happened(Accepted(number, code, evidence));
        if (early is { } given) turn.Happened(new EarlySwapAllowed(number, given));
        turn.Do(new Say(new Prompt(PromptKey.Checking)));
    }

    private static CodeAccepted Accepted(long swap, GenuineCode code, string evidence) =>
        new(swap, code.Rider, code.Purpose, code.Key, code.Bound, code.IssuedAt, code.Counter, code.Expires, code.Nonce, evidence);

    private static SwapSituation Swapping(CabinetTurn turn) => turn.Cabinet.Swapping(turn.Ledger.Swap!, turn.Views, turn.Now);

    /// <summary>Its lock may open another door: what lies here is given to nobody until a crew has looked, and stays whose it is.</summary>
    private static bool LocksStopped(CabinetTurn turn, SlotNumber slot) => turn.Ledger.WithdrawnFrom(slot).Contains(Withdrawal.WrongDoor);
}
