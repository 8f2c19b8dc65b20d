using System.Globalization;

namespace YongAi.Edge.Uplink.Mqtt;

/// <summary>Where a broker is, and how it is believed.</summary>
/// <param name="Host">Name or address.</param>
/// <param name="Port">TCP port.</param>
/// <param name="CaFile">Certificates that vouch for the broker, as PEM; given or <paramref name="Tls"/>: the link is
/// TLS.</param>
/// <param name="CertFile">Our own certificate, leaf first and the intermediates after it, as PEM.</param>
/// <param name="KeyFile">The private key of our own certificate, as PEM.</param>
/// <param name="Tls">True for TLS believed by the certificates of the operating system, where no CaFile is
/// given.</param>
/// <param name="Mqtt311">True for a broker that speaks MQTT 3.1.1 only: no expiry and no content type on the
/// wire.</param>
/// <param name="User">Account at the broker, where it wants one.</param>
/// <param name="Password">Its password.</param>
public sealed record MqttAddress(string Host, int Port, string? CaFile = null, string? CertFile = null,
    string? KeyFile = null, bool Tls = false, bool Mqtt311 = false, string? User = null, string? Password = null)
{
    /// <summary>Port of plain MQTT (IANA).</summary>
    public const int PlainPort = 1883;

    /// <summary>Port of MQTT over TLS (IANA).</summary>
    public const int TlsPort = 8883;

    /// <summary>True when the link is encrypted.</summary>
    public bool IsTls => Tls || CaFile is not null;

    /// <summary>
    /// Reads <c>mqtt://host:port</c> or <c>mqtts://host:port</c>, with <c>?version=3.1.1</c> where a broker wants it.
    /// </summary>
    /// <exception cref="FormatException">The text is no such address; the message says what is wrong.</exception>
    public static MqttAddress Parse(string text, string? caFile = null, string? certFile = null, string? keyFile = null)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("mqtt" or "mqtts")
            || uri.HostNameType is not (UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6))
            throw new FormatException($"'{text}' is no broker address: write mqtt://host:port or mqtts://host:port");
        if (uri.UserInfo.Length > 0)
            throw new FormatException($"'{text}': the address is shown and logged, account and password do not belong into it");
        if (uri.AbsolutePath is not ("" or "/") || uri.Fragment.Length > 0)
            throw new FormatException($"'{text}': nothing may follow the port but ?version=3.1.1 or ?version=5");
        var tls = uri.Scheme == "mqtts";
        if (!tls && (caFile ?? certFile ?? keyFile) is not null)
            throw new FormatException($"'{text}': certificates are given, so the address must begin with mqtts://");
        if (certFile is null != keyFile is null)
            throw new FormatException($"'{text}': a client certificate needs its private key, and the other way round");
        var port = uri.Port > 0 ? uri.Port : tls ? TlsPort : PlainPort;
        return new MqttAddress(uri.Host, port, caFile, certFile, keyFile, tls, IsOldVersion(text, uri.Query));
    }

    /// <summary>The address alone, without account.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"mqtt{(IsTls ? "s" : "")}://{Host}:{Port}{(Mqtt311 ? "?version=3.1.1" : "")}");

    private static bool IsOldVersion(string text, string query) => query switch
    {
        "" or "?version=5" => false,
        "?version=3.1.1" => true,
        _ => throw new FormatException($"'{text}': the only choice after the port is ?version=3.1.1 or ?version=5"),
    };
}
