using YongAi.Edge.Uplink.Mqtt;

namespace YongAi.Edge.Host.Site;

/// <summary>Reads how the broker is reached. Keys lie in files of their own, never in the site file.</summary>
internal static class SiteCloud
{
    private static readonly MqttAddress Nowhere = new("", MqttAddress.PlainPort);

    public static MqttAddress Read(SiteSection site, string folder, SiteFaults faults) =>
        site.Need("cloud") is { } at ? SiteSection.Read(at, faults, section => Broker(section, folder, faults)) ?? Nowhere : Nowhere;

    private static MqttAddress Broker(SiteSection section, string folder, SiteFaults faults)
    {
        var text = section.Text("broker", 256);
        var ca = FilePath("ca");
        var certificate = FilePath("certificate");
        var key = FilePath("key");
        if (certificate is null != key is null)
            faults.Add(section.Node, "certificate 和 key 要一起写", "certificate and key belong together");
        if (section.Find("broker") is not { } at || text.Length == 0) return Nowhere;
        if (!text.StartsWith("mqtts:", StringComparison.Ordinal) && (ca ?? certificate ?? key) is not null)
            faults.Add(at, "有证书就要用 mqtts://", "certificates need mqtts://");
        try
        {
            var address = MqttAddress.Parse(text) with { CaFile = ca, CertFile = certificate, KeyFile = key };
            if (!address.IsTls && !IsHere(address.Host))
                faults.Warn(at, "跨网络的连接请用 mqtts://", "a broker beyond this computer deserves mqtts://");
            return address;
        }
        catch (FormatException)
        {
            faults.Add(at, "要写成 mqtt://主机:端口 或 mqtts://主机:端口，不带账号和路径；身份用客户端证书证明",
                "mqtt://host:port or mqtts://host:port belongs here, without account and path; a client certificate says who we are");
            return Nowhere;
        }

        string? FilePath(string name) =>
            section.TextOrNone(name, 1024) is { Length: > 0 } file ? Path.GetFullPath(file, folder) : null;
    }

    private static bool IsHere(string host) => host is "127.0.0.1" or "::1" or "[::1]" or "localhost";
}
