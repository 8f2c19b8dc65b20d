using System.Globalization;
using System.Text.Json.Nodes;
using YongAi.Edge.Host.Site;

namespace YongAi.Edge.Host.BringUp.Commissioning;

/// <summary>What a proof of a cabinet is asked to do.</summary>
/// <param name="By">Who does it, for the record.</param>
/// <param name="Slots">Only these slots, and no sensors; none for all of both.</param>
/// <param name="English">In English; otherwise Chinese.</param>
/// <param name="Json">One JSON object at the end; the talk goes to the errors then.</param>
public sealed record CommissionOrder(string By, ImmutableArray<int> Slots, bool English, bool Json)
{
    /// <summary>Only sensors and outputs, and no slots.</summary>
    public bool SensorsOnly { get; init; }
}

/// <summary>Proves a cabinet with a crewman before it, writes the signed record, and says what is wrong.</summary>
internal static class CommissionCommand
{
    /// <summary>0 when every slot that was asked for is proved, 1 when one is not.</summary>
    public static async Task<int> RunAsync(SiteSettings site, CommissionOrder order, TextReader input, TextWriter output, TextWriter errors)
    {
        var talk = order.Json ? errors : output;
        using var bench = new Workbench(site);
        var crew = new TerminalCrewman(input, talk, order.English);
        if (!await bench.IsOpenAsync(crew.Tell)) return ExitCode.Failed;
        var sensors = ImmutableArray<ProvedSensor>.Empty;
        if (order.Slots.IsEmpty) sensors = await new SensorProof(site.Plan, bench, crew).RunAsync();
        if (!order.SensorsOnly) crew.Tell(new("逐仓验收：锁会弹开，请站在柜前，手不要放在门缝里。备一块没充满的电池。",
            "Proving slot by slot: locks will fire. Stand before the cabinet, hands off the gaps, with one pack that is not full."));
        var slots = await new Commissioning(site.Plan, bench, crew).RunAsync(slot => !order.SensorsOnly && (order.Slots.IsEmpty || order.Slots.Contains(slot)));
        var before = CommissionRecord.Read(site, out _);
        var kept = (before?.Proved ?? []).Where(slot => slots.All(now => now.Slot != slot));
        var proved = kept.Concat(slots.Where(slot => slot.IsProved).Select(slot => slot.Slot)).Order().ToImmutableArray();
        var record = new CommissionRecord(site.Plan.Cabinet, WiringPrint.Of(site), TimeProvider.System.GetUtcNow(), order.By, proved)
        {
            Sensors = order.Slots.IsEmpty ? [.. sensors.Where(sensor => sensor.IsProved).Select(sensor => sensor.Name)] : before?.Sensors ?? [],
        };
        record.Write(site);
        var open = site.Plan.Slots.Select(slot => slot.Slot.Value).Except(proved).ToArray();
        crew.Tell(open.Length == 0
            ? new($"全部 {proved.Length} 个仓合格，记录已签名：{CommissionRecord.PathOf(site)}",
                $"all {proved.Length} slots are proved; signed record: {CommissionRecord.PathOf(site)}")
            : new($"合格 {proved.Length} 个仓；未合格、停用：{string.Join("、", open)}",
                $"{proved.Length} slots are proved; not proved and out of service: {string.Join(", ", open)}"));
        var doubted = sensors.Where(sensor => !sensor.IsProved).Select(sensor => sensor.Name).ToArray();
        if (doubted.Length > 0)
            crew.Tell(new($"未合格的传感器和输出，按没有读数算：{string.Join("、", doubted)}",
                $"sensors and outputs that are not proved count as silent: {string.Join(", ", doubted)}"));
        crew.Tell(new("程序看不见、要人检查的（用 --check 名称=结果 记下）：", "What no program can see and people check (write it down with --check NAME=VALUE):"));
        foreach (var line in SiteChecks.Lines(site)) crew.Tell(line);
        if (order.Json) output.WriteLine(Report(slots, sensors, record).ToJsonString());
        return slots.All(slot => slot.IsProved) && doubted.Length == 0 ? ExitCode.Fine : ExitCode.Failed;
    }

    private static JsonObject Report(ImmutableArray<ProvedSlot> slots, ImmutableArray<ProvedSensor> sensors, CommissionRecord record) => new()
    {
        ["cabinet"] = record.Cabinet, ["wiring"] = record.Wiring,
        ["at"] = record.At.ToString("O", CultureInfo.InvariantCulture), ["by"] = record.By,
        ["proved"] = new JsonArray([.. record.Proved.Select(slot => (JsonNode)slot)]),
        ["slots"] = new JsonArray([.. slots.Select(Slot)]),
        ["sensors"] = new JsonArray([.. sensors.Select(Sensor)]),
    };

    private static JsonNode Slot(ProvedSlot slot) => new JsonObject
    {
        ["slot"] = slot.Slot, ["proved"] = slot.IsProved, ["door"] = slot.Door, ["presence"] = slot.Presence, ["pack"] = slot.Pack,
        ["charger"] = slot.Charger,
        ["findings"] = new JsonArray([.. slot.Findings.Select(finding => (JsonNode)new JsonObject
        {
            ["kind"] = Name(finding.Kind), ["other"] = finding.Other, ["zh"] = finding.Chinese, ["en"] = finding.English,
        })]),
    };

    private static JsonNode Sensor(ProvedSensor sensor) => new JsonObject
    {
        ["name"] = sensor.Name, ["proved"] = sensor.IsProved,
        ["findings"] = new JsonArray([.. sensor.Findings.Select(finding => (JsonNode)new JsonObject
        {
            ["kind"] = Name(finding.Kind), ["other"] = finding.Other, ["zh"] = finding.Words.Chinese, ["en"] = finding.Words.English,
        })]),
    };

    private static string Name(Enum kind) => string.Concat(kind.ToString()
        .Select((c, i) => char.IsUpper(c) && i > 0 ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
