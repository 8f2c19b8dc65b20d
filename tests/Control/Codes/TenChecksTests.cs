using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Riders;
using YongAi.Simulators.World;
using static YongAi.Edge.Tests.Control.Codes.Scene;

namespace YongAi.Edge.Tests.Control.Codes;

/// <summary>
/// Each check refuses alone: the code and the situation are sound but for one thing, and every check before and
/// after it holds. That it holds is shown by the same code without that one thing.
/// </summary>
public sealed class TenChecksTests
{
    private static readonly Draft Sound = new();

    [Fact]
    public void A_sound_code_passes_in_every_form()
    {
        Passes(Sound.Bound());
        Passes(Sound.Bearer());
        Passes((Sound with { WithTag = true }).Bound());
        Passes((Sound with { Purpose = "goods:water", Rights = new object[] { "goods" } }).WithVoucher(Draft.Voucher()));
    }

    [Fact]
    public void The_verdict_tells_all_that_was_signed()
    {
        var draft = Sound with
        {
            Rights = new object[] { "swap:48V24Ah", "swap:60V30Ah", "swap:48V24Ah", "goods:water", "crew:open", "swap:*", "swap:" },
            About = [(2, new object[] { 3, 1200 }), (3, "YA48240000000017"), (4, 2), (5, "1234")], Counter = 7,
        };
        var code = Verify(draft.Bound()).Code!;
        Assert.Equal(Rider, code.Rider);
        Assert.Equal(("swap", true, Draft.At, 7), (code.Purpose, code.Bound, code.IssuedAt, code.Counter));
        Assert.Equal(new CodeKey("net", "00112233445566778899aabbccddeeff"), code.Key);
        Assert.Equal(Draft.At + 3 * 86400, code.Expires);
        Assert.Equal(["48V24Ah", "60V30Ah"], code.SwapClasses.Select(pack => pack.Name));
        Assert.DoesNotContain("crew:open", code.Rights);
        Assert.Equal((TimeSpan.FromMinutes(20), 3), (code.LeastGap, code.OfflineSwapsMax));
        Assert.Equal(("YA48240000000017", "1234", null, null), (code.PackHint, code.Tail, code.Nonce, code.Voucher));
    }

    [Fact]
    public void Check_1_refuses_what_is_no_code()
    {
        var code = Sound.Bound();
        Refuses(1, Refusal.NotACode, code[4..]);
        Refuses(1, Refusal.NotACode, "YA2:" + code[4..]);
        Refuses(1, Refusal.NotACode, code.ToLowerInvariant());
        Refuses(1, Refusal.NotACode, " " + code);
        Refuses(1, Refusal.NotACode, code + "é");
        Refuses(1, Refusal.NotACode, code.PadRight(RiderCode.LengthMax + 1, '0'));
        Refuses(1, Refusal.Malformed, code + "0");
        Refuses(1, Refusal.Malformed, code[..^3]);
        Refuses(1, Refusal.Malformed, "YA1:");
    }

    [Fact]
    public void Only_the_end_mark_of_a_scanner_is_taken_off()
    {
        Passes(Sound.Bound() + "\r\n");
        Passes(Sound.Bound() + "\t");
        Refuses(1, Refusal.Malformed, Sound.Bound() + "   ");
    }

    [Fact]
    public void Check_2_refuses_an_issuer_that_is_not_trusted()
    {
        Refuses(2, Refusal.UnknownIssuer, Sound.Bound(), Situation with { Trust = new TrustStore([VoucherKey]) });
        Refuses(2, Refusal.UnknownIssuer, (Sound with { Kid = new byte[8] }).Bound());
        Refuses(2, Refusal.UnknownIssuer, (Sound with { Iss = "other" }).Bound());
        Refuses(2, Refusal.UnknownIssuer, Sound.Bound(), Situation with { Trust = new TrustStore([IssuerKey, IssuerKey]) });
        Refuses(2, Refusal.UnknownIssuer, Sound.Bound(),
            Situation with { Trust = new TrustStore([IssuerKey with { NotAfter = Draft.At + 86400 }]) });
        Refuses(2, Refusal.UnknownIssuer, Sound.Bound(),
            Situation with { Trust = new TrustStore([IssuerKey with { NotBefore = Draft.At - 3599 }]) });
    }

    [Fact]
    public void Check_3_refuses_what_the_issuer_did_not_sign() =>
        Refuses(3, Refusal.BadSignature, (Sound with { SignedWith = Draft.Stranger, Kid = Draft.KidOf(Draft.Issuer) }).Bound());

    [Theory]
    [InlineData(5, 0)]
    [InlineData(-6, Refusal.NotYetValid)]
    public void Check_4_refuses_a_code_before_its_time(int after, object expected)
    {
        var code = (Sound with { Nbf = Draft.At, Iat = Draft.At - 100 }).Bound();
        var shown = (Sound with { Nbf = Draft.At, Iat = Draft.At - 100, ShownAt = Draft.At + after }).Bound();
        Assert.NotEqual(code, shown);
        if (expected is Refusal why) Refuses(4, why, shown, now: At(Draft.At + after));
        else Passes(shown, now: At(Draft.At + after));
    }

    [Fact]
    public void Check_4_forgives_five_seconds_and_the_drift_of_the_clock()
    {
        var ended = Sound with { Exp = Draft.At - 5, Iat = Draft.At - 3600 };
        Passes((ended with { Exp = Draft.At - 4 }).Bound());
        Refuses(4, Refusal.Expired, ended.Bound());
        Passes((ended with { Exp = Draft.At - 14 }).Bound(), now: Now with { Drift = TimeSpan.FromSeconds(10) });
        Refuses(4, Refusal.Expired, (ended with { Exp = Draft.At - 15 }).Bound(), now: Now with { Drift = TimeSpan.FromSeconds(10) });
        Passes((Sound with { Nbf = Draft.At + 15 }).Bound(), now: Now with { Drift = TimeSpan.FromSeconds(10) });
        Refuses(4, Refusal.NotYetValid, (Sound with { Nbf = Draft.At + 16 }).Bound(), now: Now with { Drift = TimeSpan.FromSeconds(10) });
    }

    [Fact]
    public void Check_4_refuses_a_code_for_another_place()
    {
        Passes((Sound with { Aud = Cabinet }).Bound());
        Passes((Sound with { Aud = "site:" + Site, ShownAud = Cabinet }).Bound());
        Refuses(4, Refusal.WrongPlace, (Sound with { Aud = "C-2" }).Bound());
        Refuses(4, Refusal.WrongPlace, (Sound with { Aud = "site:east" }).Bound());
        Refuses(4, Refusal.WrongPlace, (Sound with { ShownAud = "C-2" }).Bound());
        Refuses(4, Refusal.WrongPlace, (Sound with { Aud = "site:" + Site }).Bound(), Situation with { Site = null });
    }

    [Fact]
    public void Check_5_refuses_a_form_that_is_none()
    {
        var bearer = Sound.AsBearer();
        Refuses(5, Refusal.Malformed, CodeWriter.Text((bearer with { Aud = null }).Credential()));
        Refuses(5, Refusal.Malformed, CodeWriter.Text((bearer with { About = [] }).Credential()));
        Refuses(5, Refusal.Malformed, CodeWriter.Text((bearer with { Exp = Draft.At + 121 }).Credential()));
        Passes(CodeWriter.Text((bearer with { Exp = Draft.At + 120 }).Credential()));
        Refuses(5, Refusal.Malformed, CodeWriter.Text(Sound.Credential()));
        Refuses(5, Refusal.Malformed, (Sound with { Cnf = null }).Bound());
        Refuses(5, Refusal.Malformed, (Sound with { Exp = Draft.At - 3600 + 7 * 86400 + 1 }).Bound());
        Passes((Sound with { Exp = Draft.At - 3600 + 7 * 86400 }).Bound());
        Refuses(5, Refusal.Malformed, (Sound with { ShownAt = Draft.At + 6 }).Bound());
        Passes((Sound with { ShownAt = Draft.At + 5 }).Bound());
        Refuses(5, Refusal.Malformed, (Sound with { Iat = Draft.At + 6 }).Bound());
        Refuses(5, Refusal.Malformed, (Sound with { Iat = Draft.At, Exp = Draft.At }).Bound());
    }

    [Fact]
    public void Check_5_knows_the_shorter_life_that_a_site_asks_for()
    {
        var strict = Situation with { Policy = Policy with { CredentialLifeMax = TimeSpan.FromDays(2) } };
        Refuses(5, Refusal.Malformed, Sound.Bound(), strict);
        Passes((Sound with { Exp = Draft.At + 86400 }).Bound(), strict);
        var lax = Situation with { Policy = Policy with { CredentialLifeMax = TimeSpan.FromDays(30) } };
        Refuses(5, Refusal.Malformed, (Sound with { Exp = Draft.At + 8 * 86400 }).Bound(), lax);
    }

    [Fact]
    public void Check_5_wants_a_place_for_rights_that_open_places()
    {
        var gates = Situation with { Trust = new TrustStore([IssuerKey with { Rights = ["gate:*", "crew:*", "swap:*"] }]) };
        Refuses(5, Refusal.Malformed, (Sound with { Rights = new object[] { "gate:C-1" } }).Bound(), gates);
        Refuses(5, Refusal.Malformed, (Sound with { Rights = new object[] { "crew:open", "swap:48V24Ah" } }).Bound(), gates);
        Passes((Sound with { Rights = new object[] { "gate:C-1" }, Aud = Cabinet, Purpose = "gate" }).Bound(), gates);
    }

    [Fact]
    public void Check_6_refuses_what_the_rider_did_not_sign()
    {
        Refuses(6, Refusal.BadSignature, (Sound with { ShownBy = Draft.Stranger }).Bound());
        var goods = Sound with { Purpose = "goods:water", Rights = new object[] { "goods" } };
        Passes(goods.WithVoucher(Draft.Voucher()));
        Refuses(6, Refusal.BadSignature, goods.WithVoucher(Draft.Voucher(aad: "ya1/credential")));
    }

    [Fact]
    public void Check_7_refuses_a_code_that_is_not_of_this_moment()
    {
        Passes((Sound with { ShownAt = Draft.At - 35 }).Bound());
        Refuses(7, Refusal.Stale, (Sound with { ShownAt = Draft.At - 36 }).Bound());
        Passes((Sound with { ShownAt = Draft.At - 45 }).Bound(), now: Now with { Drift = TimeSpan.FromSeconds(10) });
        Refuses(7, Refusal.ClockNotTrusted, Sound.Bound(), now: Untrusted);
        Refuses(7, Refusal.ClockNotTrusted, Sound.Bearer(), now: Untrusted);
    }

    [Fact]
    public void Check_8_refuses_a_code_that_was_used_here()
    {
        var code = Sound.Bound();
        Refuses(8, Refusal.Replayed, code, With(Holding(code).Spend(1)));
        var bearer = Sound.Bearer();
        Refuses(8, Refusal.Replayed, bearer, With(Holding(bearer).Spend(1)));
        Passes((Sound with { Counter = 2 }).Bound(), With(Holding(code).Spend(1)));
        Passes((Sound with { Cti = new byte[8] }).Bearer(), With(Holding(bearer).Spend(1)));
    }

    [Fact]
    public void Check_9_refuses_what_was_revoked()
    {
        var list = new RevocationList("net", 1, Draft.At - 60, 0, [], []);
        CodeSituation Listed(RevocationList? lists, bool none = false) => Situation with
        {
            Policy = Policy with { ListsNone = none }, Revocations = lists is null ? null : Revocations.None.With(lists),
        };
        Passes(Sound.Bound(), Listed(list));
        Refuses(9, Refusal.Revoked, Sound.Bound(), Listed(list with { Riders = ["r-1"] }));
        Refuses(9, Refusal.Revoked, Sound.Bound(), Listed(list with { Credentials = ["00112233445566778899aabbccddeeff"] }));
        Refuses(9, Refusal.Revoked, Sound.Bound(), Listed(list with { Epoch = 1 }));
        Passes((Sound with { About = [(4, 1)] }).Bound(), Listed(list with { Epoch = 1 }));
        Refuses(9, Refusal.Revoked, Sound.Bound(), Listed(list with { Riders = ["r-1"] }, none: true));
        Refuses(9, Refusal.ListsTooOld, Sound.Bound(), Listed(null));
        Refuses(9, Refusal.ListsTooOld, Sound.Bound(), Listed(list with { Issuer = "other" }));
        Refuses(9, Refusal.ListsTooOld, Sound.Bound(), Listed(list with { Issued = Draft.At - 7 * 86400 - 6 }));
        Passes(Sound.Bound(), Listed(list with { Issued = Draft.At - 7 * 86400 - 6 }, none: true));
    }

    [Theory]
    [InlineData("swap", "goods", false)]
    [InlineData("swap", "swap:", false)]
    [InlineData("swap", "swap:*", false)]
    [InlineData("swap", "swap:48V24Ah", true)]
    [InlineData("goods:water", "goods", true)]
    [InlineData("goods:water", "goods:water", true)]
    [InlineData("goods:water", "goods:mask", false)]
    [InlineData("goods:", "goods", false)]
    [InlineData("goods", "goods", false)]
    [InlineData("return", "none", true)]
    [InlineData("gate", "gate:C-1", false)]
    [InlineData("crew", "crew:open", false)]
    [InlineData("rent", "rent", false)]
    [InlineData("hand-back", "hand-back", false)]
    [InlineData("dance", "swap:48V24Ah", false)]
    public void Check_10_wants_a_right_for_the_purpose(string purpose, string right, bool holds)
    {
        var code = (Sound with { Purpose = purpose, Rights = new object[] { right } }).Bound();
        if (holds) Passes(code);
        else Refuses(10, Refusal.NoRight, code);
    }

    [Fact]
    public void Check_10_keeps_the_least_gap_always_and_counts_only_offline()
    {
        var code = (Sound with { About = [(2, new object[] { 2, 1200 })] }).Bound();
        RiderHistory After(bool offline, params int[] minutesAgo) => minutesAgo.Aggregate(RiderHistory.Empty,
            (history, ago) => history.Swapped(Rider, offline, Elapsed - TimeSpan.FromMinutes(ago)));
        Refuses(10, Refusal.LimitReached, code, Situation with { History = After(false, 19) });
        Passes(code, Situation with { History = After(false, 20) });
        Refuses(10, Refusal.LimitReached, code, Situation with { History = After(true, 600, 60), Offline = true });
        Passes(code, Situation with { History = After(true, 600, 60) });
        Passes(code, Situation with { History = After(true, 24 * 60, 60), Offline = true });
        Passes(code, Situation with { History = After(false, 600, 60), Offline = true });
    }

    [Fact]
    public void Check_10_keeps_the_cabinets_own_offline_allowance()
    {
        var others = Enumerable.Range(0, 3).Aggregate(RiderHistory.Empty,
            (history, n) => history.Swapped(new RiderId("net", $"other-{n}"), true, Elapsed - TimeSpan.FromHours(1)));
        var tight = Situation with { History = others, Offline = true, Policy = Policy with { OfflineAllowance = 3 } };
        Refuses(10, Refusal.LimitReached, Sound.Bound(), tight);
        Passes(Sound.Bound(), tight with { Offline = false });
        Passes((Sound with { Purpose = "return" }).Bound(), tight);
    }

    [Fact]
    public void A_crew_code_is_bound_and_limited_by_nothing()
    {
        var crews = Situation with { Trust = new TrustStore([IssuerKey with { Rights = ["crew:*"] }]), Offline = true };
        var crew = Sound with
        {
            Rights = new object[] { "crew:open" }, Aud = Cabinet, Purpose = "crew", About = [(2, new object[] { 0, 9999 })],
        };
        Passes(crew.Bound(), crews with { History = RiderHistory.Empty.Swapped(Rider, true, Elapsed) });
        Refuses(10, Refusal.NoRight, crew.Bearer(), crews);
    }

    [Fact]
    public void Ten_checks_have_ten_names() => Assert.Equal(10, RiderCodeVerifier.CheckNames.Distinct().Count());
}
