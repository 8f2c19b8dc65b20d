using YongAi.Edge.Control.Codes;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Fuzz.Codes;

/// <summary>
/// The strict reading of CBOR and all that is read out of it, without any signature before it: claims, headers, messages.
/// Judged against a second reader that knows the same rules.
/// </summary>
public sealed class CborTarget : FuzzTarget
{
    private static readonly FrameShape Shape = new([0x58, 0x59, 0x5B, 0x82, 0x84, 0x9B, 0xA0, 0xBB, 0xBF, 0xD2, 0xDB, 0xF8,
        0xF9, 0xFF, 0x40]);

    private readonly ImmutableArray<byte[]> items;
    private readonly Func<byte[], bool> holds;

    /// <param name="codes">Codes to begin from.</param>
    /// <param name="holds">Another rule, for the test that the judge bites; the edge's own when left out.</param>
    public CborTarget(StillCodes codes, Func<byte[], bool>? holds = null)
    {
        this.holds = holds ?? (bytes => StrictCbor.Holds(bytes));
        var all = new List<CborTree>();
        foreach (var code in codes.Good.Concat(codes.SignedByPhone))
            if (CodeWriter.FromBase45(code[4..]) is { } bytes && CborTree.Read(bytes) is { } tree) tree.Collect(all);
        items = [.. all.Where(item => item.Major is 4 or 5 or 6).Select(item => item.Write())];
    }

    public override string Name => "cbor";

    /// <summary>An item of at most 8 KB, read once for each of seven meanings; our own number.</summary>
    public override long AllocatedMax => 256 * 1024;

    public override HostileInput Draw(Chance chance)
    {
        var item = chance.Of(items.AsSpan());
        return chance.Below(8) switch
        {
            0 => new HostileBytes(item, Genuine: CborRules.Hold(item)),
            1 => new HostileBytes(chance.Bytes(chance.Few(400))),
            2 or 3 => new HostileBytes(Mutator.Spoil(chance, item, items, Shape)),
            _ => new HostileBytes(CborMutator.Spoil(chance, item, items)),
        };
    }

    public override Outcome Try(HostileInput input, Meter meter)
    {
        var bytes = ((HostileBytes)input).Bytes;
        meter.Begin();
        var held = holds(bytes);
        ReadAll(bytes);
        meter.End();
        if (held != CborRules.Hold(bytes)) throw new FuzzFinding(held ? "let in against the rules" : "refused against the rules");
        return held ? Outcome.Accepted : Outcome.Rejected("not strict CBOR");
    }

    /// <summary>Whatever it is, each reader answers and none throws.</summary>
    private static void ReadAll(byte[] bytes)
    {
        CoseSign1.TryRead(bytes, out _);
        CoseSign1.TryPayload(bytes, out _);
        _ = CredentialClaims.Read(bytes)?.Confirmation?.Point();
        PresentationClaims.Read(bytes);
        VoucherClaims.Read(bytes);
        if (!CborMap.TryRead(bytes, out var map)) return;
        for (long label = -3; label <= 8; label++)
        {
            map.Text(label, 64, out _);
            map.Bytes(label, 1, 64, out _);
            map.Number(label, long.MaxValue, out _);
            map.Map(label, out var inner);
            if (inner is not null) _ = ConfirmationKey.Read(inner);
        }
    }
}
