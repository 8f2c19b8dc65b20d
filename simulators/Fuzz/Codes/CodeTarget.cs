using System.Text;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Language;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Fuzz.Codes;

/// <summary>
/// Rider codes at the scanner: whole codes, spoiled in their text, their bytes and their CBOR. Judged: a code passes checks 1
/// to 6 only with exactly the content that somebody signed.
/// </summary>
public sealed class CodeTarget : FuzzTarget
{
    private static readonly FrameShape Shape = new([0x58, 0x59, 0x82, 0x83, 0x84, 0xA0, 0xD2, 0x40, 0x5F, 0xFF, 0x00]);

    private readonly StillCodes codes;
    private readonly CodeSituation situation;
    private readonly ImmutableArray<byte[]> bytes;
    private readonly HashSet<(string Credential, string Presentation)> shown = [];
    private readonly HashSet<string> vouchers = [""];
    private readonly Func<string, Moment, CodeVerdict> verify;

    /// <param name="codes">Codes to begin from.</param>
    /// <param name="verify">Another verifier, for the test that the judge bites; the edge's own when left out.</param>
    public CodeTarget(StillCodes codes, Func<string, CodeSituation, Moment, CodeVerdict>? verify = null)
    {
        this.codes = codes;
        situation = codes.Situation;
        this.verify = (text, now) => (verify ?? RiderCodeVerifier.Verify)(text, situation, now);
        ImmutableArray<string> all = [.. codes.Good, .. codes.Others, .. codes.SignedByPhone];
        bytes = [.. all.Where(text => text.StartsWith("YA1:", StringComparison.Ordinal))
            .Select(text => CodeWriter.FromBase45(text[4..])).OfType<byte[]>()];
        foreach (var content in codes.Signed.Select(StillCodes.ContentOf).OfType<SignedContent>())
        {
            shown.Add((content.Credential, content.Presentation));
            vouchers.Add(content.Voucher);
        }
    }

    public override string Name => "code";

    /// <summary>
    /// A code of 1,024 characters is 680 bytes, read a few times over, with two signatures and a point; our own number.
    /// </summary>
    public override long AllocatedMax => 128 * 1024;

    public override HostileInput Draw(Chance chance)
    {
        switch (chance.Below(16))
        {
            case 0: return new HostileText(chance.Of(codes.Good.AsSpan()), Genuine: true);
            case 1 or 2: return new HostileText(chance.Of(codes.SignedByPhone.AsSpan()));
            case 3: return new HostileText(Characters(chance, chance.Of(codes.Others.AsSpan())));
            case 4: return new HostileText(CodeWriter.Text(Mutator.Spoil(chance, chance.Of(bytes.AsSpan()), bytes, Shape)));
            case 5: return new HostileText("YA1:" + CodeWriter.Base45(chance.Bytes(chance.Below(700))));
            case 6: return new HostileText(Encoding.Latin1.GetString(chance.Bytes(chance.Below(1100))));
            default: return new HostileText(CodeWriter.Text(CborMutator.Spoil(chance, chance.Of(bytes.AsSpan()), bytes)));
        }
    }

    public override Outcome Try(HostileInput input, Meter meter)
    {
        var text = ((HostileText)input).Text;
        // Without a clock a nonce has to be answered: the checks before that are the same.
        var moment = StillCodes.Moment(input.Genuine || text.Length % 4 != 0 ? TimeTrust.Trusted : TimeTrust.Untrusted);
        meter.Begin();
        var verdict = verify(text, moment);
        meter.End();
        if ((verdict.Code is not null || verdict.Refusal is null) && !WasSigned(text))
            throw new FuzzFinding($"believed though nobody signed this: {verdict}");
        return verdict.Refusal is { } refusal ? Outcome.Rejected(refusal.Name()) : Outcome.Accepted;
    }

    /// <summary>
    /// The phone signs for one credential; a voucher is signed by itself, and may be left out or put in (rider-code YA1,
    /// forms).
    /// </summary>
    private bool WasSigned(string text) => StillCodes.ContentOf(text) is { } content
        && shown.Contains((content.Credential, content.Presentation)) && vouchers.Contains(content.Voucher);

    private static string Characters(Chance chance, string code)
    {
        var characters = code.ToCharArray();
        for (var times = chance.Between(1, 4); times > 0; times--)
            characters[chance.Below(characters.Length)] = chance.OneIn(3) ? (char)chance.Below(0x3000)
                : "0A :Z$\r\t\0"[chance.Below(9)];
        return chance.Below(4) switch
        {
            0 => new string(characters[..chance.Below(characters.Length)]),
            1 => new string(characters) + chance.Of("\r\n", "\t", " ", "\0", code),
            _ => new string(characters),
        };
    }
}
