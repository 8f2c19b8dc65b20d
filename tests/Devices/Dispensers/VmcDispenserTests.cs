using YongAi.Edge.Control.Goods;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Dispensers;

namespace YongAi.Edge.Tests.Devices.Dispensers;

/// <summary>
/// What a vending board hears and what its words mean, frame by frame; the frames are those of the hardware reference and of written
/// records. That its motor turns once whatever goes wrong is tried on the simulated board (VmcOnSimulatedBoardTests).
/// </summary>
public sealed class VmcDispenserTests
{
    private const string Poll = "FAFB410040", Ack = "FAFB420043", DriveTenAsFirst = "FAFB0605010100000A08";
    private static readonly ChannelId Water = new("water-1"), Cola = new("cola-2");

    [Fact]
    public void Nothing_is_said_to_a_board_that_does_not_poll()
    {
        var bench = Board();
        bench.Perform(new HandOut(Water, 1));
        bench.Run(2_900);
        Assert.Empty(bench.Sent);
    }

    [Fact]
    public void Each_poll_is_answered_once_and_within_its_time()
    {
        var bench = Rested();
        for (var poll = 0; poll < 50; poll++)
        {
            var at = bench.Now;
            bench.Receive(Poll);
            Assert.Equal(Ack, bench.NextSent(100));
            Assert.True(bench.Now <= at + VmcDispenser.AnswersWithin);
            bench.Run(200);
        }
        Assert.Equal(50, bench.Sent.Count);
        // What nobody answers is counted by nobody.
        Assert.Equal((1L + 2, 0L), (bench.Line.Counts.Answered, bench.Line.Counts.Unanswered));
    }

    [Fact]
    public void A_poll_that_was_heard_too_late_is_left_for_the_next()
    {
        var bench = Rested();
        bench.Receive(Poll);
        bench.Stall(150);
        bench.Run(30);
        Assert.Empty(bench.Sent);
        bench.Receive(Poll);
        Assert.Equal(Ack, bench.NextSent(100));
    }

    [Fact]
    public void A_board_is_first_asked_to_begin_anew_and_then_how_each_channel_stands()
    {
        var bench = Board();
        var said = new List<string>();
        for (var poll = 0; poll < 4; poll++) said.Add(AtPoll(bench, acknowledged: true));
        Assert.Equal(["FAFB3101FC", "FAFB0103FD", "FAFB0103FE", "FAFB420043"], said.Select(one => one[..10]));
        bench.Receive(Frame("02 04 11 01 000A"));
        bench.Receive(Frame("02 04 12 02 000B"));
        Assert.Equal([new ChannelRead(Water, ChannelState.Ready), new ChannelRead(Cola, ChannelState.Empty)], bench.Facts<ChannelRead>());
    }

    [Theory]
    [InlineData("01", ChannelState.Ready)]
    [InlineData("02", ChannelState.Empty)]
    [InlineData("03", ChannelState.Faulty)]
    [InlineData("04", ChannelState.Faulty)]
    [InlineData("17", ChannelState.Faulty)]
    public void How_a_channel_stands_is_told_as_the_board_says(string state, ChannelState told)
    {
        var bench = Rested();
        bench.Receive(Frame($"02 04 11 {state} 000A"));
        Assert.Equal(Ack, bench.NextSent(100));
        Assert.Equal(told, Assert.Single(bench.Facts<ChannelRead>()).State);
    }

    [Fact]
    public void An_order_goes_out_at_the_next_poll_and_is_the_frame_of_the_reference()
    {
        var bench = Rested();
        bench.Perform(new HandOut(Water, 1));
        bench.Run(150);
        Assert.Empty(bench.Sent);
        Assert.Equal(DriveTenAsFirst, AtPoll(bench, acknowledged: true));
        Assert.Equal(Ack, AtPoll(bench));
        Assert.Empty(bench.Told);
    }

    [Theory]
    [InlineData(1, 0x01)]
    [InlineData(250, 0xFA)]
    [InlineData(251, 0x01)]
    [InlineData(1_000_000, 0xFA)]
    public void The_pack_number_is_made_of_the_order_alone(long order, int number)
    {
        var bench = Rested();
        bench.Perform(new HandOut(Water, order));
        Assert.Equal($"{number:X2}", AtPoll(bench, acknowledged: true)[8..10]);
    }

    [Fact]
    public void What_is_no_order_never_has_the_number_of_an_order_nor_that_of_the_word_before()
    {
        var numbers = new VmcNumbers();
        byte last = 0;
        for (var word = 0; word < 1000; word++)
        {
            var next = numbers.Next();
            Assert.True(next > VmcNumbers.OrdersMax && next != last);
            last = next;
        }
    }

    [Theory]
    [InlineData("water-1", "02", HandOutEnd.Seen)]
    [InlineData("cola-2", "02", HandOutEnd.Turned)]
    [InlineData("water-1", "03", HandOutEnd.Jammed)]
    [InlineData("water-1", "04", HandOutEnd.DidNotStop)]
    [InlineData("water-1", "06", HandOutEnd.NoSuchChannel)]
    [InlineData("water-1", "07", HandOutEnd.Unknown)]
    [InlineData("water-1", "12", HandOutEnd.Unknown)]
    [InlineData("water-1", "FF", HandOutEnd.Unknown)]
    [InlineData("water-1", "05", HandOutEnd.NotSeen)]
    [InlineData("cola-2", "05", HandOutEnd.Unknown)]
    public void An_order_ends_as_the_board_says(string name, string state, HandOutEnd end)
    {
        var bench = Rested();
        var channel = new ChannelId(name);
        bench.Perform(new HandOut(channel, 1));
        AtPoll(bench, acknowledged: true);
        var selection = channel == Water ? "000A" : "000B";
        bench.Receive(Frame($"04 04 3F 01 {selection}"));
        Assert.Equal(Ack, bench.NextSent(100));
        bench.Run(100);
        bench.Receive(Frame($"04 04 40 {state} {selection}"));
        Assert.Equal(Ack, bench.NextSent(100));
        Assert.Equal([new HandOutBegan(channel, 1), new HandOutEnded(channel, 1, end)], bench.Told.Select(told => told.Input));
    }

    [Fact]
    public void A_turn_that_goes_up_and_down_is_one_that_began_once()
    {
        var bench = Rested();
        bench.Perform(new HandOut(Water, 1));
        AtPoll(bench, acknowledged: true);
        foreach (var (number, state) in new[] { (1, "01"), (2, "10"), (3, "11") })
        {
            bench.Receive(Frame($"04 05 {number:X2} {state} 000A 00"));
            bench.NextSent(100);
            bench.Run(50);
        }
        Assert.Equal(new HandOutBegan(Water, 1), Assert.Single(bench.Told).Input);
    }

    [Fact]
    public void An_order_that_nobody_acknowledges_is_said_five_times_with_one_number_and_then_nobody_knows()
    {
        var bench = Rested();
        bench.Perform(new HandOut(Water, 1));
        var said = Enumerable.Range(0, 8).Select(_ => AtPoll(bench)).ToList();
        Assert.Equal([.. Enumerable.Repeat(DriveTenAsFirst, VmcDispenser.SendsMax), Ack, Ack, Ack], said);
        Assert.Equal(new HandOutEnded(Water, 1, HandOutEnd.Unknown), Assert.Single(bench.Told).Input);
        // Nothing is begun while the first may still be turning.
        bench.Perform(new HandOut(Water, 2));
        Assert.Equal(Ack, AtPoll(bench));
        bench.Receive(Frame("04 04 3F 02 000A"));
        Assert.Single(bench.Facts<HandOutEnded>());
        bench.NextSent(100);
        Assert.Equal("FAFB0605020100000A0B", AtPoll(bench, acknowledged: true));
    }

    [Fact]
    public void A_state_shows_that_the_order_was_heard_though_its_acknowledgement_was_lost()
    {
        var bench = Rested();
        bench.Perform(new HandOut(Water, 1));
        Assert.Equal(DriveTenAsFirst, AtPoll(bench));
        bench.Receive(Frame("04 04 3F 01 000A"));
        Assert.Equal(Ack, bench.NextSent(100));
        bench.Run(150);
        Assert.Equal(Ack, AtPoll(bench));
    }

    [Fact]
    public void A_state_said_twice_is_one_and_none_of_the_next_order()
    {
        var bench = Rested();
        bench.Perform(new HandOut(Water, 1));
        AtPoll(bench, acknowledged: true);
        bench.Receive(Frame("04 04 40 02 000A"));
        bench.NextSent(100);
        bench.Run(50);
        bench.Perform(new HandOut(Water, 2));
        AtPoll(bench, acknowledged: true);
        bench.Receive(Frame("04 04 40 02 000A"));
        Assert.Equal(Ack, bench.NextSent(100));
        Assert.Equal(new HandOutEnded(Water, 1, HandOutEnd.Seen), Assert.Single(bench.Told).Input);
        bench.Run(100);
        bench.Receive(Frame("04 04 41 02 000A"));
        Assert.Equal(new HandOutEnded(Water, 2, HandOutEnd.Seen), bench.Told[^1].Input);
    }

    [Fact]
    public void A_state_of_another_selection_is_none_of_this_order()
    {
        var bench = Rested();
        bench.Perform(new HandOut(Water, 1));
        AtPoll(bench, acknowledged: true);
        bench.Receive(Frame("04 04 40 02 000B"));
        bench.Receive(Frame("04 04 41 02 0063"));
        Assert.Empty(bench.Told);
    }

    [Fact]
    public void The_next_order_waits_until_the_motor_stands_and_its_channel_was_asked()
    {
        var bench = Rested();
        bench.Perform(new HandOut(Water, 1));
        bench.Perform(new HandOut(Cola, 2));
        Assert.Equal(DriveTenAsFirst, AtPoll(bench, acknowledged: true));
        Assert.Equal(Ack, AtPoll(bench));
        bench.Receive(Frame("04 04 40 02 000A"));
        bench.NextSent(100);
        bench.Run(50);
        Assert.Equal("FAFB0605020000000B0B", AtPoll(bench, acknowledged: true));
        bench.Receive(Frame("04 04 41 02 000B"));
        bench.NextSent(100);
        bench.Run(50);
        Assert.StartsWith("FAFB0103", AtPoll(bench, acknowledged: true));
    }

    [Fact]
    public void An_order_that_comes_again_is_not_done_again_and_its_end_is_told_again()
    {
        var bench = Rested();
        bench.Perform(new HandOut(Water, 1));
        bench.Perform(new HandOut(Water, 1));
        AtPoll(bench, acknowledged: true);
        bench.Perform(new HandOut(Water, 1));
        bench.Receive(Frame("04 04 40 02 000A"));
        bench.NextSent(100);
        bench.Perform(new HandOut(Water, 1));
        Assert.Equal([HandOutEnd.Seen, HandOutEnd.Seen], bench.Facts<HandOutEnded>().Select(ended => ended.End));
        for (var poll = 0; poll < 20; poll++) Assert.False(AtPoll(bench, acknowledged: true).StartsWith("FAFB06", StringComparison.Ordinal));
    }

    [Fact]
    public void A_turn_of_which_nothing_more_is_heard_ends_with_nobody_knowing()
    {
        var bench = Rested();
        bench.Perform(new HandOut(Water, 1));
        AtPoll(bench, acknowledged: true);
        var until = bench.Now + VmcDispenser.TurnsWithin;
        while (bench.Now < until - TimeSpan.FromSeconds(1)) AtPoll(bench);
        Assert.Empty(bench.Told);
        while (bench.Now < until + TimeSpan.FromSeconds(1)) AtPoll(bench);
        Assert.Equal(new HandOutEnded(Water, 1, HandOutEnd.Unknown), Assert.Single(bench.Told).Input);
    }

    [Fact]
    public void What_waits_too_long_is_not_begun()
    {
        var bench = Rested();
        for (var order = 1; order <= HandOuts.WaitingMax + 2; order++) bench.Perform(new HandOut(Water, order));
        Assert.Equal(new HandOutEnded(Water, HandOuts.WaitingMax + 1, HandOutEnd.NotStarted), bench.Told[0].Input);
        Assert.Equal(2, bench.Told.Count);
        var until = bench.Now + HandOuts.StartsWithin;
        while (bench.Now < until - TimeSpan.FromSeconds(1)) Speak(bench, Frame("05 03 3F 0000"));
        Assert.Equal(2, bench.Told.Count);
        while (bench.Now < until + TimeSpan.FromSeconds(1)) Speak(bench, Frame("05 03 3F 0000"));
        Assert.Equal(HandOuts.WaitingMax + 2, bench.Facts<HandOutEnded>().Count(ended => ended.End == HandOutEnd.NotStarted));
    }

    [Fact]
    public void A_board_that_stops_polling_is_silent_and_nothing_that_waited_is_done()
    {
        var bench = Rested();
        bench.Perform(new HandOut(Water, 1));
        bench.Run((int)VmcDispenser.SilentAfter.TotalMilliseconds);
        Assert.Equal<ChannelId>([Water, Cola], Assert.Single(bench.Facts<ChannelsSilent>()).Channels);
        Assert.Equal(HandOutEnd.NotStarted, Assert.Single(bench.Facts<HandOutEnded>()).End);
        bench.Perform(new HandOut(Water, 2));
        Assert.Equal(new HandOutEnded(Water, 2, HandOutEnd.NotStarted), bench.Told[^1].Input);
        bench.Run(60_000);
        Assert.Single(bench.Facts<ChannelsSilent>());
        Assert.StartsWith("FAFB3101", AtPoll(bench));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_order_that_a_board_may_have_heard_before_it_was_started_anew_is_not_said_again(bool itSaysSo)
    {
        var bench = Rested();
        bench.Perform(new HandOut(Water, 1));
        Assert.Equal(DriveTenAsFirst, AtPoll(bench));
        if (itSaysSo)
        {
            bench.Receive(Frame("31 01 01"));
            Assert.Equal(Ack, bench.NextSent(100));
        }
        else bench.Run((int)VmcDispenser.MayHaveForgottenAfter.TotalMilliseconds);
        for (var poll = 0; poll < 20; poll++) Assert.NotEqual(DriveTenAsFirst, AtPoll(bench, acknowledged: true));
        Assert.Equal(new HandOutEnded(Water, 1, HandOutEnd.Unknown), Assert.Single(bench.Facts<HandOutEnded>()));
    }

    [Fact]
    public void Two_that_each_begin_anew_when_the_other_does_come_to_an_end()
    {
        var bench = Board();
        var anew = 0;
        for (var poll = 0; poll < 20; poll++)
        {
            if (!AtPoll(bench, acknowledged: true).StartsWith("FAFB31", StringComparison.Ordinal)) continue;
            anew++;
            bench.Receive(Frame($"31 01 {poll:X2}"));
            bench.NextSent(100);
            bench.Run(50);
        }
        Assert.Equal(1, anew);
    }

    [Fact]
    public void A_line_that_is_lost_takes_what_waits_with_it_and_of_what_was_said_nobody_knows()
    {
        var bench = Rested();
        bench.Perform(new HandOut(Water, 1));
        bench.Perform(new HandOut(Cola, 2));
        AtPoll(bench, acknowledged: true);
        bench.Lost();
        Assert.Equal([new HandOutEnded(Cola, 2, HandOutEnd.NotStarted), new HandOutEnded(Water, 1, HandOutEnd.Unknown)], bench.Facts<HandOutEnded>());
        Assert.Equal<ChannelId>([Water, Cola], Assert.Single(bench.Facts<ChannelsSilent>()).Channels);
        bench.Perform(new HandOut(Water, 1));
        bench.Perform(new HandOut(Water, 3));
        Assert.Equal([HandOutEnd.Unknown, HandOutEnd.NotStarted], bench.Facts<HandOutEnded>().Skip(2).Select(ended => ended.End));
        bench.Open();
        for (var poll = 0; poll < 20; poll++) Assert.False(AtPoll(bench, acknowledged: true).StartsWith("FAFB06", StringComparison.Ordinal));
    }

    [Fact]
    public void Damaged_frames_are_noise()
    {
        var bench = Rested();
        bench.Perform(new HandOut(Water, 1));
        bench.Receive("FAFB410041");
        bench.Run(100);
        Assert.Empty(bench.Sent);
        Assert.Equal(5, bench.Line.Counts.NoiseBytes);
    }

    private static LineBench Board() => new LineBench(57_600,
        new VmcWiring(new VmcFit([new VmcChannel(Water, 10, DropSensor: true, Elevator: false), new VmcChannel(Cola, 11, false, false)]))).Open();

    /// <summary>A board that was asked everything, and nothing of it is in what was sent and told.</summary>
    private static LineBench Rested()
    {
        var bench = Board();
        while (AtPoll(bench, acknowledged: true) != Ack) { }
        bench.Sent.Clear();
        bench.Told.Clear();
        return bench;
    }

    /// <summary>The board polls; what the host says to that, which the board acknowledges or not; then the rest of 200 ms.</summary>
    private static string AtPoll(LineBench bench, bool acknowledged = false)
    {
        bench.Receive(Poll);
        var said = bench.NextSent(100);
        if (acknowledged && said != Ack) bench.Receive(Ack);
        bench.Run(195);
        return said;
    }

    private static void Speak(LineBench bench, string frame)
    {
        bench.Receive(frame);
        Assert.Equal(Ack, bench.NextSent(100));
        bench.Run(195);
    }

    /// <summary>Head, what is written, and its check.</summary>
    private static string Frame(string written)
    {
        byte[] body = [0xFA, 0xFB, .. Convert.FromHexString(written.Replace(" ", "", StringComparison.Ordinal))];
        return Convert.ToHexString([.. body, body.Aggregate((byte)0, (xor, next) => (byte)(xor ^ next))]);
    }
}
