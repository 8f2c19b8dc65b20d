using System.Text.Json;
using System.Text.Json.Nodes;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.EndToEnd;

/// <summary>Smoke through the real programs: an IO board on a pseudo-terminal, a folder that stands for sysfs, the page, the cloud.</summary>
[Collection(nameof(Street))]
public sealed class SmokeTests
{
    [Fact]
    public async Task Smoke_switches_the_chargers_off_and_the_siren_on_and_the_cloud_and_the_page_say_so()
    {
        await using var street = await Street.OpenAsync(change: Fit);
        await street.Until(async () => (await street.LookAsync()).Any(slot => slot.Charger) ? true : default(bool?), "something to charge");
        var air = await street.Until(async () => await Sensor(street, "air") is var sensor
            && sensor.GetProperty("values").ValueKind == JsonValueKind.Object ? sensor : default(JsonElement?), "the air to be measured");
        Assert.Equal(25, air.GetProperty("values").GetProperty("temperature").GetDouble(), 1);

        Assert.True((await street.Do(new SetContact("smoke"))).Ok);
        await street.Until(async () => await Sounds(street) ? true : default(bool?), "the siren");
        await street.Until(async () => (await street.LookAsync()).All(slot => !slot.Charger) ? true : default(bool?), "all chargers to be off");
        Assert.True((await Sensor(street, "smoke")).GetProperty("active").GetBoolean());
        using var asked = new HttpRequestMessage(HttpMethod.Get, "/maintenance");
        using var page = await street.Edge.Send(asked);
        Assert.Contains("有烟", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await street.Until(async () => (await street.CloudEventsAsync()).Any(e => e.GetProperty("type").GetString() == "yongai.alarm.raised"
            && e.GetProperty("data").GetProperty("alarm").GetString() == "smoke") ? true : default(bool?), "the cloud to have the alarm");

        Assert.True((await street.Do(new SetContact("smoke", Active: false))).Ok);
        await street.Until(async () => !await Sounds(street) ? true : default(bool?), "the siren to rest");
        Assert.DoesNotContain(await street.LookAsync(), slot => slot.IsOpen);
    }

    /// <summary>An IO board with a smoke sensor and a siren, and a sensor of the kernel.</summary>
    private static void Fit(JsonObject site)
    {
        var beside = site["lines"]!["locks"]!["path"]!.GetValue<string>();
        site["lines"]!["sensors"] = new JsonObject { ["path"] = Path.Combine(Path.GetDirectoryName(beside)!, "sensors") };
        site["io_boards"] = JsonNode.Parse("""[{ "name": "io", "family": "modbus-io", "line": "sensors", "address": 1 }]""");
        site["contacts"] = JsonNode.Parse("""[{ "name": "smoke", "use": "smoke", "input": { "port": "io/0" } }]""");
        site["outputs"] = JsonNode.Parse("""[{ "name": "siren", "use": "siren", "relay": "io/0" }]""");
        site["kernel_gauges"] = JsonNode.Parse("""[{ "name": "air", "use": "air", "at": "hwmon/sht4x/temp1" }]""");
        site["sysfs"] = "sysfs";
        // The packs of a simulated cabinet come nearly full.
        site["charging"]!["again_below"] = 100;
    }

    private static async Task<bool> Sounds(Street street) => (await street.Do(new LookAround())).On is { } on && on.Contains("siren");

    private static async Task<JsonElement> Sensor(Street street, string name) => (await street.Edge.Get("/api/cabinet")).Json
        .GetProperty("sensors").EnumerateArray().Single(sensor => sensor.GetProperty("name").GetString() == name);
}
