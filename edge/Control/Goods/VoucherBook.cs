using YongAi.Edge.Control.Codes;

namespace YongAi.Edge.Control.Goods;

/// <summary>What a voucher still buys.</summary>
/// <param name="Left">Things still to be had by it, 1 or more.</param>
/// <param name="Expires">Its end, seconds since 1970 UTC.</param>
public readonly record struct VoucherRest(int Left, long Expires);

/// <summary>Vouchers for several things of which some were had here. One that is used up is no more in it: the memory of codes knows it.</summary>
/// <param name="Begun">By voucher.</param>
public sealed record VoucherBook(ImmutableDictionary<CodeKey, VoucherRest> Begun)
{
    /// <summary>Vouchers remembered. When so many are begun and none has expired, no further one is begun: none is forgotten.</summary>
    public const int Max = 4_096;

    /// <summary>None was begun.</summary>
    public static VoucherBook Empty { get; } = new(ImmutableDictionary<CodeKey, VoucherRest>.Empty);

    /// <summary>Things still to be had by a voucher.</summary>
    public int Left(GenuineVoucher voucher) => Begun.TryGetValue(voucher.Key, out var rest) ? rest.Left : voucher.Count;

    /// <summary>True when a voucher can be remembered.</summary>
    /// <param name="voucher">Which.</param>
    /// <param name="floor">It is not earlier than this, seconds since 1970 UTC.</param>
    public bool HasRoomFor(GenuineVoucher voucher, long floor) =>
        Left(voucher) == 1 || Begun.Count < Max || Begun.ContainsKey(voucher.Key) || Begun.Values.Any(rest => MayGo(rest, floor));

    /// <summary>One thing was had by it.</summary>
    internal VoucherBook After(VoucherSpent spent, long floor)
    {
        if (spent.Left == 0) return new VoucherBook(Begun.Remove(spent.Voucher));
        var room = Begun.Count < Max ? Begun : Begun.RemoveRange(Begun.Where(one => MayGo(one.Value, floor)).Select(one => one.Key).ToList());
        return new VoucherBook(room.SetItem(spent.Voucher, new VoucherRest(spent.Left, spent.Expires)));
    }

    /// <summary>What was in question lay there: it buys one more, of those it still buys.</summary>
    internal VoucherBook GivenBack(CodeKey voucher) =>
        Begun.TryGetValue(voucher, out var rest) ? new VoucherBook(Begun.SetItem(voucher, rest with { Left = rest.Left + 1 })) : this;

    // As the memory of codes has it: check 4 refuses it for ever by then.
    private static bool MayGo(VoucherRest rest, long floor) => floor - rest.Expires > (long)CodeMemory.KeptBeyondExpiry.TotalSeconds;
}
