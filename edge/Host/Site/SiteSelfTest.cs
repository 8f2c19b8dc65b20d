using YongAi.Edge.Control.Safety;

namespace YongAi.Edge.Host.Site;

/// <summary>Reads the section <c>self_test</c>: the quiet hour in which outputs and detectors are tested once a week.</summary>
internal static class SiteSelfTest
{
    public static SelfTestPlan Read(SiteSection site, TimeSpan utcOffset, SiteFaults faults)
    {
        var usual = new SelfTestPlan { UtcOffset = utcOffset };
        return site.Find("self_test") is not { } at ? usual
            : SiteSection.Read(at, faults, section => usual with { Hour = section.Whole("hour", 0, 23, usual.Hour) }) ?? usual;
    }
}
