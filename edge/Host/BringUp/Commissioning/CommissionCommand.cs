using System.Globalization;
using System.Text.Json.Nodes;
using YongAi.Edge.Host.Site;

namespace YongAi.Edge.Host.BringUp.Commissioning;

/// <summary>What a proof of a cabinet is asked to do.</summary>
/// <param name="By">Who does it, for the record.</param>
/// <param name="Slots">Only these slots; none for all.</param>
/// <param name="English">In English; otherwise Chinese.</param>
/// <param name="Json">One JSON object at the end; the talk goes to the errors then.</param>
public sealed record CommissionOrder(string By, ImmutableArray<int> Slots, bool English, bool Json);

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
        crew.Tell(new("逐仓验收：锁会弹开，请站在柜前，手不要放在门缝里。备一块没充满的电池。",
            "Proving slot by slot: locks will fire. Stand before the cabinet, hands off the gaps, with one pack that is not full."));
        var slots = await new Commissioning(site.Plan, bench, crew).RunAsync(slot => order.Slots.IsEmpty || order.Slots.Contains(slot));
        var before = CommissionRecord.Read(site, out _)?.Proved ?? [];
        var kept = before.Where(slot => slots.All(now => now.Slot != slot));
        var proved = kept.Concat(slots.Where(slot => slot.IsProved).Select(slot => slot.Slot)).Order().ToImmutableArray();
        var record = new CommissionRecord(site.Plan.Cabinet, WiringPrint.Of(site), TimeProvider.System.GetUtcNow(), order.By, proved);
        record.Write(site);
        var open = site.Plan.Slots.Select(slot => slot.Slot.Value).Except(proved).ToArray();
        crew.Tell(open.Length == 0
            ? new($"全部 {proved.Length} 个仓合格，记录已签名：{CommissionRecord.PathOf(site)}",
                $"all {proved.Length} slots are proved; signed record: {CommissionRecord.PathOf(site)}")
            : new($"合格 {proved.Length} 个仓；未合格、停用：{string.Join("、", open)}",
                $"{proved.Length} slots are proved; not proved and out of service: {string.Join(", ", open)}"));
        if (order.Json) output.WriteLine(Report(slots, record).ToJsonString());
        return slots.All(slot => slot.IsProved) ? ExitCode.Fine : ExitCode.Failed;
    }

    private static JsonObject Report(ImmutableArray<ProvedSlot> slots, CommissionRecord record) => new()
    {
        ["cabinet"] = record.Cabinet, ["wiring"] = record.Wiring,
        ["at"] = record.At.ToString("O", CultureInfo.InvariantCulture), ["by"] = record.By,
        ["proved"] = new JsonArray([.. record.Proved.Select(slot => (JsonNode)slot)]),
        ["slots"] = new JsonArray([.. slots.Select(Slot)]),
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

    private static string Name(FindingKind kind) => string.Concat(kind.ToString()
        .Select((c, i) => char.IsUpper(c) && i > 0 ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
