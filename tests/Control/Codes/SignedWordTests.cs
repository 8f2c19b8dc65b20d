using System.Security.Cryptography;
using System.Text;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Language;

namespace YongAi.Edge.Tests.Control.Codes;

public sealed class SignedWordTests
{
    private static readonly ECDsa Cloud = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly byte[] Json = Encoding.UTF8.GetBytes("""{"cabinet":"C-1","journal":"00","through":7,"resend":false,"issued":1}""");

    private static readonly TrustStore Trust = new(
    [
        Key(KeyKind.Ack, Cloud), Key(KeyKind.Command, Draft.Issuer, "slot.*"), Key(KeyKind.Settings, Draft.Promiser),
    ]);

    [Fact]
    public void A_word_signed_as_its_kind_is_heard()
    {
        Assert.True(SignedWord.TryVerify(Word(), Trust, KeyKind.Ack, Scene.Now, out var payload));
        Assert.Equal(Json, payload);
        Assert.True(SignedWord.TryVerify(Word(tagged: true), Trust, KeyKind.Ack, Scene.Now, out _));
        Assert.True(SignedWord.TryVerify(Word(key: Draft.Issuer, aad: "v1/command"), Trust, KeyKind.Command, Scene.Now, out _, out var key));
        Assert.True(key!.MayGive("slot.open"));
        Assert.False(key.MayGive("update.apply"));
    }

    [Fact]
    public void A_word_of_one_kind_is_none_of_another()
    {
        Unheard(Word(), KeyKind.Command);
        Unheard(Word(aad: "v1/command"), KeyKind.Ack);
        Unheard(Word(key: Draft.Issuer, aad: "v1/ack"), KeyKind.Ack);
        Unheard(Word(key: Draft.Issuer, aad: "v1/command"), KeyKind.Settings);
    }

    [Fact]
    public void A_word_of_a_stranger_is_not_heard()
    {
        Unheard(Word(key: Draft.Stranger), KeyKind.Ack);
        Unheard(Word(key: Draft.Stranger, kid: Draft.KidOf(Cloud)), KeyKind.Ack);
        Unheard(Draft.Sign(Cloud, new Pairs { (1, -7) }, Json, "v1/ack"u8.ToArray()), KeyKind.Ack);
    }

    [Fact]
    public void A_word_is_heard_only_while_its_key_lives_and_where_the_clock_can_tell()
    {
        var late = Scene.At(Scene.KeysUntil + 5);
        Unheard(Word(), KeyKind.Ack, late);
        Unheard(Word(), KeyKind.Ack, Scene.At(Scene.KeysFrom - 6));
        Assert.True(SignedWord.TryVerify(Word(), Trust, KeyKind.Ack, late with { Trust = TimeTrust.Untrusted }, out _));
    }

    [Fact]
    public void A_word_with_any_bit_turned_is_not_heard()
    {
        var word = Word();
        for (var bit = 0; bit < word.Length * 8; bit++)
        {
            var turned = (byte[])word.Clone();
            turned[bit / 8] ^= (byte)(1 << bit % 8);
            Unheard(turned, KeyKind.Ack);
        }
        for (var length = 0; length < word.Length; length++) Unheard(word[..length], KeyKind.Ack);
    }

    [Fact]
    public void The_payload_can_be_read_before_anyone_believes_it()
    {
        Assert.True(CoseSign1.TryPayload(Word(key: Draft.Stranger), out var payload));
        Assert.Equal(Json, payload.ToArray());
        Assert.False(CoseSign1.TryPayload(Json, out var none));
        Assert.True(none.IsEmpty);
    }

    [Fact]
    public void Every_kind_of_key_has_a_name_of_its_own()
    {
        var names = Enum.GetValues<KeyKind>().Select(kind => kind.Aad()).ToArray();
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.Equal("v1/ack", KeyKind.Ack.Aad());
        Assert.Equal("v1/trust", KeyKind.Trust.Aad());
    }

    private static TrustedKey Key(KeyKind kind, ECDsa key, params string[] rights) =>
        new("cloud", kind, [.. Draft.Point(key)], Scene.KeysFrom, Scene.KeysUntil, [.. rights]);

    private static byte[] Word(ECDsa? key = null, byte[]? kid = null, string aad = "v1/ack", bool tagged = false)
    {
        key ??= Cloud;
        var header = new Pairs { (1, -7), (3, "application/json"), (4, kid ?? Draft.KidOf(key)) };
        return Draft.Sign(key, header, Json, Encoding.UTF8.GetBytes(aad), tagged: tagged);
    }

    private static void Unheard(byte[] word, KeyKind kind, Moment? now = null)
    {
        Assert.False(SignedWord.TryVerify(word, Trust, kind, now ?? Scene.Now, out var payload, out var key));
        Assert.Empty(payload);
        Assert.Null(key);
    }
}
