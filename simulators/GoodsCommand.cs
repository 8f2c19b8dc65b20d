using System.Globalization;
using System.Text.Json.Nodes;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Language;
using YongAi.Simulators.Simulation;
using YongAi.Simulators.Simulation.Goods;
using YongAi.Simulators.Site;

namespace YongAi.Simulators;

/// <summary>The command <c>goods</c>: lives of a cabinet that hands goods out.</summary>
public static class GoodsCommand
{
    private const int Breach = 1, LivesMax = 1_000_000, ToldMax = 3;

    public const string Usage = """
        goods [--seed 1] [--lives 1] [--hours 3] [--faults storm] [--site FILE] [--journal] [--json]
            lives of a cabinet that hands out water, masks, power banks and, from lockers, raincoats, one seed each: riders come, bring things back,
            leave doors open; a crew counts and fills; spirals jam, light curtains miss what falls, lines fail, the power goes at any step. At the end a crew counts everything.
            Prints what happened and what did not hold, with the seed that repeats it. Without a site: the service cabinet. --faults none|field|storm.
            --journal: every event of the first life. Ends 1 when a rule was broken
        """;

    public static int Run(IReadOnlyList<string> words, TextWriter output, CancellationToken stop)
    {
        var arguments = new Arguments(words, ["--seed", "--lives", "--hours", "--faults", "--site"], ["--json", "--journal"]);
        var first = arguments.Whole("--seed", 0, int.MaxValue - LivesMax) ?? 1;
        var lives = arguments.Whole("--lives", 1, LivesMax) ?? 1;
        var lasts = TimeSpan.FromHours(arguments.Decimal("--hours", 0.1, 240) ?? 3);
        var site = arguments.Text("--site") is { } file ? SimulatedSite.Read(file) : SimulatedSite.WithGoods();
        var times = (arguments.Text("--faults") ?? "storm") switch
        {
            "none" => 0, "field" => 0.1, "storm" => 1.0, var other => throw new SiteUnusable($"--faults {other}: it is none of none, field, storm"),
        };
        SortedDictionary<string, long> fired = new(StringComparer.Ordinal), examined = new(StringComparer.Ordinal), left = new(StringComparer.Ordinal);
        var (broken, breaches) = (new List<int>(), new JsonArray());
        for (var seed = first; seed < first + lives; seed++)
        {
            using var life = new GoodsLife(new GoodsSetting(site, GoodsSetting.Storm.Scaled(times), seed) { CutsPerThousand = 80 * times, CarelessPerThousand = (int)(250 * times), Stop = stop });
            life.LiveThrough(lasts);
            if (arguments.Has("--journal") && seed == first)
                foreach (var entry in life.Disk.Entries) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"#{entry.Position} {entry.At.Elapsed} {EventWords.Line(entry.Event)}"));
            foreach (var (name, count) in life.FaultsFired) fired[name] = fired.GetValueOrDefault(name) + count;
            foreach (var (name, count) in life.Left) left[name] = left.GetValueOrDefault(name) + count;
            foreach (var entry in life.Disk.Entries)
                if (entry.Event switch { GoodsUnmet g => g.Why, CodeRefused c => c.Why, _ => (Refusal?)null } is { } why)
                    left[$"({why.Name()})"] = left.GetValueOrDefault($"({why.Name()})") + 1;
            foreach (var rule in life.Tally.Examined) examined[rule.Name] = examined.GetValueOrDefault(rule.Name) + rule.Examined;
            if (life.Tally.Breaches.Count > 0) broken.Add(seed);
            foreach (var breach in life.Tally.Breaches.Take(ToldMax))
            {
                var again = string.Create(CultureInfo.InvariantCulture, $"goods --seed {seed} --lives 1");
                breaches.Add((JsonNode)new JsonObject { ["seed"] = seed, ["rule"] = breach.Invariant, ["at"] = $"{breach.At}", ["why"] = breach.Why, ["again"] = again });
                if (!arguments.Has("--json")) output.WriteLine($"seed {seed}, {breach.At}: {breach.Invariant}: {breach.Why} (again: {again})");
            }
        }
        output.WriteLine(arguments.Has("--json")
            ? new JsonObject
            {
                ["first_seed"] = first, ["lives"] = lives, ["hours"] = lasts.TotalHours, ["riders"] = Counts(left), ["struck"] = Counts(fired), ["examined"] = Counts(examined),
                ["lives_with_breach"] = broken.Count, ["breaches"] = breaches,
            }.ToJsonString(LifeReport.Format)
            : string.Create(CultureInfo.InvariantCulture, $"""
            {lives} lives of {lasts.TotalHours:0.#} h and the rest; riders: {string.Join(", ", left.Select(each => $"{each.Key} {each.Value}"))}
            struck: {string.Join(", ", fired.Select(each => $"{each.Key} {each.Value}"))}
            {string.Join('\n', examined.Select(rule => string.Create(CultureInfo.InvariantCulture, $"{rule.Value,12}  {rule.Key}")))}
            lives with a breach: {broken.Count}{(broken.Count == 0 ? "" : $": seeds {string.Join(", ", broken)}")}
            """));
        return broken.Count == 0 ? 0 : Breach;
    }

    private static JsonObject Counts(SortedDictionary<string, long> counts) =>
        new(counts.Select(each => KeyValuePair.Create(each.Key, (JsonNode?)each.Value)));
}
