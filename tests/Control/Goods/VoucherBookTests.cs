using YongAi.Edge.Control;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Riders;

namespace YongAi.Edge.Tests.Control.Goods;

/// <summary>What a voucher buys, over several visits and over a doubt.</summary>
public sealed class VoucherBookTests
{
    private const long Expires = 2_000_000_000;
    private static readonly CodeKey Key = new("points", "0a");
    private static readonly RiderId Rider = new("net", "chen");
    private static readonly ChannelId Water = new("water-1");
    private static readonly GenuineVoucher Three = new(Key, "water", 3, Expires);

    [Fact]
    public void A_voucher_for_three_things_buys_three_and_is_then_used_up()
    {
        var ledger = Ledger.Empty;
        for (var visit = 1; visit <= 3; visit++)
        {
            Assert.False(ledger.Codes.Knows(Key, bound: false, 0, 0));
            ledger = Had(ledger, visit, ledger.Goods.Vouchers.Left(Three) - 1);
        }
        Assert.True(ledger.Codes.Knows(Key, bound: false, 0, 0));
        Assert.Empty(ledger.Goods.Vouchers.Begun);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_voucher_whose_thing_lay_there_buys_as_much_as_before(int left)
    {
        var doubt = After(After(Begun(Ledger.Empty, 1, left), new ItemInQuestion(1, Water, 1, "C-1")), new VoucherSpent(1, Key, Expires, left), new GoodsEnded(1, GoodsEnding.Unknown, "C-1"));
        Assert.Equal(left == 0, doubt.Codes.Knows(Key, bound: false, 0, 0));
        var settled = After(doubt, new QuestionSettled(1, "C-1", Rider, Came: false));
        Assert.False(settled.Codes.Knows(Key, bound: false, 0, 0));
        // Of a voucher for three, the one in question came after none (2 left) and is the first again.
        Assert.Equal(3, settled.Goods.Vouchers.Left(Three));
        var came = After(doubt, new QuestionSettled(1, "C-1", Rider, Came: true));
        Assert.Equal(left == 0, came.Codes.Knows(Key, bound: false, 0, 0));
    }

    [Fact]
    public void When_as_many_vouchers_are_begun_as_are_remembered_no_further_one_is_and_none_is_forgotten()
    {
        var full = new VoucherBook(Enumerable.Range(0, VoucherBook.Max).ToImmutableDictionary(n => new CodeKey("points", $"{n:x4}"), _ => new VoucherRest(1, Expires)));
        var next = new GenuineVoucher(new CodeKey("points", "new"), "water", 2, Expires);
        Assert.False(full.HasRoomFor(next, floor: Expires - 10));
        Assert.True(full.HasRoomFor(next with { Count = 1 }, floor: Expires - 10));
        Assert.True(full.HasRoomFor(next, floor: Expires + 60));
    }

    private static Ledger Had(Ledger ledger, long visit, int left) =>
        After(Begun(ledger, visit, left), new ItemGiven(visit, Water, visit), new VoucherSpent(visit, Key, Expires, left), new GoodsEnded(visit, GoodsEnding.Given));

    private static Ledger Begun(Ledger ledger, long visit, int left) => After(ledger,
        new GoodsStarted(visit, Rider, new ItemId("water"), GoodsGround.Voucher, new DateOnly(2026, 11, 20), false, Voucher: Key, VoucherExpires: Expires, VoucherLeft: left),
        new ItemOrdered(visit, Water, visit));

    private static Ledger After(Ledger ledger, params ReadOnlySpan<Event> events)
    {
        foreach (var e in events) ledger = ledger.Apply(new Entry(ledger.Position + 1, new Moment(TimeSpan.Zero, DateTimeOffset.UnixEpoch, TimeTrust.Untrusted), e));
        return ledger;
    }
}
