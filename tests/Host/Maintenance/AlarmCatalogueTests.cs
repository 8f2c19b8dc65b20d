using YongAi.Edge.Control.Safety;
using YongAi.Edge.Host.Kiosk;
using YongAi.Edge.Host.Maintenance;

namespace YongAi.Edge.Tests.Host.Maintenance;

public sealed class AlarmCatalogueTests
{
    [Fact]
    public void Every_alarm_says_how_bad_it_is_what_is_the_matter_and_what_to_do_in_both_languages() =>
        Assert.All(Enum.GetValues<AlarmKind>(), kind =>
        {
            Assert.True(AlarmCatalogue.SeverityOf(kind) is not null, $"{kind} has no severity");
            var words = AlarmCatalogue.Of(kind).Words;
            Assert.All((Words[])[words.Short, words.What, words.Next], each =>
            {
                Assert.Contains(each.Chinese, c => c >= 0x4e00 && c <= 0x9fff);
                Assert.DoesNotContain(each.English, c => c >= 0x4e00 && c <= 0x9fff);
            });
            Assert.NotEqual("请联系技术支持。", words.Next.Chinese);
        });

    [Fact]
    public void The_worst_comes_first_and_none_is_missing()
    {
        var all = AlarmCatalogue.All.ToList();
        Assert.Equal(Enum.GetValues<AlarmKind>().Length, all.Count);
        Assert.Equal(all.Select(alarm => alarm.Severity).Order(), all.Select(alarm => alarm.Severity));
        Assert.Equal(Severity.Critical, all[0].Severity);
    }

    [Fact]
    public void What_ends_charging_for_danger_is_critical_or_a_tripped_breaker() =>
        Assert.All(Enum.GetValues<AlarmKind>().Where(kind => Hold.IsDanger(kind) && kind != AlarmKind.Leakage),
            kind => Assert.Equal(Severity.Critical, AlarmCatalogue.SeverityOf(kind)));
}
