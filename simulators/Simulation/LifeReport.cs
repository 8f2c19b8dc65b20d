using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace YongAi.Simulators.Simulation;

/// <summary>What a life came to.</summary>
public sealed class LifeReport(int seed, int days, string scenario, Life life, TimeSpan took)
{
    /// <summary>Virtual seconds in one real second.</summary>
    private double Speed => TimeSpan.FromDays(days).TotalSeconds / took.TotalSeconds;

    /// <summary>One object; names in lower case with underscores.</summary>
    public string Json() => new JsonObject
    {
        ["seed"] = seed, ["days"] = days, ["scenario"] = scenario, ["turns"] = life.Turns,
        ["swaps"] = new JsonObject
        {
            ["asked"] = life.Visits.Asked, ["served"] = life.Visits.Served,
            ["refused"] = new JsonObject(life.Visits.Refused.Select(why => KeyValuePair.Create(why.Key, (JsonNode?)why.Value))),
        },
        ["events"] = life.Disk.Entries.Count,
        ["invariants"] = new JsonObject(life.Tally.All.Select(rule => KeyValuePair.Create(rule.Key,
            (JsonNode?)new JsonObject { ["examined"] = rule.Value.Looks, ["broken"] = rule.Value.Broken }))),
        ["hash"] = life.Hash,
        ["wall_seconds"] = Math.Round(took.TotalSeconds, 2), ["speed"] = Math.Round(Speed),
    }.ToJsonString();

    /// <summary>The same for people.</summary>
    public string Text()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{scenario}, seed {seed}, {days} d: {life.Visits.Asked} came, {life.Visits.Served} swapped");
        foreach (var (why, count) in life.Visits.Refused) text.AppendLine(CultureInfo.InvariantCulture, $"  {count,6}  {why}");
        text.AppendLine(CultureInfo.InvariantCulture, $"{life.Turns} turns, {life.Disk.Entries.Count} events, {took.TotalSeconds:0.0} s, {Speed:0} x real time");
        foreach (var (name, rule) in life.Tally.All) text.AppendLine(CultureInfo.InvariantCulture, $"  {(rule.Broken == 0 ? "holds " : "BROKEN")} {rule.Looks,10}  {name}");
        if (life.Tally.FirstBreach is { } breach) text.AppendLine(breach);
        return text.Append(CultureInfo.InvariantCulture, $"hash {life.Hash}").ToString();
    }
}
