using System.Text;
using YongAi.Simulators.Boards;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Simulators;

/// <summary>The scanner module against the frames of its family (hardware 3.1).</summary>
public sealed class ScannerSimulatorTests
{
    private readonly Faults faults = new();
    private readonly ScannerSimulator scanner;
    private readonly BoardBench bench;

    public ScannerSimulatorTests()
    {
        scanner = new ScannerSimulator("\r", faults.At("scanner"), new Random(1));
        bench = new BoardBench(scanner);
    }

    [Theory]
    [InlineData("7E000901000000DEC8", "02000001003331")] // save
    [InlineData("7E000A01000000301A", "03000001003331")] // heartbeat
    [InlineData("7E000802002A3901A7EA", "02000001003331")] // 9600 baud
    [InlineData("7E00080100D9D32038", "02000001003331")]
    [InlineData("7E000801000201ABCD", "02000001003331")] // trigger, unchecked
    [InlineData("7E00080100020102DA", "02000001003331")] // trigger, checked
    public void Commands_are_acknowledged(string command, string answer) => Assert.Equal([answer], bench.Ask(command));

    [Fact]
    public void The_baud_divisor_is_read()
    {
        var answer = Assert.Single(bench.Ask("7E000701002A02D80F"));
        Assert.StartsWith("020000023901", answer, StringComparison.Ordinal);
        bench.Ask("7E000802002A1A00ABCD");
        Assert.StartsWith("020000021A00", Assert.Single(bench.Ask("7E000701002A02D80F")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7E000901000000DEC9")]
    [InlineData("30783745303030413031")] // the text "0x7E000A01" in place of bytes
    public void What_is_no_command_is_not_answered(string bytes) => Assert.Empty(bench.Ask(bytes));

    [Fact]
    public void A_shown_code_is_sent_as_text_with_its_end_mark() => Assert.Equal(["YA1:AB C\r"], Show("YA1:AB C"));

    [Fact]
    public void In_command_mode_a_code_is_sent_only_when_triggered()
    {
        bench.Ask("7E000801000001ABCD");
        Assert.Empty(Show("YA1:X", TimeSpan.FromSeconds(1)));
        Assert.Equal(["02000001003331", Convert.ToHexString("YA1:X\r"u8)], bench.Ask("7E00080100020102DA"));
        Assert.Equal(["02000001003331"], bench.Ask("7E00080100020102DA"));
    }

    [Fact]
    public void A_code_that_was_taken_away_is_not_read()
    {
        bench.Ask("7E000801000001ABCD");
        Show("YA1:X", TimeSpan.FromSeconds(6));
        Assert.Equal(["02000001003331"], bench.Ask("7E00080100020102DA"));
    }

    [Fact]
    public void A_code_comes_in_two_chunks()
    {
        faults.At("scanner").Set(Fault.TwoChunks, times: 1, value: null);
        Assert.Equal(["YA1:", "ABC\r"], Show("YA1:ABC"));
    }

    [Fact]
    public void An_end_mark_is_missing_once()
    {
        faults.At("scanner").Set(Fault.NoEnd, times: 1, value: null);
        Assert.Equal(["YA1:X"], Show("YA1:X"));
        Assert.Equal(["YA1:X\r"], Show("YA1:X"));
    }

    [Fact]
    public void An_acknowledgement_comes_in_one_stream_with_the_text()
    {
        faults.At("scanner").Set(Fault.AckFirst, times: 1, value: null);
        scanner.Show("YA1:X", bench.Now);
        Assert.Equal(["02000001003331" + Convert.ToHexString("YA1:X\r"u8)], bench.Run(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void A_code_is_read_twice()
    {
        faults.At("scanner").Set(Fault.Twice, times: 1, value: null);
        Assert.Equal(["YA1:X\r", "YA1:X\r"], Show("YA1:X"));
    }

    [Fact]
    public void Bytes_that_are_no_text_come_through()
    {
        faults.At("scanner").Set(Fault.NotUtf8, times: 1, value: null);
        scanner.Show("A", bench.Now);
        Assert.Equal(["41C3280D"], bench.Run(TimeSpan.FromSeconds(1)));
    }

    private string[] Show(string text, TimeSpan? waits = null)
    {
        scanner.Show(text, bench.Now);
        return [.. bench.Run(waits ?? TimeSpan.FromSeconds(1)).Select(hex => Encoding.ASCII.GetString(Convert.FromHexString(hex)))];
    }
}
