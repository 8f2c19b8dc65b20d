using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace YongAi.CloudBridge.Minting;

/// <summary>
/// A chain of three levels for a demo or a bench: root, intermediate, and a leaf for the broker, the cloud and each cabinet. An
/// operator's real authority keeps its root where no network reaches; this one lies in a folder.
/// </summary>
public sealed class DemoChain
{
    /// <summary>How long what is made here is valid.</summary>
    public static readonly TimeSpan LastsFor = TimeSpan.FromDays(365);

    /// <summary>Clocks differ: valid a little before it was made.</summary>
    public static readonly TimeSpan Slack = TimeSpan.FromHours(1);

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const string ServerUse = "1.3.6.1.5.5.7.3.1", ClientUse = "1.3.6.1.5.5.7.3.2";

    private readonly string folder;
    private readonly DateTimeOffset now;

    private DemoChain(string folder, DateTimeOffset now) => (this.folder, this.now) = (folder, now);

    /// <summary>Makes or goes on with the chain of a folder; a name that has its files already keeps them.</summary>
    /// <param name="folder">Where the files are: <c>ca.pem</c>, then <c>NAME.pem</c> (leaf first) and <c>NAME.key</c>.</param>
    /// <param name="brokers">Names and addresses under which the broker is reached.</param>
    /// <param name="cabinets">Cabinet ids.</param>
    /// <param name="now">The time.</param>
    /// <returns>The names that were made.</returns>
    public static IReadOnlyList<string> Make(string folder, IReadOnlyList<string> brokers, IReadOnlyList<string> cabinets, DateTimeOffset now)
    {
        Directory.CreateDirectory(folder);
        var chain = new DemoChain(folder, now);
        using var intermediate = chain.Intermediate();
        List<string> made = [];
        if (chain.Leaf("broker", intermediate, ServerUse, brokers)) made.Add("broker");
        foreach (var client in (string[])["cloud", .. cabinets])
            if (chain.Leaf(client, intermediate, ClientUse, [])) made.Add(client);
        return made;
    }

    private X509Certificate2 Intermediate()
    {
        if (File.Exists(At("intermediate.key"))) return X509Certificate2.CreateFromPemFile(At("intermediate.pem"), At("intermediate.key"));
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var root = Authority("YongAi demo root", rootKey).CreateSelfSigned(now - Slack, now + LastsFor);
        File.WriteAllText(At("ca.pem"), root.ExportCertificatePem() + "\n");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signed = Authority("YongAi demo intermediate", key).Create(root, now - Slack, now + LastsFor, Serial());
        File.WriteAllText(At("intermediate.pem"), signed.ExportCertificatePem() + "\n");
        WriteSecret(At("intermediate.key"), key.ExportPkcs8PrivateKeyPem() + "\n");
        return signed.CopyWithPrivateKey(key);
    }

    private bool Leaf(string name, X509Certificate2 intermediate, string use, IReadOnlyList<string> reachedAs)
    {
        if (File.Exists(At($"{name}.key"))) return false;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(new X500DistinguishedName($"CN={name}"), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], false));
        if (reachedAs.Count > 0) request.CertificateExtensions.Add(Names(reachedAs));
        using var leaf = request.Create(intermediate, now - Slack, now + LastsFor - Slack, Serial());
        File.WriteAllText(At($"{name}.pem"), $"{leaf.ExportCertificatePem()}\n{intermediate.ExportCertificatePem()}\n");
        WriteSecret(At($"{name}.key"), key.ExportPkcs8PrivateKeyPem() + "\n");
        return true;
    }

    private static CertificateRequest Authority(string name, ECDsa key)
    {
        var request = new CertificateRequest(new X500DistinguishedName($"CN={name}"), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        return request;
    }

    private static X509Extension Names(IReadOnlyList<string> reachedAs)
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in reachedAs)
            if (IPAddress.TryParse(name, out var address)) names.AddIpAddress(address);
            else names.AddDnsName(name);
        return names.Build();
    }

    private static byte[] Serial()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] &= 0x7F;
        return serial;
    }

    private static void WriteSecret(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using var file = new FileStream(path, options);
        using var writer = new StreamWriter(file);
        writer.Write(text);
    }

    private string At(string name) => Path.Combine(folder, name);
}
