using YongAi.Edge.Control;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Tests.Scenarios;

/// <summary>
/// The power is cut at every append of what happens at other doors: a pack comes in without a code and is claimed, one is levered
/// out, one serial lies in two slots. After the start a slot in service holds what the ledger says, and no lock is fired.
/// </summary>
public sealed class CutAtOtherDoorsTests
{
    private const int AppendsMost = 36;

    private static readonly string[] Life =
    [
        "scan li", "await open 12", "wait 1", "put 12 YA48240000000098 22", "close 12", "await open 7", "wait 1", "take 7", "wait 4", "close 7",
        "wait 5", "open 7", "wait 2", "put 7 YA48240000000099 22", "close 7", "wait 8", "scan chen", "await open 1", "wait 1", "steal 5", "wait 4",
        "take 1", "wait 4", "close 1", "wait 3", "open 1", "wait 1", "put 1 YA48240000000003 50", "close 1", "wait 6",
    ];

    public static TheoryData<int, bool> Cuts()
    {
        var cuts = new TheoryData<int, bool>();
        for (var entries = 1; entries <= AppendsMost; entries++)
        {
            cuts.Add(entries, true);
            cuts.Add(entries, false);
        }
        return cuts;
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public void What_lies_there_is_accounted_for_after_the_cut(int entries, bool lastInkLost)
    {
        using var script = new ScenarioScript();
        script.Play("> stock\n");
        Assert.True(CutAfter(entries, lastInkLost, script), $"this life has fewer than {entries} appends; lower {nameof(AppendsMost)}");
        foreach (var door in script.Cabinet.Doors) door.Open = false;
        script.Play("> wait 75\n");
        var cabinet = script.Cabinet;
        Assert.Equal(0, cabinet.LocksFiredSinceStart);
        Assert.Null(cabinet.Cabinet.Ledger.Swap);
        foreach (var door in cabinet.Doors) Accounted(cabinet.Cabinet.Ledger, door);
        var replayed = cabinet.Disk.Aggregate(Ledger.Empty, (ledger, entry) => ledger.Apply(entry));
        Assert.Equal(cabinet.Cabinet.Ledger.Custody.Packs.ToArray(), replayed.Custody.Packs.ToArray());
        Assert.Equal(cabinet.Cabinet.Ledger.Quarantined.ToArray(), replayed.Quarantined.ToArray());
    }

    private static bool CutAfter(int entries, bool lastInkLost, ScenarioScript script)
    {
        var first = script.Cabinet.Cabinet.Ledger.Position;
        foreach (var step in Life.SelectMany(Pieces))
        {
            script.Play($"> {step}\n");
            if (script.Cabinet.Cabinet.Ledger.Position - first < entries) continue;
            script.Play(lastInkLost ? "> restart\n" : "> restart written\n");
            return true;
        }
        return false;
    }

    /// <summary>Waiting is cut up, so that the cut can fall into it.</summary>
    private static IEnumerable<string> Pieces(string step) =>
        step.StartsWith("wait ", StringComparison.Ordinal) ? Enumerable.Repeat("wait 0.5", int.Parse(step[5..]) * 2) : [step];

    /// <summary>Served means known; a pack that nobody can account for, or a twin, is in no slot that serves.</summary>
    private static void Accounted(Ledger ledger, Door door)
    {
        var slot = new SlotNumber(door.Number);
        if (ledger.WithdrawnFrom(slot).IsEmpty)
            Assert.True(door.Pack == ledger.Custody.In(slot)?.Text,
                $"slot {slot} serves, holds {door.Pack ?? "nothing"}, and the ledger says {ledger.Custody.In(slot)?.Text ?? "nothing"}");
        if (PackId.TryFrom(door.Pack, out var pack) && ledger.QuarantineOf(pack) is not null)
            Assert.Contains(Withdrawal.UnsoundPack, ledger.WithdrawnFrom(slot));
    }
}
