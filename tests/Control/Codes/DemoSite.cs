using System.Text.Json;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Language;

namespace YongAi.Edge.Tests.Control.Codes;

/// <summary>The demo cabinet as the seeds describe it, for codes made by others.</summary>
internal static class DemoSite
{
    public const string Cabinet = "NB-DEMO-01";

    public static string Root { get; } = Upward("YongAi.Edge.sln");

    public static string Seeds { get; } = Path.Combine(Root, "seeds");

    public static TrustStore Trust { get; } = Read();

    public static CodeSituation Situation { get; } = new(Cabinet, "ninghai-1", Trust, Scene.Policy, CodeMemory.Empty, RiderHistory.Empty, [],
        Scene.Policy.BuildDate, Offline: false);

    public static Moment At(long seconds) =>
        new(TimeSpan.FromHours(1), DateTimeOffset.FromUnixTimeSeconds(seconds), TimeTrust.Assumed);

    public static string Pem(string kind) => Path.Combine(Seeds, "issuers", $"demo-{kind}.pem");

    private static TrustStore Read()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(Seeds, "issuers", "demo.json")));
        return new TrustStore([.. file.RootElement.GetProperty("keys").EnumerateArray().Select(Key)]);
    }

    private static TrustedKey Key(JsonElement key) => new(key.GetProperty("issuer").GetString()!,
        Enum.Parse<KeyKind>(key.GetProperty("kind").GetString()!, ignoreCase: true),
        [.. Convert.FromHexString(key.GetProperty("public").GetString()!)], key.GetProperty("not_before").GetInt64(),
        key.GetProperty("not_after").GetInt64(), [.. key.GetProperty("rights").EnumerateArray().Select(right => right.GetString()!)]);

    private static string Upward(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, name))) return folder.FullName;
        throw new FileNotFoundException($"{name} is in no folder above {AppContext.BaseDirectory}");
    }
}
