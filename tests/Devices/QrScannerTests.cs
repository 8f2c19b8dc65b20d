using System.Text;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Scanners;

namespace YongAi.Edge.Tests.Devices;

/// <summary>What a line scanner sends, and what it is heard as.</summary>
public sealed class QrScannerTests
{
    [Theory]
    [InlineData(ScanEnd.Cr, "\r")]
    [InlineData(ScanEnd.Cr, "\r\n")]
    [InlineData(ScanEnd.CrLf, "\r\n")]
    [InlineData(ScanEnd.Tab, "\t")]
    public void A_text_ends_with_its_mark(ScanEnd end, string mark)
    {
        var bench = Scanner(end);
        bench.Receive(Encoding.ASCII.GetBytes($"YA1:ONE AB{mark}YA1:TWO{mark}"));
        Assert.Equal(["YA1:ONE AB", "YA1:TWO"], Texts(bench));
        Assert.Equal("bench", bench.Facts<CodeScanned>().First().Scanner);
    }

    [Fact]
    public void A_text_without_marks_ends_with_a_silence()
    {
        var bench = Scanner(ScanEnd.None);
        bench.Receive("YA1:ONE"u8.ToArray());
        bench.Run((int)QrScanner.SilenceEnds.TotalMilliseconds - 1);
        Assert.Empty(bench.Told);
        bench.Run(1);
        Assert.Equal(["YA1:ONE"], Texts(bench));
        bench.Run(1000);
        Assert.Single(bench.Told);
    }

    [Fact]
    public void A_text_after_a_silence_is_another_text_even_when_the_host_was_late()
    {
        var bench = Scanner(ScanEnd.None);
        bench.Receive("YA1:ONE"u8.ToArray());
        bench.Stall(60);
        bench.Receive("YA1:TWO"u8.ToArray());
        bench.Run(60);
        Assert.Equal(["YA1:ONE", "YA1:TWO"], Texts(bench));
    }

    [Fact]
    public void A_text_in_pieces_is_one_text()
    {
        var code = "YA1:" + new string('A', 300);
        for (var cut = 1; cut < code.Length; cut += 7)
        {
            var bench = Scanner(ScanEnd.Cr);
            bench.Receive(Encoding.ASCII.GetBytes(code[..cut]));
            bench.Run(100);
            bench.Receive(Encoding.ASCII.GetBytes(code[cut..] + "\r"));
            Assert.Equal([code], Texts(bench));
        }
    }

    [Fact]
    public void A_text_whose_mark_is_missing_does_not_grow_together_with_the_next()
    {
        var bench = Scanner(ScanEnd.Cr);
        bench.Receive("YA1:ONE"u8.ToArray());
        bench.Run((int)QrScanner.MarkMissingAfter.TotalMilliseconds);
        bench.Receive("YA1:TWO\r"u8.ToArray());
        Assert.Equal(["YA1:ONE", "YA1:TWO"], Texts(bench));
    }

    [Theory]
    [InlineData("02000001003331")]
    [InlineData("03000001003331")]
    [InlineData("020000023901C14C")]
    public void Acknowledgements_are_no_text_wherever_they_come(string hex)
    {
        var acknowledged = Convert.FromHexString(hex);
        byte[][] streams =
        [
            [.. acknowledged, .. "YA1:ONE\r"u8],
            [.. "YA1:"u8, .. acknowledged, .. "ONE\r"u8],
            [.. "YA1:ONE"u8, .. acknowledged, .. acknowledged, .. "\r"u8],
            [.. "YA1:ONE\r"u8, .. acknowledged],
        ];
        foreach (var stream in streams)
            for (var cut = 0; cut <= stream.Length; cut++)
            {
                var bench = Scanner(ScanEnd.Cr);
                bench.Receive(stream[..cut]);
                bench.Receive(stream[cut..]);
                bench.Run(2000);
                Assert.Equal(["YA1:ONE"], Texts(bench));
            }
    }

    [Fact]
    public void What_only_looks_like_an_acknowledgement_stays_in_the_text()
    {
        var bench = Scanner(ScanEnd.Cr);
        bench.Receive([0x02, 0x00, 0x00, 0x01, 0x00, 0x33, 0x32, (byte)'A', (byte)'\r']);
        Assert.Equal(["\u0002\u0000\u0000\u0001\u000032A"], Texts(bench));
    }

    [Fact]
    public void A_payload_of_a_thousand_characters_is_told_whole()
    {
        var code = "YA1:" + new string('7', 996);
        var bench = Scanner(ScanEnd.Cr);
        bench.Receive(Encoding.ASCII.GetBytes(code + "\r"));
        Assert.Equal([code], Texts(bench));
    }

    [Fact]
    public void A_text_that_is_too_long_is_cut_off_and_told_once()
    {
        var bench = Scanner(ScanEnd.Cr);
        var endless = Encoding.ASCII.GetBytes("YA1:" + new string('A', 20_000));
        bench.Receive(endless);
        Assert.Empty(bench.Told);
        bench.Receive("\rYA1:TWO\r"u8.ToArray());
        Assert.Equal([QrScanner.TextBytesMax, 7], Texts(bench).Select(text => text.Length));
    }

    [Fact]
    public void Bytes_that_are_no_utf8_are_told_one_character_each()
    {
        var bench = Scanner(ScanEnd.Cr);
        bench.Receive([0xFF, 0xC3, 0x28, 0x80, 0x00, (byte)'\r']);
        Assert.Equal(["\u00FF\u00C3(\u0080\0"], Texts(bench));
    }

    [Fact]
    public void The_same_code_twice_is_two_scans()
    {
        var bench = Scanner(ScanEnd.Cr);
        bench.Receive("YA1:ONE\rYA1:ONE\r"u8.ToArray());
        Assert.Equal(2, bench.Told.Count);
    }

    [Fact]
    public void Empty_lines_are_no_scan()
    {
        var bench = Scanner(ScanEnd.CrLf);
        bench.Receive("\r\n\r\n\n\r"u8.ToArray());
        bench.Run(2000);
        Assert.Empty(bench.Told);
    }

    [Fact]
    public void Half_a_text_is_forgotten_with_the_line()
    {
        var bench = Scanner(ScanEnd.Cr);
        bench.Receive("YA1:HALF"u8.ToArray());
        bench.Lost();
        bench.Open();
        bench.Receive("YA1:ONE\r"u8.ToArray());
        Assert.Equal(["YA1:ONE"], Texts(bench));
    }

    [Fact]
    public void A_scanner_is_never_spoken_to()
    {
        var bench = Scanner(ScanEnd.Cr);
        bench.Run(60_000);
        Assert.Empty(bench.Sent);
        Assert.Null(bench.Line.NextDeadline);
    }

    private static LineBench Scanner(ScanEnd end) => new LineBench(115_200, new ScannerWiring(end)).Open();

    private static IEnumerable<string> Texts(LineBench bench) => bench.Facts<CodeScanned>().Select(scan => scan.Text);
}
