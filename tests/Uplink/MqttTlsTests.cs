using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using YongAi.Edge.Uplink.Mqtt;
using YongAi.Simulators.Cloud;

namespace YongAi.Edge.Tests.Uplink;

/// <summary>TLS with client certificates over three levels, where two would hide a missing intermediate (reliability 2.1).</summary>
public sealed class MqttTlsTests : IAsyncLifetime
{
    private static readonly DateTimeOffset From = DateTimeOffset.UtcNow.AddDays(-1), To = DateTimeOffset.UtcNow.AddDays(1);

    private readonly CancellationTokenSource limit = new(TimeSpan.FromSeconds(60));
    private readonly string folder = Directory.CreateTempSubdirectory("yongai-tls-").FullName;
    private MosquittoBroker broker = null!;

    public async Task InitializeAsync()
    {
        using var root = Signer("root", null);
        using var intermediate = Signer("intermediate", root);
        using var stranger = Signer("stranger", null);
        Save("root", root);
        Save("stranger", stranger);
        foreach (var name in new[] { "server", "client" })
        {
            using var leaf = Leaf(name, intermediate, out var key);
            File.WriteAllText(At($"{name}.pem"), leaf.ExportCertificatePem() + "\n" + intermediate.ExportCertificatePem() + "\n");
            File.WriteAllText(At($"{name}-leaf.pem"), leaf.ExportCertificatePem() + "\n");
            File.WriteAllText(At($"{name}.key"), key.ExportPkcs8PrivateKeyPem());
            key.Dispose();
        }
        broker = await MosquittoBroker.StartAsync(new BrokerOptions(ExtraConfiguration: $"""
            cafile {At("root.pem")}
            certfile {At("server.pem")}
            keyfile {At("server.key")}
            require_certificate true
            """), limit.Token);
    }

    public async Task DisposeAsync()
    {
        await broker.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        limit.Dispose();
    }

    [Fact]
    public async Task A_cabinet_with_its_certificate_is_let_in()
    {
        await using var link = await ConnectAsync("localhost", "root.pem", "client.pem");
        await link.SubscribeAsync("test", limit.Token);
        await link.PublishAsync(new MqttMessage("test", "x"u8.ToArray()), limit.Token);

        Assert.Equal("test", (await link.Incoming.ReadAsync(limit.Token)).Topic);
    }

    [Fact]
    public async Task A_broker_that_nobody_vouches_for_is_not_believed() =>
        await Assert.ThrowsAsync<MqttLinkLost>(() => ConnectAsync("localhost", "stranger.pem", "client.pem"));

    [Fact]
    public async Task A_broker_of_another_name_is_not_believed() =>
        await Assert.ThrowsAsync<MqttLinkLost>(() => ConnectAsync("127.0.0.2", "root.pem", "client.pem"));

    [Fact]
    public async Task Without_the_intermediate_certificate_nobody_is_let_in() =>
        await Assert.ThrowsAsync<MqttLinkLost>(() => ConnectAsync("localhost", "root.pem", "client-leaf.pem"));

    [Fact]
    public async Task A_file_that_is_missing_is_named()
    {
        var lost = await Assert.ThrowsAsync<MqttLinkLost>(() => ConnectAsync("localhost", "root.pem", "nowhere.pem"));

        Assert.Contains("nowhere.pem", lost.Message);
    }

    private async Task<MqttLink> ConnectAsync(string host, string ca, string certificate)
    {
        var address = new MqttAddress(host, broker.Port, At(ca), At(certificate), At("client.key"));
        var link = await MqttLink.ConnectAsync(address, "tls", MqttLink.KeepAliveLeast, null, TimeProvider.System, limit.Token);
        try
        {
            // A server may finish its handshake and end the link only after ours.
            await link.SubscribeAsync("any", limit.Token);
            return link;
        }
        catch
        {
            await link.DisposeAsync();
            throw;
        }
    }

    private string At(string name) => Path.Combine(folder, name);

    private void Save(string name, X509Certificate2 certificate) => File.WriteAllText(At($"{name}.pem"), certificate.ExportCertificatePem());

    private static X509Certificate2 Signer(string name, X509Certificate2? issuer)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN=yongai test {name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        return issuer is null ? request.CreateSelfSigned(From, To) : request.Create(issuer, From, To, Serial()).CopyWithPrivateKey(key);
    }

    private static X509Certificate2 Leaf(string name, X509Certificate2 issuer, out ECDsa key)
    {
        key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        return request.Create(issuer, From, To, Serial());
    }

    private static byte[] Serial() => [1, .. RandomNumberGenerator.GetBytes(8)];
}
