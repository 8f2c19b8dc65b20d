using YongAi.Edge.Host.BringUp;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Host.Site;

namespace YongAi.Edge.Host;

/// <summary>Everything that is built, in start order.</summary>
internal static class Registration
{
    public static Task<int> RunAsync(SiteSettings site, string environment) => Task.FromResult(ExitCode.Failed);

    public static Moment ClockOf(SiteSettings site) => new(TimeSpan.Zero, TimeProvider.System.GetUtcNow(),
        site.Host.Clock == ClockSource.Assumed ? TimeTrust.Assumed : TimeTrust.Untrusted);
}
