using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using YongAi.Edge.Tests.Host.Site;
using YongAi.Edge.Tests.Simulators;
using YongAi.Simulators.Live;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Host.BringUp;

/// <summary>The program itself tries meters, sensors, outputs and dispensers of the goods cabinet over pseudo-terminals.</summary>
public sealed class GoodsToolsOnTerminalsTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Everything_a_goods_cabinet_has_is_tried_by_name()
    {
        var site = Site();
        using var cabinet = await CabinetProcess.Start(site);
        using var patience = new CancellationTokenSource(Patience);
        using var hands = await HandsCaller.Connect(Path.Combine(folder.Path, "lines", "hands.sock"), patience.Token);
        Assert.True((await hands.Do(new RestockSpiral("water-1", 3), patience.Token)).Ok);

        Assert.Contains("230 V", Words(Tried(site, 0, "meter", "meter")), StringComparison.Ordinal);
        Assert.Contains("55 %RH", Words(Tried(site, 0, "meter", "air")), StringComparison.Ordinal);
        Assert.Contains("47 °C", Words(Tried(site, 0, "sensor", "computer")), StringComparison.Ordinal);
        Assert.Contains("smoke: at rest", Words(Tried(site, 0, "sensor", "smoke")), StringComparison.Ordinal);
        Assert.True(Tried(site, 0, "output", "fan").GetProperty("off").GetBoolean());
        Assert.Equal("Seen", Tried(site, 0, "dispenser", "water-1").GetProperty("end").GetString());
        Assert.Equal("Turned", Tried(site, 0, "dispenser", "tap").GetProperty("end").GetString());
        Assert.Equal("NotStarted", Tried(site, 1, "dispenser", "bank-1").GetProperty("end").GetString());

        var shelf = (await hands.Do(new LookAround(), patience.Token)).Shelf!.Value;
        Assert.Equal((2, 1), shelf.Where(look => look.Channel == "water-1").Select(look => (look.Things, look.Acts)).Single());
    }

    /// <summary>The goods cabinet on lines of its own; pins need a kernel that has some.</summary>
    private string Site()
    {
        var site = JsonNode.Parse(File.ReadAllText(Repository.Path("seeds/sites/goods.json")))!.AsObject();
        foreach (var (name, line) in site["lines"]!.AsObject()) line!["path"] = $"lines/{name}";
        foreach (var onPins in (string[])["pins", "counters", "return_bins"]) site.Remove(onPins);
        foreach (var channel in site["relay_channels"]!.AsArray())
            foreach (var key in (string[])["item", "counter"]) channel!.AsObject().Remove(key);
        foreach (var list in (string[])["contacts", "outputs"])
            site[list] = new JsonArray([.. site[list]!.AsArray().Where(item => item!["pin"] is null).Select(item => item!.DeepClone())]);
        (site["data"], site["sysfs"], site["issuers"]) = ("data", "sysfs", Repository.Path("seeds/issuers/demo.json"));
        return folder.Write("site.json", site.ToJsonString());
    }

    private static string Words(JsonElement report) => string.Join('\n', report.GetProperty("words").EnumerateArray());

    private static JsonElement Tried(string site, int exit, string what, string name)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "yongai-edge.dll"), "bring-up", what, "--site", site,
            "--name", name, "--seconds", "4", "--lang", "en", "--json"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == exit, $"{what} {name}: {process.ExitCode}\n{output}\n{errors.GetAwaiter().GetResult()}");
        return JsonDocument.Parse(output).RootElement;
    }
}
