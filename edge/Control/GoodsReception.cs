using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control;

/// <summary>A rider shows a code for a thing: may he have it, is it here, and from which channel? One turn from the scan to the order.</summary>
internal static class GoodsReception
{
    private const string Purpose = "goods:";

    /// <summary>True for a code that asks for a thing.</summary>
    public static bool Is(string purpose) => purpose.StartsWith(Purpose, StringComparison.Ordinal);

    /// <summary>Nobody else is at the cabinet, and it lets people in.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="code">A code that passed the ten checks.</param>
    /// <param name="evidence">Its text.</param>
    /// <param name="barred">Why he himself, or the cabinet by an order, is stopped; null when not.</param>
    public static void Admit(CabinetTurn turn, GenuineCode code, string evidence, Refusal? barred)
    {
        var item = new ItemId(code.Purpose[Purpose.Length..]);
        if (barred is { } bar) TurningAway.Refuse(turn, code.Rider, bar);
        else if (turn.Cabinet.StoreFull || code.Voucher is { } shown && !turn.Ledger.Goods.Vouchers.HasRoomFor(shown, turn.Cabinet.TimeFloor)) TurningAway.Refuse(turn, code.Rider, Refusal.StoreFull);
        else
        {
            var answer = GoodsRights.Of(code.Rider, item, pays: code.Voucher is not null, turn.Cabinet.GoodsNow(turn.At));
            if (answer.Bar is { } why) TurningAway.Without(turn, code.Rider, item, why);
            else Begin(turn, code, evidence, item, answer);
        }
    }

    /// <summary>
    /// He brings something back, and there is an empty locker for such things whose switch will feel it: <c>return:ITEM</c>, or
    /// <c>return</c> of one who has such a thing on loan here. False: nothing of this kind can be taken.
    /// </summary>
    public static bool TakeBack(CabinetTurn turn, GenuineCode code, string evidence)
    {
        var named = code.Purpose.Length > CodeRules.ReturnOf.Length ? new ItemId(code.Purpose[CodeRules.ReturnOf.Length..]) : (ItemId?)null;
        var items = named is { } one ? [one] : turn.Ledger.Goods.Loans.Open.Values.Where(loan => loan.Rider == code.Rider).Select(loan => loan.Item).Distinct().ToArray();
        foreach (var item in items)
        {
            if (turn.Cabinet.RoomFor(item, [], turn.Now) is not { } locker) continue;
            var (number, order) = (turn.Ledger.LastSwap + 1, turn.Ledger.Goods.LastOrder + 1);
            turn.Happened(new GoodsStarted(number, code.Rider, item, GoodsGround.Return,
                DateOnly.FromDateTime(turn.At.Wall.ToOffset(turn.Plan.Goods.UtcOffset).DateTime), turn.Cabinet.OfflineAt(turn.Now)));
            turn.Happened(Accepted(number, code, evidence));
            turn.Happened(new ItemOrdered(number, locker.Id, order));
            turn.Do(new FireLock(locker.Door!.Value));
            turn.Do(new Say(new Prompt(PromptKey.Checking)));
            return true;
        }
        if (named is { } unknown) TurningAway.Without(turn, code.Rider, unknown, Refusal.NoRoom);
        return named is not null;
    }

    private static CodeAccepted Accepted(long visit, GenuineCode code, string evidence) =>
        new(visit, code.Rider, code.Purpose, code.Key, code.Bound, code.IssuedAt, code.Counter, code.Expires, code.Nonce, evidence);

    private static void Begin(CabinetTurn turn, GenuineCode code, string evidence, ItemId item, GoodsAnswer answer)
    {
        var (number, plan) = (turn.Ledger.LastSwap + 1, turn.Plan.Goods);
        var (wall, lentFor) = (turn.At.Wall.ToOffset(plan.UtcOffset), plan.Find(item)!.LentFor);
        var voucher = answer.Ground == GoodsGround.Voucher ? code.Voucher : null;
        turn.Happened(new GoodsStarted(number, code.Rider, item, answer.Ground, DateOnly.FromDateTime(wall.DateTime),
            turn.Cabinet.OfflineAt(turn.Now), answer.Campaign, voucher?.Key, voucher?.Expires ?? 0, wall + lentFor,
            voucher is null ? 0 : turn.Ledger.Goods.Vouchers.Left(voucher) - 1));
        turn.Happened(Accepted(number, code, evidence));
        GoodsTurn.Step(turn);
    }
}
