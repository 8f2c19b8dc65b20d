using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Swaps;
using YongAi.Simulators.Simulation.Judging;

namespace YongAi.Simulators.Simulation;

/// <summary>What a life came to.</summary>
/// <param name="life">The life, lived to its end.</param>
/// <param name="asked">What was asked for.</param>
/// <param name="seed">Which of the lives.</param>
/// <param name="took">Real time it took.</param>
public sealed class LifeReport(Life life, LifeOrder asked, int seed, TimeSpan took) : IDisposable
{
    /// <summary>Text as people read it, with nothing escaped that need not be.</summary>
    internal static readonly JsonSerializerOptions Format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>All held that always holds.</summary>
    public bool IsFine => life.Tally.Breaches.Count == 0;

    /// <summary>Virtual seconds in one real second.</summary>
    private double Speed => TimeSpan.FromDays(asked.Days).TotalSeconds / took.TotalSeconds;

    private int Unmet => life.Disk.Entries.Count(entry => entry.Event is DemandUnmet);

    /// <summary>Swaps for a pack that was not full, with the rider's yes.</summary>
    private int Short => life.Disk.Entries.Count(entry => entry.Event is ConsentGiven);

    /// <summary>The command that lives this life again.</summary>
    private string Again => $"dotnet run -c Release --project simulators -- simulate {asked.Words(seed)}";

    /// <summary>One object; names in lower case with underscores.</summary>
    public string Json()
    {
        var json = new JsonObject
        {
            ["seed"] = seed, ["days"] = asked.Days, ["scenario"] = asked.Scenario, ["faults"] = asked.Faults, ["turns"] = life.Turns,
            ["swaps"] = new JsonObject
            {
                ["asked"] = life.Visits.Asked, ["served"] = life.Visits.Served,
                ["refused"] = Counts(life.Visits.Refused.Select(why => (why.Key, (long)why.Value))),
            },
            ["unmet"] = Unmet, ["short"] = Short, ["events"] = life.Disk.Entries.Count,
            ["invariants"] = new JsonObject(life.Tally.Examined.Select(rule => KeyValuePair.Create(rule.Name,
                (JsonNode?)new JsonObject { ["examined"] = rule.Examined, ["broken"] = rule.Broken }))),
            ["faults_fired"] = Counts(life.FaultsFired.Select(fault => (fault.Key, fault.Value))),
            ["swallowed"] = life.Swallowed, ["stranded"] = life.Stranded, ["hash"] = life.Hash,
            ["wall_seconds"] = Math.Round(took.TotalSeconds, 2), ["speed"] = Math.Round(Speed),
        };
        if (life.Tally.Breaches.ToArray() is [var first, .. var others])
        {
            json["breach"] = Broken(first);
            json["breach"]!["again"] = $"{Again} --trace {Stretch(first.Turn)}";
            if (others.Length > 0) json["further_breaches"] = new JsonArray([.. others.Select(Broken)]);
        }
        return json.ToJsonString(Format);
    }

    /// <summary>The same for people.</summary>
    public string Text()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture,
            $"{asked.Words(seed)}: {life.Visits.Asked} came, {life.Visits.Served} swapped, {Unmet} unmet, {Short} short");
        foreach (var (why, count) in life.Visits.Refused) text.AppendLine(CultureInfo.InvariantCulture, $"  {count,8}  {why}");
        text.AppendLine(CultureInfo.InvariantCulture,
            $"{life.Turns} turns, {life.Disk.Entries.Count} events, {took.TotalSeconds:0.0} s, {Speed:0} x real time");
        if (life.FaultsFired.Count > 0)
            text.AppendLine("struck: " + string.Join(", ", life.FaultsFired.Select(fault => $"{fault.Key} {fault.Value}")));
        foreach (var rule in life.Tally.Examined)
            text.AppendLine(CultureInfo.InvariantCulture, $"  {(rule.Broken == 0 ? "holds " : "BROKEN")} {rule.Examined,10}  {rule.Name}");
        foreach (var breach in life.Tally.Breaches)
            text.AppendLine(CultureInfo.InvariantCulture, $"turn {breach.Turn}, {breach.At}: {breach.Invariant}: {breach.Why}");
        if (life.Tally.Breaches is [var first, ..])
            text.AppendLine(CultureInfo.InvariantCulture, $"once more, with the turns before: {Again} --trace {Stretch(first.Turn)}");
        text.AppendLine(CultureInfo.InvariantCulture, $"swallowed {life.Swallowed}, stranded {life.Stranded}");
        return text.Append(CultureInfo.InvariantCulture, $"hash {life.Hash}").ToString();
    }

    public void Dispose() => life.Dispose();

    private static JsonObject Broken(Breach breach) => new()
    {
        ["invariant"] = breach.Invariant, ["turn"] = breach.Turn, ["at"] = $"{breach.At}", ["why"] = breach.Why,
    };

    private static string Stretch(long turn) => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, turn - 2000)}..{turn}");

    private static JsonObject Counts(IEnumerable<(string Name, long Count)> counts) =>
        new(counts.Select(count => KeyValuePair.Create(count.Name, (JsonNode?)count.Count)));
}
