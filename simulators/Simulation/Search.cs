using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using YongAi.Simulators.Site;

namespace YongAi.Simulators.Simulation;

/// <summary>
/// Many lives, one seed after the other, each a line in a file: a search that was broken off goes on where it was, and several may share
/// the work by ranges of seeds, each with a file of its own.
/// </summary>
/// <param name="file">One JSON object a line, as <c>simulate --json</c> prints it.</param>
/// <param name="live">Lives one seed, and answers its object.</param>
public sealed class Search(string file, Func<int, string> live)
{
    /// <summary>What every line of a record begins with.</summary>
    private const string Begins = "{\"seed\":";
    /// <summary>So much of a wrong line is shown.</summary>
    private const int LineShown = 60;

    /// <summary>Lives all seeds of a range that are not in the file, then answers what all lives in it came to.</summary>
    /// <exception cref="OperationCanceledException">It was stopped: the seed that was being lived is not in the file.</exception>
    public JsonObject Run(int from, int to, Action<string> tell, CancellationToken stop)
    {
        CutHalfLine();
        var known = Lives(File.ReadLines(file)).Select(life => (int)life["seed"]!).ToHashSet();
        for (var seed = from; seed <= to; seed++)
        {
            if (known.Contains(seed)) continue;
            stop.ThrowIfCancellationRequested();
            var line = live(seed);
            File.AppendAllBytes(file, Encoding.UTF8.GetBytes(line + "\n"));
            if (JsonNode.Parse(line)?["breach"] is { } breach) tell($"seed {seed}: {breach.ToJsonString(LifeReport.Format)}");
        }
        return Sum([.. Lives(File.ReadLines(file)).Where(life => (int)life["seed"]! is var seed && seed >= from && seed <= to)]);
    }

    /// <summary>
    /// A line without an end, as a killed program or a full disk leaves it, is no life: its seed is lived again. It is cut off only where
    /// all before it is a record, and it begins like one: a file that was named by mistake loses nothing.
    /// </summary>
    private void CutHalfLine()
    {
        using var stream = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var whole = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        var half = Encoding.UTF8.GetString(bytes[whole..]);
        if (!half.StartsWith(Begins, StringComparison.Ordinal) && !Begins.StartsWith(half, StringComparison.Ordinal)) throw NoRecord("its last line");
        _ = Lives(Encoding.UTF8.GetString(bytes[..whole]).Split('\n'));
        stream.SetLength(whole);
    }

    private List<JsonObject> Lives(IEnumerable<string> lines)
    {
        try
        {
            return [.. lines.Where(line => line.Length > 0).Select(LifeOf)];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw NoRecord(e.Message);
        }
    }

    private static JsonObject LifeOf(string line) =>
        JsonNode.Parse(line) is JsonObject life && life["seed"] is JsonValue seed && seed.TryGetValue<int>(out _) ? life
            : throw new JsonException($"no seed in {line[..Math.Min(line.Length, LineShown)]}");

    private SiteUnusable NoRecord(string why) => new($"--record {file}: it is no record of lives, and is left as it is: {why}");

    private static JsonObject Sum(ImmutableArray<JsonObject> lives)
    {
        return new JsonObject
        {
            ["seeds"] = lives.Length, ["days"] = Total(lives, life => life["days"]), ["turns"] = Total(lives, life => life["turns"]),
            ["asked"] = Total(lives, life => life["swaps"]!["asked"]), ["served"] = Total(lives, life => life["swaps"]!["served"]),
            ["events"] = Total(lives, life => life["events"]), ["swallowed"] = Total(lives, life => life["swallowed"]),
            ["stranded"] = Total(lives, life => life["stranded"]), ["breaches"] = lives.Count(life => life["breach"] is not null),
            ["examined"] = Sums(lives, "invariants", node => (long)node!["examined"]!),
            ["broken"] = Sums(lives, "invariants", node => (long)node!["broken"]!),
            ["faults_fired"] = Sums(lives, "faults_fired", node => (long)node!),
            ["wall_seconds"] = Math.Round(lives.Sum(life => (double)life["wall_seconds"]!), 1),
        };
    }

    private static long Total(ImmutableArray<JsonObject> lives, Func<JsonObject, JsonNode?> of) =>
        lives.Sum(life => (long)of(life)!);

    private static JsonObject Sums(ImmutableArray<JsonObject> lives, string part, Func<JsonNode?, long> of) =>
        new(lives.SelectMany(life => life[part]!.AsObject()).GroupBy(entry => entry.Key).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => KeyValuePair.Create(group.Key, (JsonNode?)group.Sum(entry => of(entry.Value)))));
}
