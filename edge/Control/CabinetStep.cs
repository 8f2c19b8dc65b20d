using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Safety;
using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;

namespace YongAi.Edge.Control;

/// <summary>
/// The turn. Rules of this file: observe, watch, serve, plan, restrain, in this order, for every input from whatever side; pure:
/// the same cabinet, input and moment give the same answer.
/// </summary>
public static class CabinetStep
{
    /// <summary>One turn: the cabinet after it, and what happened and is to be done.</summary>
    public static (Cabinet After, Decision Decision) Step(Cabinet cabinet, Input input, Moment now)
    {
        var turn = new CabinetTurn(cabinet, now);
        Observe(turn, input);
        var safety = turn.Cabinet.Safety(turn.Views, turn.Now);
        turn.Take(SafetyWatch.Watch(safety));
        SafetyTurn.Follow(turn);
        var isOverCap = CapWatch.IsOver(safety);
        if (!turn.Image.Stopping)
        {
            Serve(turn, input);
            SelfTesting.Step(turn);
            if (!turn.Image.Warmed.IsEmpty) Cool(turn, isOverCap);
            Plan(turn, isOverCap);
            if (!turn.Plan.Outputs.IsEmpty) turn.Do(OutputRules.Plan(turn.Cabinet.Outputs(turn.Now)));
        }
        // First what passes, for the cabinet after the turn knows what was ordered in it.
        var passed = Restrained(turn);
        return (turn.Cabinet, passed);
    }

    /// <summary>When the cabinet wants a lapse, whatever happens before.</summary>
    public static TimeSpan NextDeadline(Cabinet cabinet, TimeSpan now)
    {
        // It serves and plans no more: a deadline of what it left would be due for ever.
        if (cabinet.Image.Stopping) return now + cabinet.Plan.Charging.RenewEvery;
        var next = (cabinet.Image.PlannedAt ?? now) + cabinet.Plan.Charging.RenewEvery;
        if (cabinet.Image.Safety.Test is not null && now + SelfTesting.OnFor < next) next = now + SelfTesting.OnFor;
        // The countdown ends in time also where nothing is heard any more.
        if (cabinet.Image.Safety.ReleaseFrom is { } due && due + cabinet.Plan.Safety.ReleaseAfter is var release && release > now && release < next)
            next = release;
        if (cabinet.Image.Refusals.NextAt is { } count && count < next) next = count;
        foreach (var c in cabinet.Ledger.Cases)
            if (Cases.Deadline(c, cabinet.Plan.Times) is { } call && call < next) next = call;
        if (cabinet.Image.CommandRefusals.NextAt is { } refused && refused < next) next = refused;
        if (!cabinet.Ledger.Commands.Open.IsEmpty
            && CommandDesk.Deadline(cabinet.Desk(cabinet.Views(), now)) is { } answer && answer < next) next = answer;
        if (cabinet.Image.Recovering)
        {
            var look = cabinet.Image.StartedAt + cabinet.Plan.Times.RecoverWithin;
            if (look < cabinet.Image.SteadyAt) look = cabinet.Image.SteadyAt;
            if (look < next) next = look;
        }
        else if (cabinet.Ledger.Goods.Visit is { } visit)
        {
            var look = GoodsMachine.Deadline(cabinet.Visiting(visit, now));
            if (look < next) next = look;
        }
        else if (cabinet.Ledger.Swap is { } swap)
        {
            var look = SwapMachine.Deadline(cabinet.Swapping(swap, cabinet.Views(), now));
            if (look < next) next = look;
        }
        return next > now ? next : now;
    }

    private static void Observe(CabinetTurn turn, Input input)
    {
        switch (input)
        {
            case Start start:
                Runs.Begin(turn, start);
                break;
            case StopAsked:
                Runs.End(turn);
                break;
            case SwitchesRead read:
                turn.Observe(read.Slots, slot => slot.Slot,
                    (image, slot) => image.WithSwitches(slot, turn.Cabinet.WhyOpen(slot.Slot, turn.Now), turn.Now));
                break;
            case SwitchesSilent silent:
                turn.Observe(silent.Slots, slot => slot, (image, _) => image.WithoutSwitches());
                break;
            case PackRead read:
                turn.Observe(read.Slot, image => image.WithPack(read.Reading, turn.Plan.Packs, turn.Plan.Safety, turn.Now));
                // Warmth of its heater is none that it made itself (table C row 4, against the others).
                if (turn.Image.Warmed.Contains(read.Slot))
                    turn.Observe(read.Slot, image => image with { Conduct = image.Conduct with { CoolestHere = read.Reading.Hottest.Value } });
                break;
            case PackSilent { LineUp: true } silent:
                turn.Observe(silent.Slot, image => image.WithPackWord(PackWord.Silent, turn.Now));
                break;
            case PackSilent lost:
                turn.Observe(lost.Slot, image => image.WithoutPack());
                break;
            case PackUnreadable unreadable:
                turn.Observe(unreadable.Slot, image => image.WithPackWord(PackWord.Unreadable, turn.Now));
                break;
            case ChargersRead read:
                turn.Observe(read.Slots, slot => slot.Slot, (image, slot) => image with { ChargerOn = slot.On, ChargerAt = turn.Now });
                break;
            case ChargersSilent silent:
                turn.Observe(silent.Slots, slot => slot, (image, _) => image with { ChargerOn = null, ChargerAt = null });
                break;
            case LockFired fired:
                turn.Observe(fired.Slot, image => image with { FiredAt = turn.Now, LockRefused = null });
                break;
            case LockRefused refused:
                turn.Observe(refused.Slot, image => image with { LockRefused = refused.Why });
                break;
            case LockNotFired not:
                turn.Observe(not.Slot, image => image with { NotFiredAt = turn.Now });
                break;
            case ContactsRead or ContactsSilent or GaugeRead or GaugeSilent or OutputsRead or OutputsSilent:
                turn.Picture(SensorHearing.Hear(turn.Image, turn.Plan, input, turn.Now));
                break;
            case ChannelRead or ChannelsSilent or DockRead or CounterRead or CounterSilent or TagRead or HandOutBegan or HandOutEnded:
                turn.Picture(turn.Image with { Goods = turn.Image.Goods.Heard(input, turn.Now) });
                break;
            case InkStalled:
                turn.Picture(turn.Image with { InkStalled = true });
                break;
            case StoreMeasured store:
                turn.Picture(StoreRoom.Seen(turn.Image, store));
                break;
            case LinkSeen link:
                turn.Picture(turn.Image with { Link = link.State });
                break;
            case InkFlows:
                turn.Picture(turn.Image with { InkStalled = false });
                break;
        }
    }

    private static void Serve(CabinetTurn turn, Input input)
    {
        switch (input)
        {
            case NonceGiven given:
                Nonce(turn, given);
                break;
            case AckReceived ack:
                CloudWord.Acknowledged(turn, ack);
                break;
            case CommandReceived command:
                CommandReception.Received(turn, command);
                break;
            case StoreMeasured store:
                StoreRoom.Drop(turn, store);
                break;
            case TrimmedWanted wanted:
                StoreRoom.Trimmed(turn, wanted);
                break;
            case CodeScanned when turn.Image.Recovering:
                turn.Do(new Say(new Prompt(PromptKey.Refused, Why: Refusal.Recovering.Name())));
                break;
            case CodeScanned scan:
                Reception.Scanned(turn, scan);
                break;
            case Fact or Lapse:
                Swap(turn);
                GoodsTurn.Step(turn);
                if (input is DockRead dock) GoodsTurn.Look(turn, dock);
                else if (input is TagRead tag) GoodsTurn.Look(turn, tag);
                else if (input is CounterRead counter) GoodsTurn.Look(turn, counter);
                if (!turn.Ledger.Commands.AtRest) turn.Happened(CommandDesk.Look(turn.Cabinet.Desk(turn.Views, turn.Now)));
                Slots(turn, input);
                break;
        }
        ScannerGuard.WriteCounts(turn);
        CommandReception.WriteCounts(turn);
    }

    private static void Nonce(CabinetTurn turn, NonceGiven given)
    {
        var open = turn.Image.Nonces.RemoveAll(n => turn.Now - n.GivenAt >= Image.NonceLives);
        if (open.Length >= Image.NoncesMax) open = open.RemoveAt(0);
        turn.Picture(turn.Image with { Nonces = open.Add(new OpenNonce(given.Nonce, turn.Now)) });
    }

    private static void Swap(CabinetTurn turn)
    {
        if (turn.Now < turn.Image.SteadyAt) return;
        if (turn.Ledger.Swap is not { } swap)
        {
            if (turn.Image.Recovering) turn.Picture(turn.Image with { Recovering = false });
            return;
        }
        var situation = turn.Cabinet.Swapping(swap, turn.Views, turn.Now);
        if (!turn.Image.Recovering) turn.Take(SwapMachine.Step(situation));
        else if (Recovering.Ready(situation, turn.Image.StartedAt))
        {
            turn.Picture(turn.Image with { Recovering = false });
            turn.Take(Recovering.Decide(situation));
        }
        else turn.Take(Recovering.Await(situation));
        if (turn.Events.OfType<DoorOpened>().FirstOrDefault() is { For: DoorFor.Insert } opened)
            turn.Picture(turn.Image with { ScanToUnlock = opened.AfterScan });
    }

    /// <summary>Slots that no visit is touching, and cases: held against the ledger.</summary>
    private static void Slots(CabinetTurn turn, Input input)
    {
        if (turn.Image.Recovering) return;
        foreach (var c in turn.Ledger.Cases)
            turn.Happened(Cases.Look(c, turn.Views, turn.Ledger.Custody, turn.Plan.Times, turn.Now));
        foreach (var plan in turn.Plan.Slots)
            if (Concerns(input, plan.Slot) && turn.Ledger.Commands.Of(plan.Slot) is null
                && turn.Ledger.Swap?.InSlot != plan.Slot && turn.Ledger.Swap?.OfferSlot != plan.Slot
                && turn.Cabinet.DoorOf(turn.Ledger.Goods.Visit) != plan.Slot)
            {
                if (turn.Ledger.OwnDoors.TryGetValue(plan.Slot.Value, out var visit)) OwnDoor(turn, visit);
                TakeStock(turn, plan.Slot);
            }
    }

    private static void OwnDoor(CabinetTurn turn, Visit visit)
    {
        var number = turn.Cabinet.CaseNumber(visit.Swap);
        var events = OwnDoors.Look(turn.View(visit.Slot), visit, number, turn.Ledger.Custody, turn.Plan.Times, turn.Now);
        turn.Happened(events);
        if (events.IsEmpty || turn.Ledger.Swap is not null) return;
        turn.Do(new Say(new Prompt(PromptKey.HeldForYou, visit.Slot, Case: number)));
    }

    private static void TakeStock(CabinetTurn turn, SlotNumber number)
    {
        var slot = turn.View(number);
        if (StockTaking.IsUnclear(slot, turn.Now) is { } unclear && unclear != slot.Image.UnclearSince is not null)
            slot = WithUnclear(turn, number, unclear ? turn.Now : null);
        var events = turn.Plan.LockerAt(number) is { } locker ? Lockers.Look(slot, locker, turn.Ledger.Goods, turn.Now)
            : StockTaking.Look(slot, new StockSituation(turn.Views, turn.Ledger.Custody, turn.Plan.Packs,
            turn.Ledger.StockedAt, turn.Ledger.LeftOpenBy, turn.Now)
        {
            Charging = turn.Ledger.ChargingSlots,
            FedBack = Isolation.FedBack(turn.Ledger.Alarms),
            Safety = turn.Plan.Safety,
        });
        turn.Happened(events);
        if (events.Any(e => e is DoorFoundOpen)) turn.Do(new ReadAgain(number));
        else if (!IsToBeSaidAgain(turn, slot)) return;
        if (turn.Ledger.Swap is null && turn.Ledger.Goods.Visit is null && Hold.OverDoors(turn.Ledger.Alarms) is null) turn.Do(new Say(new Prompt(PromptKey.CloseDoor, number)));
    }

    /// <summary>A door that stands open is asked for every half minute until it is an alarm (domain table C row 23).</summary>
    private static bool IsToBeSaidAgain(CabinetTurn turn, SlotView slot) =>
        slot.Withdrawn.Contains(Withdrawal.DoorOpen) && slot.Image.DoorNow(turn.Now) == DoorState.Open
        && turn.Now - slot.Image.DoorSince is var open && open >= turn.Plan.Safety.DoorPrompt && open < turn.Plan.Safety.DoorAlarm
        && !(turn.Now - turn.Image.SaidAt < turn.Plan.Safety.DoorPrompt);

    private static SlotView WithUnclear(CabinetTurn turn, SlotNumber number, TimeSpan? since)
    {
        turn.Observe(number, image => image with { UnclearSince = since });
        return turn.View(number);
    }

    private static bool Concerns(Input input, SlotNumber slot) => input switch
    {
        SwitchesRead read => TellsOf(read, slot),
        PackRead read => read.Slot == slot,
        PackSilent silent => silent.Slot == slot,
        Lapse => true,
        _ => false,
    };

    private static bool TellsOf(SwitchesRead read, SlotNumber number)
    {
        foreach (var slot in read.Slots)
            if (slot.Slot == number) return true;
        return false;
    }

    /// <summary>Heaters go off in the turn in which their reason goes; only a plan, which knows the power, warms again.</summary>
    private static void Cool(CabinetTurn turn, bool isOverCap)
    {
        var still = isOverCap || turn.Image.InkStalled ? default : Warming.Still(turn.Cabinet.Warming(turn.Views, turn.Now));
        if (still != turn.Image.Warmed) turn.Picture(turn.Image with { Warmed = still });
    }

    /// <summary>Every third of a lease: renew what charges, start what waits in line.</summary>
    private static void Plan(CabinetTurn turn, bool isOverCap)
    {
        if (turn.Image.PlannedAt is not { } planned || turn.Now - planned < turn.Plan.Charging.RenewEvery) return;
        turn.Picture(turn.Image with { PlannedAt = turn.Now });
        // With the disk silent nothing is begun; what charges runs out with its lease.
        if (turn.Image.InkStalled || turn.Now < turn.Image.SteadyAt) return;
        var situation = turn.Cabinet.Planning(turn.Views, turn.At);
        if (Candidates.Others(situation) is { } others && !(others <= turn.Image.OthersMost))
            turn.Picture(turn.Image with { OthersMost = others });
        if (!isOverCap) situation = situation with { Warmed = Warming.Of(situation) };
        var plan = ChargePlan.Of(Candidates.Of(situation));
        turn.Picture(turn.Image with { ChargePlan = plan, Warmed = situation.Warmed });
        turn.Take(ChargePlanner.Orders(situation, plan));
    }

    private static Decision Restrained(CabinetTurn turn)
    {
        if (turn.Effects.Count == 0) return turn.Events.Count == 0 ? Decision.Nothing : new Decision([.. turn.Events], []);
        var passed = Restraint.Pass([.. turn.Effects.Where(turn.Cabinet.MayHandOut)], turn.Cabinet.Charging(turn.Views, turn.Now), turn.Cabinet.DoorsOrdered);
        foreach (var effect in passed)
        {
            if (effect is ChargeOrder order) turn.Observe(order.Slot, image => image with { ChargeOrderedAt = turn.Now, ChargeOrderedAmps = order.Amps });
            if (effect is OutputOn or OutputOff) turn.Picture(SensorHearing.Ordered(turn.Image, turn.Plan, effect, turn.Now));
        }
        return new Decision([.. turn.Events], passed);
    }
}
