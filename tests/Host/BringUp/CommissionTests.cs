using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Host.BringUp.Commissioning;
using YongAi.Edge.Host.Site;
using YongAi.Edge.Tests.Devices;
using YongAi.Edge.Tests.Host.Site;
using YongAi.Simulators.Site;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Host.BringUp;

/// <summary>A crewman proves a cabinet slot by slot, and what is wired wrong is named with its mend.</summary>
public sealed class CommissionTests : IDisposable
{
    private const string Demo = "seeds/sites/demo-12.json";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(Demo)]
    [InlineData("seeds/sites/slot-boards-12.json")]
    public async Task A_cabinet_that_is_wired_as_its_file_says_is_proved(string site)
    {
        var (slots, crew) = await Prove(site, text => text);
        Assert.All(slots, slot => Assert.True(slot.IsProved, $"{slot.Slot}: {string.Join("; ", slot.Findings.Select(finding => finding.English))}"));
        Assert.Equal(Enumerable.Range(1, 12), slots.Select(slot => slot.Slot));
        Assert.All(slots, slot => Assert.Equal((true, true, true), (slot.Door, slot.Presence, slot.Charger)));
        Assert.All(slots, slot => Assert.Equal($"YA4824000000{1000 + slot.Slot}", slot.Pack));
        Assert.Equal(12, crew.Heard.Count(said => said.Contains("is proved", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Each_lock_is_fired_once_and_none_that_was_not_asked_for()
    {
        var (lines, plan) = Cabinet(Demo, text => text);
        using (lines)
        {
            await new Commissioning(plan, new CommissionBench(lines), new CommissionCrew(lines)).RunAsync(slot => slot is 4 or 5);
            Assert.Equal([4, 5], lines.Cabinet.World.Slots.Where(slot => slot.Pulses == 1).Select(slot => slot.Number));
            Assert.Equal(2, lines.Cabinet.World.Slots.Sum(slot => slot.Pulses));
        }
    }

    [Fact]
    public async Task Three_wiring_mistakes_are_named_all_three()
    {
        var (slots, _) = await Prove(Demo, text => Swap(Swap(Swap(text,
            "\"lock\": \"door/3\"", "\"lock\": \"door/4\""),
            "\"line\": \"pack-7\" }", "\"line\": \"pack-8\" }"),
            "\"presence\": \"door/22\"", "\"presence\": \"door/23\""));
        Assert.Equal(
        [
            new Finding(3, FindingKind.LockOfAnother, 4), new Finding(4, FindingKind.LockOfAnother, 3),
            new Finding(7, FindingKind.PackOfAnother, 8), new Finding(8, FindingKind.PackOfAnother, 7),
            new Finding(10, FindingKind.PresenceOfAnother, 11), new Finding(11, FindingKind.PresenceOfAnother, 10),
        ], slots.SelectMany(slot => slot.Findings));
        Assert.Equal([1, 2, 5, 6, 9, 12], slots.Where(slot => slot.IsProved).Select(slot => slot.Slot));
    }

    [Fact]
    public async Task Swapped_door_switches_are_told_from_swapped_locks()
    {
        var (slots, _) = await Prove(Demo, text => Swap(text, "\"door\": \"door/3\"", "\"door\": \"door/4\""));
        Assert.Equal([new Finding(3, FindingKind.DoorSwitchOfAnother, 4), new Finding(4, FindingKind.DoorSwitchOfAnother, 3)],
            slots.SelectMany(slot => slot.Findings));
    }

    [Fact]
    public async Task Swapped_chargers_charge_the_other_pack()
    {
        var (slots, _) = await Prove(Demo, text => Swap(text, "\"charger\": \"chargers/2\"", "\"charger\": \"chargers/3\""));
        Assert.Equal(new Finding(3, FindingKind.ChargerOfAnother, 4), Assert.Single(slots[2].Findings));
        Assert.False(slots[2].IsProved);
    }

    [Fact]
    public async Task Switches_of_the_other_polarity_are_named_with_the_level_to_write()
    {
        var (slots, _) = await Prove(Demo, text => text.Replace("\"closed_level\": 1", "\"closed_level\": 0", StringComparison.Ordinal), slot => slot <= 2);
        Assert.All(slots, slot => Assert.Contains(slot.Findings, finding => finding.Kind == FindingKind.DoorPolarity));
        Assert.Contains("closed_level", slots[0].Findings[0].English, StringComparison.Ordinal);
        (slots, _) = await Prove(Demo, text => text.Replace("\"present_level\": 1", "\"present_level\": 0", StringComparison.Ordinal), slot => slot <= 2);
        Assert.All(slots, slot => Assert.Equal(new Finding(slot.Slot, FindingKind.PresencePolarity), Assert.Single(slot.Findings)));
    }

    [Theory]
    [InlineData("jam", null, FindingKind.LockDead)]
    [InlineData("switch-stuck", null, FindingKind.DoorSwitchDead)]
    [InlineData("presence-stuck", "present", FindingKind.PresenceDead)]
    [InlineData("mute", null, FindingKind.PackSilent)]
    [InlineData("says-serial", "??", FindingKind.PackUnreadable)]
    [InlineData("welded", null, FindingKind.ChargerStaysOn)]
    public async Task What_is_broken_at_one_slot_is_named(string fault, string? value, FindingKind expected)
    {
        var (lines, plan) = Cabinet(Demo, text => text);
        using (lines)
        {
            Assert.True(lines.Do(new SetFault(fault, Slot: 3, Value: value)).Ok);
            var slots = await new Commissioning(plan, new CommissionBench(lines), new CommissionCrew(lines)).RunAsync(slot => slot is 3 or 4);
            Assert.Contains(slots[0].Findings, finding => finding.Kind == expected);
            Assert.False(slots[0].IsProved);
            Assert.True(slots[1].IsProved);
        }
    }

    [Fact]
    public async Task A_board_that_does_not_answer_is_found_before_any_lock_is_fired()
    {
        var (lines, plan) = Cabinet(Demo, text => text);
        using (lines)
        {
            lines.Fail("silent", "locks", times: 1_000_000);
            var slots = await new Commissioning(plan, new CommissionBench(lines), new CommissionCrew(lines)).RunAsync(slot => slot == 3);
            Assert.Equal(new Finding(3, FindingKind.DoorSilent), Assert.Single(slots[0].Findings));
            Assert.Equal(0, lines.Cabinet.World.Slots.Sum(slot => slot.Pulses));
        }
    }

    [Fact]
    public void A_record_holds_for_its_wiring_and_is_void_when_that_changes_or_somebody_edits_it()
    {
        var site = Site();
        Assert.Null(CommissionRecord.Read(site, out var none));
        Assert.Equal("there is no record of a proof", none.English);
        new CommissionRecord("NB-DEMO-01", WiringPrint.Of(site), DateTimeOffset.UnixEpoch, "Li Lei", [1, 2, 5]).Write(site);
        Assert.Equal([1, 2, 5], CommissionRecord.Read(site, out _)!.Proved.AsEnumerable());
        Assert.Equal([1, 2, 5], ProvedSite.Of(site, out _).Plan.Slots.Where(slot => slot.Proved).Select(slot => slot.Slot.Value));

        var rewired = Site(text => Swap(text, "\"lock\": \"door/3\"", "\"lock\": \"door/4\""));
        Assert.Null(CommissionRecord.Read(rewired, out var changed));
        Assert.Equal("the wiring was changed after the proof", changed.English);
        Assert.DoesNotContain(ProvedSite.Of(rewired, out _).Plan.Slots, slot => slot.Proved);

        Assert.NotNull(CommissionRecord.Read(Site(text => text.Replace("\"hand_out_from\": 90", "\"hand_out_from\": 92", StringComparison.Ordinal)), out _));

        var path = CommissionRecord.PathOf(site);
        File.WriteAllText(path, File.ReadAllText(path).Replace("[1,2,5]", "[1,2,3,4,5]", StringComparison.Ordinal));
        Assert.Null(CommissionRecord.Read(site, out var edited));
        Assert.Equal("the signature of the record does not hold", edited.English);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}\n")]
    [InlineData("{}\nzz\n")]
    [InlineData("not json\n00\n")]
    public void A_damaged_record_proves_nothing_and_says_so(string text)
    {
        var site = Site();
        new CommissionRecord("NB-DEMO-01", WiringPrint.Of(site), DateTimeOffset.UnixEpoch, "Li Lei", [1]).Write(site);
        File.WriteAllText(CommissionRecord.PathOf(site), text);
        Assert.Null(CommissionRecord.Read(site, out var why));
        Assert.NotEmpty(why.Chinese);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMG")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nMIGH\n-----END PRIVATE KEY-----\n")]
    public void A_key_that_a_power_cut_damaged_voids_the_record_and_the_next_proof_makes_another(string key)
    {
        var site = Site();
        var proof = new CommissionRecord("NB-DEMO-01", WiringPrint.Of(site), DateTimeOffset.UnixEpoch, "Li Lei", [1]);
        proof.Write(site);
        var path = Path.Combine(site.Host.DataFolder, "commission.key");
        File.WriteAllText(path, key);
        Assert.Null(CommissionRecord.Read(site, out var why));
        Assert.Equal("the signature of the record does not hold", why.English);

        proof.Write(site);
        Assert.Equal([1], CommissionRecord.Read(site, out _)!.Proved.AsEnumerable());
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public void A_site_that_waives_the_proof_serves_with_every_slot()
    {
        var site = SiteFile.Read(Repository.Path(Demo)).Settings!;
        Assert.True(site.Host.ProofWaived);
        Assert.All(ProvedSite.Of(site, out _).Plan.Slots, slot => Assert.True(slot.Proved));
    }

    private SiteSettings Site(Func<string, string>? change = null)
    {
        var text = File.ReadAllText(Repository.Path(Demo)).Replace("  \"commissioning\": \"waived\",\n", "", StringComparison.Ordinal)
            .Replace("../../run/demo/edge", Path.Combine(folder.Path, "data"), StringComparison.Ordinal)
            .Replace("../issuers/demo.json", Repository.Path("seeds/issuers/demo.json"), StringComparison.Ordinal);
        return SiteFile.Read(folder.Write("site.json", change is null ? text : change(text))).Settings!;
    }

    private async Task<(ImmutableArray<ProvedSlot> Slots, CommissionCrew Crew)> Prove(string site, Func<string, string> really, Func<int, bool>? asked = null)
    {
        var (lines, plan) = Cabinet(site, really);
        using (lines)
        {
            var crew = new CommissionCrew(lines);
            return (await new Commissioning(plan, new CommissionBench(lines), crew).RunAsync(asked ?? (_ => true)), crew);
        }
    }

    private (SimulatedLines Lines, YongAi.Edge.Control.SitePlan Plan) Cabinet(string site, Func<string, string> really)
    {
        var file = Repository.Path(site);
        var wired = SimulatedSite.Read(folder.Write("really.json", really(File.ReadAllText(file))));
        return (new SimulatedLines(SimulatedSite.Read(file), wired), SiteFile.Read(file).Settings!.Plan);
    }

    private static string Swap(string text, string one, string other) => text.Replace(one, "<<one>>", StringComparison.Ordinal)
        .Replace(other, one, StringComparison.Ordinal).Replace("<<one>>", other, StringComparison.Ordinal);

    [Fact]
    public async Task A_door_that_the_crew_cannot_close_either_is_named_and_its_lock_is_not_fired()
    {
        var (lines, plan) = Cabinet(Demo, text => text);
        using (lines)
        {
            Assert.True(lines.Do(new ForceDoor(3)).Ok);
            var crew = new WeakCrew(new CommissionCrew(lines));
            var slots = await new Commissioning(plan, new CommissionBench(lines), crew).RunAsync(slot => slot == 3);
            Assert.Equal(new Finding(3, FindingKind.DoorNotClosed), Assert.Single(slots[0].Findings));
            Assert.False(slots[0].Door);
            Assert.Equal(0, lines.Cabinet.World.Find(3)!.Pulses);
        }
    }

    /// <summary>Somebody before a door that does not close, whatever he does.</summary>
    private sealed class WeakCrew(CommissionCrew eyes) : ICrewman
    {
        public void Tell(Words words) => eyes.Tell(words);

        public Task Please(CrewTask task, int slot) => task == CrewTask.CloseDoor ? Task.CompletedTask : eyes.Please(task, slot);

        public Task<int?> WhichDoorIsOpen() => eyes.WhichDoorIsOpen();

        public Task<bool> IsClosed(int slot) => eyes.IsClosed(slot);

        public Task Please(ContactPlan contact, bool acts) => eyes.Please(contact, acts);

        public Task<bool> Agrees(Words question) => eyes.Agrees(question);
    }
}
