using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Language;
using static YongAi.Edge.Tests.Control.Codes.Scene;

namespace YongAi.Edge.Tests.Control.Codes;

/// <summary>A cabinet remembers whose credential it has proved; nothing but the proof is spared.</summary>
public sealed class ProvedCredentialsTests
{
    private static readonly Draft Sound = new();
    private readonly byte[] credential = Sound.Credential();

    [Fact]
    public void A_rider_who_comes_again_with_his_credential_passes_again()
    {
        for (var visit = 0; visit < 3; visit++) Passes((Sound with { Counter = visit + 1 }).Bound(credential));
    }

    [Fact]
    public void A_known_credential_that_another_phone_shows_is_refused()
    {
        Passes(Sound.Bound(credential));
        Refuses(6, Refusal.BadSignature, (Sound with { ShownBy = Draft.Stranger }).Bound(credential));
    }

    [Fact]
    public void A_known_credential_with_one_bit_changed_is_not_known()
    {
        Passes(Sound.Bound(credential));
        var changed = credential.ToArray();
        changed[^1] ^= 1;
        Refuses(3, Refusal.BadSignature, Sound.Bound(changed));
    }

    [Fact]
    public void A_known_credential_runs_out_and_is_revoked_like_any_other()
    {
        Passes(Sound.Bound(credential));
        Refuses(4, Refusal.Expired, Sound.Bound(credential), now: At(Draft.At + 4 * 86400));
        var list = new RevocationList("net", 1, Draft.At - 60, 0, [Verify(Sound.Bound(credential)).Code!.Rider.Subject], []);
        Refuses(9, Refusal.Revoked, Sound.Bound(credential), Situation with { Revocations = Revocations.None.With(list) });
    }

    [Fact]
    public void A_credential_is_proved_once_and_again_when_many_others_came_since()
    {
        var asked = 0;
        var book = new ProvedCredentials();
        Assert.Equal(1, Asked(credential));
        Assert.Equal(1, Asked(credential));
        for (var other = 0; other < ProvedCredentials.Max; other++) Asked([.. credential, (byte)other]);
        Assert.Equal(ProvedCredentials.Max + 2, Asked(credential));

        int Asked(byte[] bytes)
        {
            Assert.Null(RiderCode.Read(Sound.Bound(credential), out var code));
            Assert.NotNull(book.Of(code!.Credential with { Encoded = bytes }, _ => ++asked > 0));
            return asked;
        }
    }

    [Fact]
    public void What_was_refused_is_asked_again_and_never_remembered()
    {
        var book = new ProvedCredentials();
        Assert.Null(RiderCode.Read(Sound.Bound(credential), out var code));
        Assert.Null(book.Of(code!.Credential, _ => false));
        Assert.NotNull(book.Of(code.Credential, _ => true));
    }
}
