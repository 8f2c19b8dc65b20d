namespace YongAi.Edge.Host.Site;

/// <summary>Reads how the broker is reached.</summary>
internal static class SiteCloud
{
    private const int PortPlain = 1883;
    private const int PortTls = 8883;

    public static BrokerSite Read(SiteSection site, string folder, SiteFaults faults)
    {
        var nowhere = new BrokerSite("", PortPlain, false, null, null, null, null, null);
        return site.Need("cloud") is { } at ? SiteSection.Read(at, faults, section => Broker(section, folder, faults)) ?? nowhere : nowhere;
    }

    private static BrokerSite Broker(SiteSection section, string folder, SiteFaults faults)
    {
        var (host, port, tls) = Address(section, faults);
        var ca = FilePath("ca");
        var certificate = FilePath("certificate");
        var key = FilePath("key");
        var user = section.TextOrNone("user", 128);
        var password = FilePath("password_file");
        if (!tls && (ca ?? certificate ?? key) is not null)
            faults.Add(section.Find("broker") ?? section.Node, "有证书就要用 mqtts://", "certificates need mqtts://");
        if (certificate is null != key is null)
            faults.Add(section.Node, "certificate 和 key 要一起写", "certificate and key belong together");
        if (user is null && password is not null)
            faults.Add(section.Node, "有 password_file 就要写 user", "password_file needs user");
        if (!tls && host.Length > 0 && !IsHere(host))
            faults.Warn(section.Find("broker")!, "跨网络的连接请用 mqtts://", "a broker beyond this computer deserves mqtts://");
        return new BrokerSite(host, port, tls, ca, certificate, key, user, password);

        string? FilePath(string name) => section.TextOrNone(name, 1024) is { Length: > 0 } text ? Path.GetFullPath(text, folder) : null;
    }

    private static (string Host, int Port, bool Tls) Address(SiteSection section, SiteFaults faults)
    {
        var text = section.Text("broker", 256);
        if (text.Length == 0) return ("", PortPlain, false);
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "mqtt" or "mqtts" && uri.Host.Length > 0
            && uri.UserInfo.Length == 0 && uri.AbsolutePath is "" or "/" && uri.Query.Length == 0)
        {
            var tls = uri.Scheme == "mqtts";
            return (uri.IdnHost, uri.Port > 0 ? uri.Port : tls ? PortTls : PortPlain, tls);
        }
        faults.Add(section.Find("broker")!, "要写成 mqtt://主机:端口 或 mqtts://主机:端口，不带账号和路径",
            "mqtt://host:port or mqtts://host:port belongs here, without account and path");
        return ("", PortPlain, false);
    }

    private static bool IsHere(string host) => host is "127.0.0.1" or "::1" or "[::1]" or "localhost";
}
