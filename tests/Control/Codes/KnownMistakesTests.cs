using System.Security.Cryptography;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Language;
using YongAi.Simulators.World;
using static YongAi.Edge.Tests.Control.Codes.Scene;

namespace YongAi.Edge.Tests.Control.Codes;

/// <summary>What real terminals got wrong (rider-code YA1, last list): none of it works here.</summary>
public sealed class KnownMistakesTests
{
    private static readonly Draft Sound = new();

    [Fact]
    public void A_credential_is_not_checked_with_the_key_that_it_carries()
    {
        // The rider signs his own credential and names his own key: as issuer, and in a header of the message.
        var own = Sound with { SignedWith = Draft.Rider };
        Refuses(2, Refusal.UnknownIssuer, own.Bound());
        Refuses(3, Refusal.BadSignature, (own with { Kid = Draft.KidOf(Draft.Issuer) }).Bound());
        var carried = new Pairs
        {
            (1, -7), (4, Draft.KidOf(Draft.Issuer)), (-70009, Draft.Point(Draft.Rider)), (33, Draft.Point(Draft.Rider)),
        };
        Refuses(3, Refusal.BadSignature, (own with { Header = carried }).Bound());
    }

    [Fact]
    public void The_issuers_signature_is_never_skipped()
    {
        var (message, good) = (Sound.Credential(), Sound.Bound());
        Passes(good);
        for (var i = message.Length - 64; i < message.Length; i += 7)
        {
            var forged = (byte[])message.Clone();
            forged[i] ^= 0x10;
            Refuses(3, Refusal.BadSignature, Draft.Text(new object[] { forged, Sound.Presentation(forged) }));
        }
    }

    [Theory]
    [InlineData(36)]
    [InlineData(3600)]
    [InlineData(8 * 3600)]
    public void A_picture_taken_earlier_is_stale_by_seconds_and_not_by_hours(int age) =>
        Refuses(7, Refusal.Stale, (Sound with { ShownAt = Draft.At - age }).Bound());

    [Fact]
    public void A_code_that_was_used_stays_used_through_a_restart_and_a_clock_set_back()
    {
        var code = Sound.Bound();
        // What the ledger keeps comes back from the journal: the same records, on the same axis of running time.
        var memory = Holding(code).Spend(1);
        var restored = new CodeMemory(memory.Seen.ToImmutableDictionary(), null);
        Refuses(8, Refusal.Replayed, code, With(restored), At(Draft.At + 20));
        var setBack = At(Draft.At - 3) with { Elapsed = Elapsed + TimeSpan.FromDays(3) };
        Refuses(8, Refusal.Replayed, code, With(restored), setBack);
        Refuses(8, Refusal.Replayed, (Sound with { ShownAt = Draft.At - 10, Counter = 99 }).Bound(), With(restored));
    }

    [Fact]
    public void A_nonce_is_not_burned_before_a_door_moved()
    {
        var nonce = RandomNumberGenerator.GetBytes(16);
        var here = Situation with { Nonces = [new OpenNonce([.. nonce], Elapsed)] };
        var code = (Sound with { Nonce = nonce, ShownAud = Cabinet }).Bound();
        var held = Holding(code, here, Untrusted);
        Passes(code, here with { Memory = held }, Untrusted);
        Passes(code, here with { Memory = held.Release(1) }, Untrusted);
        Refuses(8, Refusal.Replayed, code, here with { Memory = held.Spend(1) }, Untrusted);
    }

    [Fact]
    public void The_algorithm_is_never_taken_from_the_message()
    {
        foreach (var alg in (object[])[0, -8, -35, -36, -47, 5, "ES256", "none", new byte[] { 0x26 }])
            Refuses(1, Refusal.Malformed, (Sound with { Header = new Pairs { (1, alg), (4, Draft.KidOf(Draft.Issuer)) } }).Bound());
        Refuses(1, Refusal.Malformed, (Sound with { Header = new Pairs { (4, Draft.KidOf(Draft.Issuer)) } }).Bound());
        // Named outside the signature instead: nothing is read from there.
        Refuses(1, Refusal.Malformed, (Sound with { Unprotected = new Pairs { (1, -7) } }).Bound());
    }

    [Fact]
    public void A_rider_key_on_another_curve_is_no_key()
    {
        var point = Draft.Rider.ExportParameters(false).Q;
        Pairs Key(int kty, int crv) => new() { (1, new Pairs { (1, kty), (-1, crv), (-2, point.X!), (-3, point.Y!) }) };
        Passes((Sound with { Cnf = Key(2, 1) }).Bound());
        Refuses(1, Refusal.Malformed, (Sound with { Cnf = Key(2, 2) }).Bound());
        Refuses(1, Refusal.Malformed, (Sound with { Cnf = Key(2, 8) }).Bound());
        Refuses(1, Refusal.Malformed, (Sound with { Cnf = Key(1, 1) }).Bound());
    }

    [Fact]
    public void No_issuer_signs_as_another()
    {
        var second = new TrustedKey("second", KeyKind.Credential, [.. Draft.Point(Draft.Stranger)], KeysFrom, KeysUntil, ["swap:*"]);
        var two = Situation with { Trust = new TrustStore([IssuerKey, second]) };
        Passes((Sound with { SignedWith = Draft.Stranger, Iss = "second" }).Bound(), two);
        Refuses(2, Refusal.UnknownIssuer, (Sound with { SignedWith = Draft.Stranger }).Bound(), two);
        Refuses(2, Refusal.UnknownIssuer, (Sound with { SignedWith = Draft.Promiser }).Bound(), two);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("c*")]
    [InlineData("crew*")]
    [InlineData("swap:*")]
    public void No_issuer_makes_a_crew_unless_the_trust_entry_says_crew(string pattern)
    {
        var here = Situation with { Trust = new TrustStore([IssuerKey with { Rights = [pattern] }]) };
        var crew = (Sound with { Rights = new object[] { "crew:open", "gate:C-1" }, Aud = Cabinet, Purpose = "crew" }).Bound();
        Refuses(10, Refusal.NoRight, crew, here);
        Passes(crew, Situation with { Trust = new TrustStore([IssuerKey with { Rights = ["crew:*"] }]) });
    }

    [Fact]
    public void A_code_of_one_cabinet_is_worth_nothing_at_the_next()
    {
        var next = Situation with { Cabinet = "C-2" };
        Passes(Sound.Bearer());
        Refuses(4, Refusal.WrongPlace, Sound.Bearer(), next);
        Refuses(4, Refusal.WrongPlace, (Sound with { ShownAud = Cabinet }).Bound(), next);
    }

    [Fact]
    public void Nothing_may_follow_the_code()
    {
        var code = Cbor.Bytes(new object[] { Sound.Credential(), Sound.Presentation(Sound.Credential()) });
        foreach (var more in (byte[][])[[0], [0xF6], [0xFF], Sound.Credential()])
            Refuses(1, Refusal.Malformed, CodeWriter.Text([.. code, .. more]));
        var credential = Sound.Credential();
        byte[] longer = [.. credential, 0];
        Refuses(1, Refusal.Malformed, Draft.Text(new object[] { longer, Sound.Presentation(longer) }));
    }

    [Theory]
    [InlineData("0", "1")]
    [InlineData("1", "0")]
    [InlineData("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", "1")]
    [InlineData("1", "FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551")]
    [InlineData("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF",
        "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF")]
    [InlineData("0", "0")]
    public void A_signature_out_of_range_is_none(string r, string s)
    {
        byte[] signature = [.. Convert.FromHexString(r.PadLeft(64, '0')), .. Convert.FromHexString(s.PadLeft(64, '0'))];
        byte[] forged = [.. Sound.Credential()[..^64], .. signature];
        Refuses(3, Refusal.BadSignature, Draft.Text(new object[] { forged, Sound.Presentation(forged) }));
        var credential = Sound.Credential();
        byte[] shown = [.. Sound.Presentation(credential)[..^64], .. signature];
        Refuses(6, Refusal.BadSignature, Draft.Text(new object[] { credential, shown }));
    }

    [Fact]
    public void A_compressed_key_off_the_curve_is_no_key()
    {
        var point = Draft.Rider.ExportParameters(false).Q;
        Pairs Compressed(byte[] x, bool sign) => new() { (1, new Pairs { (1, 2), (-1, 1), (-2, x), (-3, sign) }) };
        var odd = (point.Y![^1] & 1) == 1;
        Passes((Sound with { Cnf = Compressed(point.X!, odd) }).Bound());
        Refuses(6, Refusal.BadSignature, (Sound with { Cnf = Compressed(point.X!, !odd) }).Bound());
        var off = Enumerable.Range(1, 50).Select(n => (byte[])[.. new byte[31], (byte)n]).First(x => P256Key.From(x, false) is null);
        Refuses(6, Refusal.BadSignature, (Sound with { Cnf = Compressed(off, true) }).Bound());
        var beyond = Enumerable.Repeat((byte)0xFF, 32).ToArray();
        Refuses(6, Refusal.BadSignature, (Sound with { Cnf = Compressed(beyond, true) }).Bound());
        var shifted = (byte[])point.Y.Clone();
        shifted[31] ^= 1;
        var bent = new Pairs { (1, new Pairs { (1, 2), (-1, 1), (-2, point.X!), (-3, shifted) }) };
        Refuses(6, Refusal.BadSignature, (Sound with { Cnf = bent }).Bound());
    }

    [Fact]
    public void Half_of_the_points_decompress_and_come_out_as_they_went_in()
    {
        for (var i = 0; i < 16; i++)
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var q = key.ExportParameters(false).Q;
            var data = new byte[] { 1, 2, 3, (byte)i };
            var signature = key.SignData(data, HashAlgorithmName.SHA256);
            Assert.True(P256Key.From(q.X, (q.Y![31] & 1) == 1)!.Verifies(data, signature));
            Assert.False(P256Key.From(q.X, (q.Y[31] & 1) == 0)!.Verifies(data, signature));
        }
    }

    [Fact]
    public void A_bound_code_stripped_to_a_bearer_code_is_malformed()
    {
        Refuses(5, Refusal.Malformed, CodeWriter.Text(Sound.Credential()));
        var shortLived = Sound with { Aud = Cabinet, Iat = Draft.At, Nbf = Draft.At, Exp = Draft.At + 60, About = [(6, "swap")] };
        Refuses(5, Refusal.Malformed, CodeWriter.Text(shortLived.Credential()));
    }

    [Fact]
    public void A_signature_serves_one_purpose_only()
    {
        Refuses(3, Refusal.BadSignature, (Sound with { Aad = "" }).Bound());
        Refuses(3, Refusal.BadSignature, (Sound with { Aad = "ya1/voucher" }).Bound());
        // The presentation of another credential of the same rider.
        var (one, two) = (Sound.Credential(), (Sound with { Cti = new byte[8] }).Credential());
        Refuses(6, Refusal.BadSignature, Draft.Text(new object[] { one, Sound.Presentation(two) }));
    }

    [Fact]
    public void An_unknown_critical_header_is_obeyed_by_refusing()
    {
        Pairs Header(object critical) => new() { (1, -7), (2, critical), (4, Draft.KidOf(Draft.Issuer)) };
        Refuses(1, Refusal.Malformed, (Sound with { Header = Header(new object[] { 15 }) }).Bound());
        Refuses(1, Refusal.Malformed, (Sound with { Header = Header(new object[] { "later" }) }).Bound());
        Refuses(1, Refusal.Malformed, (Sound with { Header = Header(new object[] { 3 }) }).Bound());
        Refuses(1, Refusal.Malformed, (Sound with { Header = Header(Array.Empty<object>()) }).Bound());
        Refuses(1, Refusal.Malformed, (Sound with { Header = Header(4) }).Bound());
        Passes((Sound with { Header = Header(new object[] { 4 }) }).Bound());
    }
}
