using System.Security.Cryptography.X509Certificates;
using YongAi.CloudBridge.Minting;
using YongAi.Edge.Uplink.Mqtt;
using YongAi.Simulators.Cloud;

namespace YongAi.Edge.Tests.Uplink;

/// <summary>
/// TLS with client certificates over three levels, where two would hide a missing intermediate (reliability 2.1). What is wrong is
/// refused, never worked round, and the reason says what to do.
/// </summary>
public sealed class MqttTlsTests : IAsyncLifetime
{
    private readonly CancellationTokenSource limit = new(TimeSpan.FromSeconds(60));
    private readonly string folder = Directory.CreateTempSubdirectory("yongai-tls-").FullName;
    private MosquittoBroker broker = null!;

    public async Task InitializeAsync()
    {
        DemoChain.Make(folder, ["localhost"], ["client"], DateTimeOffset.UtcNow);
        DemoChain.Make(At("stranger"), ["localhost"], ["client"], DateTimeOffset.UtcNow);
        var leaf = X509CertificateLoader.LoadCertificateFromFile(At("client.pem")).ExportCertificatePem();
        await File.WriteAllTextAsync(At("leaf-only.pem"), leaf);
        broker = await MosquittoBroker.StartAsync(new BrokerOptions(Tls: folder), limit.Token);
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
        await using var link = await ConnectAsync("localhost", "ca.pem", "client.pem", "client.key");
        await link.SubscribeAsync("test", limit.Token);
        await link.PublishAsync(new MqttMessage("test", "x"u8.ToArray()), limit.Token);

        Assert.Equal("test", (await link.Incoming.ReadAsync(limit.Token)).Topic);
    }

    [Fact]
    public async Task A_broker_that_nobody_vouches_for_is_not_believed() =>
        await RefusedAsync("vouches", "localhost", "stranger/ca.pem", "client.pem", "client.key");

    [Fact]
    public async Task A_broker_of_another_name_is_not_believed()
    {
        DemoChain.Make(At("elsewhere"), ["broker.example.net"], [], DateTimeOffset.UtcNow);
        await using var other = await MosquittoBroker.StartAsync(new BrokerOptions(Tls: At("elsewhere")), limit.Token);
        var address = new MqttAddress("localhost", other.Port, At("elsewhere/ca.pem"), At("elsewhere/cloud.pem"), At("elsewhere/cloud.key"));

        var lost = await Assert.ThrowsAsync<MqttLinkLost>(() => ConnectAsync(address));

        Assert.Equal(LinkTrouble.Refused, lost.Trouble);
        Assert.Contains("not for localhost but for broker.example.net", lost.Message);
    }

    [Fact]
    public async Task Without_the_intermediate_certificate_nobody_is_let_in() =>
        await RefusedAsync("intermediates", "localhost", "ca.pem", "leaf-only.pem", "client.key");

    [Fact]
    public async Task A_certificate_of_another_authority_is_not_let_in() =>
        await RefusedAsync("does not take our certificate", "localhost", "ca.pem", "stranger/client.pem", "stranger/client.key");

    [Fact]
    public async Task A_cabinet_without_a_certificate_is_told_that_it_needs_one() =>
        await RefusedAsync("wants a certificate from us", "localhost", "ca.pem", null, null);

    [Fact]
    public async Task A_certificate_of_ours_that_ran_out_is_named_with_its_day()
    {
        DemoChain.Make(At("old"), ["localhost"], ["client"], DateTimeOffset.UtcNow.AddYears(-2));

        await RefusedAsync("ran out on", "localhost", "ca.pem", "old/client.pem", "old/client.key");
    }

    [Fact]
    public async Task A_broker_whose_certificate_ran_out_is_not_believed()
    {
        DemoChain.Make(At("old"), ["localhost"], ["client"], DateTimeOffset.UtcNow.AddYears(-2));
        await using var old = await MosquittoBroker.StartAsync(new BrokerOptions(Tls: At("old")), limit.Token);
        var address = new MqttAddress("localhost", old.Port, At("old/ca.pem"), At("client.pem"), At("client.key"));

        var lost = await Assert.ThrowsAsync<MqttLinkLost>(() => ConnectAsync(address));

        Assert.Equal(LinkTrouble.Refused, lost.Trouble);
        Assert.Contains("have it renewed", lost.Message);
    }

    [Fact]
    public async Task A_plain_port_is_no_way_round()
    {
        await using var plain = await MosquittoBroker.StartAsync(ct: limit.Token);
        var address = new MqttAddress("localhost", plain.Port, At("ca.pem"), At("client.pem"), At("client.key"));

        var lost = await Assert.ThrowsAsync<MqttLinkLost>(() => ConnectAsync(address));

        Assert.Equal(LinkTrouble.Refused, lost.Trouble);
        Assert.Contains("no TLS is spoken", lost.Message);
    }

    [Fact]
    public async Task Nobody_at_the_port_is_no_fault_of_certificates()
    {
        await broker.StopAsync();

        var lost = await Assert.ThrowsAsync<MqttLinkLost>(() => ConnectAsync("localhost", "ca.pem", "client.pem", "client.key"));

        Assert.Equal(LinkTrouble.Unreachable, lost.Trouble);
    }

    [Fact]
    public async Task A_file_that_is_missing_is_named() =>
        await RefusedAsync("nowhere.pem", "localhost", "ca.pem", "nowhere.pem", "client.key");

    [Fact]
    public void The_demo_chain_has_three_levels_and_its_keys_are_its_owners_alone()
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(At("client.pem"));
        var root = X509CertificateLoader.LoadCertificateFromFile(At("ca.pem"));

        Assert.Equal(["CN=client", "CN=YongAi demo intermediate"], chain.Select(one => one.Subject));
        Assert.Equal(chain[1].Subject, chain[0].Issuer);
        Assert.Equal(root.Subject, chain[1].Issuer);
        if (!OperatingSystem.IsWindows())
            foreach (var key in Directory.EnumerateFiles(folder, "*.key"))
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key));
        Assert.Equal(["later"], DemoChain.Make(folder, ["localhost"], ["client", "later"], DateTimeOffset.UtcNow));
    }

    private async Task RefusedAsync(string says, string host, string ca, string? certificate, string? key)
    {
        var lost = await Assert.ThrowsAsync<MqttLinkLost>(() => ConnectAsync(host, ca, certificate, key));

        Assert.Equal(LinkTrouble.Refused, lost.Trouble);
        Assert.Contains(says, lost.Message);
    }

    private Task<MqttLink> ConnectAsync(string host, string ca, string? certificate, string? key) =>
        ConnectAsync(new MqttAddress(host, broker.Port, At(ca), certificate is null ? null : At(certificate), key is null ? null : At(key)));

    private Task<MqttLink> ConnectAsync(MqttAddress address) =>
        MqttLink.ConnectAsync(address, "tls", MqttLink.KeepAliveLeast, null, TimeProvider.System, limit.Token);

    private string At(string name) => Path.Combine(folder, name);
}
