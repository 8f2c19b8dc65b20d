using YongAi.Edge.Control.Packs;

namespace YongAi.Edge.Control.Codes;

/// <summary>The numbers and rights of rider-code YA1 that the ten checks apply.</summary>
internal static class CodeRules
{
    public const string Swap = "swap", Return = "return", Gate = "gate", Crew = "crew";
    public const string CrewRight = "crew:", Report = "report:", ReturnOf = "return:";
    private const string SwapRight = "swap:", GateRight = "gate:";
    private const string GoodsPurpose = "goods:", GoodsRight = "goods";

    /// <summary>Longest life of a bearer code: exp - iat, seconds.</summary>
    public const long BearerLifeMax = 120;

    /// <summary>Longest life of a bound credential, whatever the site says: 7 days in seconds.</summary>
    private const long BoundLifeMax = 7 * 24 * 3600;

    /// <summary>How long one presentation may be shown.</summary>
    public static TimeSpan PresentationLife { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest life of a bound credential here: exp - iat, seconds.</summary>
    public static long BoundLife(CodePolicy policy) =>
        Math.Min(BoundLifeMax, policy.CredentialLifeMax.Ticks / TimeSpan.TicksPerSecond);

    /// <summary>A cabinet that does not know the time exchanges packs and takes things back, nothing else.</summary>
    public static bool WithoutTrustedTime(string? purpose) => purpose is Swap or Return || purpose?.StartsWith(ReturnOf, StringComparison.Ordinal) == true;

    /// <summary>True for rights that need an audience.</summary>
    public static bool IsForAPlace(string right) =>
        right.StartsWith(CrewRight, StringComparison.Ordinal) || right.StartsWith(GateRight, StringComparison.Ordinal);

    /// <summary>The classes named by <c>swap:</c> rights; there is no wildcard in a credential.</summary>
    public static ImmutableArray<PackClass> SwapClasses(ImmutableArray<string> rights) =>
    [
        .. rights.Where(right => right.StartsWith(SwapRight, StringComparison.Ordinal))
            .Select(right => right[SwapRight.Length..]).Where(name => name.Length > 0 && !name.Contains('*'))
            .Distinct().Select(name => new PackClass(name)),
    ];

    /// <summary>
    /// True when the rights cover what the code is shown for. First rental and final return need the cloud's word.
    /// </summary>
    public static bool HasRight(RiderCode code, ImmutableArray<string> rights, CodeSituation here)
    {
        var purpose = code.Purpose!;
        if (code.Voucher is { } voucher && purpose != GoodsPurpose + voucher.Claims.Item) return false;
        return purpose switch
        {
            Swap => !SwapClasses(rights).IsEmpty,
            Return => true,
            _ when purpose.StartsWith(ReturnOf, StringComparison.Ordinal) => purpose.Length > ReturnOf.Length,
            _ when purpose.StartsWith(Report, StringComparison.Ordinal) => purpose.Length > Report.Length && !purpose.Any(char.IsControl),
            Gate => rights.Any(right =>
                right.StartsWith(GateRight, StringComparison.Ordinal) && here.IsHere(right[GateRight.Length..])),
            Crew => code.IsArray && rights.Any(right => right.StartsWith(CrewRight, StringComparison.Ordinal)),
            // crew:ACT or crew:ACT:SLOT: the right names the act.
            _ when purpose.StartsWith(CrewRight, StringComparison.Ordinal) =>
                code.IsArray && rights.Contains(CrewRight + purpose[CrewRight.Length..].Split(':')[0]),
            _ when purpose.StartsWith(GoodsPurpose, StringComparison.Ordinal) && purpose.Length > GoodsPurpose.Length =>
                rights.Contains(GoodsRight) || rights.Contains(purpose),
            _ => false,
        };
    }
}
