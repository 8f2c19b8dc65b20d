using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices.Locks;

namespace YongAi.Edge.Tests.Devices;

/// <summary>Who goes first on one line, what is given up, and what happens when the line goes and comes.</summary>
public sealed class SharedLineTests
{
    private const string OpenSlot1 = "8A0101119B";
    private const string StopRelay0 = "020500000000CDF9";
    private const string PulseRelay1For30S = "02050201012C9DCC";

    [Fact]
    public void An_opening_goes_when_the_exchange_in_flight_ends_before_any_poll()
    {
        var bench = Mixed();
        bench.Perform(new FireLock(Fits.Slot(1)));
        Assert.Single(bench.Sent);
        bench.Receive(AnswerTo(bench.Sent[^1].Hex));
        Assert.Equal(OpenSlot1, bench.NextSent(10));
    }

    [Fact]
    public void An_opening_on_an_idle_line_goes_at_once()
    {
        var bench = new LineBench(Fits.LockBoard()).Open();
        bench.NextSent();
        bench.Receive("8001FFFFFF334D");
        bench.Run(10);
        bench.Perform(new FireLock(Fits.Slot(1)));
        Assert.Equal((bench.Now, OpenSlot1), bench.Sent[^1]);
    }

    [Fact]
    public void Stopping_goes_before_opening_and_opening_before_reading_again_and_that_before_charging()
    {
        var bench = Mixed();
        bench.Perform(new ChargeOrder(Fits.Slot(2), TimeSpan.FromSeconds(30)));
        bench.Perform(new ReadAgain(Fits.Slot(1)));
        bench.Perform(new FireLock(Fits.Slot(1)));
        bench.Perform(new StopCharging(Fits.Slot(1)));
        var order = new List<string>();
        for (var turn = 0; turn < 5; turn++)
        {
            bench.Receive(AnswerTo(bench.Sent[^1].Hex));
            order.Add(bench.NextSent(50));
        }
        Assert.Equal([StopRelay0, OpenSlot1, "80010033B2", "0201000000103DF5", PulseRelay1For30S], order);
    }

    [Fact]
    public void An_answer_that_began_before_its_question_is_none()
    {
        var bench = new LineBench(Fits.Pack()).Open();
        bench.NextSent();
        bench.Run(220);
        // Too late for the first question; dripping in, it holds the second one up no longer than the line allows.
        var late = JbdPart.Reply(0x05, "YA48240000000009"u8.ToArray());
        var heard = 0;
        while (bench.Sent.Count == 1)
        {
            bench.Receive([late[heard++]]);
            bench.Run(20);
        }
        Assert.InRange(heard, 2, late.Length - 2);
        bench.Receive(late[heard..]);
        Assert.Equal((0, 1), (bench.Line.Counts.Answered, bench.Line.Counts.Strays));
    }

    [Fact]
    public void An_opening_that_cannot_be_written_in_time_is_given_up_and_never_fired_late()
    {
        var bench = new LineBench(Fits.LockBoard()).Open();
        bench.NextSent();
        bench.Perform(new FireLock(Fits.Slot(1)));
        bench.Stall((int)LockPulses.FireLockWaitMax.TotalMilliseconds);
        bench.Receive("8001FFFFFF334D");
        bench.Run(2000);
        Assert.Equal(Fits.Slot(1), Assert.Single(bench.Facts<LockNotFired>()).Slot);
        Assert.DoesNotContain(OpenSlot1, bench.SentHex);
        Assert.Empty(bench.Facts<LockFired>());
    }

    [Fact]
    public void More_openings_than_can_be_fired_in_time_are_answered_each()
    {
        var bench = new LineBench(Fits.LockBoard()).Open();
        bench.NextSent();
        for (var slot = 1; slot <= 6; slot++) bench.Perform(new FireLock(Fits.Slot(slot)));
        bench.Run(3000);
        Assert.Equal(6, bench.Facts<LockFired>().Count() + bench.Facts<LockNotFired>().Count());
        Assert.InRange(bench.Facts<LockFired>().Count(), 1, 2);
    }

    [Fact]
    public void A_lost_line_silences_everything_on_it_at_once_and_fires_nothing_later()
    {
        var bench = Mixed();
        bench.Perform(new FireLock(Fits.Slot(1)));
        bench.Perform(new StopCharging(Fits.Slot(1)));
        bench.Perform(new ChargeOrder(Fits.Slot(2), TimeSpan.FromSeconds(30)));
        bench.Lost();
        Assert.Single(bench.Facts<SwitchesSilent>());
        Assert.Single(bench.Facts<ChargersSilent>());
        Assert.Single(bench.Facts<LockNotFired>());
        Assert.Null(bench.Line.NextDeadline);
        bench.Receive("8001FFFFFF334D");
        bench.Run(5000);
        Assert.Single(bench.Sent);
        bench.Open().Run(5000);
        Assert.DoesNotContain(OpenSlot1, bench.SentHex);
        Assert.DoesNotContain(StopRelay0, bench.SentHex);
        Assert.DoesNotContain(bench.SentHex, hex => hex.StartsWith("020502", StringComparison.Ordinal));
    }

    [Fact]
    public void An_opening_while_the_line_is_gone_is_answered_at_once()
    {
        var bench = new LineBench(Fits.LockBoard());
        bench.Perform(new FireLock(Fits.Slot(1)));
        Assert.Single(bench.Facts<LockNotFired>());
        bench.Open().Run(3000);
        Assert.DoesNotContain(OpenSlot1, bench.SentHex);
    }

    [Fact]
    public void A_line_that_comes_back_forgets_half_a_frame_and_reads_everything_anew()
    {
        var bench = new LineBench(Fits.LockBoard()).Open();
        bench.NextSent();
        bench.Receive("8001FF");
        bench.Lost();
        bench.Open();
        bench.Receive("FFFF334D");
        Assert.Equal("80010033B2", bench.NextSent());
        bench.Receive("8001FFFFFF334D");
        Assert.Single(bench.Facts<SwitchesRead>());
    }

    [Fact]
    public void What_a_fact_makes_the_cabinet_do_goes_before_the_next_poll()
    {
        var bench = Mixed();
        bench.OnTold = input =>
        {
            if (input is SwitchesRead) bench.Perform(new StopCharging(Fits.Slot(1)));
        };
        bench.Receive("8001FFFFFF334D");
        Assert.Equal(StopRelay0, bench.NextSent(10));
    }

    [Fact]
    public void A_line_that_is_never_quiet_still_lets_an_opening_through()
    {
        var bench = new LineBench(Fits.LockBoard()).Open();
        bench.NextSent();
        bench.Receive("8001FFFFFF334D");
        for (var ms = 0; ms < 1500; ms++)
        {
            bench.Receive([(byte)(ms % 7)]);
            if (ms == 1000) bench.Perform(new FireLock(Fits.Slot(1)));
            bench.Run(1);
        }
        Assert.Single(bench.Facts<LockFired>());
    }

    [Fact]
    public void A_silent_board_holds_up_its_neighbour_only_now_and_then()
    {
        var bench = new LineBench(Fits.LockBoard(slots: 6), Fits.LockBoard(address: 2, slots: 6, firstSlot: 7));
        var board = new LockBoardPart(1);
        Array.Fill(board.Levels, true);
        bench.Parts.Add(board);
        bench.Open().Run(20_000);
        Assert.InRange(bench.Facts<SwitchesRead>().Count(), 30, 42);
        Assert.All(bench.Facts<SwitchesSilent>(), silent => Assert.Equal(Fits.Slot(7), silent.Slots[0]));
    }

    [Fact]
    public void Boards_on_one_line_take_turns()
    {
        var bench = new LineBench(
            Fits.LockBoard(readAll: false, pollMs: 100), Fits.LockBoard(address: 2, firstSlot: 13, pollMs: 200));
        foreach (byte address in new byte[] { 1, 2 })
        {
            var board = new LockBoardPart(address);
            Array.Fill(board.Levels, true);
            bench.Parts.Add(board);
        }
        bench.Open().Run(5000);
        Assert.InRange(bench.SentHex.Count(hex => hex.StartsWith("8002", StringComparison.Ordinal)), 18, 26);
        Assert.Empty(bench.Facts<SwitchesSilent>());
    }

    [Fact]
    public void A_steady_line_makes_no_garbage()
    {
        var bench = new QuietBench();
        bench.Run(polls: 200);
        var before = GC.GetAllocatedBytesForCurrentThread();
        bench.Run(polls: 1000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.InRange(bench.Told, 1200, 1210);
    }

    /// <summary>A lock board at address 1 and relays at address 2, with the first question in flight.</summary>
    private static LineBench Mixed()
    {
        var bench = new LineBench(Fits.LockBoard(), Fits.Relays(address: 2)).Open();
        Assert.Equal("80010033B2", bench.NextSent());
        return bench;
    }

    private static string AnswerTo(string request) => request[..2] switch
    {
        "80" => "8001FFFFFF334D",
        "8A" => Convert.ToHexString(LockBoardPart.Closed(0x8A, 1, Convert.FromHexString(request)[2], 0x00)),
        _ when request.StartsWith("0205", StringComparison.Ordinal) => request,
        _ => "0201020000FDFC",
    };
}
