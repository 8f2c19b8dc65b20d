using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Safety;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control;

/// <summary>A rider who is known and cannot be served: what he hears, and what of it is written.</summary>
internal static class TurningAway
{
    /// <summary>
    /// A scanner that reads without pause reads one phone many times: the same rider turned away for the same reason is written
    /// once in this time. Unmet demand counts people, not readings.
    /// </summary>
    public static readonly TimeSpan WrittenEvery = TimeSpan.FromMinutes(1);

    private const string OfflineUsedUpWord = "offline-used-up";

    public static void Refuse(CabinetTurn turn, RiderId rider, Refusal why)
    {
        if (MayWrite(turn, rider, why)) turn.Happened(new CodeRefused(rider, why));
        turn.Do(new Say(new Prompt(PromptKey.Refused, Why: why.Name())));
    }

    /// <summary>Nobody is let in now: whoever it is hears why, and from a danger to keep away.</summary>
    public static void Closed(CabinetTurn turn, RiderId rider, Refusal why)
    {
        if (MayWrite(turn, rider, why)) turn.Happened(new CodeRefused(rider, why));
        turn.Do(new Say(why == Refusal.Hold && Hold.OverDoors(turn.Ledger.Alarms) is { } danger
            ? new Prompt(PromptKey.KeepAway, Why: danger.ToString()) : new Prompt(PromptKey.Refused, Why: why.Name())));
    }

    public static void Unserved(CabinetTurn turn, GenuineCode code, Refusal why)
    {
        // Just started, and not every slot has been read: no demand is unmet yet, the rider tries again in a moment.
        if (turn.Cabinet.StillLooking(turn.Now)) why = Refusal.Recovering;
        else
        {
            if (turn.Ledger.WithdrawnFor(Withdrawal.WrongDoor).Any()) why = Refusal.LocksStopped;
            if (MayWrite(turn, code.Rider, why)) turn.Happened(new DemandUnmet(code.Rider, code.SwapClasses, why));
        }
        turn.Do(new Say(new Prompt(PromptKey.Refused, Why: why.Name())));
    }

    public static bool OfflineUsedUp(CabinetTurn turn) => turn.Cabinet.OfflineAt(turn.Now)
        && turn.Ledger.Riders.OfflineSwaps(turn.Now) >= turn.Plan.Codes.OfflineAllowance;

    /// <summary>A thing that he does not get, and why: a demand not met.</summary>
    public static void Without(CabinetTurn turn, RiderId rider, ItemId item, Refusal why)
    {
        if (MayWrite(turn, rider, why)) turn.Happened(new GoodsUnmet(rider, item, why));
        turn.Do(new Say(new Prompt(PromptKey.Refused, Why: why.Name()) { Item = turn.Plan.Goods.NameOf(item) }));
    }

    /// <summary>It is the cabinet's allowance that is used up, not his: a demand not met, and he hears where to go (table B3 row 53).</summary>
    public static void RefuseOffline(CabinetTurn turn, GenuineCode code)
    {
        if (MayWrite(turn, code.Rider, Refusal.LimitReached))
        {
            turn.Happened(new CodeRefused(code.Rider, Refusal.LimitReached));
            turn.Happened(new DemandUnmet(code.Rider, code.SwapClasses, Refusal.LimitReached));
        }
        turn.Do(new Say(new Prompt(PromptKey.Refused, Why: OfflineUsedUpWord)));
    }

    private static bool MayWrite(CabinetTurn turn, RiderId rider, Refusal why)
    {
        if (turn.Image.TurnedAway is { } last && last.Rider == rider && last.Why == why
            && turn.Now - last.At < WrittenEvery) return false;
        turn.Picture(turn.Image with { TurnedAway = (rider, why, turn.Now) });
        return true;
    }
}
