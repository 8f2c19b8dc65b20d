using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using YongAi.Edge.Uplink.Mqtt;

namespace YongAi.Edge.Host.Site;

/// <summary>
/// Looks into the certificate files before a cabinet is started: what the broker would refuse later is said now, all at once. The
/// site file itself may be faultless on a desk where these files are not.
/// </summary>
internal static class SiteCertificates
{
    private const UnixFileMode OthersRead = UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
    private const UnixFileMode GroupReads = UnixFileMode.GroupRead | UnixFileMode.GroupWrite;

    /// <summary>What keeps this cabinet from being started; none when the link is plain or all is well.</summary>
    public static ImmutableArray<SiteFault> Against(MqttAddress cloud)
    {
        if (!cloud.IsTls) return [];
        var faults = ImmutableArray.CreateBuilder<SiteFault>();
        if (cloud.CaFile is { } ca && IsReadable("cloud.ca", ca, faults)) Authorities(ca, faults);
        if (cloud is not { CertFile: { } certificate, KeyFile: { } key }) return faults.ToImmutable();
        if (IsReadable("cloud.certificate", certificate, faults) & IsReadable("cloud.key", key, faults)) Ours(certificate, key, faults);
        return faults.ToImmutable();
    }

    /// <summary>What is worth a word and does not keep it from being started.</summary>
    public static IEnumerable<SiteFault> Remarks(MqttAddress cloud)
    {
        if (cloud.KeyFile is { } key && File.Exists(key) && (ModeOf(key) & GroupReads) != 0)
            yield return new SiteFault("cloud.key", 0, $"私钥 {key} 同组可读；最好 chmod 600", $"the group can read the private key {key}; chmod 600 is better");
    }

    private static void Authorities(string file, ImmutableArray<SiteFault>.Builder faults)
    {
        var found = new X509Certificate2Collection();
        try
        {
            found.ImportFromPemFile(file);
        }
        catch (CryptographicException)
        {
            found.Clear();
        }
        if (found.Count == 0) faults.Add(new SiteFault("cloud.ca", 0, $"{file} 里没有证书（PEM）", $"there is no certificate (PEM) in {file}"));
    }

    private static void Ours(string certificate, string key, ImmutableArray<SiteFault>.Builder faults)
    {
        if ((ModeOf(key) & OthersRead) != 0)
            faults.Add(new SiteFault("cloud.key", 0, $"私钥 {key} 人人可读；请执行 chmod 600", $"everybody can read the private key {key}; chmod 600 it"));
        try
        {
            X509Certificate2.CreateFromPemFile(certificate, key).Dispose();
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            faults.Add(new SiteFault("cloud.certificate", 0, $"{certificate} 的第一张证书和私钥 {key} 不是一对；文件里先写本柜证书，再写中间证书",
                $"the first certificate in {certificate} and the key {key} do not belong together; write our own certificate first and the "
                + "intermediates after it"));
        }
    }

    private static bool IsReadable(string place, string file, ImmutableArray<SiteFault>.Builder faults)
    {
        try
        {
            File.OpenHandle(file).Dispose();
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            faults.Add(new SiteFault(place, 0, $"{file} 读不到；没有它连不上云端，请放好文件或改路径",
                $"{file} cannot be read; the cloud cannot be reached without it: put it there, or mend the path"));
            return false;
        }
    }

    // No cabinet runs on Windows; the compiler asks.
    private static UnixFileMode ModeOf(string file) => OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(file);
}
