using System.Net;
using System.Net.Sockets;
using System.Text;
using YongAi.Edge.Host;
using YongAi.Edge.Tests.Host.Maintenance;
using YongAi.Edge.Tests.Simulators;

namespace YongAi.Edge.Tests.Hostile;

/// <summary>What somebody on this computer, or a web page in its browser, may try with the small web server.</summary>
public sealed class LocalHttpTests : IAsyncLifetime
{
    private static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(60);

    private readonly RigBench bench = new();
    private ServedPage served = null!;

    public async Task InitializeAsync() => served = await ServedPage.Of(bench);

    public async Task DisposeAsync()
    {
        await served.DisposeAsync();
        bench.Dispose();
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:80")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("192.168.1.7")]
    [InlineData("[::1%25evil]")]
    [InlineData("")]
    public async Task A_name_that_is_not_this_computer_gets_nothing(string host) =>
        Assert.StartsWith("HTTP/1.1 400 ", await Answer($"GET /maintenance HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("LOCALHOST:18310")]
    public async Task This_computer_is_answered_by_its_own_names(string host) =>
        Assert.StartsWith("HTTP/1.1 200 ", await Answer($"GET /maintenance HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);

    [Theory]
    [InlineData("/maintenance/../../../etc/passwd")]
    [InlineData("/maintenance/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/..%2f..%2fetc/passwd")]
    [InlineData("/maintenance.css/..\\..\\site.json")]
    [InlineData("/maintenance%00.css")]
    [InlineData("//etc/passwd")]
    [InlineData("/maintenance;/etc/passwd")]
    [InlineData("/%")]
    [InlineData("*")]
    [InlineData("http://evil.example/maintenance")]
    public async Task A_path_leads_to_what_is_served_and_nowhere_else(string path)
    {
        var answer = await Answer($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
        Assert.Matches("^(HTTP/1.1 4[0-9][0-9] |$)", answer);
        Assert.DoesNotContain("root:", answer, StringComparison.Ordinal);
        Assert.Contains("换电柜", await served.Read(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("OPTIONS")]
    [InlineData("TRACE")]
    public async Task Nothing_but_reading_is_offered(string method)
    {
        foreach (var path in new[] { "/maintenance", "/api/cabinet", "/maintenance.css" })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            using var answer = await served.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_head_of_a_megabyte_is_cut_off_at_eight_kilobytes()
    {
        var head = $"GET /maintenance HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: {new string('x', 1 << 20)}\r\n\r\n";
        Assert.Matches("^(HTTP/1.1 431 |$)", await Answer(head));
        Assert.Matches("^(HTTP/1.1 414 |$)", await Answer($"GET /{new string('x', 1 << 20)} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"));
        Assert.Contains("换电柜", await served.Read(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_http_at_all_is_turned_away()
    {
        foreach (var bytes in new byte[][] { [0x16, 0x03, 0x01, 0x02, 0x00, 0x01], [0, 0, 0, 0, 13, 10, 13, 10], [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8] })
            Assert.DoesNotContain(" 200 ", await Answer(bytes), StringComparison.Ordinal);
        Assert.Contains("换电柜", await served.Read(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flood_of_one_page_is_turned_away_and_leaves_the_others()
    {
        var counts = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            var turnedAway = 0;
            for (var i = 0; i < 60; i++)
                if ((await Status("/maintenance")) == HttpStatusCode.TooManyRequests) turnedAway++;
            return turnedAway;
        }));
        Assert.True(counts.Sum() > 0, "480 requests at once and none was turned away");
        Assert.Equal(HttpStatusCode.OK, await Status("/api/cabinet"));
    }

    /// <summary>Slowloris: heads that never end take every place there is, and lose it again by themselves.</summary>
    [Fact]
    public async Task Heads_that_never_end_hold_their_places_only_for_a_while()
    {
        var slow = new List<TcpClient>();
        try
        {
            for (var i = 0; i < LocalHttp.ConnectionsMax; i++)
            {
                var client = new TcpClient();
                await client.ConnectAsync(served.At);
                await client.GetStream().WriteAsync("GET /maintenance HTTP/1.1\r\nHost: 127."u8.ToArray());
                slow.Add(client);
            }
            Assert.Equal("", await Answer("GET /maintenance HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"));
            using var limit = new CancellationTokenSource(PatienceMax);
            var end = new byte[1024];
            foreach (var client in slow)
                while (await Read(client.GetStream(), end, limit.Token) > 0) { }
            Assert.Contains("换电柜", await served.Read(), StringComparison.Ordinal);
        }
        finally
        {
            foreach (var client in slow) client.Dispose();
        }
    }

    private async Task<HttpStatusCode> Status(string path)
    {
        using var answer = await served.Http.GetAsync(new Uri(path, UriKind.Relative));
        return answer.StatusCode;
    }

    private Task<string> Answer(string request) => Answer(Encoding.ASCII.GetBytes(request));

    /// <summary>All that comes back until the other side closes; nothing where it closes at once.</summary>
    private async Task<string> Answer(byte[] request)
    {
        using var limit = new CancellationTokenSource(PatienceMax);
        using var client = new TcpClient();
        await client.ConnectAsync(served.At, limit.Token);
        var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(request, limit.Token);
        }
        catch (IOException)
        {
            // Cut off while still speaking; what it answered may be there all the same.
        }
        var answer = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await Read(stream, buffer, limit.Token) is > 0 and var length) answer.Write(buffer, 0, length);
        return Encoding.UTF8.GetString(answer.ToArray());
    }

    private static async Task<int> Read(NetworkStream stream, byte[] buffer, CancellationToken cancel)
    {
        try
        {
            return await stream.ReadAsync(buffer, cancel);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
