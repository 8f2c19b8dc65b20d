using System.Globalization;
using System.Net;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices;
using YongAi.Edge.Uplink;

namespace YongAi.Edge.Host.Site;

/// <summary>A site file as read: the plan, the wiring and the host's part, or everything that is wrong with it at once.</summary>
public sealed record SiteReading(SiteSettings? Settings, ImmutableArray<SiteFault> Faults, ImmutableArray<SiteFault> Warnings);

/// <summary>What a faultless site file says.</summary>
public sealed record SiteSettings(SitePlan Plan, Wiring Wiring, SiteHost Host);

/// <summary>Reads a site file strictly (edge/Host/Site/site.schema.json). Paths in it are relative to its own folder.</summary>
public static class SiteFile
{
    private const int ActsMax = 16;

    /// <summary>Reads the file at a path. Never throws for what is in it.</summary>
    public static SiteReading Read(string path)
    {
        var file = Path.GetFullPath(path);
        var faults = new SiteFaults(file);
        var root = SiteNode.Read(file, faults);
        var settings = root is null ? null
            : SiteSection.Read(root, faults, site => Settings(site, Path.GetDirectoryName(file)!, faults));
        return new SiteReading(faults.Faults.Count == 0 ? settings : null, [.. faults.Faults], [.. faults.Warnings]);
    }

    private static SiteSettings Settings(SiteSection site, string folder, SiteFaults faults)
    {
        site.TextOrNone("$schema");
        var cabinet = Id(site, "cabinet", site.Text("cabinet"), faults);
        var place = site.TextOrNone("site");
        if (place is not null) Id(site, "site", place, faults);
        var trust = Trust(site, folder, faults);
        var handOut = new StateOfCharge(site.Whole("hand_out_from", 20, 100, 90));
        var host = Host(site, folder, trust, faults);
        var fitted = Wired(site, folder, faults);
        var charging = SiteRules.Charging(site, handOut, faults);
        if (fitted.Slots.Any(slot => slot.Charger) && site.Find("charging") is null)
            faults.Add("charging", site.Node.Line, "有充电器就要写 charging",
                "a site with chargers says how to charge; add charging");
        if (fitted.Slots.Any(slot => slot.Pack) && site.Find("packs") is null)
            faults.Add("packs", site.Node.Line, "有仓能读电池就要写 packs",
                "a site whose slots read packs says which packs are its own; add packs");
        if (site.Find("slots") is null && fitted.Channels.IsEmpty)
            faults.Add("slots", site.Node.Line, "柜子要有 slots 或 dispensers，请至少写一项",
                "a cabinet has slots or dispensers; add one of them");
        var goods = SiteGoodsPlan.Read(site, host.UtcOffset, faults);
        var counted = new Dictionary<CounterId, string>();
        var plan = new SitePlan(cabinet, place, fitted.Slots, SiteRules.Packs(site, faults), trust,
            SiteRules.Codes(site, Release.BuiltAt, faults), SiteSwaps.Times(site, faults), charging, handOut)
        {
            Swaps = SiteSwaps.Policy(site, faults),
            Energy = SiteEnergy.Read(site, host.UtcOffset, faults),
            SelfTest = SiteSelfTest.Read(site, host.UtcOffset, faults),
            Safety = SiteSafety.Limits(site, faults),
            Rows = SiteSafety.Rows(site, fitted.Slots, faults),
            Contacts = fitted.Contacts,
            Gauges = fitted.Gauges,
            Outputs = fitted.Outputs,
            Channels = SiteGoodsPlan.Channels(fitted.Channels, goods, fitted.Senses, counted, faults),
            Bins = SiteGoodsPlan.Bins(site, goods, fitted.Senses, counted, fitted.Names, faults),
            Goods = goods,
            TwoPersons = [.. site.ItemsOrNone("two_persons", ActsMax).Select(act => ActOf(act, faults)).OfType<CommandType>()],
        };
        WarnOfRightsWithoutPacks(site, plan, faults);
        WarnOfCapWithoutMeter(site, plan, fitted.Wiring, faults);
        return new SiteSettings(plan, fitted.Wiring, host with { Ports = fitted.Ports, Banks = fitted.Banks });
    }

    /// <summary>An act of crews by its name.</summary>
    private static CommandType? ActOf(SiteNode at, SiteFaults faults)
    {
        if (at.Kind == SiteKind.Text && CommandTypes.OfAct(at.Text) is { } act) return act;
        var acts = Enum.GetValues<CommandType>().Select(type => type.Name()).Where(name => CommandTypes.OfAct(name) is not null).Distinct();
        faults.Add(at, $"只能写 {string.Join(", ", acts)} 之一", $"one of {string.Join(", ", acts)} belongs here");
        return null;
    }

    /// <summary>What is fitted in this cabinet, and where each part of it is plugged in.</summary>
    private sealed record Fitted(Wiring Wiring, ImmutableArray<LinePort> Ports, ImmutableArray<PinPort> Banks, ImmutableArray<SlotPlan> Slots)
    {
        public ImmutableArray<ContactPlan> Contacts { get; init; } = [];
        public ImmutableArray<GaugePlan> Gauges { get; init; } = [];
        public ImmutableArray<OutputPlan> Outputs { get; init; } = [];
        public ImmutableArray<ChannelDraft> Channels { get; init; } = [];
        public required Senses Senses { get; init; }
        public required SiteNames Names { get; init; }
    }

    private static string Id(SiteSection site, string key, string id, SiteFaults faults)
    {
        // The rule of the topics is the strictest: one id, good everywhere.
        if (id.Length > 0 && !Topics.IsCabinet(id))
            faults.Add(site.Find(key)!, "编号要 1 到 32 个字符，只能用 A-Z a-z 0-9 - _，不能叫 trust",
                "an id is 1 to 32 of A-Z a-z 0-9 - _, but not 'trust'");
        return id;
    }

    private static TrustStore Trust(SiteSection site, string folder, SiteFaults faults)
    {
        var path = site.Text("issuers", 1024);
        if (path.Length == 0) return new TrustStore([]);
        var file = Path.GetFullPath(path, folder);
        var inside = new SiteFaults(file);
        var trust = TrustFile.Read(file, inside);
        faults.Take(inside);
        return trust;
    }

    private static SiteHost Host(SiteSection site, string folder, TrustStore trust, SiteFaults faults)
    {
        var clock = site.Word("clock", ["kernel", "assumed"], "kernel") == "assumed" ? ClockSource.Assumed : ClockSource.Kernel;
        var data = site.Text("data", 1024);
        return new SiteHost(data.Length == 0 ? "" : Path.GetFullPath(data, folder), SiteCloud.Read(site, folder, faults),
            Loopback(site, faults), clock, Offset(site, faults), [], DoorLayout.Read(site, faults),
            StoreLimits.Read(site, faults), DemoKeysIn(trust))
        {
            ProofWaived = site.Word("commissioning", ["required", "waived"], "required") == "waived",
            Sysfs = Path.GetFullPath(site.TextOrNone("sysfs", 1024) ?? "/sys", folder),
            BusRecordMiB = site.Whole("bus_record_mb", 0, SiteHost.BusRecordMax, 0),
        };
    }

    /// <summary>State and health carry no secret, yet nobody beyond this computer has any business with them.</summary>
    private static IPEndPoint Loopback(SiteSection site, SiteFaults faults)
    {
        var fallback = new IPEndPoint(IPAddress.Loopback, 18310);
        if (site.TextOrNone("http", 64) is not { } text) return fallback;
        if (IPEndPoint.TryParse(text, out var at) && IPAddress.IsLoopback(at.Address) && at.Port > 0 && at.ToString() == text)
            return at;
        if (text.Length > 0)
            faults.Add(site.Find("http")!, "要写本机地址和端口，例如 127.0.0.1:18310",
                "a loopback address and a port belong here, for example 127.0.0.1:18310");
        return fallback;
    }

    private static TimeSpan Offset(SiteSection site, SiteFaults faults)
    {
        var text = site.TextOrNone("utc_offset", 8) ?? "+08:00";
        if (text.Length == 6 && text[0] is '+' or '-'
            && TimeSpan.TryParseExact(text.AsSpan(1), @"hh\:mm", CultureInfo.InvariantCulture, out var offset)
            && offset.TotalHours <= 14)
            return text[0] == '-' ? -offset : offset;
        if (text.Length > 0)
            faults.Add(site.Find("utc_offset")!, "要写成 +08:00 这样的时差，最多 14 小时",
                "an offset such as +08:00 belongs here, at most 14 hours");
        return TimeSpan.FromHours(8);
    }

    private static Fitted Wired(SiteSection site, string folder, SiteFaults faults)
    {
        var lines = SiteLines.Read(site, folder, faults);
        var locks = SiteLocks.Read(site, lines, faults);
        var relays = SiteBoards.RelayBoards(site, lines, faults);
        var scanners = Scanners(site, lines, faults);
        var names = new SiteNames(faults);
        var goods = new SiteGoods(lines, names, faults);
        goods.Read(site);
        var tags = SiteTagReaders.Read(site, lines, faults);
        var lockers = new SiteLockers(names, faults);
        lockers.Read(site);
        var reader = new SiteSlots(lines, locks, relays, lockers, faults);
        var slots = reader.Read(site);
        lockers.Check(slots);
        var pins = SitePins.Read(site, faults);
        var ioBoards = SiteIoBoards.Read(site, lines, faults);
        var sensors = new SiteSensors(pins, ioBoards, slots, names, faults);
        var (contacts, outputs) = (sensors.Contacts(site), sensors.Outputs(site));
        var counters = sensors.Counters(site);
        var byRelay = sensors.RelayChannels(site);
        var kernel = sensors.Kernel(site);
        // Looked at here, and read with all the rest of energy.
        var hasCap = site.Node.Members.Any(section => section.Key == "energy" && section.Value.Members.Any(member => member.Key == "cap_w"));
        var gauges = new SiteGauges(lines, slots, names, hasCap, faults);
        gauges.Read(site);
        lines.WarnOfUnused(faults);
        pins.WarnOfUnused();
        var devices = new List<(string Line, DeviceWiring Device)>();
        devices.AddRange(locks.Values.Select(board => (board.Line, (DeviceWiring)board.Wiring())));
        devices.AddRange(relays.Values.Select(board => (board.Line, (DeviceWiring)board.Wiring())));
        devices.AddRange(ioBoards.Values.Select(board => (board.Line, (DeviceWiring)board.Wiring())));
        devices.AddRange(scanners.Select(scanner => (scanner.Line, (DeviceWiring)scanner.Wiring)));
        devices.AddRange(reader.Packs.Select(pack => (pack.Line, (DeviceWiring)pack.Wiring)));
        devices.AddRange(reader.Boards.Select(board => (board.Line, (DeviceWiring)board.Wiring)));
        devices.AddRange(gauges.Devices);
        devices.AddRange(goods.Boards);
        devices.AddRange(tags.Select(tag => (tag.Line, (DeviceWiring)tag.Wiring)));
        var onLine = devices.ToLookup(pair => pair.Line, pair => pair.Device);
        var wired = lines.All.Select(line =>
            new LineWiring(line.Port.Line, line.Port.Baud, [.. onLine[line.Port.Line.Name]]) { Format = line.Port.Format });
        return new Fitted(new Wiring([.. wired]) { Banks = pins.Wiring, Kernel = kernel.Fits }, [.. lines.All.Select(line => line.Port)], pins.Ports, gauges.Supplied())
        {
            Contacts = contacts,
            Gauges = [.. gauges.Plans, .. kernel.Plans],
            Outputs = outputs,
            Channels = [.. goods.Channels, .. byRelay, .. lockers.Channels],
            Senses = new Senses(counters, [.. tags.Select(tag => tag.Wiring.Reader)]),
            Names = names,
        };
    }

    private static List<(string Line, ScannerWiring Wiring)> Scanners(SiteSection site, SiteLines lines, SiteFaults faults)
    {
        var scanners = new List<(string, ScannerWiring)>();
        foreach (var item in site.Items("scanners", 1, 4))
            SiteSection.Read(item, faults, section =>
            {
                var line = section.Text("line", SiteLines.NameCharsMax);
                var end = section.Word("end", ["cr", "crlf", "tab", "none"], "cr");
                lines.Attach(section, line, SiteLines.ScannerFamily, 0, faults);
                var setUp = section.Word("setup", ["none", "gm65"], "none") == "gm65";
                scanners.Add((line, new ScannerWiring(Enum.Parse<ScanEnd>(end, ignoreCase: true), setUp)));
                return true;
            });
        return scanners;
    }

    private static ImmutableArray<string> DemoKeysIn(TrustStore trust) =>
        [.. trust.Keys.Where(key => DemoKeys.Contains(key)).Select(key => $"{key.Issuer}/{key.Kind.ToString().ToLowerInvariant()}")];

    /// <summary>What others draw is seen by a meter on a line, quickly enough; or by nobody, and the cap is only planned with.</summary>
    private static void WarnOfCapWithoutMeter(SiteSection site, SitePlan plan, Wiring wiring, SiteFaults faults)
    {
        if (plan.Energy.CapWatts is null || wiring.Lines.Any(line => line.Devices.Any(device => device is GaugeWiring { Fit.PowerEvery: not null }))) return;
        faults.Warn(site.Find("energy")!, "写了 cap_w，gauges 里却没有电表（\"use\": \"mains\"）：别的设备用电超限时，没有人能在一秒内停充",
            "cap_w is set, but gauges has no meter (\"use\": \"mains\"): when others break the cap, nobody stops a charger within a second");
    }

    private static void WarnOfRightsWithoutPacks(SiteSection site, SitePlan plan, SiteFaults faults)
    {
        var classes = plan.Packs.Patterns.Select(pattern => "swap:" + pattern.Class.Name).ToHashSet(StringComparer.Ordinal);
        var rights = plan.Trust.Keys.SelectMany(key => key.Rights).Distinct(StringComparer.Ordinal);
        foreach (var right in rights)
            if (right.StartsWith("swap:", StringComparison.Ordinal) && !right.EndsWith('*') && !classes.Contains(right))
                faults.Warn(site.Node, $"签发方可给的“{right}”在 packs 里没有对应的类别",
                    $"an issuer may give '{right}', but packs has no such class");
    }
}
