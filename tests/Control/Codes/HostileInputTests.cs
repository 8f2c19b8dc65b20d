using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Language;
using YongAi.Simulators.World;
using static YongAi.Edge.Tests.Control.Codes.Scene;

namespace YongAi.Edge.Tests.Control.Codes;

/// <summary>Whatever a scanner reads is an answer: never an exception, and never let in.</summary>
public sealed class HostileInputTests
{
    private static readonly Draft Sound = new();

    public static TheoryData<string, byte[]> Codes { get; } = new()
    {
        { "bound", Bytes(Sound.Bound()) },
        { "bearer", Bytes(Sound.Bearer()) },
        { "voucher", Bytes((Sound with { Purpose = "goods:water", Rights = new object[] { "goods" } }).WithVoucher(Draft.Voucher())) },
        { "full", Bytes((Sound with
            {
                WithTag = true, Aud = "site:west", ShownAud = Cabinet,
                About = [(2, new object[] { 3, 60 }), (3, "YA4824"), (4, 1), (5, "12")],
            }).Bound()) },
    };

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_code_cut_off_anywhere_is_refused(string form, byte[] code)
    {
        Passes(CodeWriter.Text(code));
        for (var length = 0; length < code.Length; length++) RefusedQuietly(CodeWriter.Text(code[..length]), form);
        var text = CodeWriter.Text(code);
        for (var length = 0; length < text.Length; length++) RefusedQuietly(text[..length], form);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_code_with_any_bit_turned_is_refused(string form, byte[] code)
    {
        for (var bit = 0; bit < code.Length * 8; bit++)
        {
            var turned = (byte[])code.Clone();
            turned[bit / 8] ^= (byte)(1 << bit % 8);
            RefusedQuietly(CodeWriter.Text(turned), $"{form}, bit {bit}");
        }
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_code_with_bytes_changed_taken_out_or_put_in_is_refused(string form, byte[] code)
    {
        var random = new Random(1024);
        for (var i = 0; i < 3000; i++)
        {
            var bytes = code.ToList();
            for (var n = random.Next(1, 4); n > 0; n--)
                switch (random.Next(3))
                {
                    case 0: bytes[random.Next(bytes.Count)] = (byte)random.Next(256); break;
                    case 1: bytes.RemoveAt(random.Next(bytes.Count)); break;
                    default: bytes.Insert(random.Next(bytes.Count + 1), (byte)random.Next(256)); break;
                }
            if (!bytes.SequenceEqual(code)) RefusedQuietly(CodeWriter.Text([.. bytes]), $"{form}, change {i}");
        }
    }

    [Fact]
    public void Garbage_of_every_kind_is_refused()
    {
        var random = new Random(45);
        const string alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = new byte[random.Next(0, 400)];
            random.NextBytes(bytes);
            RefusedQuietly(CodeWriter.Text(bytes), "bytes");
            var characters = random.GetItems<char>(alphabet, random.Next(0, 600));
            RefusedQuietly("YA1:" + new string(characters), "characters of the alphabet");
            RefusedQuietly(new string([.. bytes.Select(b => (char)b)]), "Latin-1");
        }
    }

    [Fact]
    public void Every_item_of_two_bytes_is_judged_and_never_thrown_at()
    {
        for (var pair = 0; pair <= 0xFFFF; pair++)
        {
            byte[] item = [(byte)(pair >> 8), (byte)(pair & 0xFF)];
            if (StrictCbor.Holds(item)) Assert.Equal(item, StrictCbor.Over(item).ReadEncodedValue().ToArray());
        }
    }

    /// <summary>Signed by the issuer and the rider, so that the strange claims reach every reader of claims.</summary>
    [Fact]
    public void Strange_claims_under_good_signatures_are_refused()
    {
        object[] strange =
        [
            -1, 0, long.MaxValue, ulong.MaxValue, 1.5, true, "", "1790000000", "\n", new string('x', 70), new byte[0], new byte[7],
            new byte[17], Array.Empty<object>(), new object[] { 1 }, new object[] { "" }, new object[] { -1, -1 },
            new object[] { 1L << 40, 1 }, new object[] { 1, 2, 3 }, new Pairs(), new Pairs { (1, 1) }, new Raw([0xF6]), new Raw([0xF7]),
            new Raw([0xC1, 0x00]), new Raw([0x5F, 0x41, 0x00, 0xFF]), new Raw([0x9F, 0xFF]), new Raw([0xBF, 0xFF]),
        ];
        foreach (var value in strange)
        {
            foreach (var draft in (Draft[])
                [
                    Sound with { Exp = value }, Sound with { Nbf = value }, Sound with { Iat = value }, Sound with { Cti = value },
                    Sound with { Cnf = value }, Sound with { Cnf = new Pairs { (1, value) } }, Sound with { Rights = value },
                    Sound with { Aud = value }, Sound with { About = [(2, value)] }, Sound with { ShownAt = value },
                    Sound with { About = [(6, value)], Cnf = null },
                ])
                RefusedQuietly(draft.Bound(), value.ToString()!);
            RefusedOrReadQuietly((Sound with { Counter = value }).Bound());
            foreach (var label in (int[])[3, 4, 5, 6]) RefusedOrReadQuietly((Sound with { About = [(label, value)] }).Bound());
            RefusedOrReadQuietly((Sound with { MoreClaims = [(99, value)] }).Bound());
        }
    }

    [Fact]
    public void A_missing_claim_is_malformed()
    {
        foreach (var label in (int[])[1, 2, 4, 5, 6, 7, -70001])
        {
            var claims = new Pairs
            {
                (1, "net"), (2, "r-1"), (4, Draft.At + 9), (5, Draft.At), (6, Draft.At), (7, new byte[8]), (8, Draft.KeyClaim(Draft.Rider)),
                (-70001, new Pairs { (1, new object[] { "swap:48V24Ah" }) }),
            };
            string Code() => Coded(Cbor.Bytes(claims));
            Passes(Code());
            claims.Set(label, null);
            Refuses(1, Refusal.Malformed, Code());
        }
    }

    [Fact]
    public void A_key_twice_is_malformed_at_every_level()
    {
        Refuses(1, Refusal.Malformed, (Sound with { MoreClaims = [(4, Draft.At + 9)] }).Bound());
        Refuses(1, Refusal.Malformed, (Sound with { MoreClaims = [("x", 1), ("x", 2)] }).Bound());
        Refuses(1, Refusal.Malformed, (Sound with { MoreClaims = [(99, new Pairs { (1, new Pairs { (5, 1), (5, 1) }) })] }).Bound());
        Refuses(1, Refusal.Malformed, (Sound with { About = [(1, new object[] { "swap:60V30Ah" })] }).Bound());
        // The same number written in two ways is one key: exp (4) as 04 and as 18 04.
        Refuses(1, Refusal.Malformed, (Sound with { MoreClaims = [(new Raw([0x18, 0x04]), Draft.At + 9)] }).Bound());
        Refuses(1, Refusal.Malformed, (Sound with { Header = new Pairs { (1, -7), (1, -7), (4, Draft.KidOf(Draft.Issuer)) } }).Bound());
    }

    [Fact]
    public void Claims_that_nobody_knows_are_left_alone() => Passes((Sound with
    {
        MoreClaims = [(99, 1), (-65537, new Pairs { ("a", new object[] { 1.5, true }) }), ("text", "x"),
            (ulong.MaxValue, 1), (12, new byte[3])],
        About = [(77, "x")], Header = new Pairs { (1, -7), (4, Draft.KidOf(Draft.Issuer)), (16, "x") },
    }).Bound());

    [Fact]
    public void Six_levels_are_read_and_a_seventh_is_not()
    {
        static object Nest(int levels) => levels == 0 ? 1 : new object[] { Nest(levels - 1) };
        Passes((Sound with { MoreClaims = [(99, Nest(StrictCbor.DepthMax - 1))] }).Bound());
        Refuses(1, Refusal.Malformed, (Sound with { MoreClaims = [(99, Nest(StrictCbor.DepthMax))] }).Bound());
        Refuses(1, Refusal.Malformed, CodeWriter.Text([.. Enumerable.Repeat((byte)0x81, 600), 0]));
        Refuses(1, Refusal.Malformed, CodeWriter.Text([.. Enumerable.Repeat((byte)0xC1, 600), 0]));
        Refuses(1, Refusal.Malformed, CodeWriter.Text([.. Enumerable.Repeat((byte)0x9B, 600), 0]));
    }

    [Fact]
    public void Indefinite_lengths_are_malformed()
    {
        var (credential, shown) = (Sound.Credential(), Sound.Presentation(Sound.Credential()));
        byte[] Long(byte[] bytes) => Cbor.Bytes(bytes);
        Refuses(1, Refusal.Malformed, CodeWriter.Text([0x9F, .. Long(credential), .. Long(shown), 0xFF]));
        Refuses(1, Refusal.Malformed, CodeWriter.Text([0x82, 0x5F, .. Long(credential), 0xFF, .. Long(shown)]));
    }

    [Fact]
    public void Other_shapes_are_malformed()
    {
        var (credential, shown) = (Sound.Credential(), Sound.Presentation(Sound.Credential()));
        object[] shapes =
        [
            Array.Empty<object>(), new object[] { credential }, new object[] { credential, shown, credential, shown },
            new object[] { credential, new Raw(shown) }, new object[] { credential, "x" }, 1, "x", credential, new Pairs(),
            new Tagged(17, new Raw(credential)), new Tagged(18, new Tagged(18, new Raw(credential))),
            new object[] { credential, shown, shown },
            new Tagged(18, new object[] { credential, shown }),
        ];
        foreach (var shape in shapes) Refuses(1, Refusal.Malformed, Draft.Text(shape));
    }

    [Fact]
    public void A_bound_code_with_two_rights_fits_the_size_that_phones_can_show()
    {
        var full = Sound with
        {
            Sub = "4c7e1f2a90b3", Rights = new object[] { "swap:48V24Ah", "swap:60V30Ah" }, About = [(2, new object[] { 3, 1200 }), (4, 1)],
        };
        Assert.InRange(full.Bound().Length, 450, 620);
        Passes(full.Bound());
    }

    [Fact]
    public void A_code_of_1024_characters_is_read_and_one_more_is_not()
    {
        string Padded(int bytes) => (Sound with { MoreClaims = [(99, new byte[bytes])] }).Bound();
        var most = Enumerable.Range(200, 300).Last(bytes => Padded(bytes).Length <= RiderCode.LengthMax);
        Assert.InRange(Padded(most).Length, RiderCode.LengthMax - 3, RiderCode.LengthMax);
        Passes(Padded(most));
        Refuses(1, Refusal.NotACode, Padded(most + 2));
    }

    private static string Coded(byte[] claims)
    {
        var header = new Pairs { (1, -7), (4, Draft.KidOf(Draft.Issuer)) };
        var credential = Draft.Sign(Draft.Issuer, header, claims, "ya1/credential"u8.ToArray());
        return Draft.Text(new object[] { credential, Sound.Presentation(credential) });
    }

    private static byte[] Bytes(string code)
    {
        Assert.True(Base45.TryDecode(code.AsSpan(4), out var bytes));
        return bytes;
    }

    private static void RefusedQuietly(string text, string what)
    {
        var verdict = Verify(text);
        Assert.True(verdict.Refusal is not null && verdict.FailedCheck is >= 1 and <= 10, $"let in: {what}: {text}");
    }

    private static void RefusedOrReadQuietly(string text) => Assert.InRange(Verify(text).FailedCheck, 0, 10);
}
