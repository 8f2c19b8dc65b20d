using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Lines;
using YongAi.Edge.Devices.Locks;

namespace YongAi.Edge.Tests.Devices;

/// <summary>Firing locks and reading switches on one 8A/80 board.</summary>
public sealed class LockBoardTests
{
    [Theory]
    [InlineData(LockDialect.A, "8A01031199")]
    [InlineData(LockDialect.B, "8A010333BB")]
    public void An_opening_is_one_frame_in_the_dialect_of_the_board(LockDialect dialect, string open)
    {
        var (bench, _) = Cabinet(Fits.LockBoard(dialect: dialect));
        bench.Perform(new FireLock(Fits.Slot(3)));
        bench.Run(3000);
        Assert.Single(bench.SentHex, open);
        Assert.Equal(Fits.Slot(3), Assert.Single(bench.Facts<LockFired>()).Slot);
    }

    [Fact]
    public void An_opening_without_an_answer_is_never_repeated_and_the_switches_are_read_instead()
    {
        var (bench, board) = Cabinet();
        board.IsSilent = true;
        bench.Perform(new FireLock(Fits.Slot(3)));
        bench.Run(350);
        board.IsSilent = false;
        bench.Run(3000);
        Assert.Single(bench.SentHex, hex => hex.StartsWith("8A", StringComparison.Ordinal));
        Assert.Equal(DoorState.Closed, LastDoor(bench, 3));
    }

    [Fact]
    public void An_opened_door_is_told_by_the_read_after_the_opening()
    {
        var (bench, _) = Cabinet();
        bench.Perform(new FireLock(Fits.Slot(3)));
        var firedAt = bench.Now;
        bench.Run(100);
        Assert.Equal(DoorState.Open, LastDoor(bench, 3));
        Assert.Equal(["8A01031199", "80010033B2"], bench.Sent.Where(sent => sent.At >= firedAt).Select(sent => sent.Hex));
    }

    [Fact]
    public void The_status_in_the_reply_to_an_opening_says_nothing_of_the_door()
    {
        var bench = new LineBench(Fits.LockBoard()).Open();
        bench.NextSent();
        bench.Receive("8001FFFFFF334D");
        bench.Run(5);
        bench.Perform(new FireLock(Fits.Slot(1)));
        bench.Receive(Frames.LockBoard.Named("opened board 1 lock 1 level 00"));
        Assert.DoesNotContain(bench.Facts<SwitchesRead>(), read => read.Slots.Any(slot => slot.Door == DoorState.Open));
    }

    [Fact]
    public void A_jammed_lock_answers_and_no_door_reads_open()
    {
        var (bench, board) = Cabinet();
        board.IsJammed = true;
        bench.Perform(new FireLock(Fits.Slot(3)));
        bench.Run(6000);
        Assert.Equal([3], board.Fired);
        Assert.DoesNotContain(bench.Facts<SwitchesRead>(), read => read.Slots.Any(slot => slot.Door == DoorState.Open));
    }

    [Fact]
    public void After_an_opening_the_switches_are_read_closely_until_the_door_is_open()
    {
        var (bench, board) = Cabinet();
        board.IsJammed = true;
        bench.Perform(new FireLock(Fits.Slot(3)));
        bench.Run(1000);
        var close = bench.Sent.Count;
        board.Levels[3] = false;
        bench.Run(120);
        Assert.Equal(DoorState.Open, LastDoor(bench, 3));
        var open = bench.Sent.Count;
        bench.Run(1000);
        Assert.InRange(close, 9, 14);
        Assert.InRange(bench.Sent.Count - open, 1, 3);
    }

    [Fact]
    public void A_door_that_never_opens_is_watched_closely_for_a_while_only()
    {
        var (bench, board) = Cabinet();
        board.IsJammed = true;
        bench.Perform(new FireLock(Fits.Slot(3)));
        bench.Run((int)SwitchReads.OpenWatch.TotalMilliseconds + 200);
        var before = bench.Sent.Count;
        bench.Run(2000);
        Assert.InRange(bench.Sent.Count - before, 3, 5);
    }

    [Fact]
    public void Two_locks_of_one_board_are_never_fired_within_half_a_second()
    {
        var (bench, board) = Cabinet();
        bench.Perform(new FireLock(Fits.Slot(3)));
        bench.Perform(new FireLock(Fits.Slot(4)));
        bench.Run(3000);
        Assert.Equal([3, 4], board.Fired);
        var at = bench.Told.Where(told => told.Input is LockFired).Select(told => told.At).ToArray();
        Assert.True(at[1] - at[0] >= LockPulses.PulseEvery);
    }

    [Theory]
    [InlineData(1, true, DoorState.Closed)]
    [InlineData(1, false, DoorState.Open)]
    [InlineData(0, true, DoorState.Open)]
    [InlineData(0, false, DoorState.Closed)]
    public void What_a_level_means_for_a_door_is_fixed_for_each_channel(int closedLevel, bool level, DoorState door)
    {
        var (bench, board) = Cabinet(Fits.LockBoard(closedLevel: closedLevel));
        Array.Fill(board.Levels, level);
        bench.Run(1000);
        Assert.Equal(door, LastDoor(bench, 5));
        Assert.Equal(level, bench.Facts<SwitchesRead>().Last().Slots[4].Present);
    }

    [Fact]
    public void A_board_that_answers_for_single_channels_only_is_asked_channel_by_channel()
    {
        var (bench, board) = Cabinet(Fits.LockBoard(readAll: false, slots: 3));
        board.AnswersAll = false;
        board.Levels[14] = false;
        bench.Run(500);
        var round = bench.SentHex.Skip(bench.Sent.Count - 6).Select(hex => (int)Convert.FromHexString(hex)[2]);
        Assert.Equal([1, 2, 3, 13, 14, 15], round.Order());
        var last = bench.Facts<SwitchesRead>().SelectMany(read => read.Slots).Where(slot => slot.Slot == Fits.Slot(2)).ToArray();
        Assert.Equal(DoorState.Closed, last.Last(slot => slot.Door is not null).Door);
        Assert.False(last.Last(slot => slot.Present is not null).Present);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_single_channel_board_watches_only_the_door_that_was_fired(int fired)
    {
        var (bench, board) = Cabinet(Fits.LockBoard(readAll: false, slots: 3, pollMs: 1000));
        board.IsJammed = true;
        bench.Run(1000);
        var before = bench.Sent.Count;
        bench.Perform(new FireLock(Fits.Slot(fired)));
        bench.Run(2000);
        var asked = bench.SentHex.Skip(before).Select(hex => Convert.FromHexString(hex)).Where(hex => hex[0] == 0x80)
            .CountBy(hex => (int)hex[2]).ToDictionary();
        Assert.All(asked, channel => Assert.InRange(channel.Value, channel.Key == fired ? 12 : 1, channel.Key == fired ? 22 : 3));
    }

    [Theory]
    [InlineData("8101031192", DoorState.Closed)]
    [InlineData("8101030083", DoorState.Open)]
    [InlineData("8201031191", DoorState.Closed)]
    [InlineData("8201030080", DoorState.Open)]
    public void An_unasked_report_is_heard_between_question_and_answer(string report, DoorState door)
    {
        var bench = new LineBench(Fits.LockBoard()).Open();
        bench.NextSent();
        bench.Receive(report + "8001FFFFFF334D");
        var facts = bench.Facts<SwitchesRead>().ToArray();
        Assert.Equal(2, facts.Length);
        Assert.Equal(new SlotSwitches(Fits.Slot(3), door, null), Assert.Single(facts[0].Slots));
        Assert.Equal(1, bench.Line.Counts.Answered);
    }

    [Fact]
    public void A_report_of_a_channel_that_nobody_wired_is_counted_and_not_believed()
    {
        var bench = new LineBench(Fits.LockBoard(slots: 2)).Open();
        bench.Receive("8101031192");
        Assert.Empty(bench.Told);
        Assert.Equal(1, bench.Line.Counts.Strays);
    }

    [Fact]
    public void A_rattling_door_is_told_seldom_and_then_read()
    {
        var (bench, board) = Cabinet();
        bench.Run(1000);
        var before = bench.Facts<SwitchesRead>().Count();
        for (var report = 0; report < 50; report++)
        {
            bench.Receive(report % 2 == 0 ? "8101030083" : "8101031192");
            bench.Run(20);
        }
        board.Levels[3] = false;
        bench.Run(700);
        Assert.InRange(bench.Facts<SwitchesRead>().Count() - before, 5, 45);
        Assert.Equal(DoorState.Open, LastDoor(bench, 3));
    }

    [Fact]
    public void A_reply_that_comes_too_late_is_not_taken_for_the_next()
    {
        var bench = new LineBench(Fits.LockBoard()).Open();
        bench.NextSent();
        bench.Run(310);
        bench.Receive("800100000033B2");
        Assert.Empty(bench.Told);
        Assert.Equal(1, bench.Line.Counts.Strays);
        bench.NextSent();
        bench.Receive("8001FFFFFF334D");
        Assert.All(Assert.Single(bench.Facts<SwitchesRead>()).Slots, slot => Assert.Equal(DoorState.Closed, slot.Door));
    }

    [Fact]
    public void A_late_reply_to_a_read_does_not_answer_an_opening()
    {
        var bench = new LineBench(Fits.LockBoard()).Open();
        bench.NextSent();
        bench.Run(310);
        bench.Perform(new FireLock(Fits.Slot(1)));
        Assert.Equal("8A0101119B", bench.Sent[^1].Hex);
        bench.Receive("800100000033B2");
        Assert.Empty(bench.Facts<SwitchesRead>());
        bench.Receive("8A0101008A");
        Assert.Equal((1, 1), (bench.Line.Counts.Answered, bench.Line.Counts.Strays));
    }

    [Fact]
    public void A_read_is_tried_twice_and_three_unanswered_reads_are_a_silent_board()
    {
        var (bench, board) = Cabinet();
        var before = bench.Sent.Count;
        board.IsSilent = true;
        bench.Run(1500);
        Assert.Empty(bench.Facts<SwitchesSilent>());
        bench.Run(3000);
        Assert.NotEmpty(bench.Facts<SwitchesSilent>());
        var firstSilent = bench.Told.First(told => told.Input is SwitchesSilent).At;
        Assert.Equal(Patience.ReadTriesMax * Patience.SilentAfter,
            bench.Sent.Skip(before).Count(sent => sent.At < firstSilent));
        Assert.Equal(12, bench.Facts<SwitchesSilent>().First().Slots.Length);
    }

    [Fact]
    public void A_silent_board_is_asked_seldom_and_its_return_is_noticed()
    {
        var (bench, board) = Cabinet();
        board.IsSilent = true;
        bench.Run(5000);
        var before = bench.Sent.Count;
        bench.Run(10_000);
        Assert.InRange(bench.Sent.Count - before, 4, 6);
        board.IsSilent = false;
        bench.Run(2500);
        Assert.Equal(DoorState.Closed, LastDoor(bench, 12));
        Assert.IsType<SwitchesRead>(bench.Told[^1].Input);
    }

    [Fact]
    public void A_board_that_resets_for_two_seconds_comes_back_by_itself()
    {
        var (bench, board) = Cabinet();
        bench.Perform(new FireLock(Fits.Slot(3)));
        board.IsSilent = true;
        bench.Run(2000);
        board.IsSilent = false;
        bench.Run(2500);
        Assert.Equal([3], board.Fired);
        Assert.Equal(DoorState.Open, LastDoor(bench, 3));
    }

    [Fact]
    public void One_dead_channel_does_not_silence_its_board()
    {
        var (bench, board) = Cabinet(Fits.LockBoard(readAll: false, slots: 3));
        board.Wire = reply => reply[2] == 2 ? [] : [(0, reply)];
        bench.Run(8000);
        Assert.All(bench.Facts<SwitchesSilent>(), silent => Assert.Equal(Fits.Slot(2), Assert.Single(silent.Slots)));
        Assert.NotEmpty(bench.Facts<SwitchesSilent>());
        Assert.Equal(DoorState.Closed, bench.Facts<SwitchesRead>().SelectMany(read => read.Slots)
            .Last(slot => slot.Slot == Fits.Slot(3) && slot.Door is not null).Door);
    }

    [Fact]
    public void Damaged_replies_are_asked_for_again()
    {
        var (bench, board) = Cabinet();
        var damaged = 0;
        board.Wire = reply => [(0, damaged++ == 0 ? [.. reply[..^1], (byte)(reply[^1] ^ 1)] : reply)];
        bench.Run(1400);
        Assert.Empty(bench.Facts<SwitchesSilent>());
        Assert.Equal(1, bench.Line.Counts.Unanswered);
    }

    [Fact]
    public void Reading_again_does_not_wait_for_the_round()
    {
        var (bench, board) = Cabinet();
        bench.Run(1010);
        board.Levels[13] = false;
        bench.Perform(new ReadAgain(Fits.Slot(1)));
        bench.Run(60);
        Assert.False(bench.Facts<SwitchesRead>().Last().Slots[0].Present);
    }

    [Fact]
    public void Effects_for_other_slots_are_ignored()
    {
        var (bench, _) = Cabinet(Fits.LockBoard(slots: 2));
        var before = bench.Sent.Count;
        Assert.False(bench.Line.Serves(new FireLock(Fits.Slot(3))));
        bench.Perform(new FireLock(Fits.Slot(3)));
        Assert.Equal(before, bench.Sent.Count);
        Assert.Empty(bench.Facts<LockNotFired>());
    }

    /// <summary>A board with closed doors and a pack in each slot, up and read once.</summary>
    private static (LineBench Bench, LockBoardPart Board) Cabinet(LockBoardWiring? wiring = null)
    {
        var bench = new LineBench(wiring ?? Fits.LockBoard());
        var board = new LockBoardPart(1);
        Array.Fill(board.Levels, true);
        bench.Parts.Add(board);
        bench.Open().Run(160);
        Assert.NotEmpty(bench.Facts<SwitchesRead>());
        bench.Run(5);
        return (bench, board);
    }

    private static DoorState? LastDoor(LineBench bench, int slot) =>
        bench.Facts<SwitchesRead>().SelectMany(read => read.Slots).Last(read => read.Slot == Fits.Slot(slot)).Door;
}
