using System.Text;
using YongAi.Simulators.Fuzz;

namespace YongAi.Edge.Fuzz;

/// <summary>
/// Makes requests: whole ones, ones with strange lines, heads and bodies, and ones with spoiled bytes; several on one
/// connection.
/// </summary>
public sealed class HttpSteps
{
    private const int RequestsMax = 8, BigHead = 20_000, BytesMax = 64 * 1024;

    private static readonly string[] Methods = ["GET", "GET", "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE",
        "CONNECT", "get", "G\0T", "", "PRI", new('M', 300)];
    private static readonly string[] Targets =
    [
        "*", "//", "/%", "/%00", "/%2e%2e/%2e%2e/etc/passwd", "/../../etc/passwd", "/maintenance/../maintenance",
        "http://127.0.0.1/maintenance", "http://evil.example/",
        "/maintenance?refresh=off&refresh=off", "/maintenance?%", "/api/cabinet;x", "/\u00e9", "/api/cabinets/%F0%28%8C%BC",
        "/api/cabinets/%ff/events?after=%00&max=-1",
        "/api/cabinets/demo-12/events?max=999999999999",
        "/api/cabinets/demo-12/events?after=demo-12-00c0ffee00c0ffee-99999999999999999999", "/api/cabinets/a%2fb",
        "/maintenance#x",
    ];
    private static readonly string[] Versions = ["HTTP/1.1", "HTTP/1.1", "HTTP/1.1", "HTTP/1.0", "HTTP/2.0", "HTTP/9.9",
        "HTTP/1.1 ", "http/1.1", ""];
    private static readonly string[] Hosts = ["127.0.0.1", "localhost", "127.0.0.1", "127.0.0.1", "evil.example", "",
        "127.0.0.1:99999", "[::1%25x]", "127.0.0.1\0", "a b"];
    private static readonly string[] Heads =
    [
        "Content-Length: 0", "Content-Length: 5", "Content-Length: -1", "Content-Length: 99999999999999999999",
        "Content-Length: 5, 6", "Content-Length: +5",
        "Transfer-Encoding: chunked", "Transfer-Encoding: chunked, gzip", "Transfer-Encoding : chunked",
        "Transfer-Encoding: \u000bchunked", "Expect: 100-continue", "Expect: x",
        "Connection: close", "Connection: keep-alive",
        "Connection: upgrade\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__", "Upgrade: websocket",
        "Range: bytes=0-0,1-1",
        "Accept: */*;q=\u00ff", "Accept-Encoding: gzip;q=1e400", "Cookie: " + new string('c', 5000), "X-A: b\r\n c", "X:y:z",
        ":", "No-Colon", " Leading: x", "X\0: y", "Host: 127.0.0.1",
        "If-None-Match: \"", "Content-Type: application/json", "Origin: null", "X-Forwarded-For: ::1",
        "Referer: " + new string('%', 900),
    ];
    private static readonly string[] Bodies = ["", "", "hello", "5\r\nhello\r\n0\r\n\r\n", "ffffffffffffffff\r\n",
        "5;x=\"\r\nhello\r\n0\r\nA: b\r\n\r\n", "-1\r\n", "0\r\n\r\n", "{\"a\":1}"];
    private static readonly FrameShape Shape = new([0x0D, 0x0A, 0x20, 0x3A, 0x25, 0x2F, 0x3F, 0x00, 0x09, 0xFF, 0x16]);

    private readonly ImmutableArray<string> paths;
    private readonly ImmutableArray<byte[]> whole;

    /// <param name="paths">What the server knows.</param>
    public HttpSteps(ImmutableArray<string> paths)
    {
        this.paths = paths;
        whole = [.. paths.Select(path => Encoding.Latin1.GetBytes(Whole(path)))];
    }

    /// <summary>A request that is answered.</summary>
    public static string Whole(string path, bool last = false) =>
        $"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{(last ? "Connection: close\r\n" : "")}\r\n";

    /// <summary>What one connection says.</summary>
    public HostileBytes Next(Chance chance)
    {
        var bytes = new List<byte>();
        for (var count = chance.Between(1, RequestsMax); count > 0 && bytes.Count < BytesMax; count--)
            bytes.AddRange(chance.Below(4) switch
            {
                0 => chance.Among(whole),
                1 => Mutator.Spoil(chance, chance.Among(whole), whole, Shape),
                _ => Encoding.Latin1.GetBytes(Strange(chance)),
            });
        return new HostileBytes([.. bytes]);
    }

    private string Strange(Chance chance)
    {
        var text = new StringBuilder();
        var method = chance.OneIn(3) ? chance.Of(Methods) : "GET";
        var target = chance.OneIn(2) ? chance.Among(paths) : chance.OneIn(20) ? "/" + new string('x', BigHead) : chance.Of(Targets);
        text.Append(method).Append(chance.OneIn(12) ? chance.Of("", "  ", "\t")
            : " ").Append(target).Append(' ').Append(chance.OneIn(3) ? chance.Of(Versions) : "HTTP/1.1");
        text.Append(chance.OneIn(16) ? chance.Of("\n", "\r", "\r\r\n") : "\r\n");
        if (!chance.OneIn(10)) text.Append("Host: ").Append(chance.OneIn(3) ? chance.Of(Hosts) : "127.0.0.1").Append("\r\n");
        for (var heads = chance.Below(chance.OneIn(30) ? 150 : 4); heads > 0; heads--) text.Append(chance.Of(Heads)).Append("\r\n");
        if (!chance.OneIn(12)) text.Append("\r\n");
        return text.Append(chance.Of(Bodies)).ToString();
    }
}
