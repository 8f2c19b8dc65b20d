using System.Security.Cryptography;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Language;
using static YongAi.Edge.Tests.Control.Codes.Scene;

namespace YongAi.Edge.Tests.Control.Codes;

/// <summary>A cabinet that does not know the time, and the nonces that stand in for it.</summary>
public sealed class WithoutTrustedTimeTests
{
    private static readonly byte[] Nonce = RandomNumberGenerator.GetBytes(16);
    private static readonly Draft Answer = new() { Nonce = Nonce, ShownAud = Cabinet };
    private static readonly CodeSituation Asked = Situation with { Nonces = [new OpenNonce([.. Nonce], Elapsed)] };

    [Fact]
    public void A_nonce_answered_takes_the_place_of_the_clock()
    {
        Passes(Answer.Bound(), Asked, Untrusted);
        Assert.Equal(Convert.ToHexStringLower(Nonce), Verify(Answer.Bound(), Asked, Untrusted).Code!.Nonce);
        // The phone's clock says anything at all.
        Passes((Answer with { ShownAt = 1 }).Bound(), Asked, Untrusted);
        Passes((Answer with { ShownAt = Draft.At - 86400 }).Bound(), Asked);
    }

    [Fact]
    public void Without_a_nonce_no_code_is_fresh()
    {
        Refuses(7, Refusal.ClockNotTrusted, new Draft().Bound(), Asked, Untrusted);
        Refuses(7, Refusal.ClockNotTrusted, new Draft().Bearer(), Asked, Untrusted);
    }

    [Fact]
    public void Holdover_and_an_assumed_clock_count_as_trusted()
    {
        Passes(new Draft().Bound(), now: Now with { Trust = TimeTrust.Holdover });
        Passes(new Draft().Bound(), now: Now with { Trust = TimeTrust.Assumed });
    }

    [Theory]
    [InlineData(60, true)]
    [InlineData(61, false)]
    public void A_nonce_lives_sixty_seconds_of_running_time(int seconds, bool lives)
    {
        var later = Untrusted with { Elapsed = Elapsed + TimeSpan.FromSeconds(seconds) };
        if (lives) Passes(Answer.Bound(), Asked, later);
        else Refuses(7, Refusal.Stale, Answer.Bound(), Asked, later);
    }

    [Fact]
    public void A_foreign_nonce_is_stale_also_where_the_clock_is_trusted()
    {
        var foreign = (Answer with { Nonce = RandomNumberGenerator.GetBytes(16) }).Bound();
        Refuses(7, Refusal.Stale, foreign, Asked, Untrusted);
        Refuses(7, Refusal.Stale, foreign, Asked);
        Refuses(7, Refusal.Stale, (Answer with { Nonce = Nonce[..8] }).Bound(), Asked, Untrusted);
        Refuses(7, Refusal.Stale, Answer.Bound(), Situation, Untrusted);
    }

    [Fact]
    public void A_nonce_must_name_its_cabinet()
    {
        Refuses(5, Refusal.Malformed, (Answer with { ShownAud = null }).Bound(), Asked, Untrusted);
        Refuses(4, Refusal.WrongPlace, (Answer with { ShownAud = "C-2" }).Bound(), Asked, Untrusted);
    }

    [Fact]
    public void A_nonce_belongs_to_the_swap_that_answered_it()
    {
        var held = Holding(Answer.Bound(), Asked, Untrusted);
        var other = (Answer with { Cti = new byte[8], Sub = "r-2" }).Bound();
        Passes(other, Asked, Untrusted);
        Refuses(7, Refusal.Stale, other, Asked with { Memory = held }, Untrusted);
        Passes(Answer.Bound(), Asked with { Memory = held }, Untrusted);
        Passes(other, Asked with { Memory = held.Release(1) }, Untrusted);
    }

    [Theory]
    [InlineData("swap", true)]
    [InlineData("return", true)]
    [InlineData("goods:water", false)]
    [InlineData("gate", false)]
    [InlineData("crew", false)]
    public void Only_packs_and_returns_are_served(string purpose, bool served)
    {
        var draft = Answer with
        {
            Purpose = purpose, Rights = new object[] { "swap:48V24Ah", "goods", "gate:C-1", "crew:open" }, Aud = Cabinet,
        };
        var trusting = Asked with { Trust = new TrustStore([IssuerKey with { Rights = ["swap:*", "goods", "gate:*", "crew:*"] }]) };
        Passes(draft.Bound(), trusting);
        if (served) Passes(draft.Bound(), trusting, Untrusted);
        else Refuses(7, Refusal.ClockNotTrusted, draft.Bound(), trusting, Untrusted);
    }

    [Fact]
    public void The_end_of_a_credential_is_judged_by_the_floor_and_its_begin_not_at_all()
    {
        Passes((Answer with { Exp = Asked.Floor - 4, Iat = Asked.Floor - 9000, Nbf = Asked.Floor - 9000 }).Bound(), Asked, Untrusted);
        Refuses(4, Refusal.Expired, (Answer with { Exp = Asked.Floor - 5, Iat = Asked.Floor - 9000, Nbf = Asked.Floor - 9000 }).Bound(),
            Asked, Untrusted);
        Passes((Answer with { Nbf = Draft.At + 9000, Iat = Draft.At + 9000 }).Bound(), Asked, Untrusted);
    }

    [Fact]
    public void The_age_of_revocation_lists_is_judged_by_the_floor()
    {
        CodeSituation Listed(long issued) => Asked with
        {
            Policy = Policy with { ListsNone = false }, Revocations = Revocations.None.With(new("net", 1, issued, 0, [], [])),
        };
        Passes(Answer.Bound(), Listed(Asked.Floor - 7 * 86400), Untrusted);
        Refuses(9, Refusal.ListsTooOld, Answer.Bound(), Listed(Asked.Floor - 7 * 86400 - 6), Untrusted);
    }
}
