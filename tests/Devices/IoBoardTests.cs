using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.IoBoards;
using YongAi.Edge.Devices.Lines;

namespace YongAi.Edge.Tests.Devices;

/// <summary>A board of relays and inputs: outputs, contacts, and goods handed out by one pulse each, at most once.</summary>
public sealed class IoBoardTests
{
    private const string ReadRelays = "0101000000083DCC", ReadInputs = "01020000000879CC";
    private static readonly OutputPlan Fan = new(new("fan"), OutputUse.Fan), Heater = new(new("heater"), OutputUse.Heater);
    private static readonly ContactId Smoke = new("smoke"), Water = new("water");
    private static readonly ChannelId Tea = new("tea"), Cola = new("cola");

    [Fact]
    public void Relays_and_inputs_are_asked_for_as_published_and_told()
    {
        var (bench, board) = Board();
        board.Inputs[0] = true;
        bench.Run(300);
        Assert.Equal([ReadRelays, ReadInputs], bench.SentHex);
        Assert.Equal([new(Fan.Id, false), new(Heater.Id, false)], Assert.Single(bench.Facts<OutputsRead>()).Outputs.ToArray());
        Assert.Equal([new(Smoke, true), new(Water, true)], Assert.Single(bench.Facts<ContactsRead>()).Contacts.ToArray());
        Assert.Equal([Tea, Cola], bench.Facts<ChannelRead>().Select(read => read.Channel));
    }

    [Fact]
    public void Contacts_are_read_every_half_second_by_their_active_level()
    {
        var (bench, board) = Board();
        bench.Run(10_000);
        Assert.InRange(bench.Facts<ContactsRead>().Count(), 19, 21);
        board.Inputs[1] = true;
        bench.Run(600);
        Assert.Equal([new(Smoke, false), new(Water, false)], bench.Facts<ContactsRead>().Last().Contacts.ToArray());
    }

    [Fact]
    public void An_output_is_one_pulse_of_its_lease_that_the_board_ends()
    {
        var (bench, board) = Board();
        bench.Run(300);
        bench.Perform(new OutputOn(Fan, TimeSpan.FromMilliseconds(700)));
        bench.Run(300);
        Assert.Equal("0105020000078DB0", bench.SentHex.Single(hex => hex[2..4] == "05"));
        Assert.True(On(bench, Fan));
        bench.Run(3_000);
        Assert.False(On(bench, Fan));
        Assert.Equal([(0, 7)], board.Pulses);
    }

    [Fact]
    public void Switching_off_goes_first_and_is_read_back()
    {
        var (bench, _) = Board();
        bench.Run(300);
        bench.Perform(new OutputOn(Fan, TimeSpan.FromSeconds(30)));
        bench.Run(300);
        bench.Perform(new OutputOff(Fan));
        Assert.Equal("010500000000CDCA", bench.Sent[^1].Hex);
        Assert.Equal(ReadRelays, bench.NextSent(100));
        bench.Run(100);
        Assert.False(On(bench, Fan));
    }

    [Fact]
    public void What_makes_safe_goes_before_goods_and_goods_before_what_does_not()
    {
        var bench = new LineBench(new IoBoardWiring(Fit())).Open();
        bench.NextSent();
        bench.Perform(new OutputOn(Heater, TimeSpan.FromSeconds(30)));
        bench.Perform(new HandOut(Tea, 1));
        bench.Perform(new OutputOn(Fan, TimeSpan.FromSeconds(30)));
        bench.Receive(RelayPart.Checked([1, 1, 1, 0]));
        var sent = new List<string>();
        for (var write = 0; write < 4; write++)
        {
            sent.Add(bench.NextSent(10)[..8]);
            bench.Receive(bench.Sent[^1].Hex[2..4] == "01" ? RelayPart.Checked([1, 1, 1, 0]) : Convert.FromHexString(bench.Sent[^1].Hex));
        }
        Assert.Equal(["01050200", "01050202", "01010000", "01050201"], sent);
    }

    [Fact]
    public void An_order_off_voids_one_on_that_waits_and_one_that_waited_too_long_is_dropped()
    {
        var bench = new LineBench(new IoBoardWiring(Fit())).Open();
        bench.NextSent();
        bench.Perform(new OutputOn(Fan, TimeSpan.FromSeconds(30)));
        bench.Perform(new OutputOff(Fan));
        bench.Perform(new OutputOn(Heater, TimeSpan.FromSeconds(30)));
        bench.Stall((int)RelayOrders.ChargeWaitMax.TotalMilliseconds);
        bench.Run(2_000);
        Assert.Equal(["010500000000CDCA"], bench.SentHex.Where(hex => hex[2..4] == "05"));
    }

    [Fact]
    public void A_thing_is_handed_out_by_exactly_one_pulse_and_ends_when_its_relay_reads_off()
    {
        var (bench, board) = Board();
        bench.Run(300);
        bench.Perform(new HandOut(Tea, 7));
        Assert.Equal("01050202000A", bench.Sent[^1].Hex[..12]);
        bench.Run(950);
        Assert.Equal([new HandOutBegan(Tea, 7)], bench.Facts<HandOutBegan>());
        Assert.Empty(bench.Facts<HandOutEnded>());
        bench.Run(10_000);
        Assert.Equal([new HandOutEnded(Tea, 7, HandOutEnd.Turned)], bench.Facts<HandOutEnded>());
        Assert.Equal([(2, 10)], board.Pulses);
    }

    [Fact]
    public void The_same_order_again_sends_nothing_and_is_told_its_end_again()
    {
        var (bench, board) = Board();
        bench.Run(300);
        bench.Perform(new HandOut(Tea, 7));
        bench.Run(300);
        bench.Perform(new HandOut(Tea, 7));
        bench.Run(3_000);
        bench.Perform(new HandOut(Tea, 7));
        bench.Run(3_000);
        Assert.Single(board.Pulses);
        Assert.Equal([new(Tea, 7, HandOutEnd.Turned), new HandOutEnded(Tea, 7, HandOutEnd.Turned)], bench.Facts<HandOutEnded>());
        Assert.Single(bench.Facts<HandOutBegan>());
    }

    [Fact]
    public void An_order_while_another_runs_is_not_started_and_one_of_another_channel_is()
    {
        var (bench, board) = Board();
        bench.Run(300);
        bench.Perform(new HandOut(Tea, 7));
        bench.Run(100);
        bench.Perform(new HandOut(Tea, 8));
        bench.Perform(new HandOut(Cola, 9));
        bench.Run(5_000);
        Assert.Equal([(2, 10), (3, 5)], board.Pulses);
        Assert.Contains(new HandOutEnded(Tea, 8, HandOutEnd.NotStarted), bench.Facts<HandOutEnded>());
        Assert.Contains(new HandOutEnded(Tea, 7, HandOutEnd.Turned), bench.Facts<HandOutEnded>());
        Assert.Contains(new HandOutEnded(Cola, 9, HandOutEnd.Turned), bench.Facts<HandOutEnded>());
        bench.Perform(new HandOut(Tea, 8));
        bench.Perform(new HandOut(Tea, 6));
        bench.Run(3_000);
        Assert.Equal(2, board.Pulses.Count);
        Assert.Equal([new(Tea, 8, HandOutEnd.NotStarted), new HandOutEnded(Tea, 6, HandOutEnd.Unknown)], bench.Facts<HandOutEnded>().TakeLast(2));
    }

    [Fact]
    public void A_refused_order_did_nothing()
    {
        var (bench, board) = Board();
        bench.Run(300);
        board.Refuses.Add(5);
        bench.Perform(new HandOut(Tea, 7));
        bench.Run(100);
        Assert.Equal([new HandOutEnded(Tea, 7, HandOutEnd.Refused)], bench.Facts<HandOutEnded>());
        Assert.Empty(bench.Facts<HandOutBegan>());
    }

    [Fact]
    public void An_order_whose_answer_is_lost_began_when_its_relay_reads_on()
    {
        var (bench, board) = Board();
        bench.Run(300);
        board.Deaf.Add(5);
        bench.Perform(new HandOut(Tea, 7));
        bench.Run(250);
        Assert.Empty(bench.Facts<HandOutBegan>());
        bench.Run(5_000);
        Assert.Single(bench.Facts<HandOutBegan>());
        Assert.Equal([new HandOutEnded(Tea, 7, HandOutEnd.Turned)], bench.Facts<HandOutEnded>());
        Assert.Single(board.Pulses);
    }

    [Fact]
    public void An_order_that_the_board_never_heard_is_not_repeated_and_nobody_knows_its_end()
    {
        var (bench, board) = Board();
        bench.Run(300);
        board.LosesWrites = true;
        bench.Perform(new HandOut(Tea, 7));
        bench.Run(20_000);
        Assert.Single(bench.SentHex, hex => hex[2..4] == "05");
        Assert.Equal([new HandOutEnded(Tea, 7, HandOutEnd.Unknown)], bench.Facts<HandOutEnded>());
        Assert.Empty(bench.Facts<HandOutBegan>());
    }

    [Fact]
    public void Without_any_answer_the_end_is_unknown_after_its_time()
    {
        var (bench, board) = Board();
        bench.Run(300);
        board.Deaf.UnionWith([1, 5]);
        var at = bench.Now;
        bench.Perform(new HandOut(Tea, 7));
        bench.Run(20_000);
        var (when, ended) = Assert.Single(bench.Told, told => told.Input is HandOutEnded);
        Assert.Equal(new HandOutEnded(Tea, 7, HandOutEnd.Unknown), ended);
        Assert.Equal(TimeSpan.FromSeconds(1) + ChannelPulse.UnknownAfter, when - at);
    }

    [Fact]
    public void A_board_that_restarts_in_the_middle_of_a_pulse_has_turned_nothing_for_sure()
    {
        var (bench, board) = Board();
        bench.Run(300);
        bench.Perform(new HandOut(Tea, 7));
        bench.Run(300);
        board.Restart();
        bench.Run(3_000);
        Assert.Equal([new HandOutEnded(Tea, 7, HandOutEnd.Unknown)], bench.Facts<HandOutEnded>());
    }

    [Fact]
    public void A_relay_that_does_not_let_go_is_told_and_switched_off()
    {
        var (bench, board) = Board();
        bench.Run(300);
        board.Welded.Add(2);
        bench.Perform(new HandOut(Tea, 7));
        bench.Run(5_000);
        Assert.Equal([new HandOutEnded(Tea, 7, HandOutEnd.DidNotStop)], bench.Facts<HandOutEnded>());
        Assert.Single(bench.SentHex, hex => hex.StartsWith("010500020000", StringComparison.Ordinal));
    }

    [Fact]
    public void An_order_that_waited_too_long_or_finds_no_line_is_not_started()
    {
        var (bench, board) = Board();
        bench.Run(300);
        bench.NextSent();
        bench.Perform(new HandOut(Tea, 7));
        bench.Stall((int)ChannelPulse.WaitMax.TotalMilliseconds);
        bench.Run(3_000);
        bench.Lost();
        bench.Perform(new HandOut(Cola, 8));
        Assert.Empty(board.Pulses);
        Assert.Equal([new(Tea, 7, HandOutEnd.NotStarted), new HandOutEnded(Cola, 8, HandOutEnd.NotStarted)], bench.Facts<HandOutEnded>());
    }

    [Fact]
    public void A_lost_line_leaves_nothing_known_and_an_order_in_doubt()
    {
        var (bench, board) = Board();
        bench.Run(300);
        bench.Perform(new HandOut(Tea, 7));
        bench.Run(200);
        bench.Perform(new OutputOn(Fan, TimeSpan.FromSeconds(30)));
        bench.Lost();
        Assert.Equal([Fan.Id, Heater.Id], Assert.Single(bench.Facts<OutputsSilent>()).Outputs.ToArray());
        Assert.Equal([Smoke, Water], Assert.Single(bench.Facts<ContactsSilent>()).Contacts.ToArray());
        Assert.Equal([Tea, Cola], Assert.Single(bench.Facts<ChannelsSilent>()).Channels.ToArray());
        Assert.Equal([new HandOutEnded(Tea, 7, HandOutEnd.Unknown)], bench.Facts<HandOutEnded>());
        bench.Open().Run(5_000);
        Assert.Equal(2, board.Pulses.Count);
        Assert.Single(bench.Facts<HandOutEnded>());
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void What_is_not_answered_or_refused_is_silent_and_only_that(int function, bool relays)
    {
        foreach (var refuses in new[] { false, true })
        {
            var (bench, board) = Board();
            (refuses ? board.Refuses : board.Deaf).Add(function);
            bench.Run(15_000);
            Assert.Equal(relays, bench.Facts<OutputsSilent>().Any());
            Assert.Equal(relays, bench.Facts<ChannelsSilent>().Any());
            Assert.Equal(!relays, bench.Facts<ContactsSilent>().Any());
            Assert.Equal(relays, bench.Facts<ContactsRead>().Any());
            board.Deaf.Clear();
            board.Refuses.Clear();
            bench.Run(4_000);
            Assert.NotEmpty(bench.Facts<OutputsRead>());
            Assert.NotEmpty(bench.Facts<ContactsRead>());
        }
    }

    [Fact]
    public void Two_boards_with_one_address_are_not_believed_and_hand_nothing_out()
    {
        var (bench, board) = Board();
        var twin = new IoBoardPart { Inputs = { [0] = true } };
        for (var answer = 0; answer < 1_000; answer++) twin.Wire.Enqueue(frame => [(80, frame)]);
        bench.Parts.Add(twin);
        bench.Run(20_000);
        var read = bench.Facts<ContactsRead>().Count();
        bench.Perform(new HandOut(Tea, 7));
        bench.Run(5_000);
        Assert.Equal(read, bench.Facts<ContactsRead>().Count());
        Assert.NotEmpty(bench.Facts<ContactsSilent>());
        Assert.Equal([new HandOutEnded(Tea, 7, HandOutEnd.NotStarted)], bench.Facts<HandOutEnded>());
        Assert.Empty(board.Pulses);
    }

    [Fact]
    public void An_order_that_waits_when_the_board_is_no_longer_believed_is_not_started()
    {
        var bench = new LineBench(new IoBoardWiring(Fit())).Open();
        for (var times = 1; times <= Trust.LostAfter; times++)
        {
            var kind = Convert.FromHexString(bench.NextSent(600))[1];
            bench.Receive(RelayPart.Checked([1, kind, 1, 0]));
            if (times == Trust.LostAfter)
            {
                bench.Perform(new OutputOff(Fan));
                bench.Run(10);
                bench.Perform(new HandOut(Tea, 7));
            }
            bench.Receive(RelayPart.Checked([1, kind, 1, 1]));
        }
        bench.Run(5_000);
        Assert.Equal([new HandOutEnded(Tea, 7, HandOutEnd.NotStarted)], bench.Facts<HandOutEnded>());
        Assert.DoesNotContain(bench.SentHex, hex => hex.StartsWith("010502", StringComparison.Ordinal));
    }

    [Fact]
    public void Damaged_late_doubled_and_foreign_answers_neither_begin_nor_end_an_order()
    {
        Func<byte[], (int, byte[])[]>[] wires =
        [
            frame => [(20, [.. frame[..^1], (byte)(frame[^1] ^ 1)])],
            frame => [(20, [.. frame[..3], .. frame[4..]])],
            frame => [(450, frame)],
            frame => [(20, RelayPart.Checked([2, .. frame[1..^2]]))],
        ];
        foreach (var wire in wires)
        {
            var (bench, board) = Board();
            bench.Run(300);
            board.Deaf.UnionWith([1, 2]);
            board.Wire.Enqueue(wire);
            bench.Perform(new HandOut(Tea, 7));
            bench.Run(700);
            Assert.Empty(bench.Facts<HandOutBegan>());
            bench.Run(20_000);
            Assert.Equal([new HandOutEnded(Tea, 7, HandOutEnd.Unknown)], bench.Facts<HandOutEnded>());
            Assert.Single(board.Pulses);
        }
        var (twice, part) = Board();
        twice.Run(300);
        part.Wire.Enqueue(frame => [(20, frame), (40, frame)]);
        twice.Perform(new HandOut(Tea, 7));
        twice.Run(5_000);
        Assert.Single(twice.Facts<HandOutBegan>());
        Assert.Single(twice.Facts<HandOutEnded>());
    }

    [Fact]
    public void No_single_flipped_bit_is_a_contact_an_output_or_a_beginning()
    {
        foreach (var (answers, length) in new[] { (0, 6), (1, 6), (2, 8) })
            for (var bit = 0; bit < 8 * length; bit++)
            {
                var bench = new LineBench(new IoBoardWiring(Fit())).Open();
                bench.NextSent();
                if (answers > 0) bench.Receive(RelayPart.Checked([1, 1, 1, 0]));
                if (answers == 2) bench.Perform(new HandOut(Tea, 7));
                bench.Run(10);
                if (answers == 2 && bench.Sent[^1].Hex[2..4] != "05") bench.Receive(RelayPart.Checked([1, 2, 1, 0]));
                bench.Run(10);
                var before = bench.Told.Count;
                byte[] flipped = answers == 2 ? Convert.FromHexString(bench.Sent[^1].Hex) : RelayPart.Checked([1, (byte)(answers + 1), 1, 3]);
                Assert.Equal(length, flipped.Length);
                flipped[bit / 8] ^= (byte)(1 << bit % 8);
                bench.Receive(flipped);
                bench.Run(250);
                Assert.Equal(before, bench.Told.Count);
            }
    }

    private static bool On(LineBench bench, OutputPlan output) =>
        bench.Facts<OutputsRead>().Last().Outputs.Single(state => state.Output == output.Id).On;

    private static IoBoardFit Fit() => new(1, 8, 8)
    {
        Outputs = [new(0, Fan), new(1, Heater)],
        Contacts = [new(0, Smoke, 1), new(1, Water, 0)],
        Channels = [new(2, Tea, TimeSpan.FromSeconds(1)), new(3, Cola, TimeSpan.FromMilliseconds(500))],
    };

    private static (LineBench Bench, IoBoardPart Part) Board()
    {
        var part = new IoBoardPart();
        return (new LineBench(new IoBoardWiring(Fit())) { Parts = { part } }.Open(), part);
    }
}
