using System.Text.Json;
using YongAi.Edge.Control.Codes;

namespace YongAi.Edge.Tests;

/// <summary>The trust store of seeds/issuers/demo.json, read without the host.</summary>
internal static class TestTrust
{
    public static TrustStore Demo()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Repository.Path("seeds/issuers/demo.json")));
        return new TrustStore([.. file.RootElement.GetProperty("keys").EnumerateArray().Select(Key)]);
    }

    private static TrustedKey Key(JsonElement key) => new(
        key.GetProperty("issuer").GetString()!,
        Enum.Parse<KeyKind>(key.GetProperty("kind").GetString()!, ignoreCase: true),
        [.. Convert.FromHexString(key.GetProperty("public").GetString()!)],
        key.GetProperty("not_before").GetInt64(),
        key.GetProperty("not_after").GetInt64(),
        [.. key.GetProperty("rights").EnumerateArray().Select(right => right.GetString()!)]);
}
