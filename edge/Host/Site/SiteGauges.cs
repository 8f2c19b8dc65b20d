using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Chargers;
using YongAi.Edge.Devices.Gauges;

namespace YongAi.Edge.Host.Site;

/// <summary>Reads what measures: meters and air boards, and the supplies that charge one slot each and measure what they give.</summary>
/// <param name="hasCap">The site has a cap: the meter that guards it is asked for its power more often.</param>
internal sealed class SiteGauges(SiteLines lines, ImmutableArray<SlotPlan> slots, SiteNames names, bool hasCap, SiteFaults faults)
{
    public const string Riden = "riden";
    public static readonly string[] Families = ["sdm120", "dtsu666", "pzem", "xy-md02"];

    private const int GaugesMax = 64;
    private static readonly string[] Uses = ["air", "outside", "board", "mains", "supply", "ups"];

    private readonly Dictionary<SlotNumber, string> supplied = [];
    private readonly Dictionary<SlotNumber, Amps> most = [];

    public List<GaugePlan> Plans { get; } = [];

    public List<(string Line, DeviceWiring Device)> Devices { get; } = [];

    public void Read(SiteSection site)
    {
        foreach (var item in site.Items("gauges", 0, GaugesMax)) SiteSection.Read(item, faults, Gauge);
        foreach (var item in site.Items("supplies", 0, SlotNumber.Max)) SiteSection.Read(item, faults, Supply);
    }

    private bool Gauge(SiteSection section)
    {
        var id = new GaugeId(names.Read(section));
        var use = Enum.Parse<GaugeUse>(section.Word("use", Uses), ignoreCase: true);
        var slot = section.Find("slot") is null ? null : Slot(section);
        Plans.Add(new GaugePlan(id, use, slot));
        OnLine(section, id, use);
        return true;
    }

    /// <summary>A gauge that answers on a line.</summary>
    private void OnLine(SiteSection section, GaugeId id, GaugeUse use)
    {
        var family = section.Word("family", Families);
        var line = section.Text("line", SiteLines.NameCharsMax);
        var address = (byte)section.Whole("address", 1, 247);
        // A gauge says nothing after 10 s (GaugeImage.StaleAfter): two polls have to fit.
        var poll = TimeSpan.FromMilliseconds(section.Whole("poll_ms", 500, 4000, 2000));
        var scale = section.Find("scale");
        if (scale is not null && family != "dtsu666")
            faults.Add(scale, "只有 dtsu666 才有 scale，请删去", "only a dtsu666 has a scale; remove it");
        lines.Attach(section, line, family, address, faults);
        var fit = new GaugeFit(id, MakeOf(family), address, poll) { PowerEvery = hasCap && use == GaugeUse.Mains ? GaugeFit.UnderACap : null };
        if (scale is not null && SiteSection.Read(scale, faults, Scale) is { } counts) fit = fit with { DtsuScale = counts };
        Devices.Add((line, new GaugeWiring(fit)));
    }

    /// <summary>The slots, with what the supply of each can be told to give at most.</summary>
    public ImmutableArray<SlotPlan> Supplied() =>
        [.. slots.Select(slot => most.TryGetValue(slot.Slot, out var amps) ? slot with { Adjustable = amps } : slot)];

    private bool Supply(SiteSection section)
    {
        var id = new GaugeId(names.Read(section));
        var slot = Slot(section);
        section.Word("family", [Riden]);
        var line = section.Text("line", SiteLines.NameCharsMax);
        var address = (byte)section.Whole("address", 1, 247);
        var volts = section.Number("volts", 5, 60);
        var amps = section.Number("amps", 0.1m, 18);
        var poll = TimeSpan.FromMilliseconds(section.Whole("poll_ms", 500, 4000, 1000));
        lines.Attach(section, line, Riden, address, faults);
        if (slot is not { } number) return false;
        if (!supplied.TryAdd(number, section.Node.Place))
            faults.Add(section.Find("slot")!, $"仓 {number} 已有电源 {supplied[number]}", $"slot {number} has {supplied[number]} already");
        else if (!EndsInHardware(number))
            faults.Add(section.Find("slot")!, $"仓 {number}：睿登电源自己不会停，请在它前面接一路定时继电器（\"charger\": \"板名/继电器\"）",
                $"slot {number}: a Riden supply does not end by itself; put a timed relay before it (\"charger\": \"board/relay\")");
        most[number] = new(amps);
        Plans.Add(new GaugePlan(id, GaugeUse.Supply, number));
        Devices.Add((line, new SupplyWiring(new SupplyFit(address, number, id, new(volts), new(amps), poll))));
        return true;
    }

    /// <summary>What ends a charge in hardware: the slot's own relay or board.</summary>
    private bool EndsInHardware(SlotNumber number) => slots.Any(slot => slot.Slot == number && slot.Charger);

    private SlotNumber? Slot(SiteSection section)
    {
        if (section.WholeOrNone("slot", 1, SlotNumber.Max) is not { } written) return null;
        var number = new SlotNumber(written);
        if (slots.Any(slot => slot.Slot == number)) return number;
        faults.Add(section.Find("slot")!, $"slots 里没有 {number} 号仓", $"slots has no slot {number}");
        return null;
    }

    private static DtsuScale Scale(SiteSection section)
    {
        var usual = new DtsuScale();
        return new DtsuScale(Step(section, "volts", usual.Volts), Step(section, "amps", usual.Amps), Step(section, "watts", usual.Watts),
            Step(section, "power_factor", usual.PowerFactor), Step(section, "hertz", usual.Hertz),
            Step(section, "kwh", usual.KilowattHours));
    }

    private static double Step(SiteSection section, string key, double usual) => section.Number(key, 0.0001m, 1000, (decimal)usual);

    private static GaugeMake MakeOf(string family) => family switch
    {
        "dtsu666" => GaugeMake.Dtsu666,
        "pzem" => GaugeMake.Pzem,
        "xy-md02" => GaugeMake.XyMd02,
        _ => GaugeMake.Sdm120,
    };
}
