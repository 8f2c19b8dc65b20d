using System.Text.Json.Nodes;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Gauges;
using YongAi.Edge.Host.Site;
using YongAi.Edge.Tests.Host.App;

namespace YongAi.Edge.Tests.Host.Site;

/// <summary>A cap needs a meter that is heard quickly (decision 0034).</summary>
public sealed class SiteCapTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Under_a_cap_the_meter_of_the_mains_is_asked_for_its_power_between_its_rounds_and_no_other_gauge_is()
    {
        Assert.Equal<TimeSpan?>([GaugeFit.UnderACap, null], Read(cap: true, "mains").Gauges);
        Assert.Equal<TimeSpan?>([null, null], Read(cap: false, "mains").Gauges);
    }

    [Theory]
    [InlineData(true, "ups", true)]
    [InlineData(true, "mains", false)]
    [InlineData(false, "ups", false)]
    public void A_cap_that_no_meter_guards_is_a_warning(bool cap, string use, bool warns)
    {
        var warnings = Read(cap, use).Warnings;
        Assert.Equal(warns, warnings.Any(warning => warning.Place == "energy" && warning.English.Contains("has no meter", StringComparison.Ordinal)));
    }

    private (ImmutableArray<TimeSpan?> Gauges, ImmutableArray<SiteFault> Warnings) Read(bool cap, string use)
    {
        var site = Seeds.DemoSite();
        if (cap) site["energy"] = new JsonObject { ["cap_w"] = 3000 };
        site["gauges"] = JsonNode.Parse($$"""
            [ { "name": "meter", "use": "{{use}}", "family": "sdm120", "line": "chargers", "address": 5 },
              { "name": "air", "use": "air", "family": "xy-md02", "line": "chargers", "address": 6 } ]
            """);
        var reading = SiteFile.Read(folder.Write("site.json", site.ToJsonString()));
        var gauges = reading.Settings!.Wiring.Lines.SelectMany(line => line.Devices).OfType<GaugeWiring>().Select(wiring => wiring.Fit.PowerEvery);
        return ([.. gauges], reading.Warnings);
    }
}
