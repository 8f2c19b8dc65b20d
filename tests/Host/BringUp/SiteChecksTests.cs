using YongAi.Edge.Host.BringUp.Commissioning;
using YongAi.Edge.Host.Site;
using YongAi.Edge.Tests.Host.Site;

namespace YongAi.Edge.Tests.Host.BringUp;

/// <summary>What no program can see is a list with the answers of people.</summary>
public sealed class SiteChecksTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_check_without_an_answer_is_said_to_be_not_checked_and_one_with_an_answer_says_by_whom()
    {
        var site = Site();
        Assert.All(SiteChecks.Lines(site), line => Assert.EndsWith("not checked", line.English, StringComparison.Ordinal));
        Assert.Null(SiteChecks.Answer(site, "earth=0.08 ohm", "wang", new DateTimeOffset(2026, 11, 20, 2, 0, 0, TimeSpan.Zero)));
        Assert.Null(SiteChecks.Answer(site, "steel=1.5 mm = enough", "li", new DateTimeOffset(2026, 11, 21, 2, 0, 0, TimeSpan.Zero)));
        Assert.Equal(["0.08 ohm (wang, 2026-11-20)", "1.5 mm = enough (li, 2026-11-21)"], SiteChecks.Answers(site).Values);
        Assert.Equal(SiteChecks.All.Length - 2, SiteChecks.Lines(site).Count(line => line.Chinese.EndsWith("未检查", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("erath=1")]
    [InlineData("earth")]
    [InlineData("earth=")]
    public void An_answer_to_no_check_or_without_a_value_is_refused_and_nothing_is_written(string typed)
    {
        var site = Site();
        Assert.NotNull(SiteChecks.Answer(site, typed, "wang", DateTimeOffset.UnixEpoch));
        Assert.Empty(SiteChecks.Answers(site));
    }

    [Fact]
    public void A_file_that_is_no_record_is_not_written_over()
    {
        var site = Site();
        File.WriteAllText(SiteChecks.PathOf(site), "[1]");
        Assert.Throws<IOException>(() => SiteChecks.Answer(site, "earth=1", "wang", DateTimeOffset.UnixEpoch));
        Assert.Equal("[1]", File.ReadAllText(SiteChecks.PathOf(site)));
    }

    private SiteSettings Site()
    {
        var site = SiteFile.Read(Repository.Path("seeds/sites/demo-12.json")).Settings!;
        return site with { Host = site.Host with { DataFolder = folder.Path } };
    }
}
