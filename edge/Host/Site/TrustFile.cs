using System.Security.Cryptography;
using YongAi.Edge.Control.Codes;

namespace YongAi.Edge.Host.Site;

/// <summary>Reads the trust store: which keys this cabinet believes, and what each may sign.</summary>
internal static class TrustFile
{
    private const int KeysMax = 64;
    private const int RightsMax = 32;
    private const int PointBytes = 65;

    private static readonly string[] Kinds = [.. Enum.GetNames<KeyKind>().Select(name => name.ToLowerInvariant())];

    public static TrustStore Read(string path, SiteFaults faults)
    {
        var root = SiteNode.Read(path, faults);
        var keys = root is null ? [] : SiteSection.Read(root, faults, file => Keys(file, faults));
        return new TrustStore(keys.IsDefault ? [] : keys);
    }

    private static ImmutableArray<TrustedKey> Keys(SiteSection file, SiteFaults faults)
    {
        file.TextOrNone("$schema");
        var keys = ImmutableArray.CreateBuilder<TrustedKey>();
        var points = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in file.Items("keys", 1, KeysMax))
        {
            var key = SiteSection.Read(item, faults, section => Key(section, points, faults));
            if (key is not null) keys.Add(key);
        }
        return keys.ToImmutable();
    }

    private static TrustedKey Key(SiteSection section, Dictionary<string, string> points, SiteFaults faults)
    {
        var issuer = section.Text("issuer", 32);
        var kind = section.Word("kind", Kinds);
        var point = Point(section, points, faults);
        var notBefore = section.Instant("not_before");
        var notAfter = section.Instant("not_after");
        if (notAfter <= notBefore && section.Find("not_after") is { } end)
            faults.Add(end, "not_after 要晚于 not_before", "not_after has to be later than not_before");
        var rights = section.Items("rights", 0, RightsMax).Select(item => SiteSection.TextOf(item, 64, faults));
        return new TrustedKey(issuer, Enum.Parse<KeyKind>(kind, ignoreCase: true), point, notBefore, notAfter, [.. rights]);
    }

    private static ImmutableArray<byte> Point(SiteSection section, Dictionary<string, string> points, SiteFaults faults)
    {
        var hex = section.Text("public", 2 * PointBytes);
        if (section.Find("public") is not { } at || hex.Length == 0) return [];
        if (hex.Length != 2 * PointBytes || !hex.All(char.IsAsciiHexDigit) || !hex.StartsWith("04", StringComparison.Ordinal))
        {
            faults.Add(at, "公钥要写成 130 个十六进制字符，以 04 开头（未压缩的 P-256 点）",
                "a public key is 130 hex digits that begin with 04 (an uncompressed point of P-256)");
            return [];
        }
        if (!OnCurve(Convert.FromHexString(hex)))
            faults.Add(at, "这不是 P-256 曲线上的点，请重新抄录公钥",
                "this is no point of P-256; copy the public key again");
        if (!points.TryAdd(hex.ToLowerInvariant(), at.Place))
            faults.Add(at, $"与 {points[hex.ToLowerInvariant()]} 是同一把钥匙；一把钥匙只有一种用途",
                $"the same key as {points[hex.ToLowerInvariant()]}; one key has one kind");
        return [.. Convert.FromHexString(hex)];
    }

    private static bool OnCurve(ReadOnlySpan<byte> point)
    {
        try
        {
            var q = new ECPoint { X = point[1..33].ToArray(), Y = point[33..].ToArray() };
            using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = q });
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
