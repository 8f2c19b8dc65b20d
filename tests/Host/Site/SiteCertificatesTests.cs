using System.Text.Json.Nodes;
using YongAi.CloudBridge.Minting;
using EdgeProgram = YongAi.Edge.Host.Program;

namespace YongAi.Edge.Tests.Host.Site;

/// <summary>A cabinet whose certificate files would never do is not started, and says everything that is wrong at once.</summary>
public sealed class SiteCertificatesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public SiteCertificatesTests() => DemoChain.Make(folder.Path, ["localhost"], ["c", "other"], DateTimeOffset.UtcNow);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Files_that_are_not_there_are_all_named_at_once()
    {
        var said = await RefusedAsync("no-ca.pem", "no.pem", "no.key");

        Assert.All((string[])["no-ca.pem", "no.pem", "no.key"], file => Assert.Contains(file, said));
    }

    [Fact]
    public async Task A_key_that_everybody_can_read_is_refused()
    {
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(Path.Combine(folder.Path, "c.key"), UnixFileMode.UserRead | UnixFileMode.OtherRead);

        Assert.Contains("chmod 600", await RefusedAsync("ca.pem", "c.pem", "c.key"));
    }

    [Theory]
    [InlineData("ca.pem", "c.pem", "other.key", "do not belong together")]
    [InlineData("c.key", "c.pem", "c.key", "no certificate (PEM)")]
    public async Task Files_that_do_not_fit_are_refused(string ca, string certificate, string key, string says) =>
        Assert.Contains(says, await RefusedAsync(ca, certificate, key));

    [Fact]
    public async Task Intermediates_before_the_own_certificate_are_refused()
    {
        var chain = await File.ReadAllTextAsync(Path.Combine(folder.Path, "c.pem"));
        var second = chain.LastIndexOf("-----BEGIN", StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "turned.pem"), chain[second..] + chain[..second]);

        Assert.Contains("our own certificate first", await RefusedAsync("ca.pem", "turned.pem", "c.key"));
    }

    private async Task<string> RefusedAsync(string ca, string certificate, string key)
    {
        var site = Seeds.DemoSite();
        site["issuers"] = Repository.Path("seeds/issuers/demo.json");
        site["cloud"] = new JsonObject { ["broker"] = "mqtts://localhost:1", ["ca"] = ca, ["certificate"] = certificate, ["key"] = key };
        var errors = new StringWriter();

        var code = await EdgeProgram.RunAsync(["run", "--site", folder.Write("site.json", site.ToJsonString())], TextWriter.Null, errors,
            "Development", CancellationToken.None);

        Assert.Equal(2, code);
        return errors.ToString();
    }
}
