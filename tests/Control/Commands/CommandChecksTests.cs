using System.Text;
using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Tests.Control.Commands;

/// <summary>Each check of a command alone refuses: one thing is wrong at a time.</summary>
public sealed class CommandChecksTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 2, 0, 0, TimeSpan.Zero);
    private static readonly Moment Trusted = new(TimeSpan.FromHours(1), Now, TimeTrust.Trusted);
    private static readonly Moment NoClock = Trusted with { Trust = TimeTrust.Untrusted, Wall = DateTimeOffset.UnixEpoch };

    private readonly CommandPen _pen = new();

    public void Dispose() => _pen.Dispose();

    [Fact]
    public void A_genuine_command_is_an_order()
    {
        var verdict = Judge("slot.open", "slot=3", "by=wang.li", "reason=noise");
        Assert.Null(verdict.Why);
        Assert.Equal((CommandType.SlotOpen, new SlotNumber(3), Origin.Cloud, "wang.li", "noise"),
            (verdict.Order!.Type, verdict.Order.Slot!.Value, verdict.Order.Origin, verdict.Order.By, verdict.Order.Reason));
    }

    [Theory]
    [InlineData("key=stranger")]
    [InlineData("key=permit")]
    [InlineData("aad=v1/permit")]
    public void What_no_command_key_signed_is_nobodys(string word)
    {
        var verdict = Judge("slot.open", "slot=3", word);
        Assert.Equal((Refusal.BadSignature, false), (verdict.Why!.Value, verdict.Genuine));
    }

    [Fact]
    public void An_old_key_signs_nothing_any_more()
    {
        var late = new DateTimeOffset(2036, 1, 2, 0, 0, 0, TimeSpan.Zero);
        var received = _pen.Draw("slot.open", late, "slot=3");
        Assert.Equal(Refusal.BadSignature, CommandChecks.Judge(received, Here(), Trusted with { Wall = late }).Why);
    }

    [Theory]
    [InlineData("update.apply", Refusal.NoRight, "slot=3")]
    [InlineData("slot.open", Refusal.WrongPlace, "slot=3", "cabinet=NB-TEST-02")]
    [InlineData("slot.open", Refusal.Expired, "slot=3", "ago=306", "life=300")]
    [InlineData("slot.open", Refusal.TooLongLived, "slot=3", "life=601")]
    [InlineData("slot.enable", Refusal.TooLongLived, "slot=3", "life=601")]
    [InlineData("cabinet.resume", Refusal.TooLongLived, "life=601")]
    [InlineData("transaction.cancel", Refusal.TooLongLived, "swap=1", "life=601")]
    [InlineData("rider.freeze", Refusal.TooLongLived, "rider=demo/chen", "frozen=false", "life=601")]
    [InlineData("cabinet.pause", Refusal.TooLongLived, "life=86401")]
    [InlineData("slot.open", Refusal.NotYetValid, "slot=3", "ago=-306")]
    [InlineData("slot.polish", Refusal.UnknownCommand, "slot=3")]
    [InlineData("slot.clear", Refusal.UnknownCommand, "slot=3")]
    [InlineData("slot.open", Refusal.NoSuchSlot, "slot=13")]
    [InlineData("slot.open", Refusal.Malformed)]
    [InlineData("transaction.cancel", Refusal.Malformed)]
    [InlineData("rider.freeze", Refusal.Malformed)]
    public void One_thing_is_wrong_and_names_the_refusal(string type, Refusal why, params string[] words)
    {
        var verdict = Judge(type, words);
        Assert.Equal((why, true), (verdict.Why!.Value, verdict.Genuine));
        Assert.Null(verdict.Order);
    }

    [Theory]
    [InlineData("slot.open", "slot=3", "ago=304", "life=300")]
    [InlineData("slot.open", "slot=3", "life=600")]
    [InlineData("slot.open", "slot=3", "ago=-304")]
    [InlineData("cabinet.pause", "life=86400")]
    [InlineData("rider.freeze", "rider=demo/chen", "life=86400")]
    public void At_the_edge_of_its_time_it_is_still_good(string type, params string[] words) => Assert.Null(Judge(type, words).Why);

    [Theory]
    [InlineData("slot.open", "slot=3")]
    [InlineData("slot.enable", "slot=3")]
    [InlineData("cabinet.resume")]
    [InlineData("transaction.cancel", "swap=1")]
    [InlineData("rider.freeze", "rider=demo/chen", "frozen=false")]
    public void Without_a_clock_nothing_is_opened_or_released(string type, params string[] words) =>
        Assert.Equal(Refusal.ClockNotTrusted, CommandChecks.Judge(_pen.Draw(type, Now, words), Here(), NoClock).Why);

    [Theory]
    [InlineData("slot.disable", "slot=3")]
    [InlineData("cabinet.pause")]
    [InlineData("rider.freeze", "rider=demo/chen")]
    public void Without_a_clock_what_makes_safe_is_done_unless_it_is_surely_over(string type, params string[] words)
    {
        Assert.Null(CommandChecks.Judge(_pen.Draw(type, Now, words), Here(), NoClock).Why);
        var floor = Now.ToUnixTimeSeconds() + 1000;
        Assert.Equal(Refusal.Expired, CommandChecks.Judge(_pen.Draw(type, Now, words), Here() with { Floor = floor }, NoClock).Why);
    }

    [Fact]
    public void A_known_command_gets_its_answer_again_also_when_its_time_is_over()
    {
        var known = new KnownCommand("slot.open", "hotline", new SlotNumber(3), Now.ToUnixTimeSeconds(), false, CommandOutcome.Done, null);
        var book = CommandBook.Empty with { Known = CommandBook.Empty.Known.Add("c-1", known) };
        var late = CommandChecks.Judge(_pen.Draw("slot.open", Now, "slot=3", "id=c-1", "ago=1000"), Here() with { Book = book }, Trusted);
        Assert.Equal((null, known), (late.Why, late.Before));
    }

    [Fact]
    public void A_full_book_refuses_new_ones_and_forgets_none_that_is_needed()
    {
        Assert.Equal(Refusal.StoreFull, JudgeWith(Full(Now.ToUnixTimeSeconds(), forEver: false)).Why);
        Assert.Equal(Refusal.StoreFull, JudgeWith(Full(0, forEver: true)).Why);
        var dayAgo = Now.ToUnixTimeSeconds() - 24 * 3600;
        Assert.Equal(Refusal.StoreFull, JudgeWith(Full(dayAgo, forEver: false)).Why);
        Assert.Null(JudgeWith(Full(dayAgo - 1, forEver: false)).Why);

        static CommandBook Full(long expires, bool forEver) => CommandBook.Empty with
        {
            Known = CommandBook.Empty.Known.AddRange(Enumerable.Range(0, CommandBook.Max).Select(n => KeyValuePair.Create($"old-{n}",
                new KnownCommand("cabinet.pause", "", null, expires, forEver, CommandOutcome.Done, null)))),
        };
    }

    [Theory]
    [InlineData("""{"id":"c-9","cabinet":"NB-TEST-01","type":"cabinet.pause","issued":"now","expires":2}""", true)]
    [InlineData("""{"id":"c-9","cabinet":"NB-TEST-01"}""", true)]
    [InlineData("""{"cabinet":"NB-TEST-01","type":"cabinet.pause","issued":1,"expires":2}""", false)]
    [InlineData("""{"id":"a b","cabinet":"NB-TEST-01","type":"cabinet.pause","issued":1,"expires":2}""", false)]
    [InlineData("[1, 2, 3]", false)]
    [InlineData("null", false)]
    [InlineData("", false)]
    public void What_cannot_be_read_is_answered_where_it_has_an_id(string payload, bool answered)
    {
        var verdict = CommandChecks.Judge(_pen.Signed("any", Encoding.UTF8.GetBytes(payload)), Here(), Trusted);
        Assert.Equal((Refusal.Malformed, answered), (verdict.Why!.Value, verdict.Genuine));
    }

    /// <summary>Only somebody who stands there can say what lies there.</summary>
    private static readonly CommandType[] OfCrewsOnly = [CommandType.SlotClear, CommandType.StockCount, CommandType.StockFill, CommandType.SwapAssist];

    [Fact]
    public void What_the_cloud_may_order_is_what_the_contract_names()
    {
        foreach (var type in Enum.GetValues<CommandType>().Except(OfCrewsOnly))
            Assert.NotNull(CommandTypes.OfCommand(type.Name(), new CommandTarget()));
        Assert.Null(CommandTypes.OfAct("rider.freeze"));
        foreach (var type in OfCrewsOnly)
        {
            Assert.Equal(type, CommandTypes.OfAct(type.Name()));
            Assert.Null(CommandTypes.OfCommand(type.Name(), new CommandTarget()));
        }
    }

    private CommandVerdict Judge(string type, params string[] words) => CommandChecks.Judge(_pen.Draw(type, Now, words), Here(), Trusted);

    private CommandVerdict JudgeWith(CommandBook book) => CommandChecks.Judge(_pen.Draw("cabinet.pause", Now),
        Here() with { Book = book, Floor = Now.ToUnixTimeSeconds() }, Trusted);

    private static CommandSituation Here() =>
        new("NB-TEST-01", [.. Enumerable.Range(1, 12).Select(n => new SlotNumber(n))], TestTrust.Demo(), CommandBook.Empty, 0);
}
