using System.Globalization;
using System.Text;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Riders;

namespace YongAi.Edge.Tests.Control.Goods;

/// <summary>
/// What a visit makes of every word of a board, for every kind of channel, at once and later: reviewed as text. A changed line is a changed
/// behaviour at the cabinet.
/// </summary>
public sealed class GoodsTableTests
{
    private static readonly ItemId Bank = new("bank");
    private static readonly ChannelId Here = new("here");
    private static readonly CounterId Meter = new("meter");
    private static readonly GoodsTimes Times = new();
    private static readonly TimeSpan Ordered = TimeSpan.FromMinutes(10), Ended = Ordered + TimeSpan.FromSeconds(2);

    private static readonly (string Name, Func<GoodsImage, GoodsImage> Sees, ChannelPlan Plan)[] Kinds =
    [
        ("its board looks", image => image, new(Here, Bank)),
        ("a counter counted", image => image with { Counters = image.Counters.Add(Meter.Name, 8) }, new(Here, Bank) { Counter = Meter }),
        ("a counter counted nothing", image => image with { Counters = image.Counters.Add(Meter.Name, 7) }, new(Here, Bank) { Counter = Meter }),
        ("a counter fell silent", image => image, new(Here, Bank) { Counter = Meter }),
        ("its place is empty", image => image with { Places = image.Places.Add(Here.Name, new BankPlace(Here, false, null, null)) }, new(Here, Bank) { IsPlace = true }),
        ("its place is full", image => image with { Places = image.Places.Add(Here.Name, new BankPlace(Here, true, "PB1", 80)) }, new(Here, Bank) { IsPlace = true }),
        ("its place is silent", image => image, new(Here, Bank) { IsPlace = true }),
    ];

    [Fact]
    public void What_a_visit_makes_of_every_word_is_what_was_reviewed()
    {
        var table = new StringBuilder();
        foreach (var (name, sees, plan) in Kinds)
        {
            table.Append(CultureInfo.InvariantCulture, $"# {name}\n");
            foreach (var end in Enum.GetValues<HandOutEnd>().Select(end => (HandOutEnd?)end).Prepend(null))
            {
                var word = new HandOutWord(5, plan.Counter is null ? null : 7) { Began = true, End = end, EndedAt = end is null ? default : Ended };
                var image = sees(GoodsImage.Dark with { HandOut = word });
                var (first, then) = end is null ? (Ended, Ordered + Times.EndsWithin) : (Ended, Ended + Times.DropsWithin);
                table.Append(CultureInfo.InvariantCulture, $"{end?.ToString() ?? "(nothing said)",-16} at once: {Said(Step(image, plan, first)),-34} later: {Said(Step(image, plan, then))}\n");
            }
            var dark = sees(GoodsImage.Dark);
            table.Append(CultureInfo.InvariantCulture, $"{"(restarted)",-16} at once: {Said(Step(dark, plan, Ended, Ended)),-34} later: {Said(Step(dark, plan, Ended + Times.SettlesWithin, Ended))}\n");
        }
        Approved.Same("tests/Control/Goods/GoodsTable.txt", table.ToString());
    }

    [Fact]
    public void A_channel_that_gave_nothing_is_followed_by_the_next_and_after_three_by_none()
    {
        var next = new ChannelId("next");
        var decision = GoodsMachine.Step(Situation(GoodsImage.Dark, new ChannelPlan(Here, Bank), Ended, default, visit => visit with { Channel = null, Tried = [Here] }) with { Choice = new ChannelPlan(next, Bank) });
        Assert.Equal(new ItemOrdered(3, next, 6), Assert.Single(decision.Events));
        Assert.Contains(new HandOut(next, 6), decision.Effects);
        var over = GoodsMachine.Step(Situation(GoodsImage.Dark, new ChannelPlan(Here, Bank), Ended, default, visit => visit with { Channel = null, Tried = [Here, next, new("third")] }) with { Choice = new ChannelPlan(new("fourth"), Bank) });
        Assert.Equal(new GoodsEnded(3, GoodsEnding.NothingCame), over.Events[^1]);
        Assert.IsType<CodeReleased>(over.Events[0]);
    }

    [Fact]
    public void A_voucher_is_used_up_with_the_thing_or_with_the_doubt_and_not_without()
    {
        var voucher = new CodeKey("points", "0a");
        Assert.Contains(new VoucherSpent(3, voucher, 9), Of(HandOutEnd.Seen).Events);
        Assert.Contains(new VoucherSpent(3, voucher, 9), Of(HandOutEnd.Unknown).Events);
        Assert.DoesNotContain(Of(HandOutEnd.NotSeen).Events, e => e is VoucherSpent);

        Decision Of(HandOutEnd end) => GoodsMachine.Step(Situation(
            GoodsImage.Dark with { HandOut = new HandOutWord(5, null) { End = end, EndedAt = Ended } }, new ChannelPlan(Here, Bank), Ended, default,
            visit => visit with { Voucher = voucher, VoucherExpires = 9, Ground = GoodsGround.Voucher }));
    }

    private static Decision Step(GoodsImage image, ChannelPlan plan, TimeSpan now, TimeSpan started = default) => GoodsMachine.Step(Situation(image, plan, now, started, visit => visit));

    private static VisitSituation Situation(GoodsImage image, ChannelPlan plan, TimeSpan now, TimeSpan started, Func<GoodsVisit, GoodsVisit> change)
    {
        var visit = change(new GoodsVisit(3, new RiderId("demo", "chen"), Bank, GoodsGround.Share, new DateOnly(2026, 11, 20), false, null, null, 0, null, Ordered) { Channel = Here, Order = 5 });
        return new VisitSituation(visit, GoodsBook.Empty with { Visit = visit, LastOrder = 5 }, image, GoodsPlan.None, plan, null, "C-3", started, now);
    }

    private static string Said(Decision decision) => decision.Events switch
    {
        [] => "waits",
        [ItemGiven, ..] => "given",
        [ItemNotSeen { End: var end }, ..] => end is HandOutEnd.NotStarted or HandOutEnd.Refused ? $"not given ({end}), stays in use" : $"not given ({end})",
        [ItemInQuestion, ..] => "in question",
        var other => string.Join(' ', other.Select(e => e.GetType().Name)),
    };
}
