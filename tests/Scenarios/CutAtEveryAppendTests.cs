using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;

namespace YongAi.Edge.Tests.Scenarios;

/// <summary>The power is cut at every append of a swap; after the start facts decide, and no lock is fired.</summary>
public sealed class CutAtEveryAppendTests
{
    private const string Own = "YA48240000000099";

    private static readonly string[] WholeSwap =
    [
        "scan chen", "await open 12", "wait 1", $"put 12 {Own} 22", "wait 1", "close 12", "await open 7", "wait 1", "take 7", "wait 4", "close 7",
        "wait 5",
    ];

    private static readonly string[] Undone =
    [
        "scan chen", "await open 12", "wait 1", $"put 12 {Own} 22", "wait 1", "close 12", "await open 7", "wait 1", "take 7", "wait 2",
        "put 7 YA48240000000007 99", "wait 1", "close 7", "await open 12", "wait 1", "take 12", "wait 2", "close 12", "wait 5",
    ];

    private static readonly string[] WithConsent =
    [
        "scan chen", "wait 2", "scan chen", "await open 12", "wait 1", $"put 12 {Own} 22", "wait 1", "close 12", "await open 7", "wait 1", "take 7",
        "wait 4", "close 7", "wait 5",
    ];

    private static readonly string[] SwappedAgain =
    [
        "scan chen", "await open 7", "wait 1", "put 7 YA48240000000007 99", "wait 1", "close 7", "await open 1", "wait 1", "take 1", "wait 4",
        "close 1", "wait 5",
    ];

    /// <summary>What went before, and what is cut: the plain swap, and each way that changes custody or right in another manner.</summary>
    private static readonly Dictionary<string, (string[] Before, string[] Cut)> Ways = new()
    {
        ["a whole swap"] = (["stock"], WholeSwap),
        ["a swap that is undone"] = (["stock"], Undone),
        ["a short pack with consent"] = (["stock", "charge 70", "charge 7 80", "wait 2"], WithConsent),
        ["a bad pack brought back early"] = (["gap 20", "stock", .. WholeSwap, "wait 120"], SwappedAgain),
        ["a suspect pack taken in"] = (["stock", "suppression 12", "wait 6", "fault 12 ShortCircuit"], WholeSwap),
    };

    /// <summary>A way cut as soon as the journal holds so many entries of it; the rest is what people and sensors do anyway.</summary>
    private static bool CutAfter(string way, long entries, bool lastInkLost, out ScenarioScript script)
    {
        script = new ScenarioScript();
        foreach (var step in Ways[way].Before) script.Play($"> {step}\n");
        var first = script.Cabinet.Cabinet.Ledger.Position;
        foreach (var step in Ways[way].Cut)
        {
            foreach (var piece in Pieces(step))
            {
                script.Play($"> {piece}\n");
                if (script.Cabinet.Cabinet.Ledger.Position - first < entries) continue;
                script.Play(lastInkLost ? "> restart\n" : "> restart written\n");
                return true;
            }
        }
        return false;
    }

    /// <summary>Waiting is cut up, so that the cut can fall into it.</summary>
    private static IEnumerable<string> Pieces(string step) =>
        step.StartsWith("wait ", StringComparison.Ordinal) ? Enumerable.Repeat("wait 0.1", (int)(double.Parse(step[5..]) * 10)) : [step];

    public static TheoryData<string, int, bool> Cuts()
    {
        var cuts = new TheoryData<string, int, bool>();
        foreach (var way in Ways.Keys)
            for (var entries = 1; entries <= Places(way); entries++)
            {
                cuts.Add(way, entries, true);
                cuts.Add(way, entries, false);
            }
        return cuts;
    }

    private static int Places(string way) => way == "a swap that is undone" ? 24 : 20;

    [Theory]
    [MemberData(nameof(Cuts))]
    public void Facts_decide_after_the_cut_and_no_lock_is_fired(string way, int entries, bool lastInkLost)
    {
        var cut = CutAfter(way, entries, lastInkLost, out var script);
        using var _ = script;
        var cabinet = script.Cabinet;
        if (!cut)
        {
            // The way has fewer appends than this: it was lived to its end, and that is what must hold.
            Assert.Equal(way == "a swap that is undone" ? SwapEnding.Aborted : SwapEnding.Done, Endings(cabinet).Last().Ending);
            Settled(cabinet);
            return;
        }
        script.Play("> wait 40\n");
        Assert.Equal(0, cabinet.LocksFiredSinceStart);
        Assert.Null(cabinet.Cabinet.Ledger.Swap);
        Settled(cabinet);
    }

    [Fact]
    public void Every_way_has_at_least_a_dozen_places_to_be_cut_at()
    {
        foreach (var way in Ways.Keys)
        {
            var places = Enumerable.Range(1, Places(way)).Count(entries =>
            {
                var cut = CutAfter(way, entries, lastInkLost: true, out var script);
                script.Dispose();
                return cut;
            });
            Assert.InRange(places, 12, Places(way));
        }
    }

    /// <summary>
    /// He has a pack in hand or a case number; no pack has two owners; what the ledger has in a slot is there; a right is used if
    /// and only if a pack of the cabinet's is out.
    /// </summary>
    private static void Settled(ScenarioCabinet cabinet)
    {
        var ledger = cabinet.Cabinet.Ledger;
        var inside = cabinet.Doors.Select(door => door.Pack).OfType<string>().ToHashSet();
        string[] all = [Own, .. Enumerable.Range(1, 11).Select(n => $"YA4824{n:0000000000}")];
        var inHand = all.Where(pack => !inside.Contains(pack)).ToArray();
        Assert.True(inHand.Length > 0 || ledger.Cases.Any(c => c.Rider.Subject == "chen"), "he has no pack and no case number");
        foreach (var pack in inHand.Where(pack => pack != Own))
            Assert.Equal("chen", ledger.Custody.Of(PackId.From(pack))?.Rider?.Subject);
        foreach (var door in cabinet.Doors)
        {
            if (ledger.Custody.In(new SlotNumber(door.Number)) is { } pack)
                Assert.Equal(door.Pack, pack.Text);
            if (door.Pack is { } lies)
                Assert.NotEqual(new Holding(new RiderId("demo", "chen"), null), ledger.Custody.Of(PackId.From(lies)));
        }
        var events = cabinet.Disk.Select(entry => entry.Event).ToList();
        Assert.True(events.OfType<SwapUndone>().All(undone => events.OfType<SwapCompleted>().Count(done => done.Swap == undone.Swap) == 1));
        Assert.Equal(events.OfType<SwapCompleted>().Count(), events.OfType<SwapCompleted>().Select(done => done.Swap).Distinct().Count());
        var replayed = cabinet.Disk.Aggregate(Ledger.Empty, (l, entry) => l.Apply(entry));
        Assert.Equal(replayed.Custody.Packs.ToArray(), ledger.Custody.Packs.ToArray());
        Assert.Equal(replayed.Riders.Riders.ToArray(), ledger.Riders.Riders.ToArray(), (a, b) => a.Key == b.Key && a.Value.Last == b.Value.Last);
    }

    private static IEnumerable<SwapEnded> Endings(ScenarioCabinet cabinet) => cabinet.Disk.Select(e => e.Event).OfType<SwapEnded>();
}
