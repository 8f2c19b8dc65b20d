using System.Security.Cryptography;
using System.Text;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Riders;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Fuzz.Codes;

/// <summary>What was signed in a code: the payloads of its parts, as hex.</summary>
public readonly record struct SignedContent(string Credential, string Presentation, string Voucher);

/// <summary>
/// Rider codes of keys that sign alike each time: right ones, and ones whose holder has put strange things into what his own
/// phone signs. All at one moment, before one cabinet: the demo one.
/// </summary>
public sealed class StillCodes
{
    public const long At = 1_790_000_000;
    public const string Cabinet = "NB-DEMO-01", Site = "ninghai-1", Issuer = "fuzz", CrewIssuer = "fuzz-crew", Cloud = "fuzz-cloud";

    public static readonly byte[] Nonce = [.. Enumerable.Range(1, 16).Select(n => (byte)n)];
    public static readonly StillKey CredentialKey = new("fuzz credential"), CrewKey = new("fuzz crew"),
        VoucherKey = new("fuzz voucher"),
        CommandKey = new("fuzz command"), AckKey = new("fuzz ack"), Phone = new("fuzz phone");

    private const int Strange = 192, PurposeMax = 80;

    public StillCodes(SeedFiles seeds, Chance chance)
    {
        Trust = TrustOf(seeds);
        var good = new List<string>(seeds.GoodOf("codes").Select(seeds.Code));
        var credential = Credential(CredentialKey, ["swap:48V24Ah", "goods"], bound: true);
        var crew = Credential(CrewKey, ["crew:slot.open", "crew:cabinet.pause"], bound: true, audience: Cabinet,
            issuer: CrewIssuer);
        good.Add(Shown(credential, "swap", 1));
        good.Add(Shown(credential, "return", 2, Nonce));
        good.Add(Shown(crew, "crew:slot.open:3", 3));
        good.Add(CodeWriter.Text(Credential(CredentialKey, ["swap:48V24Ah"], bound: false, audience: Cabinet)));
        good.Add(CodeWriter.Bound(credential, Presentation(credential, "goods:water", 4), Voucher()));
        Good = [.. good];
        Others = [.. seeds.Names("codes", "*.txt").Select(seeds.Code)];
        signedByOthers = [.. seeds.SignedCodes.Select(seeds.Code)];
        SignedByPhone = [.. Enumerable.Range(0, Strange).Select(n => Odd(chance, n % 2 == 0 ? credential : crew))];
        CrewCode = Shown(crew, "crew:slot.open:3", 3);
    }

    private readonly ImmutableArray<string> signedByOthers;

    public TrustStore Trust { get; }

    /// <summary>Every code in which all signatures hold.</summary>
    public IEnumerable<string> Signed => Good.Concat(SignedByPhone).Concat(signedByOthers);

    /// <summary>Codes that pass all ten checks.</summary>
    public ImmutableArray<string> Good { get; }

    /// <summary>Every code of the seeds, good ones and bad ones.</summary>
    public ImmutableArray<string> Others { get; }

    /// <summary>Codes with right signatures whose holder had the phone say strange things.</summary>
    public ImmutableArray<string> SignedByPhone { get; }

    /// <summary>A badge that opens slot 3.</summary>
    public string CrewCode { get; }

    public static CodePolicy Policy { get; } = new(true, TimeSpan.FromDays(7), TimeSpan.FromDays(7),
        TimeSpan.FromMinutes(15), 60, 0);

    public CodeSituation Situation => new(Cabinet, Site, Trust, Policy, CodeMemory.Empty, RiderHistory.Empty,
        [new OpenNonce([.. Nonce], TimeSpan.FromHours(1))], 0, Offline: false);

    public static Moment Moment(TimeTrust trust) => new(TimeSpan.FromHours(1), DateTimeOffset.FromUnixTimeSeconds(At), trust);

    /// <summary>What is signed in a text, by a reading of our own; null when it has no such parts.</summary>
    public static SignedContent? ContentOf(string text)
    {
        var trimmed = text.TrimEnd('\r', '\n', '\t');
        if (!trimmed.StartsWith("YA1:", StringComparison.Ordinal) || CodeWriter.FromBase45(trimmed[4..]) is not { } bytes)
            return null;
        if (CborTree.Read(bytes) is not { } tree) return null;
        if (tree is not { Major: 4, Parts.Count: 2 or 3 }) return new SignedContent(Payload(tree), "", "");
        return new SignedContent(Payload(Inside(tree.Parts[0])), Payload(Inside(tree.Parts[1])), tree.Parts.Count == 3
            ? Payload(Inside(tree.Parts[2])) : "");
    }

    /// <summary>COSE_Sign1 of a word of the cloud, signed by a key.</summary>
    public static byte[] Word(StillKey key, string kind, byte[] payload) =>
        CodeWriter.Sign1(key.Sign, key.Kid, payload, Encoding.UTF8.GetBytes(kind));

    private static CborTree? Inside(CborTree part) => part is { Major: 2, Parts: [var held] } ? held : null;

    private static string Payload(CborTree? sign1)
    {
        if (sign1 is { Major: 6, Parts: [var tagged] }) sign1 = tagged;
        if (sign1 is not { Major: 4, Parts: [_, _, { Major: 2 } payload, _] }) return "?";
        return Convert.ToHexString(payload.Parts is [var held] ? held.Write() : payload.Bytes);
    }

    private static TrustStore TrustOf(SeedFiles seeds) => new([.. seeds.DemoKeys(),
        Key(Issuer, KeyKind.Credential, CredentialKey, "swap:*", "goods", "goods:*"), Key(Issuer, KeyKind.Voucher, VoucherKey),
        Key(CrewIssuer, KeyKind.Credential, CrewKey, "crew:*"),
        Key(Cloud, KeyKind.Command, CommandKey, "slot.*", "cabinet.*", "rider.*", "transaction.*"),
        Key(Cloud, KeyKind.Ack, AckKey)]);

    private static TrustedKey Key(string issuer, KeyKind kind, StillKey key, params ImmutableArray<string> rights) =>
        new(issuer, kind, key.Public, 0, long.MaxValue, rights);

    private static string Shown(byte[] credential, string purpose, long counter, byte[]? nonce = null) =>
        CodeWriter.Bound(credential, Presentation(credential, purpose, counter, nonce));

    /// <summary>A phone that says what it likes: it holds its own key, so the signature is right.</summary>
    private static string Odd(Chance chance, byte[] credential)
    {
        var usual = Claims(null, At - chance.Below(40), chance.Of("swap", "return", "gate", "crew", "crew:slot.open:1"),
            chance.Below(9));
        var odd = chance.OneIn(2) ? CborMutator.Spoil(chance, usual, [usual])
            : Claims(chance.OneIn(2) ? Cabinet : null, At - chance.Between(-9, 40), CrewTarget.Purpose(chance, PurposeMax),
                chance.Below(3));
        return CodeWriter.Bound(credential, CodeWriter.Sign1(Phone.Sign, null, odd, SHA256.HashData(credential)));
    }

    private static byte[] Presentation(byte[] credential, string purpose, long counter, byte[]? nonce = null) =>
        CodeWriter.Sign1(Phone.Sign, null, Claims(nonce is null ? null : Cabinet, At - 3, purpose, counter, nonce),
            SHA256.HashData(credential));

    private static byte[] Claims(string? audience, long at, string purpose, long counter, byte[]? nonce = null) => CborTree.Map(
        (3, audience is null ? null : CborTree.Text(audience)), (6, CborTree.Number(at)),
        (-70002, CborTree.Map((1, CborTree.Text(purpose)), (2, CborTree.Number(counter)),
            (3, nonce is null ? null : CborTree.String(nonce))))).Write();

    private static byte[] Credential(StillKey key, string[] rights, bool bound, string? audience = null, string issuer = Issuer)
    {
        var rider = CborTree.Map((1, CborTree.List(rights.Select(CborTree.Text))), (6, bound ? null : CborTree.Text("swap")));
        var claims = CborTree.Map([.. Head(issuer, "rider-1", bound ? 3600 : 100, 0xC1),
            (3, audience is null ? null : CborTree.Text(audience)),
            (8, bound ? Confirmation() : null), (-70001, rider)]).Write();
        return CodeWriter.Sign1(key.Sign, key.Kid, claims, "ya1/credential"u8.ToArray());
    }

    private static byte[] Voucher()
    {
        var promise = CborTree.Map((1, CborTree.Text("water")), (2, CborTree.Number(1)));
        return CodeWriter.Sign1(VoucherKey.Sign, VoucherKey.Kid,
            CborTree.Map([.. Head(Issuer, "rider-1", 3600, 0xB1), (-70003, promise)]).Write(), "ya1/voucher"u8.ToArray());
    }

    private static IEnumerable<(int Label, CborTree? Value)> Head(string issuer, string rider, int lives, byte cti) =>
    [
        (1, CborTree.Text(issuer)), (2, CborTree.Text(rider)), (4, CborTree.Number(At - 10 + lives)), (5, CborTree.Number(At - 10)),
        (6, CborTree.Number(At - 10)), (7, CborTree.String([.. Enumerable.Repeat(cti, 16)])),
    ];

    private static CborTree Confirmation() => CborTree.Map((1, CborTree.Map((1, CborTree.Number(2)), (-1, CborTree.Number(1)),
        (-2, CborTree.String(Phone.X)), (-3, CborTree.String(Phone.Y)))));
}
