using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using YongAi.Edge.Uplink;
using YongAi.Simulators.Cloud;

namespace YongAi.Simulators.Torture;

/// <summary>How a stand is fitted.</summary>
/// <param name="Folder">Where its files and logs are.</param>
/// <param name="Data">The edge's data folder.</param>
/// <param name="Seed">For what is left to chance in a board.</param>
public sealed record StandSetup(string Folder, string Data, Programs Programs, int Seed)
{
    /// <summary>With mosquitto and cloud-bridge; without, nobody answers where the broker should be.</summary>
    public bool Cloud { get; init; } = true;

    /// <summary>What lies in the slots; null: a full pack in each but the last.</summary>
    public Beginning? From { get; init; }
}

/// <summary>
/// Everything real and in processes of its own: mosquitto, cloud-bridge, edge service; the simulated cabinet is on pseudo-terminals.
/// Each program can be killed and started again, and is asked over HTTP like anybody would.
/// </summary>
public sealed partial class Stand : IAsyncDisposable
{
    /// <summary>Of the edge's words at the end of a broken run.</summary>
    public const int LastWordsLines = 40;

    /// <summary>tcpmux, closed on any machine.</summary>
    private const int NobodyListens = 1;
    /// <summary>Events asked for at once.</summary>
    private const int PageMost = 1000;
    /// <summary>A program that runs answers within; our own number.</summary>
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(3);

    private readonly StandSetup setup;
    private readonly string site;
    private readonly HttpClient edgeHttp, cloudHttp;
    private readonly int cloudPort = StandSite.FreePort();
    private Child? edge, bridge;

    private Stand(StandSetup setup, MosquittoBroker? broker)
    {
        (this.setup, Broker) = (setup, broker);
        var edgePort = StandSite.FreePort();
        edgeHttp = Http(edgePort);
        cloudHttp = Http(cloudPort);
        site = StandSite.Write(setup.Folder, setup.Data, setup.Programs.Root, edgePort, broker?.Port ?? NobodyListens);
    }

    public MosquittoBroker? Broker { get; }
    public LiveBoards Boards { get; private set; } = null!;

    /// <summary>A program under which the edge is started next, such as strace.</summary>
    public ImmutableArray<string> Under { get; set; } = [];
    public bool EdgeRuns => edge is { Process.HasExited: false };
    public bool BridgeRuns => bridge is { Process.HasExited: false };
    /// <summary>The last line that the edge wrote, the last critical one before it, and how it ended if it has.</summary>
    public string LastWord
    {
        get
        {
            var lines = EdgeWords.TrimEnd().Split('\n');
            var why = lines.SkipLast(1).LastOrDefault(line => line.Contains(" crit: ", StringComparison.Ordinal));
            var code = edge is { Process: { HasExited: true } gone } ? string.Create(CultureInfo.InvariantCulture, $" (exit code {gone.ExitCode})") : "";
            return (why is null ? "" : $"{why}; ") + lines[^1] + code;
        }
    }

    /// <summary>What the edge wrote at its end; where the folder of a breach does not outlive its machine, this does.</summary>
    public string LastWords => string.Join('\n', EdgeWords.TrimEnd().Split('\n').TakeLast(LastWordsLines));

    private string EdgeWords => edge?.Words ?? "";

    /// <summary>Everything but the edge.</summary>
    public static async Task<Stand> OpenAsync(StandSetup setup)
    {
        var stand = new Stand(setup, setup.Cloud ? await MosquittoBroker.StartAsync() : null);
        try
        {
            stand.Boards = await LiveBoards.OpenAsync(stand.site, setup.Seed, setup.From);
            if (setup.Cloud) stand.StartBridge();
            return stand;
        }
        catch
        {
            await stand.DisposeAsync();
            throw;
        }
    }

    public void StartEdge() => edge = Begin("edge", [.. Under, .. setup.Programs.Edge, "run", "--site", site]);

    public void StartBridge() => bridge = Begin("cloud-bridge", [.. setup.Programs.Cloud, "serve",
        "--broker", $"mqtt://127.0.0.1:{Broker!.Port}", "--data", Path.Combine(setup.Folder, "cloud"),
        "--http", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{cloudPort}"),
        "--ack-key", setup.Programs.At("seeds/issuers/demo-ack.pem")]);

    /// <summary>None of the edge's own code runs from here on.</summary>
    public void StrikeEdge() => edge?.Strike();

    /// <summary>SIGKILL; it is gone when this completes.</summary>
    public async Task KillEdgeAsync() => await (edge?.DisposeAsync() ?? ValueTask.CompletedTask);

    /// <summary>SIGKILL; it is gone when this completes.</summary>
    public async Task KillBridgeAsync() => await (bridge?.DisposeAsync() ?? ValueTask.CompletedTask);

    /// <summary>As a service manager stops it.</summary>
    public async Task StopEdgeAsync(TimeSpan within)
    {
        if (edge is null || !EdgeRuns) return;
        await edge.Signal("TERM");
        await Task.WhenAny(edge.Process.WaitForExitAsync(), Task.Delay(within));
        await edge.DisposeAsync();
    }

    /// <summary>Whether the edge answers a question with 200.</summary>
    public Task<bool> EdgeSaysAsync(string path) => SaysAsync(edgeHttp, path);

    public Task<bool> CloudAnswersAsync() => SaysAsync(cloudHttp, "/api/cabinets");

    /// <summary>What the edge says of itself; null when it does not answer.</summary>
    public async Task<CabinetWord?> CabinetAsync() =>
        await AskAsync(edgeHttp, "/api/cabinet") is { } json ? CabinetWord.Read(json) : null;

    /// <summary>What the cloud says; null when it does not answer or has never heard of the cabinet.</summary>
    public async Task<CloudLook?> CloudAsync()
    {
        if (await AskAsync(cloudHttp, $"/api/cabinets/{StandSite.Cabinet}") is not { } json) return null;
        using var look = JsonDocument.Parse(json);
        var journals = look.RootElement.GetProperty("journals").EnumerateArray().ToList();
        return new CloudLook(journals.Count, journals.Count == 0 ? 0 : journals[^1].GetProperty("through").GetInt64(),
            journals.Sum(journal => journal.GetProperty("gaps").GetArrayLength()),
            journals.Sum(journal => journal.GetProperty("conflictCount").GetInt64()));
    }

    /// <summary>Enters what has arrived at the cloud since, without gaps.</summary>
    public async Task ReadCloudAsync(Books books)
    {
        if (await CloudAsync() is not { } cloud) return;
        while (books.Position < cloud.Through || books.Journal is null)
        {
            var after = books.LastId is { } last ? $"&after={last}" : "";
            var ask = $"/api/cabinets/{StandSite.Cabinet}/events?max={PageMost}{after}";
            if (await AskAsync(cloudHttp, ask) is not { Length: > 0 } page) return;
            foreach (var line in page.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                if (!UplinkJson.TryReadEvent(Encoding.UTF8.GetBytes(line), out var read, out var fault))
                    throw new IOException($"the cloud keeps what is no event: {fault}");
                if (read!.Position > cloud.Through) return;
                books.Enter(read);
            }
        }
    }

    /// <summary>The journal that the edge opened at its last start and where it ended, by its own log; null before it said so.</summary>
    public (string Journal, long Position)? Opened => OpenedLine().Match(EdgeWords) is { Success: true } line
        ? (line.Groups[1].Value, long.Parse(line.Groups[2].ValueSpan, CultureInfo.InvariantCulture)) : null;

    public async ValueTask DisposeAsync()
    {
        await KillEdgeAsync();
        await KillBridgeAsync();
        if (Boards is not null) await Boards.DisposeAsync();
        if (Broker is not null) await Broker.DisposeAsync();
        edgeHttp.Dispose();
        cloudHttp.Dispose();
    }

    private Child Begin(string name, ImmutableArray<string> words) =>
        Child.Start(new ChildSetup(words) { Log = Path.Combine(setup.Folder, $"{name}.log"), EndsWithOwner = true });

    private static HttpClient Http(int port) =>
        new()
        {
            BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")), Timeout = AnswersWithin,
        };

    private static async Task<bool> SaysAsync(HttpClient http, string path) => await AskAsync(http, path) is not null;

    private static async Task<string?> AskAsync(HttpClient http, string path)
    {
        try
        {
            using var answer = await http.GetAsync(path);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync() : null;
        }
        catch (Exception away) when (away is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"journal ([0-9a-f]{16}): ([0-9]+) positions")]
    private static partial Regex OpenedLine();
}
