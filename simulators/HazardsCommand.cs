using System.Globalization;
using System.Text.Json.Nodes;
using YongAi.Simulators.Simulation;
using YongAi.Simulators.Simulation.Hazards;
using YongAi.Simulators.Simulation.Telling;
using YongAi.Simulators.Site;

namespace YongAi.Simulators;

/// <summary>The command <c>hazards</c>: lives of a cabinet in which packs burn, water rises and sensors fail.</summary>
public static class HazardsCommand
{
    private const int Breach = 1, LivesMax = 1_000_000;

    public const string Usage = """
        hazards [--seed 1] [--lives 1] [--site FILE] [--json] [--trace FROM..TO]
            lives of 20 to 40 virtual minutes, one seed each: riders come, a pack runs away, smoke spreads, water rises, the air grows hot, the
            stop is pressed; sensors and lines fail, the disk hangs, the program falls. Without a site: the 12-slot cabinet with all sensors.
            Prints what happened and what did not hold, with the seed that repeats it; --trace tells turns of the first life as a story.
            Ends 1 when a rule was broken
        """;

    public static int Run(IReadOnlyList<string> words, TextWriter output, CancellationToken stop)
    {
        var arguments = new Arguments(words, ["--seed", "--lives", "--site", "--trace"], ["--json"]);
        var first = arguments.Whole("--seed", 0, int.MaxValue - LivesMax) ?? 1;
        var lives = arguments.Whole("--lives", 1, LivesMax) ?? 1;
        var site = arguments.Text("--site") is { } file ? SimulatedSite.Read(file) : SimulatedSite.WithSensors();
        if (site.Text.Contacts is not [_, ..]) throw new SiteUnusable("--site: this cabinet has no sensors, and hazards are judged by them");
        var sum = new Sum();
        for (var seed = first; seed < first + lives; seed++)
        {
            var life = HazardLife.Of(site, seed, seed == first ? Told(arguments, output) : null, stop);
            sum.Add(life);
            foreach (var breach in life.Breaches.Take(3))
                if (!arguments.Has("--json")) 
                    output.WriteLine($"seed {seed}, turn {breach.Turn}, {breach.At}: {breach.Invariant}: {breach.Why} (again: {life.Again})");
        }
        output.WriteLine(arguments.Has("--json") ? sum.Json(first).ToJsonString(LifeReport.Format) : sum.Text());
        return sum.Broken.Count == 0 ? 0 : Breach;
    }

    private static Stretch? Told(Arguments arguments, TextWriter output)
    {
        if (arguments.Text("--trace") is not { } text) return null;
        return text.Split("..") is [var from, var to]
            && long.TryParse(from, CultureInfo.InvariantCulture, out var first) && long.TryParse(to, CultureInfo.InvariantCulture, out var last)
            ? new Stretch(first, last, output.WriteLine) : throw new SiteUnusable($"--trace is '{text}', but should be FROM..TO");
    }

    private sealed class Sum
    {
        private readonly SortedDictionary<string, long> fired = new(StringComparer.Ordinal), livesWith = new(StringComparer.Ordinal);
        private readonly SortedDictionary<string, long> examined = new(StringComparer.Ordinal);
        private int lives, burned, spread, served, alarms;
        private TimeSpan lasted;

        public List<HazardLife> Broken { get; } = [];

        public void Add(HazardLife life)
        {
            lives++;
            (burned, served, alarms, lasted) = (burned + life.Burned, served + life.Served, alarms + life.Alarms, lasted + life.Lasted);
            if (life.Burned > 1) spread++;
            foreach (var (name, count) in life.Fired)
            {
                fired[name] = fired.GetValueOrDefault(name) + count;
                livesWith[name] = livesWith.GetValueOrDefault(name) + 1;
            }
            foreach (var (name, count) in life.Examined) examined[name] = examined.GetValueOrDefault(name) + count;
            if (life.Breaches.Length > 0) Broken.Add(life);
        }

        public JsonObject Json(int first) => new()
        {
            ["first_seed"] = first, ["lives"] = lives, ["virtual_hours"] = Math.Round(lasted.TotalHours, 1), ["swaps"] = served,
            ["alarms"] = alarms, ["packs_burned"] = burned, ["lives_with_spread"] = spread, ["happened"] = Counts(fired), ["lives_with"] = Counts(livesWith),
            ["examined"] = Counts(examined), ["lives_with_breach"] = Broken.Count,
            ["breaches"] = new JsonArray([.. Broken.SelectMany(life => life.Breaches.Select(breach => (JsonNode)new JsonObject
            {
                ["seed"] = life.Seed, ["rule"] = breach.Invariant, ["turn"] = breach.Turn, ["at"] = $"{breach.At}", ["why"] = breach.Why,
                ["again"] = life.Again,
            }))]),
        };

        public string Text() => string.Create(CultureInfo.InvariantCulture, $"""
            {lives} lives, {lasted.TotalHours:0.0} virtual hours, {served} swaps, {alarms} alarms, {burned} packs burned, in {spread} lives more than one
            happened (in so many lives): {string.Join(", ", fired.Select(each => $"{each.Key} {each.Value} ({livesWith[each.Key]})"))}
            {string.Join('\n', examined.Select(rule => string.Create(CultureInfo.InvariantCulture, $"{rule.Value,12}  {rule.Key}")))}
            lives with a breach: {Broken.Count}{(Broken.Count == 0 ? "" : $": seeds {string.Join(", ", Broken.Select(life => life.Seed))}")}
            """);

        private static JsonObject Counts(SortedDictionary<string, long> counts) =>
            new(counts.Select(each => KeyValuePair.Create(each.Key, (JsonNode?)each.Value)));
    }
}
