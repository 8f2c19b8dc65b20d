using YongAi.Edge.Control.Codes;
using YongAi.Edge.Devices;
using YongAi.Edge.Tests.Host.Site;
using YongAi.Simulators.Site;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Devices;

/// <summary>A module of the GM65 class is set up when its line comes up, and reads codes meanwhile.</summary>
public sealed class Gm65SetupTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Each_zone_is_read_and_only_the_bits_that_are_meant_are_set_and_nothing_is_saved()
    {
        var bench = new LineBench(115_200, new ScannerWiring(ScanEnd.CrLf, SetUp: true)).Open();
        Assert.Equal("7E0007010000", bench.NextSent()[..12]);
        bench.Receive("020000011F" + Crc("00011F"));                       // lights and sounds as they were
        Assert.Equal("7E00080100001E", bench.NextSent()[..14]);           // 11 on motion becomes 10 continuous
        bench.Receive("02000001003331");
        Assert.Equal("7E0007010060", bench.NextSent()[..12]);
        bench.Receive("0200000100" + Crc("000100"));
        Assert.Equal("7E000801006020", bench.NextSent()[..14]);           // 01 in bits 6-5: CR LF
        bench.Receive("02000001003331");
        bench.Run(5000);
        Assert.Equal(4, bench.Sent.Count);
        Assert.DoesNotContain(bench.SentHex, hex => hex[4..6] == "09");
    }

    [Theory]
    [InlineData("cr")]
    [InlineData("crlf")]
    [InlineData("tab")]
    [InlineData("none")]
    public void A_module_with_another_end_mark_is_heard_right_after_it_was_set_up(string end)
    {
        using var lines = new SimulatedLines(Site(end), Site(end == "cr" ? "tab" : "cr"));
        lines.Run(TimeSpan.FromSeconds(2));
        Assert.True(lines.Do(new ShowCode("YA1:ONE")).Ok);
        lines.Run(TimeSpan.FromSeconds(0.3));
        Assert.Equal("YA1:ONE", lines.Told.OfType<CodeScanned>().Single().Text);
    }

    [Fact]
    public void A_code_that_is_held_out_during_the_setup_is_not_lost()
    {
        using var lines = new SimulatedLines(Site("cr"));
        Assert.True(lines.Do(new ShowCode("YA1:ONE")).Ok);
        lines.Run(TimeSpan.FromSeconds(2));
        Assert.Equal("YA1:ONE", lines.Told.OfType<CodeScanned>().Single().Text);
    }

    [Fact]
    public void A_scanner_that_takes_no_commands_is_asked_twice_and_left_alone()
    {
        var bench = new LineBench(115_200, new ScannerWiring(ScanEnd.Cr, SetUp: true)).Open();
        bench.Run(10_000);
        Assert.Equal(2, bench.Sent.Count);
        bench.Receive("YA1:ONE\r"u8.ToArray());
        Assert.Equal("YA1:ONE", Assert.Single(bench.Facts<CodeScanned>()).Text);
    }

    [Fact]
    public void A_line_that_comes_back_is_set_up_again()
    {
        var bench = new LineBench(115_200, new ScannerWiring(ScanEnd.Cr, SetUp: true)).Open();
        bench.Run(2000);
        bench.Lost();
        bench.Open();
        bench.Run(2000);
        Assert.Equal(4, bench.Sent.Count);
    }

    [Fact]
    public void A_scanner_without_setup_is_never_spoken_to()
    {
        var bench = new LineBench(115_200, new ScannerWiring(ScanEnd.Cr)).Open();
        bench.Run(10_000);
        Assert.Empty(bench.Sent);
    }

    private SimulatedSite Site(string end) => SimulatedSite.Read(folder.Write($"{end}.json", $$"""
        { "cabinet": "X", "lines": { "scanner": { "path": "scanner", "baud": 115200 } },
          "scanners": [ { "line": "scanner", "end": "{{end}}", "setup": "gm65" } ], "slots": [ { "slot": 1 } ] }
        """));

    /// <summary>CRC-16 with polynomial 1021 from 0, written a second time.</summary>
    private static string Crc(string hex)
    {
        var crc = 0;
        foreach (var b in Convert.FromHexString(hex))
            for (var bit = 7; bit >= 0; bit--)
                crc = ((crc << 1) ^ (((crc >> 15 & 1) ^ (b >> bit & 1)) == 1 ? 0x1021 : 0)) & 0xFFFF;
        return $"{crc:X4}";
    }
}
