namespace YongAi.Edge.Control.Codes;

/// <summary>The ten checks of rider-code YA1, in order; the first that fails names the refusal.</summary>
public static class RiderCodeVerifier
{
    /// <summary>What each check looks at, in their order: the first name is check 1.</summary>
    public static ImmutableArray<string> CheckNames { get; } =
    [
        "shape", "issuer known", "issuer's signature", "in force, and here", "form", "rider's signature", "fresh",
        "not seen before", "not revoked", "right and limits",
    ];

    /// <summary>Both signatures hold from here on: the rider is known, and a refusal is his.</summary>
    private const int LastSignatureCheck = 6;

    /// <summary>Judges a scanned text. Whatever it is, the answer is a verdict, never an exception.</summary>
    public static CodeVerdict Verify(string text, CodeSituation situation, Moment now)
    {
        if (RiderCode.Read(text, out var code) is { } unread) return new CodeVerdict(1, unread, null);
        var checks = new CodeChecks(code!, situation, now);
        for (var check = 2; check <= CheckNames.Length; check++)
            if (Run(checks, check) is { } refusal)
                return new CodeVerdict(check, refusal, check > LastSignatureCheck ? checks.Genuine() : null);
        return new CodeVerdict(0, null, checks.Genuine());
    }

    private static Refusal? Run(CodeChecks checks, int check) => check switch
    {
        2 => checks.IssuerKnown(),
        3 => checks.IssuersSignature(),
        4 => checks.InForceAndHere(),
        5 => checks.Form(),
        6 => checks.RidersSignature(),
        7 => checks.Fresh(),
        8 => checks.NotSeenBefore(),
        9 => checks.NotRevoked(),
        10 => checks.RightAndLimits(),
        _ => throw new InvariantBroken($"there is no check {check}"),
    };
}
