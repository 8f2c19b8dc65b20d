using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Riders;

namespace YongAi.Edge.Tests.Control.Codes;

/// <summary>A cabinet in a situation in which a sound code passes all ten checks.</summary>
internal static class Scene
{
    public const string Cabinet = "C-1", Site = "west";
    public const long KeysFrom = Draft.At - 100 * 86400, KeysUntil = Draft.At + 100 * 86400;

    public static TimeSpan Elapsed { get; } = TimeSpan.FromDays(30);

    public static RiderId Rider { get; } = new("net", "r-1");

    public static Moment Now { get; } = At(Draft.At);

    public static Moment Untrusted { get; } = Now with { Trust = TimeTrust.Untrusted, Wall = DateTimeOffset.UnixEpoch };

    public static CodePolicy Policy { get; } =
        new(ListsNone: true, TimeSpan.FromDays(7), TimeSpan.FromDays(7), TimeSpan.FromMinutes(15), 60, Draft.At - 90 * 86400);

    public static TrustedKey IssuerKey { get; } =
        new("net", KeyKind.Credential, [.. Draft.Point(Draft.Issuer)], KeysFrom, KeysUntil, ["swap:*", "goods", "goods:*"]);

    public static TrustedKey VoucherKey { get; } =
        new("net", KeyKind.Voucher, [.. Draft.Point(Draft.Promiser)], KeysFrom, KeysUntil, []);

    public static CodeSituation Situation { get; } = new(Cabinet, Site, new TrustStore([IssuerKey, VoucherKey]), Policy, CodeMemory.Empty,
        RiderHistory.Empty, [], Draft.At - 86400, Offline: false);

    public static Moment At(double seconds) =>
        new(Elapsed + TimeSpan.FromSeconds(seconds - Draft.At), DateTimeOffset.UnixEpoch.AddSeconds(seconds), TimeTrust.Trusted);

    public static CodeVerdict Verify(string text, CodeSituation? situation = null, Moment? now = null) =>
        RiderCodeVerifier.Verify(text, situation ?? Situation, now ?? Now);

    public static void Passes(string text, CodeSituation? situation = null, Moment? now = null)
    {
        var verdict = Verify(text, situation, now);
        Assert.Equal((0, null), (verdict.FailedCheck, verdict.Refusal));
        Assert.NotNull(verdict.Code);
    }

    public static void Refuses(int check, Refusal why, string text, CodeSituation? situation = null, Moment? now = null)
    {
        var verdict = Verify(text, situation, now);
        Assert.Equal((check, why), (verdict.FailedCheck, verdict.Refusal));
        Assert.Equal(check > 6, verdict.Code is not null);
    }

    /// <summary>The memory after a code was accepted for swap 1.</summary>
    public static CodeMemory Holding(string text, CodeSituation? situation = null, Moment? now = null)
    {
        var (here, at) = (situation ?? Situation, now ?? Now);
        var code = Verify(text, here, at).Code!;
        return here.Memory.Accept(Accepted(code, text), at.Elapsed, here.Floor);
    }

    public static CodeAccepted Accepted(GenuineCode code, string text, long swap = 1) =>
        new(swap, code.Rider, code.Purpose, code.Key, code.Bound, code.IssuedAt, code.Counter, code.Expires, code.Nonce, text);

    public static CodeSituation With(CodeMemory memory) => Situation with { Memory = memory };
}
