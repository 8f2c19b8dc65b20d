using System.Text;
using System.Text.Json.Nodes;
using YongAi.Simulators.Fuzz;

namespace YongAi.Edge.Fuzz;

/// <summary>
/// A site and a trust store of the seeds, cut down: there is less of the same in them, so more of what is spoiled is something
/// new, and a fuzzer reads them often.
/// </summary>
public static class SmallSite
{
    /// <summary>Cuts a site down; it stays one without a fault.</summary>
    /// <param name="seeds">Where it lies.</param>
    /// <param name="name">Name of the file.</param>
    /// <param name="slots">How many slots it keeps, the first ones.</param>
    /// <param name="packs">How many patterns of serials it keeps.</param>
    public static byte[] Of(SeedFiles seeds, string name, int slots, int packs)
    {
        var site = JsonNode.Parse(seeds.Bytes("sites/" + name))!.AsObject();
        if (site["packs"] is JsonArray patterns) Keep(patterns, packs);
        if (site["slots"] is JsonArray all) Keep(all, slots);
        foreach (var list in (string[])["lockers", "contacts", "outputs", "gauges", "supplies", "kernel_gauges"])
            if (site[list] is JsonArray fitted) KeepAt(fitted, slots);
        var used = LinesOf(site).ToHashSet(StringComparer.Ordinal);
        var lines = site["lines"]!.AsObject();
        foreach (var line in lines.Select(pair => pair.Key).Where(line => !used.Contains(line)).ToList()) lines.Remove(line);
        return Encoding.UTF8.GetBytes(site.ToJsonString());
    }

    /// <summary>A small site with what no site of the seeds has: thresholds of its own, rows, an hour for the weekly test.</summary>
    public static byte[] WithThresholds(SeedFiles seeds, string name)
    {
        var site = JsonNode.Parse(Of(seeds, name, slots: 2, packs: 1))!.AsObject();
        site["safety"] = JsonNode.Parse("""
            { "pack_hot_celsius": 58, "pack_rise_k_per_min": 2.5, "rise_lasts_s": 20, "cell_low_volts": 2.2, "silences_per_minute": 4,
              "charge_longest_h": 6, "release_after_s": 15, "mains_low_volts": 190, "near_cap_percent": 90, "health_percent": 75 }
            """);
        site["two_persons"] = new JsonArray("slot.clear");
        site["slot_rows"] = JsonNode.Parse("[[1, 2]]");
        site["self_test"] = JsonNode.Parse("""{ "hour": 4 }""");
        return Encoding.UTF8.GetBytes(site.ToJsonString());
    }

    /// <summary>The demo's trust store in parts of so many keys.</summary>
    public static ImmutableArray<byte[]> Keys(SeedFiles seeds, int count) =>
        [.. JsonNode.Parse(seeds.Bytes("issuers/demo.json"))!["keys"]!.AsArray().Chunk(count).Select(keys => Encoding.UTF8.GetBytes(
            new JsonObject { ["keys"] = new JsonArray([.. keys.Select(key => key?.DeepClone())]) }.ToJsonString()))];

    private static void Keep(JsonArray items, int count)
    {
        while (items.Count > count) items.RemoveAt(count);
    }

    /// <summary>What belongs to a slot goes with it.</summary>
    private static void KeepAt(JsonArray items, int slots)
    {
        for (var n = items.Count - 1; n >= 0; n--)
            if (items[n]!["slot"] is { } slot && slot.GetValue<int>() > slots) items.RemoveAt(n);
    }

    private static IEnumerable<string> LinesOf(JsonNode node) => node switch
    {
        JsonObject found => found.SelectMany(pair => pair is { Key: "line", Value: JsonValue name } ? [name.GetValue<string>()]
            : pair.Value is { } inside ? LinesOf(inside) : []),
        JsonArray items => items.SelectMany(item => item is null ? [] : LinesOf(item)),
        _ => [],
    };
}
