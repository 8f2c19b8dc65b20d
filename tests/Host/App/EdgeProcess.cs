using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using YongAi.Edge.Tests.Host.Site;

namespace YongAi.Edge.Tests.Host.App;

/// <summary>The program as a process of its own, at a site of its own.</summary>
internal sealed class EdgeProcess : IAsyncDisposable
{
    private static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly StringBuilder log = new();
    private readonly HttpClient http;
    private bool disposed;

    private EdgeProcess(Process process, int port)
    {
        this.process = process;
        http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = PatienceMax };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => process.Id;

    public string Log
    {
        get { lock (log) return log.ToString(); }
    }

    /// <summary>A demo site in a folder, on a free port, without lines and without a broker.</summary>
    public static (string Path, int Port) Site(TemporaryFolder folder, Action<JsonObject>? change = null)
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        var site = Seeds.DemoSite();
        site["data"] = "data";
        site["http"] = $"127.0.0.1:{port}";
        site["cloud"]!["broker"] = "mqtt://127.0.0.1:1";
        foreach (var (name, line) in site["lines"]!.AsObject()) line!["path"] = $"lines/{name}";
        change?.Invoke(site);
        return (folder.Write("site.json", site.ToJsonString()), port);
    }

    public static EdgeProcess Start((string Path, int Port) site, string environment = "Development",
        params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "yongai-edge.dll"), "run", "--site", site.Path },
            Environment = { ["DOTNET_ENVIRONMENT"] = environment },
        };
        foreach (var (name, value) in variables) start.Environment[name] = value;
        return new EdgeProcess(Process.Start(start)!, site.Port);
    }

    /// <summary>Waits until the program answers at all.</summary>
    public async Task Up()
    {
        using var limit = new CancellationTokenSource(PatienceMax);
        while (true)
        {
            if (process.HasExited) throw new InvalidOperationException($"it ended with {process.ExitCode}:\n{Log}");
            try
            {
                await Get("/health/live");
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50, limit.Token);
            }
        }
    }

    public async Task<(HttpStatusCode Status, JsonElement Json)> Get(string path)
    {
        using var answer = await http.GetAsync(path);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return (answer.StatusCode, json.RootElement.Clone());
    }

    public Task<HttpResponseMessage> Send(HttpRequestMessage request) => http.SendAsync(request);

    /// <summary>Waits until the state says so.</summary>
    public async Task<JsonElement> Until(Func<JsonElement, bool> says)
    {
        using var limit = new CancellationTokenSource(PatienceMax);
        while (true)
        {
            var cabinet = (await Get("/api/cabinet")).Json;
            if (says(cabinet)) return cabinet;
            await Task.Delay(20, limit.Token);
        }
    }

    public async Task Signal(string name)
    {
        using var kill = Process.Start("kill", ["-s", name, $"{process.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits for the end; the log is complete then.</summary>
    public async Task<int> Exit()
    {
        using var limit = new CancellationTokenSource(PatienceMax);
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    /// <summary>Ends it at once. A test that fails after it ended the program itself disposes it again, and shall show its own failure.</summary>
    public async ValueTask DisposeAsync()
    {
        if (disposed) return;
        disposed = true;
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        http.Dispose();
    }

    private void Keep(string? line)
    {
        lock (log) log.AppendLine(line);
    }
}
