using System.Globalization;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Host.Site;

namespace YongAi.Edge.Host.BringUp;

/// <summary>Says how this cabinet would judge a code shown to it: ten lines, one a check. Records nothing.</summary>
internal static class VerifyCodeCommand
{
    /// <summary>The ten checks of rider-code YA1, in order.</summary>
    private static readonly string[] Checks =
    [
        "shape", "issuer", "issuer-signature", "in-force", "form", "rider-signature", "fresh", "not-seen", "not-revoked", "right",
    ];

    public static int Run(SiteSettings site, string code, Moment now, TextWriter output, TextWriter errors)
    {
        foreach (var key in site.Plan.Trust.Keys)
            if (key.Kind == KeyKind.Credential && DemoKeys.Contains(key))
                errors.WriteLine($"{key.Issuer} 是公开的演示密钥，任何人都能签这样的码 / "
                    + $"{key.Issuer} signs with a published demo key: anybody can make such a code");
        var verdict = RiderCodeVerifier.Verify(code, Situation(site), now);
        for (var check = 1; check <= Checks.Length; check++)
            output.WriteLine($"{check} {Checks[check - 1]} {Answer(verdict, check)}");
        return verdict.FailedCheck == 0 ? ExitCode.Fine : ExitCode.Failed;
    }

    /// <summary>Time as the caller gives it counts as trusted; else the system clock by the site's own clock policy.</summary>
    public static bool TryMoment(string? at, Func<Moment> clock, out Moment now)
    {
        now = default;
        if (at is null)
        {
            now = clock();
            return true;
        }
        var isNumber = long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds);
        if (!isNumber || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds()) return false;
        now = new Moment(TimeSpan.Zero, DateTimeOffset.FromUnixTimeSeconds(seconds), TimeTrust.Trusted);
        return true;
    }

    /// <summary>A cabinet that has seen nobody yet and hears the cloud: the live memory belongs to the running program alone.</summary>
    private static CodeSituation Situation(SiteSettings site) => new(site.Plan.Cabinet, site.Plan.Site, site.Plan.Trust,
        site.Plan.Codes, CodeMemory.Empty, RiderHistory.Empty, [], site.Plan.Codes.BuildDate, Offline: false);

    private static string Answer(CodeVerdict verdict, int check)
    {
        if (verdict.FailedCheck == 0 || check < verdict.FailedCheck) return "ok";
        return check > verdict.FailedCheck ? "-" : verdict.Refusal!.Value.Name();
    }
}
