using System.Text.Json.Nodes;
using YongAi.Edge.Control;
using YongAi.Edge.Host.BringUp;
using YongAi.Edge.Host.BringUp.Commissioning;
using YongAi.Edge.Host.Site;
using YongAi.Edge.Tests.Devices;
using YongAi.Edge.Tests.Host.Site;
using YongAi.Simulators.Site;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Host.BringUp;

/// <summary>A crew acts on each sensor and watches each output; what is mixed up, dead or the wrong way round is named.</summary>
public sealed class SensorProofTests : IDisposable
{
    private const string Sensors = "seeds/sites/sensors-12.json";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_cabinet_whose_sensors_are_wired_as_its_file_says_is_proved()
    {
        var (proved, plan) = await Prove(_ => { });
        Assert.All(proved, sensor => Assert.True(sensor.IsProved, $"{sensor.Name}: {string.Join("; ", sensor.Findings.Select(finding => finding.Words.English))}"));
        Assert.Equal(plan.Contacts.Length + plan.Gauges.Length + plan.Outputs.Length, proved.Length);
    }

    [Fact]
    public async Task Two_swapped_contacts_and_two_swapped_outputs_are_named()
    {
        var (proved, _) = await Prove(site =>
        {
            Swap(site["contacts"]![0]!["input"]!, site["contacts"]![3]!["input"]!, "port");
            Swap(site["outputs"]![2]!, site["outputs"]![3]!, "name");
        });
        Assert.Equal(
        [
            new SensorFinding("smoke", SensorFindingKind.OfAnother, "flood"), new SensorFinding("flood", SensorFindingKind.OfAnother, "smoke"),
            new SensorFinding("siren", SensorFindingKind.OutputDead), new SensorFinding("lamp", SensorFindingKind.OutputDead),
        ], Findings(proved));
    }

    [Fact]
    public async Task A_contact_of_the_other_level_is_named_before_anybody_acts()
    {
        var (proved, _) = await Prove(site => site["contacts"]![0]!["input"]!["active_level"] = 0);
        Assert.Equal([new SensorFinding("smoke", SensorFindingKind.Polarity)], Findings(proved));
    }

    [Fact]
    public async Task A_contact_on_a_wire_that_leads_nowhere_is_dead_and_a_gauge_that_is_not_there_is_silent()
    {
        var (proved, _) = await Prove(site =>
        {
            site["contacts"]![0]!["input"]!["port"] = "io/7";
            site["kernel_gauges"]!.AsArray().RemoveAt(1);
        });
        Assert.Equal([new SensorFinding("smoke", SensorFindingKind.Dead), new SensorFinding("air-top", SensorFindingKind.Silent)], Findings(proved));
    }

    [Fact]
    public async Task An_output_tried_by_hand_goes_on_and_off_again_and_a_contact_tells_each_word_of_it()
    {
        var (lines, plan) = Cabinet(_ => { });
        using (lines)
        {
            var told = new List<string>();
            var trial = new SensorTrial(plan, new CommissionBench(lines), words => told.Add(words.English));
            Assert.True((await trial.SwitchAsync("siren", TimeSpan.FromSeconds(8))).Fine);
            Assert.Equal(["'siren' is on; look whether it works", "it is off"], told);
            Assert.False(lines.Cabinet.World.Around.IsOn("siren"));
            told.Clear();
            lines.Do(new SetContact("flood"));
            var (fine, report) = await trial.WatchAsync("flood", TimeSpan.FromSeconds(5));
            Assert.True(fine);
            Assert.Equal("""["flood: at rest","flood: active"]""".Replace("\"flood: at rest\",", told.Count == 3 ? "\"flood: at rest\"," : "", StringComparison.Ordinal),
                report["words"]!.ToJsonString());
            Assert.False((await trial.WatchAsync("nobody", TimeSpan.FromSeconds(1))).Fine);
        }
    }

    [Fact]
    public void A_sensor_nobody_has_seen_work_counts_as_silent_until_it_is_proved()
    {
        var site = SiteFile.Read(Repository.Path(Sensors)).Settings!;
        site = site with { Host = site.Host with { DataFolder = folder.Path } };
        Assert.All(ProvedSite.Of(site, out _).Plan.Contacts, contact => Assert.False(contact.Proved));
        new CommissionRecord(site.Plan.Cabinet, WiringPrint.Of(site), DateTimeOffset.UnixEpoch, "Li Lei", []) { Sensors = ["smoke", "computer"] }.Write(site);
        var proved = ProvedSite.Of(site, out _).Plan;
        Assert.Equal(["smoke"], proved.Contacts.Where(contact => contact.Proved).Select(contact => contact.Id.Name));
        Assert.Equal(["computer"], proved.Gauges.Where(gauge => gauge.Proved).Select(gauge => gauge.Id.Name));
    }

    private static IEnumerable<SensorFinding> Findings(ImmutableArray<ProvedSensor> proved) => proved.SelectMany(sensor => sensor.Findings);

    private static void Swap(JsonNode one, JsonNode other, string key) =>
        (one[key], other[key]) = (other[key]!.GetValue<string>(), one[key]!.GetValue<string>());

    private async Task<(ImmutableArray<ProvedSensor> Proved, SitePlan Plan)> Prove(Action<JsonObject> really)
    {
        var (lines, plan) = Cabinet(really);
        using (lines) return (await new SensorProof(plan, new CommissionBench(lines), new CommissionCrew(lines)).RunAsync(), plan);
    }

    /// <summary>The drivers read what the site file says; the cabinet is wired in another way.</summary>
    private (SimulatedLines Lines, SitePlan Plan) Cabinet(Action<JsonObject> really)
    {
        var file = Repository.Path(Sensors);
        var site = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        really(site);
        return (new SimulatedLines(SimulatedSite.Read(file), SimulatedSite.Read(folder.Write("really.json", site.ToJsonString()))),
            SiteFile.Read(file).Settings!.Plan);
    }
}
