using System.Text.Json.Nodes;
using YongAi.Edge.Host.Site;

namespace YongAi.Edge.Tests.Host.Site;

/// <summary>The published schema and the reader agree in both directions.</summary>
public sealed class SiteSchemaTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly SchemaCheck schema = new(JsonNode.Parse(File.ReadAllText(Seeds.Schema))!.AsObject());
    private readonly JsonObject root = JsonNode.Parse(File.ReadAllText(Seeds.Schema))!.AsObject();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_published_site_fits_schema_and_reader()
    {
        Assert.NotEmpty(Seeds.Sites);
        foreach (var site in Seeds.Sites)
        {
            Assert.Empty(schema.Faults(JsonNode.Parse(File.ReadAllText(site))));
            Assert.Empty(SiteFile.Read(site).Faults);
        }
    }

    [Fact]
    public void A_site_that_says_everything_fits_schema_and_reader_and_leaves_no_key_out()
    {
        var site = EverythingSite();
        Assert.Empty(schema.Faults(site));
        Assert.Empty(Read(site));
        Assert.Empty(Objects(site, root, "").GroupBy(at => at.Schema).SelectMany(alike => Properties(alike.Key)
            .Except(alike.SelectMany(at => at.Value.Select(pair => pair.Key))).Select(key => $"{alike.First().Place}.{key}")));
    }

    [Fact]
    public void Every_key_the_reader_knows_is_in_the_schema_and_the_other_way_round()
    {
        var site = EverythingSite();
        foreach (var (value, rule, place) in Objects(site, root, "").ToList())
        {
            value["zzz"] = 1;
            var fault = Assert.Single(Read(site));
            Assert.Equal(place.Length == 0 ? "zzz" : $"{place}.zzz", fault.Place);
            var known = fault.English.Split("known are: ")[1].Split(", ");
            Assert.Equal(Properties(rule).Order(StringComparer.Ordinal), known.Order(StringComparer.Ordinal));
            Assert.NotEmpty(schema.Faults(site));
            value.Remove("zzz");
        }
    }

    [Fact]
    public void What_the_schema_requires_the_reader_requires()
    {
        var site = EverythingSite();
        foreach (var (value, rule, place) in Objects(site, root, "").ToList())
            foreach (var key in Properties(rule).Where(value.ContainsKey).ToList())
            {
                var kept = value[key];
                value.Remove(key);
                var missing = Read(site).Any(fault => fault.English == $"'{key}' is missing; add it");
                Assert.True(Required(rule).Contains(key) == missing, $"{place}.{key}: schema and reader differ on whether it may be left out");
                value[key] = kept;
            }
    }

    [Fact]
    public void Bounds_of_numbers_are_the_same_in_schema_and_reader()
    {
        var tried = 0;
        foreach (var (set, rule, place) in Leaves(EverythingSite()))
        {
            if (rule["minimum"] is not { } least || rule["maximum"] is not { } most) continue;
            tried++;
            Assert.True(Refused(set(least.GetValue<decimal>() - 1), place), $"{place}: the reader takes less than the schema");
            Assert.True(Refused(set(most.GetValue<decimal>() + 1), place), $"{place}: the reader takes more than the schema");
            Assert.False(OutOfRange(set(least.GetValue<decimal>()), place), $"{place}: the reader refuses the schema's least");
            Assert.False(OutOfRange(set(most.GetValue<decimal>()), place), $"{place}: the reader refuses the schema's most");
        }
        Assert.True(tried >= 25, $"only {tried} numbers were found");
    }

    [Fact]
    public void Words_and_types_are_the_same_in_schema_and_reader()
    {
        foreach (var (set, rule, place) in Leaves(EverythingSite()))
        {
            Assert.True(Refused(set(true), place) == (TypeOf(rule) != "boolean"), $"{place}: true");
            Assert.True(Refused(set("§"), place) == !TextTakes(rule, "§"), $"{place}: a text of any kind");
            foreach (var word in rule["enum"]?.AsArray() ?? [])
                Assert.False(Refused(set(word!.DeepClone()), place), $"{place}: {word}");
        }
    }

    [Fact]
    public void A_list_is_as_short_and_as_long_as_the_schema_says()
    {
        foreach (var (list, least) in new[] { ("packs", 1), ("lock_boards", 1), ("scanners", 1), ("slots", 1), ("relay_boards", 0), ("gauges", 0),
            ("supplies", 0), ("dispensers", 0), ("tag_readers", 0) })
        {
            var rule = root["properties"]![list]!;
            Assert.Equal(least, rule["minItems"]?.GetValue<int>() ?? 0);
            var site = EverythingSite();
            var item = site[list]![0]!;
            site[list] = new JsonArray([.. Enumerable.Range(0, rule["maxItems"]!.GetValue<int>() + 1).Select(_ => item.DeepClone())]);
            Assert.Contains(Read(site), fault => fault.Place == list && fault.English.EndsWith("items belong here, not "
                + $"{rule["maxItems"]!.GetValue<int>() + 1}", StringComparison.Ordinal));
            site[list] = new JsonArray();
            Assert.Equal(least > 0, Read(site).Any(fault => fault.Place == list));
        }
    }

    /// <summary>Every key that the schema knows, at least once.</summary>
    private static JsonObject EverythingSite()
    {
        var site = Seeds.DemoSite();
        site["cloud"] = JsonNode.Parse("""
            { "broker": "mqtts://broker.example.net", "ca": "ca.pem", "certificate": "c.pem", "key": "c.key" }
            """);
        site["door"] = JsonNode.Parse("""{ "columns": 3, "numbered": "down" }""");
        site["self_test"] = JsonNode.Parse("""{ "hour": 3 }""");
        site["store"] = JsonNode.Parse("""{ "max_mb": 512, "max_rows": 2000000, "keep_days": 180, "keep_long_days": 730 }""");
        site["bus_record_mb"] = 64;
        (site["packs"]![0]!["ah"], site["packs"]![0]!["amps"]) = (24, 12);
        site["energy"] = JsonNode.Parse("""
            { "cap_w": 4000, "other_w": 100, "heater_w": 40, "charger_amps": 10, "gentle_per_h": 0.3, "efficiency": 0.9, "missed_cny": 40, "visits_a_day": 33,
              "tariff": [ { "months": [1, 12], "bands": [ { "from": "00:00", "to": "24:00", "cny": 0.62 } ] } ] }
            """);
        site["refused"] = new JsonArray("YA48240000000003");
        site["scanners"]![0]!["setup"] = "gm65";
        foreach (var line in site["lines"]!.AsObject()) (line.Value!["format"], line.Value["rs485"]) = ("8N1", false);
        foreach (var (key, value) in JsonNode.Parse("""{ "settle": true, "relays": 8, "inputs": 8, "pulse_ms": 500 }""")!.AsObject().ToList())
            site["lock_boards"]![0]![key] = value!.DeepClone();
        site["times"] = JsonNode.Parse("""
            { "open_within_s": 4, "tries_per_door": 3, "doors_max": 3, "insert_within_s": 60, "insert_grace_s": 60, "prompt_every_s": 20,
              "door_debounce_s": 2, "settle_within_s": 5, "verify_within_s": 30, "plug_in_after_s": 10, "plug_in_tries": 2,
              "wake_within_s": 20, "take_within_s": 60, "take_prompt_after_s": 10, "close_within_s": 30, "undo_within_s": 15,
              "consent_within_s": 60, "claim_within_s": 300, "queue_for_s": 30, "unplanned_within_s": 60, "unknown_within_s": 900,
              "recover_within_s": 30, "steady_after_s": 60 }
            """);
        site["swaps"] = JsonNode.Parse("""
            { "consent_from": 60, "suspect_packs": "take-in", "early_swap_within_min": 30, "early_swap_every_h": 24 }
            """);
        site["packs"]![0]!["cycles_most"] = 1500;
        site["two_persons"] = new JsonArray("slot.clear");
        site["slot_rows"] = JsonNode.Parse("[[1, 2]]");
        site["safety"] = JsonNode.Parse("""
            { "pack_warm_celsius": 55, "pack_hot_celsius": 60, "pack_rise_warn_k_per_min": 1, "pack_rise_k_per_min": 3,
               "rise_lasts_s": 30, "above_neighbours_k": 10, "slot_air_warm_celsius": 50, "slot_air_hot_celsius": 60,
               "cabinet_air_warm_celsius": 45, "cabinet_air_hot_celsius": 55, "cabinet_cold_celsius": 0, "board_warm_celsius": 70,
               "board_hot_celsius": 85, "iron_cell_warn_volts": 3.6, "iron_cell_full_volts": 3.65, "nickel_cell_warn_volts": 4.18,
               "nickel_cell_full_volts": 4.2, "cell_fault_above_volts": 0.05, "cell_low_warn_volts": 2.5, "cell_low_volts": 2,
               "cell_spread_warn_volts": 0.1, "cell_spread_volts": 0.3, "outflow_amps": 0.6, "outflow_lasts_s": 10,
               "current_within_s": 60, "silences_per_minute": 5, "charge_lasts_warn_times": 1.5, "charge_lasts_times": 2,
               "charge_longest_h": 8, "release_after_s": 10, "release_hot_celsius": 60, "mains_low_warn_volts": 198,
               "mains_low_volts": 187, "mains_high_warn_volts": 242, "mains_high_volts": 253, "near_cap_percent": 95, "near_cap_lasts_s": 10, "door_prompt_s": 30,
               "door_alarm_s": 120, "stale_warn_s": 10, "stale_s": 30, "health_warn_percent": 80, "health_percent": 70 }
            """);
        site["lines"]!["sensors"] = JsonNode.Parse("""{ "path": "sensors", "baud": 9600, "format": "8N1", "rs485": false }""");
        site["io_boards"] = JsonNode.Parse("""
            [{ "name": "io", "family": "modbus-io", "line": "sensors", "address": 9, "relays": 8, "inputs": 8, "poll_ms": 500 }]
            """);
        site["pins"] = JsonNode.Parse("""[{ "name": "header", "chip": "pinctrl-rp1" }]""");
        site["contacts"] = JsonNode.Parse("""
            [
              { "name": "smoke", "use": "smoke", "slot": 1, "input": { "port": "io/0", "active_level": 1 } },
              { "name": "mains", "use": "mains", "pin": { "at": "header/GPIO17", "active_low": true, "bias": "pull-up", "debounce_ms": 50 } }
            ]
            """);
        site["relay_channels"] = JsonNode.Parse("""[{ "channel": "tap", "item": "tea", "counter": "drop", "reader": "shelf", "relay": "io/4", "pulse_ms": 3000 }]""");
        site["goods"] = JsonNode.Parse("""
            { "items": [ { "item": "tea", "zh": "热茶", "en": "tea", "per_day": 2, "per_hot_day": 4, "lent_for_h": 48 } ],
              "hours": [ { "days": ["mon"], "from": "09:00", "to": "20:00" } ],
              "calendar": [ { "date": "2026-10-01", "open": [ { "from": "09:00", "to": "12:00" } ] } ],
              "hot_days": ["2026-07-20"], "hot_from_celsius": 35,
              "campaigns": [ { "name": "heat", "item": "tea", "from": "2026-07-01", "last": "2026-08-31", "budget": 200, "per_rider": 5 } ] }
            """);
        site["counters"] = JsonNode.Parse("""
            [{ "name": "drop", "pin": { "at": "header/GPIO18" } }, { "name": "curtain", "pin": { "at": "header/GPIO19" } },
             { "name": "back", "pin": { "at": "header/GPIO20" } }]
            """);
        site["return_bins"] = JsonNode.Parse("""[{ "name": "bin", "item": "tea", "reader": "shelf", "counter": "back" }]""");
        site["outputs"] = JsonNode.Parse("""
            [
              { "name": "heater", "use": "heater", "slot": 1, "relay": "io/1" },
              { "name": "lamp", "use": "lamp", "pin": { "at": "header/22", "active_low": false, "open_drain": true } }
            ]
            """);
        site["kernel_gauges"] = JsonNode.Parse("""[{ "name": "cpu", "use": "board", "slot": 1, "at": "hwmon/cpu_thermal/temp1", "nth": 1 }]""");
        site["sysfs"] = "/sys";
        site["lockers"] = JsonNode.Parse("""[{ "channel": "kit-1", "item": "tea", "slot": 3 }]""");
        for (var slot = 12; slot > 2; slot--)
        {
            site["slots"]!.AsArray().RemoveAt(slot - 1);
            site["lines"]!.AsObject().Remove($"pack-{slot}");
        }
        foreach (var slot in site["slots"]!.AsArray())
        {
            (slot!["pack"]!["poll_ms"], slot["suppression"]) = (1000, true);
            (slot["pack"]!["address"], slot["pack"]!["serial"]) = (1, JsonNode.Parse("""{ "register": 0, "registers": 8 }"""));
        }
        var second = site["slots"]![1]!.AsObject();
        foreach (var inside in new[] { "presence", "pack", "charger" }) second.Remove(inside);
        second["slot_board"] = JsonNode.Parse("""
            { "line": "pack-2", "address": 2, "serial": { "register": 52, "registers": 8 }, "host_timeout_s": 15, "poll_ms": 1000,
              "state_ms": 1000, "identity_ms": 10000, "pack_mv": 10, "current_ma": 1, "temperature": "kelvin" }
            """);
        site["slots"]!.AsArray().Add(JsonNode.Parse("""{ "slot": 3, "lock": "door/3", "door": "door/5", "presence": "door/6" }"""));
        site["lines"]!["meters"] = JsonNode.Parse("""{ "path": "meters", "baud": 9600, "format": "8N1", "rs485": false }""");
        site["gauges"] = JsonNode.Parse("""
            [{ "name": "air-1", "use": "air", "slot": 1, "family": "dtsu666", "line": "meters", "address": 1, "poll_ms": 2000,
               "scale": { "volts": 0.1, "amps": 0.001, "watts": 0.1, "power_factor": 0.001, "hertz": 0.01, "kwh": 1 } }]
            """);
        site["supplies"] = JsonNode.Parse("""
            [{ "name": "supply-1", "slot": 1, "family": "riden", "line": "meters", "address": 3, "volts": 54.6, "amps": 8, "poll_ms": 1000 }]
            """);
        foreach (var line in new[] { "vending", "dock", "tags" })
            site["lines"]![line] = new JsonObject { ["path"] = line, ["baud"] = 57600, ["format"] = "8N1", ["rs485"] = false };
        site["dispensers"] = JsonNode.Parse("""
            [ { "name": "spirals", "family": "vmc", "line": "vending", "channels": [
                { "channel": "water-1", "item": "tea", "counter": "curtain", "reader": "shelf", "selection": 10, "drop_sensor": true, "elevator": false } ] },
              { "name": "dock", "family": "bank-dock", "line": "dock", "crc": "modbus", "poll_ms": 1000, "channels": [
                { "channel": "bank-1", "address": 1, "place": 1 } ] } ]
            """);
        site["tag_readers"] = JsonNode.Parse("""[ { "name": "shelf", "line": "tags" } ]""");
        return site;
    }

    private ImmutableArray<SiteFault> Read(JsonObject site) => SiteFile.Read(folder.Write("site.json", site.ToJsonString())).Faults;

    private bool Refused(JsonObject site, string place) => Read(site).Any(fault => fault.Place == place);

    private bool OutOfRange(JsonObject site, string place) =>
        Read(site).Any(fault => fault.Place == place && fault.English.Contains("out of range", StringComparison.Ordinal));

    private static IEnumerable<string> Properties(JsonObject rule) => rule["properties"]!.AsObject().Select(pair => pair.Key);

    private static IEnumerable<string> Required(JsonObject rule) =>
        rule["required"]?.AsArray().Select(key => key!.GetValue<string>()) ?? [];

    private static string? TypeOf(JsonObject rule) => rule["type"]?.GetValue<string>();

    private static bool TextTakes(JsonObject rule, string text) =>
        TypeOf(rule) == "string" && (rule["pattern"] is not { } pattern
            || System.Text.RegularExpressions.Regex.IsMatch(text, pattern.GetValue<string>()));

    /// <summary>Every object of a site with the rule for it.</summary>
    private IEnumerable<(JsonObject Value, JsonObject Schema, string Place)> Objects(JsonObject value, JsonObject rule, string place)
    {
        if (rule["properties"] is not null) yield return (value, rule, place);
        foreach (var (key, child) in value)
        {
            var at = place.Length == 0 ? key : $"{place}.{key}";
            if ((rule["properties"]?[key] ?? rule["additionalProperties"]) is not JsonObject written) continue;
            var inner = schema.Resolve(written);
            if (child is JsonArray array)
            {
                for (var n = 0; n < array.Count; n++)
                    if (array[n] is JsonObject item)
                        foreach (var found in Objects(item, schema.Resolve(inner["items"]!.AsObject()), $"{at}[{n}]")) yield return found;
            }
            else if (child is JsonObject it)
                foreach (var found in Objects(it, inner, at)) yield return found;
        }
    }

    /// <summary>Every value that is neither list nor object: a way to set it in a fresh copy, its rule, its place.</summary>
    private IEnumerable<(Func<JsonNode, JsonObject> Set, JsonObject Rule, string Place)> Leaves(JsonObject site)
    {
        foreach (var (value, rule, place) in Objects(site, root, "").ToList())
            foreach (var key in Properties(rule).Where(value.ContainsKey).ToList())
            {
                var inner = schema.Resolve(rule["properties"]![key]!.AsObject());
                if (value[key] is JsonObject or JsonArray) continue;
                var at = place.Length == 0 ? key : $"{place}.{key}";
                yield return (changed =>
                {
                    var kept = value[key]!.DeepClone();
                    value[key] = changed;
                    var copy = site.DeepClone().AsObject();
                    value[key] = kept;
                    return copy;
                }, inner, at);
            }
    }
}
