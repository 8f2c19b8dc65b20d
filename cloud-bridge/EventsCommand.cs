using System.Net;
using System.Text;
using System.Text.Json;
using YongAi.Edge.Uplink;

namespace YongAi.CloudBridge;

/// <summary><c>events</c>: asks a running bridge for the events of one cabinet, oldest first, page by page.</summary>
internal static class EventsCommand
{
    private const string DefaultBridge = "http://" + BridgeOptions.DefaultHttp;

    /// <summary>A bridge that does not answer within this is not running.</summary>
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync(string[] args, CancellationToken cancel)
    {
        var given = new Arguments(args, ["--cabinet", "--bridge"], ["--json"]);
        var cabinet = given.Get("--cabinet");
        if (!Topics.IsCabinet(cabinet)) throw new WrongArguments($"--cabinet: '{cabinet}' is not 1 to 32 of A-Z a-z 0-9 - _");
        var address = given.Find("--bridge") ?? DefaultBridge;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var bridge) || bridge.Scheme is not ("http" or "https"))
            throw new WrongArguments($"--bridge: '{address}' is not http://ADDRESS:PORT");
        using var http = new HttpClient { BaseAddress = bridge, Timeout = AnswerWithin };
        try
        {
            await PrintAsync(http, cabinet, given.Has("--json"), cancel);
            return Usage.Done;
        }
        catch (HttpRequestException e)
        {
            Console.Error.WriteLine($"events: no bridge answers at {address} ({e.Message}); start one with: yongai-cloud serve");
            return Usage.Failed;
        }
        catch (TaskCanceledException) when (!cancel.IsCancellationRequested)
        {
            Console.Error.WriteLine($"events: the bridge at {address} has not answered for {AnswerWithin.TotalSeconds:0} s");
            return Usage.Failed;
        }
        catch (BridgeSaysNo no)
        {
            Console.Error.WriteLine($"events: {no.Message}");
            return Usage.Failed;
        }
    }

    private static string Head =>
        $"{"time",-24}  {"journal",-16}  {"position",8}  {"type",-28}  {"subject",-8}  data";

    private sealed class BridgeSaysNo(string message) : Exception(message);

    private static async Task PrintAsync(HttpClient http, string cabinet, bool json, CancellationToken cancel)
    {
        var page = await PageAsync(http, cabinet, after: null, cancel);
        if (!json) Console.Out.WriteLine(Head);
        for (; page.Length > 0; page = await PageAsync(http, cabinet, IdOf(page[^1]), cancel))
            foreach (var line in page) Console.Out.WriteLine(json ? line : Row(line));
    }

    private static async Task<string[]> PageAsync(HttpClient http, string cabinet, string? after, CancellationToken cancel)
    {
        var query = after is null ? "" : $"?after={Uri.EscapeDataString(after)}";
        using var answer = await http.GetAsync($"/api/cabinets/{cabinet}/events{query}", cancel);
        var text = await answer.Content.ReadAsStringAsync(cancel);
        if (answer.StatusCode != HttpStatusCode.OK) throw new BridgeSaysNo(ProblemOf(answer, text));
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string ProblemOf(HttpResponseMessage answer, string text)
    {
        if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json")
            return $"what answers there is no bridge (HTTP {(int)answer.StatusCode})";
        using var problem = JsonDocument.Parse(text);
        return problem.RootElement.TryGetProperty("detail", out var detail)
            ? detail.GetString()! : $"HTTP {(int)answer.StatusCode}";
    }

    private static string IdOf(string line)
    {
        using var message = JsonDocument.Parse(line);
        return message.RootElement.GetProperty("id").GetString()!;
    }

    private static string Row(string line)
    {
        if (!UplinkJson.TryReadEvent(Encoding.UTF8.GetBytes(line), out var read, out var fault)) return $"unreadable ({fault}): {line}";
        return $"{read!.Time:yyyy-MM-dd HH:mm:ss.fff}Z  {read.Journal}  {read.Position,8}  {read.Type,-28}  {read.Subject,-8}  "
            + read.Data.GetRawText();
    }
}
