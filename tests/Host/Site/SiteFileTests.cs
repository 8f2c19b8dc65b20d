using System.Text.Json.Nodes;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Bms;
using YongAi.Edge.Devices.Gauges;
using YongAi.Edge.Devices.Dispensers;
using YongAi.Edge.Host.Site;
using YongAi.Simulators.Simulation;
using YongAi.Simulators.Site;

namespace YongAi.Edge.Tests.Host.Site;

public sealed class SiteFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(2, true)]
    [InlineData(29, true)]
    [InlineData(30, false)]
    [InlineData(60, false)]
    public void A_cabinet_that_waits_little_after_restart_upon_restart_is_warned_of(int seconds, bool warned)
    {
        var site = Seeds.DemoSite();
        site["times"] = new JsonObject { ["steady_after_s"] = seconds };
        var read = Read(site);
        Assert.Equal(TimeSpan.FromSeconds(seconds), read.Settings!.Plan.Times.SteadyAfter);
        Assert.Equal(warned, read.Warnings.Any(warning => warning.Place == "times.steady_after_s"));
    }

    [Fact]
    public void The_demo_site_becomes_a_plan_and_a_wiring()
    {
        var site = SiteFile.Read(Seeds.Demo).Settings!;
        Assert.Equal("NB-DEMO-01", site.Plan.Cabinet);
        Assert.Equal(12, site.Plan.Slots.Length);
        Assert.All(site.Plan.Slots, slot => Assert.Equal(2, slot.Witnesses));
        Assert.All(site.Plan.Slots, slot => Assert.True(slot.Charger));
        var locks = Assert.IsType<LockBoardWiring>(Assert.Single(Line("locks").Devices));
        Assert.Equal(new LockChannel(3, new SlotNumber(3), FeedbackUse.Door, new SlotNumber(3), 1), locks.Channels[2]);
        Assert.Equal(new LockChannel(15, null, FeedbackUse.Presence, new SlotNumber(3), 1), locks.Channels[14]);
        var chargers = Assert.IsType<RelayBoardWiring>(Assert.Single(Line("chargers").Devices));
        Assert.Equal(new ChargerRelay(11, new SlotNumber(12)), chargers.Chargers[11]);
        Assert.Equal(new ScannerWiring(ScanEnd.Cr), Assert.Single(Line("scanner").Devices));
        Assert.Equal(new PackWiring(new JbdMake(), new SlotNumber(7), TimeSpan.FromSeconds(1)), Assert.Single(Line("pack-7").Devices));
        Assert.Equal(115200, site.Host.Ports.Single(port => port.Line.Name == "scanner").Baud);

        LineWiring Line(string name) => site.Wiring.Lines.Single(line => line.Line.Name == name);
    }

    [Fact]
    public void Gauges_and_supplies_become_gauges_of_the_plan_and_devices_on_their_lines()
    {
        var site = Seeds.DemoSite();
        site["gauges"] = JsonNode.Parse("""
            [{ "name": "mains-meter", "use": "mains", "family": "dtsu666", "line": "chargers", "address": 5, "scale": { "volts": 1 } },
             { "name": "air-3", "use": "air", "slot": 3, "family": "xy-md02", "line": "chargers", "address": 6, "poll_ms": 4000 }]
            """);
        site["supplies"] = JsonNode.Parse("""
            [{ "name": "supply-3", "slot": 3, "family": "riden", "line": "chargers", "address": 7, "volts": 54.6, "amps": 8.5 }]
            """);
        var settings = Read(site).Settings!;
        Assert.Equal([null, null, new Amps(8.5)], settings.Plan.Slots.Take(3).Select(slot => slot.Adjustable));
        Assert.Equal([new(new("mains-meter"), GaugeUse.Mains), new(new("air-3"), GaugeUse.Air, new SlotNumber(3)),
            new GaugePlan(new("supply-3"), GaugeUse.Supply, new SlotNumber(3))], settings.Plan.Gauges.ToArray());
        Assert.Equal(
        [
            new GaugeWiring(new(new("mains-meter"), GaugeMake.Dtsu666, 5, TimeSpan.FromSeconds(2)) { DtsuScale = new(Volts: 1) }),
            new GaugeWiring(new(new("air-3"), GaugeMake.XyMd02, 6, TimeSpan.FromSeconds(4))),
            new SupplyWiring(new(7, new SlotNumber(3), new("supply-3"), new(54.6), new(8.5), TimeSpan.FromSeconds(1))),
        ], settings.Wiring.Lines.Single(line => line.Line.Name == "chargers").Devices.Skip(1));
    }

    [Theory]
    [InlineData("8a80", 1, 1)]
    [InlineData("wkly", 0, 1)]
    [InlineData("cu16", 0, 1)]
    [InlineData("winnsen", 1, 0)]
    [InlineData("dc02", 1, 1)]
    [InlineData("modbus-relay", 1, 1)]
    public void What_level_a_closed_door_has_is_the_familys_unless_the_site_says_so(string family, int address, int level)
    {
        var site = Seeds.DemoSite();
        var board = new JsonObject { ["name"] = "door", ["family"] = family, ["line"] = "locks", ["address"] = address };
        if (family == "modbus-relay") (board["relays"], board["inputs"]) = (16, 16);
        site["lock_boards"]![0] = board;
        foreach (var slot in site["slots"]!.AsArray()) slot!.AsObject().Remove("presence");
        Assert.All(Doors(), door => Assert.Equal(level, door.ActiveLevel));
        // A simulated cabinet stands for the same wires.
        Assert.Equal(level, SimulatedSite.Read(Path.Combine(folder.Path, "site.json")).Text.LockBoards!.Value[0].ClosedLevel);
        board["closed_level"] = 1 - level;
        Assert.All(Doors(), door => Assert.Equal(1 - level, door.ActiveLevel));

        ImmutableArray<LockChannel> Doors() =>
            Read(site).Settings!.Wiring.Lines.SelectMany(line => line.Devices).OfType<LockBoardWiring>().Single().Channels;
    }

    [Fact]
    public void A_cabinet_that_only_hands_goods_out_needs_no_slots_and_what_comes_with_them()
    {
        var site = Seeds.DemoSite();
        foreach (var key in new[] { "slots", "packs", "charging", "lock_boards", "relay_boards" }) site.Remove(key);
        site["lines"] = JsonNode.Parse("""
            { "scanner": { "path": "scanner" }, "vending": { "path": "vending", "baud": 57600 }, "dock": { "path": "dock", "baud": 115200 },
              "tags": { "path": "tags" } }
            """);
        site["dispensers"] = JsonNode.Parse("""
            [ { "name": "spirals", "family": "vmc", "line": "vending", "channels": [
                { "channel": "water-1", "selection": 10, "drop_sensor": true }, { "channel": "cola-2", "selection": 11, "elevator": true } ] },
              { "name": "dock", "family": "bank-dock", "line": "dock", "crc": "xmodem", "poll_ms": 500, "channels": [
                { "channel": "bank-1", "address": 1, "place": 1 }, { "channel": "bank-7", "address": 2, "place": 6 } ] } ]
            """);
        site["tag_readers"] = JsonNode.Parse("""[ { "name": "shelf", "line": "tags" } ]""");
        var read = Read(site);
        Assert.Empty(read.Faults);
        Assert.Empty(read.Settings!.Plan.Slots);
        Assert.Equal(["water-1", "cola-2", "bank-1", "bank-7"], read.Settings.Plan.Channels.Select(channel => channel.Id.Name));
        var spirals = Assert.IsType<VmcWiring>(Assert.Single(Line("vending").Devices)).Fit.Channels;
        Assert.Equal<VmcChannel>([new(new("water-1"), 10, true, false), new(new("cola-2"), 11, false, true)], spirals);
        var boards = Line("dock").Devices.Cast<DockWiring>().Select(board => board.Fit).ToList();
        Assert.Equal([(1, 1), (2, 6)], boards.Select(board => ((int)board.Address, board.Channels[0].Place)));
        Assert.All(boards, board => Assert.Equal((DockCrc.Xmodem, TimeSpan.FromMilliseconds(500)), (board.Crc, board.PollEvery)));
        Assert.Equal(new TagReaderWiring(new("shelf")), Assert.Single(Line("tags").Devices));
        // A simulated cabinet stands for the same wires.
        var simulated = SimulatedSite.Read(Path.Combine(folder.Path, "site.json"));
        Assert.Equal(read.Settings.Plan.Channels.AsEnumerable(), LifePlan.Of(simulated, new TrustStore([]), 0).Channels);
        Assert.Equal(spirals.AsEnumerable(), LifePlan.WiringOf(simulated).Lines.SelectMany(line => line.Devices).OfType<VmcWiring>().Single().Fit.Channels);

        LineWiring Line(string name) => read.Settings!.Wiring.Lines.Single(line => line.Line.Name == name);
    }

    [Fact]
    public void Paths_are_relative_to_the_site_file()
    {
        var host = SiteFile.Read(Seeds.Demo).Settings!.Host;
        Assert.Equal(Path.Combine(Seeds.Root, "run/demo/edge"), host.DataFolder);
        Assert.Equal(Path.Combine(Seeds.Root, "run/demo/lines/locks"), host.Ports[0].Path);
    }

    [Theory]
    [InlineData("lines.locks.path", "\0")]
    [InlineData("lines.locks.path", "../run/\u0000locks")]
    [InlineData("data", "../run\0")]
    [InlineData("issuers", "\0demo.json")]
    [InlineData("cloud.broker", "mqtt://127.0.0.1\0")]
    public void A_character_that_no_path_may_hold_is_a_fault_at_its_place(string place, string text)
    {
        var site = Seeds.DemoSite();
        JsonNode at = site;
        var names = place.Split('.');
        foreach (var name in names[..^1]) at = at[name]!;
        at[names[^1]] = text;
        var read = SiteFile.Read(folder.Write("site.json", site.ToJsonString()));
        Assert.Null(read.Settings);
        Assert.Contains(read.Faults, fault => fault.Place == place && fault.English.Contains("belongs in no text", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("YA48241234567890", "48V24Ah")]
    [InlineData("YA60301234567890", "60V30Ah")]
    [InlineData("XYA48241234567890", null)]
    [InlineData("YA48241234567890X", null)]
    [InlineData("YA4824123456789", null)]
    public void A_serial_belongs_only_when_the_whole_of_it_fits(string serial, string? @class)
    {
        var packs = SiteFile.Read(Seeds.Demo).Settings!.Plan.Packs;
        Assert.Equal(@class, packs.ClassOf(PackId.From(serial))?.Name);
    }

    [Fact]
    public void An_alternative_in_a_pattern_does_not_slip_past_its_ends()
    {
        var site = Seeds.DemoSite();
        site["packs"]![0]!["serial"] = "YA48240000000001|YA48240000000002";
        site["refused"] = new JsonArray("YA48240000000001");
        var packs = Read(site).Settings!.Plan.Packs;
        Assert.Null(packs.ClassOf(PackId.From("YA48240000000001")));
        Assert.Null(packs.ClassOf(PackId.From("YA48240000000001999")));
        Assert.Null(packs.ClassOf(PackId.From("999YA48240000000002")));
        Assert.Equal("48V24Ah", packs.ClassOf(PackId.From("YA48240000000002"))?.Name);
    }

    [Fact]
    public void A_site_of_few_words_gets_the_cautious_defaults()
    {
        var site = Seeds.DemoSite();
        foreach (var key in new[] { "$schema", "site", "clock", "lists", "utc_offset", "http", "hand_out_from", "codes" }) site.Remove(key);
        var read = Read(site).Settings!;
        Assert.Null(read.Plan.Site);
        Assert.Equal(ClockSource.Kernel, read.Host.Clock);
        Assert.False(read.Plan.Codes.ListsNone);
        Assert.Equal(TimeSpan.FromHours(8), read.Host.UtcOffset);
        Assert.Equal("127.0.0.1:18310", read.Host.Http.ToString());
        Assert.Equal(90, read.Plan.HandOutFrom.Percent);
        Assert.Equal(TimeSpan.FromDays(7), read.Plan.Codes.CredentialLifeMax);
        Assert.Equal(60, read.Plan.Codes.OfflineAllowance);
    }

    [Theory]
    [MemberData(nameof(BrokenSites.Names), MemberType = typeof(BrokenSites))]
    public void A_broken_site_says_where_and_what_to_do(string broken)
    {
        var (spoil, expected) = BrokenSites.Table[broken];
        var site = Seeds.DemoSite();
        spoil(site);
        var reading = Read(site);
        Assert.Null(reading.Settings);
        Assert.Equal(expected, reading.Faults.Select(fault => $"{fault.Place}: {fault.English}"));
        Assert.All(reading.Faults, fault => Assert.Contains(fault.Chinese, c => c >= '\u4e00'));
    }

    /// <summary>Every fault in the words that an installer reads, for people to read over.</summary>
    [Fact]
    public void The_words_for_every_fault_are_what_was_approved()
    {
        var text = new System.Text.StringBuilder();
        foreach (var (name, (spoil, _)) in BrokenSites.Table.OrderBy(row => row.Key, StringComparer.Ordinal))
        {
            var site = Seeds.DemoSite();
            spoil(site);
            text.Append("# ").Append(name).Append('\n');
            foreach (var fault in Read(site).Faults)
                text.Append(fault.Place).Append("\n    ").Append(fault.Chinese).Append("\n    ").Append(fault.English).Append('\n');
        }
        Approved.Same("tests/Host/Site/Faults.txt", text.ToString().Replace(folder.Path, "", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_meant_for_another_make_is_a_warning()
    {
        var site = Seeds.DemoSite();
        site["lock_boards"]![0]!["pulse_ms"] = 400;
        var read = Read(site);
        Assert.NotNull(read.Settings);
        Assert.Contains(read.Warnings, warning => $"{warning.Place}: {warning.English}"
            == "lock_boards[0].pulse_ms: 'pulse_ms' is for boards of modbus-relay and says nothing here");
    }

    [Fact]
    public void What_speaks_Modbus_with_an_address_of_its_own_shares_a_line()
    {
        var site = Seeds.DemoSite();
        site["slots"]![3]!["pack"] = JsonNode.Parse("""
            { "family": "jk-modbus", "line": "chargers", "address": 4, "serial": { "register": 5120, "registers": 8 } }
            """);
        site["lines"]!.AsObject().Remove("pack-4");
        var line = Read(site).Settings!.Wiring.Lines.Single(wired => wired.Line.Name == "chargers");
        Assert.Equal([typeof(RelayBoardWiring), typeof(PackWiring)], line.Devices.Select(device => device.GetType()));
        Assert.Equal(new JkModbusMake(4, new SerialRegisters(5120, 8)), Assert.IsType<PackWiring>(line.Devices[1]).Make);
    }

    [Fact]
    public void A_line_has_the_format_that_is_written()
    {
        var site = Seeds.DemoSite();
        (site["lines"]!["pack-4"]!["format"], site["slots"]![3]!["pack"]!["family"]) = ("8E1", "niu");
        var read = Read(site).Settings!;
        Assert.Equal(LineFormat.Bits8E1, read.Wiring.Lines.Single(wired => wired.Line.Name == "pack-4").Format);
        Assert.Equal(LineFormat.Bits8E1, read.Host.Ports.Single(port => port.Line.Name == "pack-4").Format);
        Assert.Equal(LineFormat.Bits8N1, read.Host.Ports.Single(port => port.Line.Name == "pack-5").Format);
    }

    [Fact]
    public void Two_names_of_one_adapter_are_one_port()
    {
        var adapter = folder.Write("ttyUSB0", "");
        File.CreateSymbolicLink(Path.Combine(folder.Path, "by-id"), adapter);
        var site = Seeds.DemoSite();
        site["lines"]!["pack-1"]!["path"] = adapter;
        site["lines"]!["pack-2"]!["path"] = Path.Combine(folder.Path, "by-id");
        var fault = Assert.Single(Read(site).Faults);
        Assert.Equal("lines.pack-2.path: lines.pack-1 has this port already; one port is one line", $"{fault.Place}: {fault.English}");
    }

    [Fact]
    public void All_faults_come_at_once_each_with_its_line()
    {
        var path = folder.Write("site.json", $$"""
            {
              "cabinet": "has blanks",
              "issuers": "{{Seeds.Issuers}}",
              "data": 7,
              "cloud": { "broker": "http://127.0.0.1" },
              "packs": [ { "serial": "(", "class": "48V24Ah", "cells": 13, "volts": [36, 55] } ],
              "lines": {
                "locks": { "path": "a", "baud": 9601 },
                "scanner": { "path": "a" }
              },
              "lock_boards": [ { "name": "door", "family": "8a80", "line": "locks", "address": 33, "dialect": "C" } ],
              "scanners": [ { "line": "scaner" } ],
              "slots": [
                { "slot": 1, "lock": "door/1", "door": "door/1",
                  "presense": "door/2" }
              ]
            }
            """);
        var reading = SiteFile.Read(path);
        Assert.Equal(
        [
            (2, "cabinet"), (4, "data"), (5, "cloud.broker"), (6, "packs[0].serial"), (8, "lines.locks.baud"), (9, "lines.scanner.path"),
            (11, "lock_boards[0].address"), (11, "lock_boards[0].dialect"), (12, "scanners[0].line"), (15, "slots[0].presense"),
        ], reading.Faults.Select(fault => (fault.Line, fault.Place)).Order());
        Assert.All(reading.Faults, fault => Assert.Contains($"(site.json:{fault.Line})", fault.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("{\n  \"cabinet\": \"A\",\n}", 3)]
    [InlineData("{ // no comments\n}", 1)]
    [InlineData("{}{}", 1)]
    [InlineData("[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]", 1)]
    [InlineData("{ \"cabinet\": \"\\ud800\" }", 1)]
    public void What_is_no_JSON_is_one_fault_with_its_line(string text, int line)
    {
        var reading = SiteFile.Read(folder.Write("site.json", text));
        var fault = Assert.Single(reading.Faults);
        Assert.Equal(("$", line), (fault.Place, fault.Line));
        Assert.StartsWith("not JSON", fault.English, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_written_twice_is_a_fault_at_its_second_line()
    {
        var text = File.ReadAllText(Seeds.Demo).Replace("../issuers/demo.json", Seeds.Issuers, StringComparison.Ordinal);
        text = text.Replace("\"hand_out_from\": 90,", "\"hand_out_from\": 90,\n  \"hand_out_from\": 80,", StringComparison.Ordinal);
        var fault = Assert.Single(SiteFile.Read(folder.Write("site.json", text)).Faults);
        Assert.Equal("hand_out_from: 'hand_out_from' is written twice; remove one", $"{fault.Place}: {fault.English}");
        Assert.Contains("80", text.Split('\n')[fault.Line - 1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_site_file_that_is_not_there_is_a_fault()
    {
        var reading = SiteFile.Read(Path.Combine(folder.Path, "nowhere.json"));
        Assert.StartsWith("cannot read", Assert.Single(reading.Faults).English, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_in_the_trust_store_names_that_file()
    {
        var issuers = JsonNode.Parse(File.ReadAllText(Seeds.Issuers))!;
        issuers["keys"]![0]!["public"] = "04" + new string('1', 128);
        issuers["keys"]![1]!["not_after"] = 5;
        issuers["keys"]![2]!["kind"] = "everything";
        var site = Seeds.DemoSite();
        site["issuers"] = folder.Write("issuers.json", issuers.ToJsonString());
        Assert.Equal(
            ["keys[0].public (issuers.json:1)", "keys[1].not_after (issuers.json:1)", "keys[2].kind (issuers.json:1)"],
            Read(site).Faults.Select(fault => fault.ToString().Split(':')[0] + ":1)"));
    }

    [Fact]
    public void What_works_but_serves_nobody_is_a_warning()
    {
        var site = Seeds.DemoSite();
        site.Remove("lists");
        site["slots"]![4]!.AsObject().Remove("presence");
        site["slots"]![5]!.AsObject().Remove("pack");
        site["cloud"]!["broker"] = "mqtt://broker.example.net";
        var reading = Read(site);
        Assert.NotNull(reading.Settings);
        Assert.Equal(["cloud.broker", "slots[4]", "slots[5]", "slots[5]", "lines.pack-6", "$"],
            reading.Warnings.Select(warning => warning.Place));
    }

    private SiteReading Read(JsonObject site) => SiteFile.Read(folder.Write("site.json", site.ToJsonString()));
}
