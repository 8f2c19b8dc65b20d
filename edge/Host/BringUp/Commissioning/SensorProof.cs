using YongAi.Edge.Control;
using YongAi.Edge.Control.Sensors;

namespace YongAi.Edge.Host.BringUp.Commissioning;

/// <summary>What is wrong with a contact, a gauge or an output.</summary>
public enum SensorFindingKind
{
    /// <summary>No word of it at all.</summary>
    Silent,
    /// <summary>It says the opposite of what is there.</summary>
    Polarity,
    /// <summary>Another one tells of it.</summary>
    OfAnother,
    /// <summary>It does not change, whatever the crew does.</summary>
    Dead,
    /// <summary>It was switched on and nothing came on.</summary>
    OutputDead,
    /// <summary>It was switched off and reads as on.</summary>
    OutputStaysOn,
}

/// <summary>One finding, in words that name what to do.</summary>
/// <param name="Name">The name in the site file.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Other">The other one that is mixed up with it, where there is one.</param>
public sealed record SensorFinding(string Name, SensorFindingKind Kind, string? Other = null)
{
    /// <summary>For the crew, with the mend.</summary>
    public Words Words => Kind switch
    {
        SensorFindingKind.Silent => new($"“{Name}”没有任何读数：查线、地址和配置", $"'{Name}' says nothing: look at its wire, its address and the site file"),
        SensorFindingKind.Polarity => new($"“{Name}”反了：把 active_low 或 active_level 改成另一个值，或对调常开/常闭",
            $"'{Name}' says the opposite: turn active_low or active_level round, or swap NO and NC"),
        SensorFindingKind.OfAnother => new($"动的是“{Name}”，变的却是“{Other}”：两根线接反了，对调或改配置",
            $"'{Name}' was moved and '{Other}' told of it: two wires are swapped; swap them back, or change the site file"),
        SensorFindingKind.Dead => new($"“{Name}”怎么动都不变：查传感器的电源和线", $"'{Name}' does not change whatever is done: look at its supply and its wire"),
        SensorFindingKind.OutputDead => new($"“{Name}”接通了却没有动：查它的电源、线和配置", $"'{Name}' was switched on and does not work: look at its supply, its wire and the site file"),
        _ => new($"“{Name}”断开后仍读到接通：继电器可能粘连，立即断电", $"'{Name}' was switched off and reads as on: its relay may be welded; cut its supply now"),
    };
}

/// <summary>What was proved of one contact, gauge or output.</summary>
public sealed record ProvedSensor(string Name, ImmutableArray<SensorFinding> Findings)
{
    public bool IsProved => Findings.IsEmpty;
}

/// <summary>
/// The proof of what a cabinet senses and switches beyond its slots: the crew acts and the right one has to tell of it; an output is switched
/// and the crew has to see it. A smoke sensor nobody has blown at is no smoke sensor.
/// </summary>
public sealed class SensorProof(SitePlan plan, IWorkbench bench, ICrewman crew)
{
    /// <summary>A first word: three rounds of the slowest, which is 1-wire.</summary>
    public static readonly TimeSpan HeardWithin = TimeSpan.FromSeconds(15);

    /// <summary>Proves all of them, one after the other.</summary>
    public async Task<ImmutableArray<ProvedSensor>> RunAsync()
    {
        var proved = ImmutableArray.CreateBuilder<ProvedSensor>();
        foreach (var contact in plan.Contacts) proved.Add(Told(contact.Id.Name, await Contact(contact)));
        foreach (var gauge in plan.Gauges) proved.Add(Told(gauge.Id.Name, await Gauge(gauge.Id.Name)));
        foreach (var output in plan.Outputs) proved.Add(Told(output.Id.Name, await Output(output)));
        return proved.ToImmutable();
    }

    private ProvedSensor Told(string name, (SensorFindingKind? Kind, string? Other) found)
    {
        ImmutableArray<SensorFinding> findings = found.Kind is { } kind ? [new SensorFinding(name, kind, found.Other)] : [];
        foreach (var finding in findings) crew.Tell(new($"  ✗ {finding.Words.Chinese}", $"  x {finding.Words.English}"));
        if (findings.IsEmpty) crew.Tell(new($"  ✓ “{name}”合格", $"  ok: '{name}' is proved"));
        return new ProvedSensor(name, findings);
    }

    private async Task<(SensorFindingKind?, string?)> Contact(ContactPlan contact)
    {
        var name = contact.Id.Name;
        if (!await bench.Until(() => Word(name) is not null, HeardWithin)) return (SensorFindingKind.Silent, null);
        // Mains is there while nobody does anything; all others rest.
        var rest = contact.Use == ContactUse.Mains;
        if (Word(name) != rest) return (SensorFindingKind.Polarity, null);
        var before = new SortedDictionary<string, bool?>(bench.Sight.Contacts, StringComparer.Ordinal);
        await crew.Please(contact, acts: true);
        await bench.Until(() => Moved(before).Any(), SlotProof.CrewWithin);
        await bench.Until(() => Moved(before).Contains(name), SlotProof.StragglesWithin);
        var moved = Moved(before).ToArray();
        await crew.Please(contact, acts: false);
        var back = await bench.Until(() => !Moved(before).Any(), SlotProof.CrewWithin);
        if (moved.Length == 0) return (SensorFindingKind.Dead, null);
        if (!moved.Contains(name)) return (SensorFindingKind.OfAnother, moved[0]);
        return back ? (null, null) : (SensorFindingKind.Dead, null);
    }

    private async Task<(SensorFindingKind?, string?)> Gauge(string name)
    {
        if (!await bench.Until(() => bench.Sight.Gauges.GetValueOrDefault(name) is not null, HeardWithin)) return (SensorFindingKind.Silent, null);
        var words = string.Join(", ", bench.Sight.Gauges[name]!.Value.Select(SensorTrial.ValueOf));
        return await crew.Agrees(new($"“{name}”读数：{words}，对不对？(y/n)", $"'{name}' reads {words}: is that right? (y/n)"))
            ? (null, null) : (SensorFindingKind.Dead, null);
    }

    private async Task<(SensorFindingKind?, string?)> Output(OutputPlan output)
    {
        var name = output.Id.Name;
        if (!await bench.Until(() => IsOn(name) is not null, HeardWithin)) return (SensorFindingKind.Silent, null);
        if (output.Use == OutputUse.Suppression && !await crew.Agrees(new(
            $"“{name}”会放出灭火剂：已拔下灭火剂的插头、换上测试灯了吗？(y/n)",
            $"'{name}' lets the extinguishing agent out: is its plug pulled and a test lamp in its place? (y/n)"))) return (SensorFindingKind.OutputDead, null);
        bench.Perform(new OutputOn(output, SlotProof.Lease));
        var works = await bench.Until(() => IsOn(name) == true, SlotProof.FlowsWithin)
            && await crew.Agrees(new($"“{name}”现在接通，它动了吗？(y/n)", $"'{name}' is on now: does it work? (y/n)"));
        bench.Perform(new OutputOff(output));
        if (!await bench.Until(() => IsOn(name) == false, SlotProof.FlowsWithin)) return (SensorFindingKind.OutputStaysOn, null);
        return works ? (null, null) : (SensorFindingKind.OutputDead, null);
    }

    private bool? Word(string contact) => bench.Sight.Contacts.GetValueOrDefault(contact);

    private bool? IsOn(string output) => bench.Sight.Outputs.GetValueOrDefault(output);

    /// <summary>Contacts that have another word than before.</summary>
    private IEnumerable<string> Moved(SortedDictionary<string, bool?> before) =>
        before.Where(was => was.Value is { } then && Word(was.Key) is { } now && now != then).Select(was => was.Key);
}
