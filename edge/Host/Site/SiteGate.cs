namespace YongAi.Edge.Host.Site;

/// <summary>What a faultless site file may say on a desk and not at a cabinet that serves riders.</summary>
public static class SiteGate
{
    /// <summary>The name of the environment where nobody is served (DOTNET_ENVIRONMENT).</summary>
    public const string Development = "Development";

    /// <summary>The environment that holds where DOTNET_ENVIRONMENT says nothing.</summary>
    public const string Production = "Production";

    /// <summary>Why this site must not run in this environment; <c>run</c> refuses, <c>check</c> warns.</summary>
    public static ImmutableArray<SiteFault> Against(SiteSettings site, string environment)
    {
        var against = ImmutableArray.CreateBuilder<SiteFault>();
        if (site.Host.Clock == ClockSource.Assumed && Is(environment, Production))
            against.Add(new SiteFault("clock", 0, "正式运行不能用 \"clock\": \"assumed\"，请删去这一行并启用对时（如 chrony）",
                "\"clock\": \"assumed\" is refused in Production; remove it and let the kernel's clock be synchronised (chrony, for example)"));
        if (site.Host.ProofWaived && Is(environment, Production))
            against.Add(new SiteFault("commissioning", 0, "正式运行不能免验收，请删去 \"commissioning\": \"waived\" 并用 yongai-edge commission 逐仓验收",
                "\"commissioning\": \"waived\" is refused in Production; remove it and prove the cabinet with yongai-edge commission"));
        if (!Is(environment, Development) && !site.Host.Demo.IsEmpty)
        {
            var keys = string.Join(", ", site.Host.Demo);
            against.Add(new SiteFault("issuers", 0, $"公开的演示密钥，任何人都能签码：{keys}；请换成自己的，或设 DOTNET_ENVIRONMENT=Development",
                $"published demo keys, with which anybody can sign: {keys}; put your own, or set DOTNET_ENVIRONMENT=Development"));
        }
        return against.ToImmutable();
    }

    private static bool Is(string environment, string name) => string.Equals(environment, name, StringComparison.OrdinalIgnoreCase);
}
