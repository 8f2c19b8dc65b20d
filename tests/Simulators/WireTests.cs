using YongAi.Simulators.Boards;
using YongAi.Simulators.Boards.Tongues;
using YongAi.Simulators.Lines;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Simulators;

/// <summary>The pace of a line: ten bits a byte, both ways.</summary>
public sealed class WireTests
{
    private static readonly TimeSpan Byte9600 = TimeSpan.FromTicks(10_416);

    [Fact]
    public void A_byte_has_arrived_when_its_last_bit_is_over()
    {
        var wire = new Wire(9600, grain: TimeSpan.Zero);
        wire.Send([1, 2, 3], TimeSpan.Zero);
        Assert.Equal(Byte9600, wire.NextDeadline);
        Assert.Empty(wire.Arrived(Byte9600 - TimeSpan.FromTicks(1)).ToArray());
        Assert.Equal([1], wire.Arrived(Byte9600).ToArray());
        Assert.Equal([2, 3], wire.Arrived(3 * Byte9600).ToArray());
        Assert.Null(wire.NextDeadline);
    }

    [Fact]
    public void Bytes_wait_for_those_before_them()
    {
        var wire = new Wire(9600, grain: TimeSpan.FromHours(1));
        wire.Send([1, 2], TimeSpan.Zero);
        wire.Send([3], TimeSpan.FromTicks(1));
        Assert.Equal(3 * Byte9600, wire.NextDeadline);
    }

    [Fact]
    public void A_gap_is_a_silence_behind_the_bytes_before()
    {
        var wire = new Wire(9600, grain: TimeSpan.FromMilliseconds(1));
        wire.Send([1, 2], TimeSpan.Zero);
        wire.Send([3], TimeSpan.Zero, gap: TimeSpan.FromMilliseconds(10));
        Assert.Equal([1, 2], wire.Arrived(2 * Byte9600 + TimeSpan.FromMilliseconds(9)).ToArray());
        Assert.Equal([3], wire.Arrived(3 * Byte9600 + TimeSpan.FromMilliseconds(10)).ToArray());
    }

    [Fact]
    public void A_long_grain_hands_over_a_whole_burst_at_its_end()
    {
        var wire = new Wire(9600, grain: TimeSpan.FromHours(1));
        wire.Send([1, 2, 3, 4, 5], TimeSpan.Zero);
        Assert.Empty(wire.Arrived(4 * Byte9600).ToArray());
        Assert.Equal([1, 2, 3, 4, 5], wire.Arrived(5 * Byte9600).ToArray());
    }

    [Fact]
    public void A_faster_line_takes_less() => Assert.Equal(TimeSpan.FromTicks(868), new Wire(115_200, TimeSpan.Zero).ByteTakes);

    [Fact]
    public void An_answer_begins_after_the_request_was_on_the_wire_and_the_board_has_thought()
    {
        var (line, _) = LineWithBoard();
        line.Written(Convert.FromHexString("80010133B3"), TimeSpan.Zero);
        Assert.Equal(5 * Byte9600, line.NextDeadline);
        line.Lapse(5 * Byte9600);
        var begins = line.NextDeadline!.Value;
        Assert.InRange(begins, 5 * Byte9600 + TimeSpan.FromMilliseconds(20), 5 * Byte9600 + TimeSpan.FromMilliseconds(60));
        line.Lapse(begins);
        Assert.Empty(line.Fetch());
        Assert.Equal(begins + 5 * Byte9600, line.NextDeadline);
        line.Lapse(begins + 5 * Byte9600);
        Assert.Equal("8001011191", Convert.ToHexString(line.Fetch()));
    }

    [Fact]
    public void An_adapter_that_echoes_gives_back_what_was_written_before_the_answer()
    {
        var (line, faults) = LineWithBoard();
        faults.At("locks").Set(Fault.Echo, times: null, value: null);
        line.Written(Convert.FromHexString("80010133B3"), TimeSpan.Zero);
        Assert.Equal("80010133B3" + "8001011191", AllOf(line));
    }

    [Fact]
    public void A_pulled_line_loses_what_is_under_way_both_ways()
    {
        var (line, _) = LineWithBoard();
        line.Written(Convert.FromHexString("80010133B3"), TimeSpan.Zero);
        line.Pull(pulled: true);
        Assert.Equal("", AllOf(line));
        line.Written(Convert.FromHexString("80010133B3"), TimeSpan.FromSeconds(2));
        Assert.Equal("", AllOf(line));
        line.Pull(pulled: false);
        line.Written(Convert.FromHexString("80010133B3"), TimeSpan.FromSeconds(4));
        Assert.Equal("8001011191", AllOf(line));
    }

    [Fact]
    public void A_line_takes_no_more_than_a_driver_buffers()
    {
        var (line, _) = LineWithBoard();
        line.Written(new byte[4095], TimeSpan.Zero);
        Assert.True(line.TakesMore);
        line.Written(new byte[1], TimeSpan.Zero);
        Assert.False(line.TakesMore);
        line.Lapse(TimeSpan.FromMinutes(1));
        Assert.True(line.TakesMore);
    }

    private static (SimulatedLine Line, Faults Faults) LineWithBoard()
    {
        var faults = new Faults();
        var slot = new SimulatedSlot(1, faults.AtSlot(1), TimeSpan.Zero);
        var line = new SimulatedLine("locks", 9600, TimeSpan.FromHours(1), faults.At("locks"));
        line.Add(new LockBoardSimulator(new A80Tongue(new A80Settings { Address = 1, Dialect = Dialect.A }), new LockBoardSettings
        {
            Channels = [new LockChannel(1, slot, new Feedback(slot, FeedbackKind.Door, 1))],
        }, faults.At("locks"), new Random(1)));
        return (line, faults);
    }

    private static string AllOf(SimulatedLine line)
    {
        var all = "";
        while (line.NextDeadline is { } due)
        {
            line.Lapse(due);
            all += Convert.ToHexString(line.Fetch());
        }
        return all;
    }
}
