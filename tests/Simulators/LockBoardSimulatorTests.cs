using YongAi.Simulators.Boards;
using YongAi.Simulators.Boards.Tongues;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Simulators;

/// <summary>The 8A/80 lock board against the frames of its family, which were computed elsewhere (hardware 1.1).</summary>
public sealed class LockBoardSimulatorTests
{
    private readonly Faults faults = new();
    private readonly SimulatedSlot[] slots;

    public LockBoardSimulatorTests() =>
        // Doors that spring at once, so that an answer shows the door as it ends up.
        slots = [.. Enumerable.Range(1, 24).Select(n => new SimulatedSlot(n, faults.AtSlot(n), TimeSpan.Zero))];

    public static TheoryData<int, string, string> OpenAndAnswer => new()
    {
        { 1, "8A0101119B", "8A0101008A" }, { 2, "8A01021198", "8A01020089" }, { 3, "8A01031199", "8A01030088" },
        { 4, "8A0104119E", "8A0104008F" }, { 5, "8A0105119F", "8A0105008E" }, { 6, "8A0106119C", "8A0106008D" },
        { 7, "8A0107119D", "8A0107008C" }, { 8, "8A01081192", "8A01080083" }, { 9, "8A01091193", "8A01090082" },
        { 10, "8A010A1190", "8A010A0081" }, { 11, "8A010B1191", "8A010B0080" }, { 12, "8A010C1196", "8A010C0087" },
    };

    [Theory, MemberData(nameof(OpenAndAnswer))]
    public void An_opening_opens_its_door_and_no_other(int number, string request, string answer)
    {
        Assert.Equal([answer], Bench().Ask(request));
        Assert.Equal([number], OpenDoors());
    }

    [Fact]
    public void One_channel_is_read()
    {
        var bench = Bench();
        Assert.Equal(["8001011191"], bench.Ask("80010133B3"));
        slots[0].ForceOpen();
        Assert.Equal(["8001010080"], bench.Ask("80010133B3"));
    }

    [Fact]
    public void All_channels_are_read()
    {
        var bench = Bench();
        Assert.Equal(["8001FFFFFF334D"], bench.Ask("80010033B2"));
        foreach (var slot in slots) slot.ForceOpen();
        Assert.Equal(["800100000033B2"], bench.Ask("80010033B2"));
        slots[9].Close();
        Assert.Equal(["800100020033B0"], bench.Ask("80010033B2"));
    }

    [Fact]
    public void The_other_wiring_turns_every_level()
    {
        var bench = Bench(closedLevel: 0);
        Assert.Equal(["800100000033B2"], bench.Ask("80010033B2"));
        // Opened, the answer is byte for byte the request.
        Assert.Equal(["8A0101119B"], bench.Ask("8A0101119B"));
    }

    [Fact]
    public void A_board_that_reads_single_channels_only_is_silent_to_read_all()
    {
        var bench = Bench(settings => settings with { ReadAll = false });
        Assert.Empty(bench.Ask("80010033B2"));
        Assert.Equal(["8001011191"], bench.Ask("80010133B3"));
    }

    [Fact]
    public void Open_all_goes_through_the_locks_and_answers_once_after_the_last()
    {
        var bench = Bench();
        var (hex, after) = Assert.Single(bench.AskTimed("8A0100119A"));
        Assert.Equal("8A0100008B", hex);
        Assert.Equal(TimeSpan.FromSeconds(12), after);
        Assert.Equal(Enumerable.Range(1, 24), OpenDoors());
    }

    [Fact]
    public void A_board_in_a_sequence_hears_nothing()
    {
        var board = Board();
        board.Receive(Convert.FromHexString("8A0100119A"), TimeSpan.FromSeconds(100));
        Assert.Equal(["8A0100008B"], new BoardBench(board).Ask("80010033B2"));
    }

    [Fact]
    public void Several_locks_are_opened_by_their_bits()
    {
        Assert.Empty(Bench().Ask("900102020293"));
        Assert.Equal([2, 10, 18], OpenDoors());
    }

    [Fact]
    public void A_held_latch_does_not_let_the_door_close()
    {
        var bench = Bench();
        Assert.Equal(["9A0101009A"], bench.Ask("9A0101118B"));
        Assert.NotNull(slots[0].Close());
        bench.Ask("9B0101118A");
        Assert.Null(slots[0].Close());
    }

    [Theory]
    [InlineData("8A010133B9", "8A0101008A")]
    [InlineData("82010022A1", "820100AB28")]
    [InlineData("8D0101018C", "8D0101018C")]
    [InlineData("7E0101037D", "7E0101037D")]
    [InlineData("9A010133A9", "9A0101009A")]
    [InlineData("7C0101037F", "7C0101007C")]
    [InlineData("7F0101116E", "7F0101007F")]
    public void Dialect_B_has_commands_of_its_own(string request, string answer) =>
        Assert.Equal([answer], DialectB().Ask(request));

    [Theory]
    [InlineData("8A010133B9")]
    [InlineData("7C0101037F")]
    [InlineData("7F0101116E")]
    public void Dialect_B_opens_in_three_ways(string request)
    {
        DialectB().Ask(request);
        Assert.Equal([1], OpenDoors());
    }

    [Fact]
    public void Dialect_B_opens_all_one_after_another_and_says_9E()
    {
        Assert.Equal(["9E010000009F"], DialectB().Ask("9D010133AE"));
        Assert.Equal(Enumerable.Range(1, 24), OpenDoors());
    }

    [Theory]
    [InlineData(Dialect.A, "8A010133B9")]
    [InlineData(Dialect.B, "8A0101119B")]
    [InlineData(Dialect.A, "82010022A1")]
    public void The_function_of_the_other_dialect_does_nothing(Dialect dialect, string request)
    {
        Assert.Empty(Bench(settings => settings with { Dialect = dialect }).Ask(request));
        Assert.Empty(OpenDoors());
    }

    [Fact]
    public void Older_firmware_of_dialect_B_takes_the_function_of_dialect_A() =>
        Assert.Equal(["8A0101008A"], Bench(s => s with { Dialect = Dialect.B, TakesOldFunction = true }).Ask("8A0101119B"));

    [Theory]
    [InlineData("8A02011198")] // another board
    [InlineData("8A0101119A")] // a damaged check
    [InlineData("8A01191183")] // a lock beyond the board
    [InlineData("8001009918")] // a query that this firmware does not know
    public void What_is_not_for_this_board_is_left_alone(string request)
    {
        Assert.Empty(Bench().Ask(request));
        Assert.Empty(OpenDoors());
    }

    [Fact]
    public void A_request_is_found_among_wrong_bytes()
    {
        Assert.Equal(["8A01030088"], Bench().Ask("00FF8A018A01031199"));
        Assert.Equal([3], OpenDoors());
    }

    [Fact]
    public void Two_requests_in_one_burst_are_answered_in_their_order() =>
        Assert.Equal(["8A01020089", "8001011191"], Bench().Ask("8A0102119880010133B3"));

    [Fact]
    public void Half_a_request_is_forgotten_after_a_gap()
    {
        var board = Board();
        board.Receive(Convert.FromHexString("8A0101"), TimeSpan.FromSeconds(1));
        board.Receive(Convert.FromHexString("119B"), TimeSpan.FromSeconds(2));
        Assert.Empty(OpenDoors());
        board.Receive(Convert.FromHexString("8A0101"), TimeSpan.FromSeconds(3));
        board.Receive(Convert.FromHexString("119B"), TimeSpan.FromSeconds(3.01));
        Assert.Equal([1], OpenDoors());
    }

    [Fact]
    public void Answers_take_20_to_60_ms_of_the_boards_time()
    {
        var bench = Bench();
        for (var i = 0; i < 200; i++)
            Assert.InRange(Assert.Single(bench.AskTimed("80010033B2")).After, TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(60));
    }

    [Fact]
    public void An_answer_shows_the_switch_as_it_is_when_the_answer_begins()
    {
        var slow = new SimulatedSlot(1, faults.AtSlot(1), TimeSpan.FromMilliseconds(150));
        var board = Board(new A80Settings { Address = 1, Dialect = Dialect.A },
            [new LockChannel(1, slow, new Feedback(slow, FeedbackKind.Door, 1))]);
        var bench = new BoardBench(board, now => slow.MoveDoor(now));
        Assert.Equal(["8A0101119B"], bench.Ask("8A0101119B"));
        Assert.True(slow.DoorOpen);
        Assert.Equal(["8001010080"], bench.Ask("80010133B3"));
    }

    [Theory]
    [InlineData(0x81, "8101010081", "8101011190")]
    [InlineData(0x82, "8201010082", "8201011193")]
    public void Doors_that_move_are_reported_where_the_product_does_so(byte head, string opened, string closed)
    {
        var bench = Bench(settings => settings with { ReportHead = head });
        slots[0].ForceOpen();
        Assert.Equal([opened], bench.Run(TimeSpan.FromSeconds(1)));
        slots[0].Close();
        Assert.Equal([closed], bench.Run(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Reports_can_be_switched_on_and_off_in_dialect_B()
    {
        var bench = DialectB();
        slots[0].ForceOpen();
        Assert.Empty(bench.Run(TimeSpan.FromSeconds(1)));
        bench.Ask("8D0101018C");
        slots[0].Close();
        Assert.Equal(["8201011193"], bench.Run(TimeSpan.FromSeconds(1)));
        bench.Ask("8D0101008D");
        slots[0].ForceOpen();
        Assert.Empty(bench.Run(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void A_jammed_lock_is_answered_like_any_other_and_stays_shut()
    {
        var bench = Bench();
        faults.AtSlot(5).Set(Fault.Jam, times: 1, value: null);
        Assert.Equal(["8A0105119F"], bench.Ask("8A0105119F"));
        Assert.Empty(OpenDoors());
        Assert.Equal(["8A0105008E"], bench.Ask("8A0105119F"));
        Assert.Equal([5], OpenDoors());
    }

    [Fact]
    public void A_report_can_come_between_question_and_answer()
    {
        faults.At("locks").Set(Fault.ReportFirst, times: 1, value: null);
        Assert.Equal(["8201031191", "8001031193"], Bench().Ask("80010333B1"));
    }

    [Fact]
    public void A_reset_board_is_silent_for_two_seconds_and_then_answers_again()
    {
        var bench = Bench();
        faults.At("locks").Set(Fault.Reset, times: 1, value: null);
        bench.Run(TimeSpan.FromSeconds(0.1));
        Assert.Empty(bench.Ask("80010133B3", TimeSpan.FromSeconds(1.8)));
        bench.Run(TimeSpan.FromSeconds(0.2));
        Assert.Equal(["8001011191"], bench.Ask("80010133B3"));
    }

    private int[] OpenDoors() => [.. slots.Where(slot => slot.DoorOpen).Select(slot => slot.Number)];

    private BoardBench Bench(Func<A80Settings, A80Settings>? change = null, int closedLevel = 1) =>
        new(Board(change, closedLevel));

    private BoardBench DialectB() => Bench(settings => settings with { Dialect = Dialect.B });

    private LockBoardSimulator Board(Func<A80Settings, A80Settings>? change = null, int closedLevel = 1)
    {
        var settings = new A80Settings { Address = 1, Dialect = Dialect.A };
        return Board(change is null ? settings : change(settings),
            [.. slots.Select(s => new LockChannel(s.Number, s, new Feedback(s, FeedbackKind.Door, closedLevel)))]);
    }

    private LockBoardSimulator Board(A80Settings settings, ImmutableArray<LockChannel> channels) =>
        new(new A80Tongue(settings), new LockBoardSettings { Channels = channels }, faults.At("locks"), new Random(1));
}
