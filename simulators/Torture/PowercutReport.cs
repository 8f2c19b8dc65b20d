using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace YongAi.Simulators.Torture;

/// <summary>What power cuts came to.</summary>
public sealed class PowercutReport(int seed, ImmutableArray<ControlResult> controls, PowercutRun? run, Judge judge, TimeSpan took)
{
    private int Rounds => run?.Verdicts.Values.Sum() ?? 0;

    /// <summary>The controls show that the harness works, every round was all right, and nothing else was broken.</summary>
    public bool IsFine => controls.All(control => control.IsRight) && run is { Worst: null } && judge.Tally.FirstBreach is null;

    /// <summary>One object; names in lower case with underscores.</summary>
    public string Json() => new JsonObject
    {
        ["seed"] = seed, ["rounds"] = Rounds,
        ["verdicts"] = new JsonObject(Enum.GetValues<CutVerdict>().Select(verdict => KeyValuePair.Create(
            verdict.ToString().ToLowerInvariant(), (JsonNode?)(run?.Verdicts.GetValueOrDefault(verdict) ?? 0)))),
        ["acknowledged"] = run?.Acknowledged ?? 0, ["empty_rounds"] = run?.EmptyRounds ?? 0,
        ["events"] = run?.Inspector.Books.Position ?? 0, ["recoveries"] = run?.Inspector.Books.Findings.Count ?? 0,
        ["swaps"] = new JsonObject
        {
            ["begun"] = run?.Inspector.Books.Started ?? 0, ["completed"] = run?.Inspector.Books.Completed ?? 0,
        },
        ["worst_recovery_s"] = Math.Round(run?.Inspector.WorstRecovery.TotalSeconds ?? 0, 2),
        ["controls"] = new JsonArray([.. controls.Select(control => (JsonNode)new JsonObject
        {
            ["flag"] = (int)control.Kind, ["written"] = control.Written, ["kept"] = control.Kept, ["right"] = control.IsRight,
        })]),
        ["worst"] = run?.Worst, ["first_breach"] = judge.Tally.FirstBreach, ["wall_seconds"] = Math.Round(took.TotalSeconds, 1),
    }.ToJsonString();

    /// <summary>The same for people.</summary>
    public string Text()
    {
        var text = new StringBuilder();
        foreach (var control in controls)
            text.Append(CultureInfo.InvariantCulture, $"control, flag {(int)control.Kind}, no sync: {control.Written} records written, ")
                .AppendLine(CultureInfo.InvariantCulture,
                    $"{control.Kept} kept: {(control.IsRight ? "as it must be" : "THE HARNESS IS BROKEN")}");
        if (run is null) return text.ToString().TrimEnd();
        var (books, verdicts) = (run.Inspector.Books, run.Verdicts.Select(each => $"{each.Value} {each.Key.ToString().ToUpperInvariant()}"));
        text.Append(CultureInfo.InvariantCulture, $"seed {seed}: {Rounds} rounds, {string.Join(", ", verdicts)}; ")
            .Append(CultureInfo.InvariantCulture, $"{run.Acknowledged} acknowledged events, {run.EmptyRounds} rounds without any; ")
            .AppendLine(CultureInfo.InvariantCulture, $"{took.TotalSeconds:0} s")
            .Append(CultureInfo.InvariantCulture, $"{books.Started} swaps, {books.Completed} completed, ")
            .Append(CultureInfo.InvariantCulture, $"{books.Findings.Count} settled after a start; {books.Position} events; ")
            .AppendLine(CultureInfo.InvariantCulture, $"worst recovery {run.Inspector.WorstRecovery.TotalSeconds:0.0} s");
        foreach (var rule in judge.Tally.Examined)
            text.AppendLine(CultureInfo.InvariantCulture, $"  {(rule.Broken == 0 ? "holds " : "BROKEN")} {rule.Examined,7}  {rule.Name}");
        if (run.Worst is { } worst) text.AppendLine(worst);
        return text.ToString().TrimEnd();
    }
}
