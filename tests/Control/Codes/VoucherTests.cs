using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Language;
using static YongAi.Edge.Tests.Control.Codes.Scene;

namespace YongAi.Edge.Tests.Control.Codes;

/// <summary>A bound code with a voucher: points exchanged for goods.</summary>
public sealed class VoucherTests
{
    private static readonly Draft Water = new() { Purpose = "goods:water", Rights = new object[] { "goods" } };

    [Fact]
    public void A_voucher_of_the_same_rider_for_the_same_thing_passes()
    {
        var code = Water.WithVoucher(Draft.Voucher());
        Passes(code);
        Assert.Equal(new GenuineVoucher(new CodeKey("net", "0908070605040302"), "water", 1, Draft.At + 86400), Verify(code).Code!.Voucher);
    }

    [Fact]
    public void A_voucher_of_an_unknown_issuer_is_refused()
    {
        Refuses(2, Refusal.UnknownIssuer, Water.WithVoucher(Draft.Voucher(Draft.Stranger)));
        Refuses(2, Refusal.UnknownIssuer, Water.WithVoucher(Draft.Voucher(Draft.Issuer)));
        Refuses(2, Refusal.UnknownIssuer, Water.WithVoucher(Draft.Voucher(iss: "other")));
        Refuses(2, Refusal.UnknownIssuer, Water.WithVoucher(Draft.Voucher(exp: KeysUntil + 1)));
        Refuses(2, Refusal.UnknownIssuer, Water.WithVoucher(Draft.Voucher()), Situation with { Trust = new TrustStore([IssuerKey]) });
    }

    [Fact]
    public void A_voucher_that_ended_is_expired() => Refuses(4, Refusal.Expired, Water.WithVoucher(Draft.Voucher(exp: Draft.At - 5)));

    [Fact]
    public void A_voucher_of_another_rider_or_of_tomorrow_is_malformed()
    {
        Refuses(5, Refusal.Malformed, Water.WithVoucher(Draft.Voucher(sub: "r-2")));
        Refuses(5, Refusal.Malformed, Water.WithVoucher(Draft.Voucher(iat: Draft.At + 6)));
    }

    [Fact]
    public void A_voucher_that_was_turned_by_a_bit_is_refused()
    {
        var voucher = Draft.Voucher();
        voucher[^1] ^= 1;
        Refuses(6, Refusal.BadSignature, Water.WithVoucher(voucher));
    }

    [Fact]
    public void A_revoked_voucher_is_revoked()
    {
        var list = new RevocationList("net", 1, Draft.At, 0, [], ["0908070605040302"]);
        Refuses(9, Refusal.Revoked, Water.WithVoucher(Draft.Voucher()), Situation with { Revocations = Revocations.None.With(list) });
        Passes(Water.Bound(), Situation with { Revocations = Revocations.None.With(list) });
    }

    [Fact]
    public void A_voucher_buys_what_it_names_and_nothing_else()
    {
        Refuses(10, Refusal.NoRight, Water.WithVoucher(Draft.Voucher(item: "mask")));
        Refuses(10, Refusal.NoRight, new Draft().WithVoucher(Draft.Voucher()));
    }

    [Fact]
    public void A_list_that_is_not_newer_changes_nothing()
    {
        var lists = Revocations.None.With(new("net", 2, Draft.At, 0, ["r-1"], []));
        Assert.Same(lists, lists.With(new("net", 2, Draft.At + 60, 0, [], [])));
        Assert.Same(lists, lists.With(new("net", 1, Draft.At + 60, 0, [], [])));
        Assert.Empty(lists.With(new("net", 3, Draft.At, 0, [], [])).Of("net")!.Riders);
    }
}
