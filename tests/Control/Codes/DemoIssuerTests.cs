using System.Security.Cryptography;
using YongAi.Edge.Control.Codes;

namespace YongAi.Edge.Tests.Control.Codes;

public sealed class DemoIssuerTests
{
    [Fact]
    public void Every_demo_key_is_known_by_fingerprint_and_no_other_is()
    {
        Assert.All(DemoSite.Trust.Keys, key => Assert.True(DemoKeys.Contains(key)));
        Assert.Equal(DemoKeys.Fingerprints.Order(), DemoSite.Trust.Keys.Select(key => DemoKeys.Fingerprint(key.PublicKey.AsSpan())).Order());
        Assert.False(DemoKeys.Contains(Scene.IssuerKey));
    }

    [Fact]
    public void The_private_half_of_every_demo_key_lies_beside_it()
    {
        foreach (var trusted in DemoSite.Trust.Keys)
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(File.ReadAllText(DemoSite.Pem(trusted.Issuer == "demo-crew" ? "crew" : trusted.Kind.ToString().ToLowerInvariant())));
            Assert.Equal(trusted.PublicKey, Draft.Point(key));
            Assert.NotNull(P256Key.From(trusted.PublicKey.AsSpan()));
        }
    }

    [Fact]
    public void The_demo_issuer_gives_packs_and_goods_and_opens_nothing_else()
    {
        var demo = DemoSite.Trust.Keys.Single(key => key.Issuer == "demo" && key.Kind == KeyKind.Credential);
        Assert.All(["swap:48V24Ah", "swap:anything", "goods", "goods:water"], right => Assert.True(demo.MayGive(right), right));
        Assert.All(["crew:open", "gate:NB-DEMO-01", "goodsx", "swap", "rent"], right => Assert.False(demo.MayGive(right), right));
    }

    [Fact]
    public void The_demo_crew_key_gives_crew_rights_and_nothing_to_riders()
    {
        var crew = DemoSite.Trust.Keys.Single(key => key.Issuer == "demo-crew");
        Assert.True(crew.MayGive("crew:slot.open"));
        Assert.All(["swap:48V24Ah", "goods", "gate:NB-DEMO-01"], right => Assert.False(crew.MayGive(right), right));
    }

    [Fact]
    public void The_demo_keys_live_for_ten_years() => Assert.All(DemoSite.Trust.Keys, key =>
    {
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds(), key.NotBefore);
        Assert.Equal(new DateTimeOffset(2036, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds(), key.NotAfter);
    });
}
