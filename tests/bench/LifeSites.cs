using System.Text.Json.Nodes;
using YongAi.Edge.Tests;
using YongAi.Simulators.Site;

namespace YongAi.Edge.Bench;

/// <summary>The demo cabinet with more or fewer slots, wired alike: a line for each pack, one lock line, one relay line.</summary>
internal static class LifeSites
{
    private const string Demo = "seeds/sites/demo-12.json";
    /// <summary>A lock board has 24 inputs: beyond 12 slots the presence switches are wired to a second one.</summary>
    private const int SlotsOfOneBoard = 12;
    private const int RelaysMost = 32;

    public static SimulatedSite Of(int slots, string folder)
    {
        var site = JsonNode.Parse(File.ReadAllText(Repository.Path(Demo)))!.AsObject();
        var lines = site["lines"]!.AsObject();
        var pack = lines["pack-1"]!;
        var packs = lines.Select(line => line.Key).Where(name => name.StartsWith("pack-", StringComparison.Ordinal));
        foreach (var name in packs.ToArray()) lines.Remove(name);
        for (var slot = 1; slot <= slots; slot++) lines[$"pack-{slot}"] = pack.DeepClone();
        site["relay_boards"]![0]!["relays"] = RelaysMost;
        if (slots > SlotsOfOneBoard)
        {
            var second = site["lock_boards"]![0]!.DeepClone();
            (second["name"], second["address"]) = ("presence", 2);
            site["lock_boards"]!.AsArray().Add(second);
        }
        site["slots"] = new JsonArray([.. Enumerable.Range(1, slots).Select(slot => Slot(slot, slots))]);
        var file = Path.Combine(folder, $"lives-{slots}.json");
        File.WriteAllText(file, site.ToJsonString());
        return SimulatedSite.Read(file);
    }

    private static JsonNode Slot(int slot, int slots) => new JsonObject
    {
        ["slot"] = slot, ["lock"] = $"door/{slot}", ["door"] = $"door/{slot}",
        ["presence"] = slots > SlotsOfOneBoard ? $"presence/{slot}" : $"door/{SlotsOfOneBoard + slot}",
        ["pack"] = new JsonObject { ["family"] = "jbd", ["line"] = $"pack-{slot}" },
        ["charger"] = $"chargers/{slot - 1}",
    };
}
