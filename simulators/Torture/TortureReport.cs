using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace YongAi.Simulators.Torture;

/// <summary>What a torture came to.</summary>
public sealed class TortureReport(int seed, TortureRun run, Crowd crowd, Judge judge, TimeSpan took)
{
    private int Of(Victims hits) => run.Kills.GetValueOrDefault(hits);

    private int TwoAtOnce => run.Kills.Values.Sum() - Of(Victims.Edge) - Of(Victims.Broker) - Of(Victims.Cloud);

    /// <summary>One object; names in lower case with underscores.</summary>
    public string Json() => new JsonObject
    {
        ["seed"] = seed,
        ["kills"] = new JsonObject
        {
            ["edge"] = Of(Victims.Edge), ["broker"] = Of(Victims.Broker), ["cloud"] = Of(Victims.Cloud), ["two_at_once"] = TwoAtOnce,
        },
        ["codes_shown"] = crowd.Asked,
        ["swaps"] = new JsonObject
        {
            ["begun"] = run.Inspector.Books.Started, ["completed"] = run.Inspector.Books.Completed,
            ["ended"] = new JsonObject(run.Inspector.Books.Endings.Select(ending => KeyValuePair.Create(ending.Key, (JsonNode?)ending.Value))),
        },
        ["events"] = run.Inspector.Books.Position, ["recoveries"] = run.Inspector.Books.Findings.Count, ["leases_watched"] = run.Leases,
        ["asked_stops"] = run.Inspector.Stops,
        ["worst_recovery_s"] = Math.Round(run.Inspector.WorstRecovery.TotalSeconds, 2),
        ["judged"] = new JsonObject(judge.Tally.Examined.Select(rule => KeyValuePair.Create(rule.Name,
            (JsonNode?)new JsonObject { ["examined"] = rule.Examined, ["broken"] = rule.Broken }))),
        ["breaches"] = judge.Tally.Examined.Sum(rule => rule.Broken), ["broken_at_kill"] = run.BrokenAt,
        ["first_breach"] = judge.Tally.FirstBreach, ["wall_seconds"] = Math.Round(took.TotalSeconds, 1),
    }.ToJsonString();

    /// <summary>The same for people.</summary>
    public string Text()
    {
        var text = new StringBuilder();
        var (books, endings) = (run.Inspector.Books, run.Inspector.Books.Endings.Select(end => $"{end.Value} {end.Key}"));
        text.Append(CultureInfo.InvariantCulture, $"seed {seed}: killed the edge {Of(Victims.Edge)}, the broker {Of(Victims.Broker)}, ")
            .Append(CultureInfo.InvariantCulture, $"the cloud-bridge {Of(Victims.Cloud)} times, two at once {TwoAtOnce} times; ")
            .AppendLine(CultureInfo.InvariantCulture, $"{took.TotalSeconds:0} s")
            .Append(CultureInfo.InvariantCulture, $"{crowd.Asked} codes shown, {books.Started} swaps, {books.Completed} completed ")
            .AppendLine(CultureInfo.InvariantCulture, $"({string.Join(", ", endings)}); {books.Position} events")
            .Append(CultureInfo.InvariantCulture, $"{books.Findings.Count} swaps settled after a start, ")
            .Append(CultureInfo.InvariantCulture, $"{run.Leases} leases watched to their end, {run.Inspector.Stops} asked stops; ")
            .AppendLine(CultureInfo.InvariantCulture, $"worst recovery {run.Inspector.WorstRecovery.TotalSeconds:0.0} s");
        foreach (var rule in judge.Tally.Examined)
            text.AppendLine(CultureInfo.InvariantCulture, $"  {(rule.Broken == 0 ? "holds " : "BROKEN")} {rule.Examined,7}  {rule.Name}");
        if (judge.Tally.FirstBreach is { } breach) text.AppendLine(CultureInfo.InvariantCulture, $"at kill {run.BrokenAt}: {breach}");
        return text.ToString().TrimEnd();
    }
}
