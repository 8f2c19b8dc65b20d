using YongAi.Simulators.Site;

namespace YongAi.Edge.Tests.Simulators;

public sealed class SimulatedSiteTests
{
    [Fact]
    public void Lines_lie_where_the_file_says_counted_from_the_file()
    {
        using var bench = new SiteBench();
        var site = bench.Read();
        Assert.Equal(15, site.LinePaths.Count);
        Assert.Equal(Path.Combine(bench.Folder, "lines", "pack-7"), site.LinePaths["pack-7"]);
        Assert.Equal(Path.Combine(bench.Folder, "lines", "hands.sock"), site.HandsPath);
    }

    [Fact]
    public void A_serial_says_what_a_pack_is_built_of()
    {
        using var bench = new SiteBench();
        var site = bench.Read();
        Assert.Equal(("48V24Ah", 13, 24.0), Parts(site, "YA48240000000001"));
        Assert.Equal(("60V30Ah", 17, 30.0), Parts(site, "YA60300000000001"));
        Assert.Equal(13, site.KindOf("XX-FOREIGN-1").Cells);
    }

    [Fact]
    public void The_usual_stock_leaves_one_slot_empty()
    {
        using var bench = new SiteBench();
        var stock = Stock.Usual(bench.Read(), packs: null);
        Assert.Equal(Enumerable.Range(1, 11), stock.Select(pack => pack.Slot));
        Assert.All(stock, pack => Assert.Matches("^YA4824[0-9]{10}$", pack.Serial));
        Assert.All(stock, pack => Assert.InRange(pack.Soc, 96, 100));
        Assert.Equal(11, stock.Select(pack => pack.Serial).Distinct().Count());
    }

    [Fact]
    public void A_stock_file_says_what_lies_where()
    {
        using var bench = new SiteBench();
        var file = Path.Combine(bench.Folder, "stock.json");
        File.WriteAllText(file, """[{"slot":4,"serial":"YA60300000000001","soc":80}]""");
        Assert.Equal(new StockedPack(4, "YA60300000000001", 80), Assert.Single(Stock.Read(file, bench.Read())));
        File.WriteAllText(file, """[{"slot":13,"serial":"YA60300000000001","soc":80}]""");
        Assert.Contains("no such slot", Assert.Throws<SiteUnusable>(() => Stock.Read(file, bench.Read())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"line\": \"pack-5\"", "\"line\": \"pack-55\"", "'pack-55', which 'lines' lacks")]
    [InlineData("\"slot\": 5,", "\"slot\": 4,", "slot 4 is there twice")]
    [InlineData("\"baud\": 115200", "\"baud\": 11", "lines.scanner.baud 11")]
    [InlineData("\"baud\": 115200", "\"baud\": \"fast\"", "$.lines.scanner.baud")]
    [InlineData("\"cabinet\": \"NB-DEMO-01\",", "", "cabinet")]
    [InlineData("YA4824[0-9]{10}", "YA4824[0-9", "a pattern in 'packs' cannot be used")]
    public void A_broken_site_file_is_refused_with_the_place(string part, string broken, string says)
    {
        using var bench = new SiteBench(text => text.Replace(part, broken, StringComparison.Ordinal));
        var trouble = Assert.Throws<SiteUnusable>(bench.Read);
        Assert.StartsWith(bench.SiteFile, trouble.Message, StringComparison.Ordinal);
        Assert.Contains(says, trouble.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"family\": \"8a80\"", "\"family\": \"ybkj\"", "family 'ybkj' is not simulated")]
    [InlineData("\"dialect\": \"A\"", "\"dialect\": \"C\"", "dialect 'C' is neither A nor B")]
    [InlineData("\"family\": \"modbus-relay\"", "\"family\": \"gpio\"", "family 'gpio' is not simulated")]
    [InlineData("\"end\": \"cr\"", "\"end\": \"bell\"", "end 'bell' is none of")]
    [InlineData("\"presence\": \"door/13\"", "\"presence\": \"door/1\"", "door/1 is both")]
    [InlineData("\"lock\": \"door/1\"", "\"lock\": \"door 1\"", "'door 1' names no channel")]
    public void What_cannot_be_simulated_is_said(string part, string broken, string says)
    {
        using var bench = new SiteBench(text => text.Replace(part, broken, StringComparison.Ordinal));
        Assert.Contains(says, Assert.Throws<SiteUnusable>(() => bench.Cabinet()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_site_file_is_named() =>
        Assert.StartsWith("/nowhere/site.json: ", Assert.Throws<SiteUnusable>(() => SimulatedSite.Read("/nowhere/site.json")).Message,
            StringComparison.Ordinal);

    private static (string, int, double) Parts(SimulatedSite site, string serial) =>
        (site.KindOf(serial).Class, site.KindOf(serial).Cells, site.KindOf(serial).AmpHours);
}
