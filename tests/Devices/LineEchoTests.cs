using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Lines;

namespace YongAi.Edge.Tests.Devices;

/// <summary>Half-duplex adapters that send back what was sent.</summary>
public sealed class LineEchoTests
{
    [Fact]
    public void The_first_question_on_a_line_shows_whether_the_adapter_echoes()
    {
        var bench = new LineBench(Fits.LockBoard(echo: EchoMode.Probe)).Open();
        Assert.Equal("80010133B3", bench.NextSent());
        bench.Receive("80010133B3" + "8001011191");
        Assert.True(bench.Line.Echoes);
        Assert.Equal(DoorState.Closed, Assert.Single(bench.Facts<SwitchesRead>()).Slots[0].Door);
    }

    [Fact]
    public void An_answer_without_an_echo_shows_that_the_adapter_does_not()
    {
        var bench = new LineBench(Fits.LockBoard(echo: EchoMode.Probe)).Open();
        bench.NextSent();
        bench.Receive("8001011191");
        Assert.False(bench.Line.Echoes);
    }

    [Fact]
    public void A_dead_board_behind_an_echoing_adapter_is_silent_all_the_same()
    {
        var bench = new LineBench(Fits.LockBoard(echo: EchoMode.Probe)) { Echoes = true };
        bench.Open().Run(4000);
        Assert.True(bench.Line.Echoes);
        Assert.Empty(bench.Facts<SwitchesRead>());
        Assert.NotEmpty(bench.Facts<SwitchesSilent>());
    }

    [Theory]
    [InlineData(EchoMode.Probe, true)]
    [InlineData(EchoMode.Probe, false)]
    [InlineData(EchoMode.On, true)]
    [InlineData(EchoMode.Off, false)]
    [InlineData(EchoMode.Off, true)]
    [InlineData(EchoMode.On, false)]
    public void A_door_opens_and_is_told_open_whatever_the_adapter_does(EchoMode said, bool echoes)
    {
        var (bench, board) = Inverted(said, echoes);
        bench.Perform(new FireLock(Fits.Slot(3)));
        bench.Run(1000);
        Assert.Equal([3], board.Fired);
        Assert.Equal(DoorState.Open, bench.Facts<SwitchesRead>().Last().Slots[2].Door);
        Assert.Empty(bench.Facts<SwitchesSilent>());
    }

    [Fact]
    public void With_the_inverted_switch_an_echo_of_an_opening_is_not_taken_for_the_reply()
    {
        var bench = new LineBench(Fits.LockBoard(echo: EchoMode.On, closedLevel: 0)).Open();
        bench.NextSent();
        bench.Receive("80010033B2" + "800100000033B2");
        bench.Run(5);
        bench.Perform(new FireLock(Fits.Slot(1)));
        bench.Receive("8A0101119B");
        Assert.Equal(1, bench.Line.Counts.Answered);
        bench.Receive("8A0101119B");
        Assert.Equal((2, 2), (bench.Line.Counts.Answered, bench.Line.Counts.Echoes));
        Assert.DoesNotContain(bench.Facts<SwitchesRead>(), read => read.Slots.Any(slot => slot.Door == DoorState.Open));
    }

    [Fact]
    public void An_echo_is_removed_also_when_it_comes_in_pieces_and_a_report_lies_before_it()
    {
        var bench = new LineBench(Fits.LockBoard(echo: EchoMode.On)).Open();
        bench.NextSent();
        foreach (var piece in new[] { "8101", "03008380", "0100", "33B280", "01FFFFFF334D" }) bench.Receive(piece);
        var facts = bench.Facts<SwitchesRead>().ToArray();
        Assert.Equal([1, 12], facts.Select(read => read.Slots.Length));
        Assert.Equal(DoorState.Open, facts[0].Slots[0].Door);
        Assert.Equal((1, 1, 0), (bench.Line.Counts.Echoes, bench.Line.Counts.Answered, (int)bench.Line.Counts.NoiseBytes));
    }

    [Fact]
    public void A_line_of_relays_alone_finds_out_about_echo_by_its_first_reading()
    {
        var bench = new LineBench(Fits.Relays(relays: 8, slots: 8)).Open();
        bench.NextSent();
        bench.Receive("0101000000083DCC" + "010101005188");
        Assert.True(bench.Line.Echoes);
        Assert.Equal(1, bench.Line.Counts.Answered);
    }

    [Fact]
    public void A_disturbance_that_looked_like_an_echo_is_forgotten_when_answers_come_without_one()
    {
        var bench = new LineBench(Fits.Relays(relays: 8, slots: 8)).Open();
        bench.NextSent();
        bench.Receive("0101000000083DCC" + "010101005188");
        for (var answer = 1; answer < LineEcho.SilencedAfter; answer++)
        {
            bench.NextSent();
            bench.Receive("010101005188");
            Assert.True(bench.Line.Echoes);
        }
        bench.NextSent();
        bench.Receive("010101005188");
        Assert.False(bench.Line.Echoes);

        // Every switch is off at once again: the copy of an order is its reply, and nobody waits for another one.
        bench.Perform(new StopCharging(Fits.Slot(1)));
        bench.Perform(new StopCharging(Fits.Slot(2)));
        bench.Run(5);
        Assert.Equal("010500000000CDCA", bench.Sent[^1].Hex);
        bench.Receive("010500000000CDCA");
        bench.Run(5);
        Assert.Equal("0105000100009C0A", bench.Sent[^1].Hex);
    }

    [Fact]
    public void An_echo_that_is_lost_once_in_a_while_is_still_one()
    {
        var bench = new LineBench(Fits.Relays(relays: 8, slots: 8)).Open();
        for (var round = 0; round < 10; round++)
        {
            bench.NextSent();
            bench.Receive((round % LineEcho.SilencedAfter == 0 ? "0101000000083DCC" : "") + "010101005188");
            Assert.True(bench.Line.Echoes);
        }
    }

    [Fact]
    public void What_was_found_out_is_forgotten_with_the_line()
    {
        var bench = new LineBench(Fits.LockBoard(echo: EchoMode.Probe)).Open();
        bench.NextSent();
        bench.Receive("80010133B3" + "8001011191");
        bench.Lost();
        bench.Open();
        Assert.Null(bench.Line.Echoes);
        Assert.Equal("80010133B3", bench.NextSent());
    }

    /// <summary>Doors whose switch is shorted while they are open, so that success reads 11 like the request of dialect A.</summary>
    private static (LineBench Bench, LockBoardPart Board) Inverted(EchoMode said, bool echoes)
    {
        var bench = new LineBench(Fits.LockBoard(echo: said, closedLevel: 0)) { Echoes = echoes };
        var board = new LockBoardPart(1) { OpenLevel = true };
        bench.Parts.Add(board);
        bench.Open().Run(300);
        return (bench, board);
    }
}
