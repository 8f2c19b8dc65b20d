using YongAi.Edge.Control.Goods;
using YongAi.Edge.Devices.Dispensers;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Devices.Dispensers;

/// <summary>
/// Dispensers and tag readers on their simulated boards, which share no frame code with them. Whatever goes wrong, a motor turns and a bolt
/// is drawn at most once for an order, and every order ends once.
/// </summary>
public sealed class GoodsOnSimulatedBoardsTests : IDisposable
{
    private const string Vending = "vending", DockLine = "dock";
    private static readonly ChannelId Water = new("water-1"), Cola = new("cola-2"), Bank = new("bank-1");
    private static readonly TimeSpan Rests = TimeSpan.FromSeconds(5);

    /// <summary>Longer than any order takes: it waits, turns, and nobody knows.</summary>
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(40);

    private readonly ShelfSite site = new();
    private readonly SimulatedLines lines;

    public GoodsOnSimulatedBoardsTests()
    {
        lines = new SimulatedLines(site.Site);
        lines.Do(new PutBank("bank-1", "PB00000001", 75));
        lines.Run(Rests);
    }

    public void Dispose()
    {
        lines.Dispose();
        site.Dispose();
    }

    [Fact]
    public void Boards_at_rest_tell_how_everything_stands()
    {
        Assert.Equal([new ChannelRead(Water, ChannelState.Ready), new ChannelRead(Cola, ChannelState.Ready)], Told<ChannelRead>());
        var read = Told<DockRead>().Last(read => read.Places.Any(place => place.Channel == Bank));
        Assert.Equal(new BankPlace(Bank, true, "PB00000001", 75), Assert.Single(read.Places));
        Assert.Empty(Told<ChannelsSilent>());
        Assert.Equal(0, Counts(Vending).Unanswered + Counts(Vending).NoiseBytes + Counts(Vending).Strays);
        Assert.All(lines.Do(new LookAround()).Shelf!.Value, channel => Assert.Equal(0, channel.Acts));
    }

    [Theory]
    [InlineData(null, 0, HandOutEnd.Seen, 1)]
    [InlineData("drop-answer", 1, HandOutEnd.Seen, 1)]
    [InlineData("drop-answer", 2, HandOutEnd.Seen, 1)]
    [InlineData("drop-answer", 3, HandOutEnd.Seen, 1)]
    [InlineData("drop-answer", 4, HandOutEnd.Seen, 1)]
    [InlineData("drop-answer", 5, HandOutEnd.Seen, 1)]
    [InlineData("corrupt", 3, HandOutEnd.Seen, 1)]
    [InlineData("lose-byte", 3, HandOutEnd.Seen, 1)]
    [InlineData("noise", 3, HandOutEnd.Seen, 1)]
    [InlineData("split", 3, HandOutEnd.Seen, 1)]
    [InlineData("glue", 3, HandOutEnd.Seen, 1)]
    [InlineData("late", 3, HandOutEnd.Seen, 1)]
    [InlineData("late-poll", 3, HandOutEnd.Seen, 1)]
    [InlineData("status-twice", 4, HandOutEnd.Seen, 1)]
    [InlineData("status-lost", 1, HandOutEnd.Unknown, 1)]
    [InlineData("spiral-jams", 1, HandOutEnd.Jammed, 1)]
    [InlineData("spiral-runs-on", 1, HandOutEnd.DidNotStop, 1)]
    [InlineData("no-motor", 1, HandOutEnd.NoSuchChannel, 0)]
    [InlineData("drop-unseen", 1, HandOutEnd.Jammed, 1)]
    // A poll was under way: it was answered with the order, and nobody knows whether that was heard.
    [InlineData("silent", 1, HandOutEnd.Unknown, 0)]
    public void A_spiral_turns_once_for_an_order_whatever_goes_wrong(string? fault, int times, HandOutEnd end, int turns)
    {
        if (fault is not null) lines.Fail(fault, Vending, times);
        lines.Perform(new HandOut(Water, 1));
        lines.Run(LongEnough);
        Assert.Equal(new HandOutEnded(Water, 1, end), Assert.Single(Told<HandOutEnded>()));
        Assert.Equal(turns, Look("water-1").Acts);
        Assert.True(Told<HandOutBegan>().Count(began => began.Order == 1) <= 1);
        if (fault == "silent")
        {
            lines.Do(new SetFault("silent", Line: Vending, Times: 0));
            lines.Run(Rests);
        }
        NextIsDone(before: turns);
    }

    [Fact]
    public void An_empty_spiral_turns_in_vain_and_is_then_known_to_be_empty()
    {
        lines.Do(new RestockSpiral("cola-2", 1));
        lines.Perform(new HandOut(Cola, 1));
        lines.Run(LongEnough);
        Assert.Equal(HandOutEnd.Turned, Assert.Single(Told<HandOutEnded>()).End);
        Assert.Equal(new ChannelRead(Cola, ChannelState.Empty), Told<ChannelRead>().Last());
        Assert.Equal((0, 1, 1), (Look("cola-2").Things, Look("cola-2").Acts, Look("cola-2").Gone));
    }

    /// <summary>At every moment of an order, in steps shorter than any of its words: the board loses power, or the line is dead a while.</summary>
    [Theory]
    [InlineData("reset")]
    [InlineData("reset, and its acknowledgement was lost")]
    [InlineData("pulled")]
    public void A_board_that_is_started_anew_or_cut_off_at_any_moment_turns_no_motor_twice(string what)
    {
        for (var ms = 0; ms < 3_200; ms += 10)
        {
            using var other = new GoodsOnSimulatedBoardsTests();
            other.Cut(what, ms);
        }
    }

    private void Cut(string what, int ms)
    {
        if (what.Contains("lost", StringComparison.Ordinal)) lines.Fail("drop-answer", Vending, 1);
        lines.Perform(new HandOut(Water, 1));
        lines.Run(TimeSpan.FromMilliseconds(ms));
        if (what != "pulled") lines.Fail("reset", Vending, 1);
        else
        {
            lines.Do(new PullLine(Vending));
            lines.Run(TimeSpan.FromMilliseconds(150 + ms % 3 * 600));
            lines.Do(new PullLine(Vending, Pulled: false));
        }
        lines.Run(LongEnough);
        var ended = Assert.Single(Told<HandOutEnded>());
        var look = Look("water-1");
        Assert.True(look.Acts <= 1, $"cut off by {what} after {ms} ms: {look.Acts} turns");
        Assert.True(ended.End is HandOutEnd.Seen or HandOutEnd.Unknown or HandOutEnd.NotStarted, $"{what} after {ms} ms: {ended}");
        if (ended.End == HandOutEnd.Seen) Assert.Equal(1, look.Gone);
        if (ended.End == HandOutEnd.NotStarted) Assert.Equal(0, look.Acts);
        NextIsDone(look.Acts);
    }

    [Theory]
    [InlineData(null, HandOutEnd.Seen, 1)]
    [InlineData("drop-answer", HandOutEnd.Seen, 1)]
    [InlineData("corrupt", HandOutEnd.Seen, 1)]
    [InlineData("lose-byte", HandOutEnd.Seen, 1)]
    [InlineData("late", HandOutEnd.Seen, 1)]
    [InlineData("split", HandOutEnd.Seen, 1)]
    [InlineData("noise", HandOutEnd.Seen, 1)]
    [InlineData("bank-sticks", HandOutEnd.NotSeen, 1)]
    public void A_bolt_is_drawn_once_for_an_order_whatever_goes_wrong(string? fault, HandOutEnd end, int pulses)
    {
        if (fault is not null) lines.Fail(fault, DockLine, 1);
        lines.Perform(new HandOut(Bank, 1));
        lines.Run(LongEnough);
        Assert.Equal(new HandOutEnded(Bank, 1, end), Assert.Single(Told<HandOutEnded>()));
        Assert.Equal(pulses, Look("bank-1").Acts);
        Assert.Equal(end == HandOutEnd.Seen ? 1 : 0, Look("bank-1").Gone);
    }

    [Fact]
    public void A_bank_whose_board_falls_silent_after_the_word_left_is_unknown_until_its_place_is_read()
    {
        lines.Perform(new HandOut(Bank, 1));
        lines.Run(TimeSpan.FromMilliseconds(5));
        lines.Do(new SetFault("silent", Line: DockLine));
        lines.Run(LongEnough);
        Assert.Equal(HandOutEnd.Unknown, Assert.Single(Told<HandOutEnded>()).End);
        Assert.True(Look("bank-1").Acts <= 1);
        lines.Do(new SetFault("silent", Line: DockLine, Times: 0));
        lines.Run(LongEnough);
        Assert.Single(Told<HandOutEnded>());
        Assert.True(Look("bank-1").Acts <= 1);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("corrupt")]
    [InlineData("lose-byte")]
    [InlineData("drop-answer")]
    public void A_tag_that_is_held_is_told_once_though_a_word_of_it_is_lost(string? fault)
    {
        if (fault is not null) lines.Fail(fault, "tags", 1);
        lines.Do(new HoldTag("1C008F12AB", HoldsMs: 3_000));
        lines.Run(TimeSpan.FromSeconds(5));
        Assert.Equal(new TagRead(new ReaderId("shelf"), "1C008F12AB"), Assert.Single(Told<TagRead>()));
        lines.Do(new HoldTag("1C008F12AB"));
        lines.Run(TimeSpan.FromSeconds(5));
        Assert.Equal(2, Told<TagRead>().Count());
    }

    /// <summary>Whatever went wrong with the first order, the next is done, and by one turn.</summary>
    private void NextIsDone(int before)
    {
        lines.Perform(new HandOut(Water, 2));
        lines.Run(LongEnough);
        Assert.Equal(new HandOutEnded(Water, 2, HandOutEnd.Seen), Told<HandOutEnded>().Last());
        Assert.Equal(2, Told<HandOutEnded>().Count());
        Assert.Equal(before + 1, Look("water-1").Acts);
    }

    private IEnumerable<T> Told<T>() => lines.Told.OfType<T>();

    private YongAi.Edge.Devices.Lines.LineCounts Counts(string line) => lines.Counts(line);

    private ChannelLook Look(string channel) => lines.Do(new LookAround()).Shelf!.Value.Single(look => look.Channel == channel);
}
