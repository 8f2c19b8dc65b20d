using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace YongAi.Edge.Uplink.Mqtt;

/// <summary>
/// Why a TLS link does not come about, in words that say what to do. Asked only after a failure, which is followed by a long
/// pause: it looks at our own files and shakes hands once more, only to look. Nothing is ever believed or sent on that connection.
/// </summary>
internal static class TlsTrouble
{
    private static readonly TimeSpan LookWithin = TimeSpan.FromSeconds(5);

    /// <summary>What is wrong; null when the certificates are not to blame.</summary>
    public static async Task<string?> WhyAsync(MqttAddress address, DateTimeOffset now, CancellationToken ct)
    {
        try
        {
            return OfOurs(address, now) ?? await OfBrokerAsync(address, ct);
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return $"a certificate file cannot be read: {unreadable.Message}";
        }
    }

    private static string? OfOurs(MqttAddress address, DateTimeOffset now)
    {
        if (address.CertFile is not { } file) return null;
        using var ours = X509CertificateLoader.LoadCertificateFromFile(file);
        if (now > ours.NotAfter) return $"our certificate in {file} ran out on {Day(ours.NotAfter)}: have a new one signed";
        return now < ours.NotBefore ? $"our certificate in {file} is not valid before {Day(ours.NotBefore)}: is this computer's clock right?" : null;
    }

    private static async Task<string?> OfBrokerAsync(MqttAddress address, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(LookWithin);
        string? seen = null;
        try
        {
            using var wire = new TcpClient();
            await wire.ConnectAsync(address.Host, address.Port, limit.Token);
            await using var tls = new SslStream(wire.GetStream());
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = address.Host,
                CertificateChainPolicy = Policy(address),
                RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                {
                    seen = OfBroker(address, certificate, chain, errors);
                    return false;                           // only to look
                },
            }, limit.Token);
            return seen;
        }
        catch (AuthenticationException refused)
        {
            return seen ?? (refused.InnerException is null ? OfUs(address)
                : $"no TLS is spoken at {address.Host}:{address.Port}: is that the plain port ({MqttAddress.PlainPort})? TLS has {MqttAddress.TlsPort}");
        }
        catch (Exception gone) when (gone is IOException)
        {
            return seen ?? $"no TLS is spoken at {address.Host}:{address.Port}: is that the plain port ({MqttAddress.PlainPort})? TLS has {MqttAddress.TlsPort}";
        }
        catch (Exception unreachable) when (unreachable is SocketException or OperationCanceledException)
        {
            ct.ThrowIfCancellationRequested();
            return null;
        }
    }

    private static X509ChainPolicy Policy(MqttAddress address)
    {
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck };
        if (address.CaFile is not { } file) return policy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.ImportFromPemFile(file);
        return policy;
    }

    private static string OfBroker(MqttAddress address, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var broker = certificate as X509Certificate2;
        var state = chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status) ?? X509ChainStatusFlags.NoError;
        if (broker is null) return $"{address.Host} shows no certificate";
        if (state.HasFlag(X509ChainStatusFlags.NotTimeValid))
            return $"the broker's certificate is valid from {Day(broker.NotBefore)} to {Day(broker.NotAfter)}: have it renewed, or set this computer's clock";
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
            return $"nobody in {address.CaFile ?? "the operating system's list"} vouches for the broker's certificate, which {broker.Issuer} signed: "
                + "put the root of that chain there, and let the broker send its intermediates";
        return errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)
            ? $"the broker's certificate is not for {address.Host} but for {broker.GetNameInfo(X509NameType.DnsName, false)}: use the name it was made for"
            : OfUs(address);
    }

    // The broker is the one it should be; what is left is that it does not take us.
    private static string OfUs(MqttAddress address) => address.CertFile is null
        ? "the broker wants a certificate from us: name certificate and key in the site file"
        : $"the broker does not take our certificate in {address.CertFile}: is it signed by the authority the broker trusts, are the "
          + "intermediates in the file after it, has it been revoked?";

    private static string Day(DateTime day) => day.ToUniversalTime().ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
