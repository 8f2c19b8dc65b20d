using YongAi.Edge.Control;

namespace YongAi.Edge.Host.BringUp.Commissioning;

/// <summary>The proof of a cabinet, slot by slot.</summary>
/// <param name="plan">The cabinet as its site file says.</param>
/// <param name="bench">Its lines.</param>
/// <param name="crew">Who stands before it.</param>
public sealed class Commissioning(SitePlan plan, IWorkbench bench, ICrewman crew)
{
    /// <summary>Before the first slot every sensor has been asked twice; what is silent by then is found at its slot.</summary>
    public static readonly TimeSpan SettlesWithin = TimeSpan.FromSeconds(8);

    /// <summary>Proves the slots that are asked for, in order.</summary>
    public async Task<ImmutableArray<ProvedSlot>> RunAsync(Func<int, bool> isAsked)
    {
        await bench.Until(() => false, SettlesWithin);
        var proved = ImmutableArray.CreateBuilder<ProvedSlot>();
        foreach (var slot in plan.Slots)
        {
            if (!isAsked(slot.Slot.Value)) continue;
            crew.Tell(new($"—— {slot.Slot} 号仓 ——", $"-- slot {slot.Slot} --"));
            var result = await new SlotProof(slot, bench, crew).RunAsync();
            foreach (var finding in result.Findings) crew.Tell(new($"  ✗ {finding.Chinese}", $"  x {finding.English}"));
            if (result.IsProved)
                crew.Tell(new($"  ✓ {slot.Slot} 号仓合格{Serial(result, "，电池 ")}",
                    $"  ok: slot {slot.Slot} is proved{Serial(result, ", pack ")}"));
            proved.Add(result);
        }
        return proved.ToImmutable();
    }

    private static string Serial(ProvedSlot slot, string before) => slot.Pack is { } serial ? before + serial : "";
}
