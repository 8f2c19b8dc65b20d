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

    /// <summary>A whole swap, cut as soon as the journal holds so many entries; the rest is what people and sensors do anyway.</summary>
    private static bool CutAfter(long entries, bool lastInkLost, out ScenarioScript script)
    {
        script = new ScenarioScript();
        script.Play("> stock\n");
        var first = script.Cabinet.Cabinet.Ledger.Position;
        foreach (var step in (string[])
                 ["scan chen", "await open 12", "wait 1", $"put 12 {Own} 22", "wait 1", "close 12", "await open 7", "wait 1", "take 7", "wait 4", "close 7", "wait 5"])
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

    public static TheoryData<int, bool> Cuts()
    {
        var cuts = new TheoryData<int, bool>();
        for (var entries = 1; entries <= 20; entries++)
        {
            cuts.Add(entries, true);
            cuts.Add(entries, false);
        }
        return cuts;
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public void Facts_decide_after_the_cut_and_no_lock_is_fired(int entries, bool lastInkLost)
    {
        var cut = CutAfter(entries, lastInkLost, out var script);
        using var _ = script;
        var cabinet = script.Cabinet;
        if (!cut)
        {
            // The swap has fewer appends than this: it was lived to its end, and that is what must hold.
            Assert.Equal(SwapEnding.Done, Endings(cabinet).Last().Ending);
            return;
        }
        script.Play("> wait 40\n");
        Assert.Equal(0, cabinet.LocksFiredSinceStart);
        Assert.Null(cabinet.Cabinet.Ledger.Swap);
        Settled(cabinet);
    }

    [Fact]
    public void A_cut_swap_has_at_least_a_dozen_places_to_be_cut_at()
    {
        var places = Enumerable.Range(1, 20).Count(entries =>
        {
            var cut = CutAfter(entries, lastInkLost: true, out var script);
            script.Dispose();
            return cut;
        });
        Assert.InRange(places, 12, 20);
    }

    /// <summary>Whoever brought a pack has one, or a case number; no pack has two owners; the stock is where the ledger says.</summary>
    private static void Settled(ScenarioCabinet cabinet)
    {
        var ledger = cabinet.Cabinet.Ledger;
        var taken = cabinet.Door(7).Pack is null;
        var inserted = cabinet.Door(12).Pack == Own;
        var hasCase = ledger.Cases.Any(c => c.Rider.Subject == "chen");
        if (taken) Assert.Equal("chen", ledger.Custody.Of(PackId.From("YA48240000000007"))?.Rider?.Subject);
        else if (inserted) Assert.True(hasCase, "his pack is in, he has no other, and no case number");
        if (inserted && taken) Assert.Equal(new Holding(null, new SlotNumber(12)), ledger.Custody.Of(PackId.From(Own)));
        foreach (var door in cabinet.Doors)
            if (ledger.Custody.In(new SlotNumber(door.Number)) is { } pack)
                Assert.Equal(door.Pack, pack.Text);
        var replayed = cabinet.Disk.Aggregate(Ledger.Empty, (l, entry) => l.Apply(entry));
        Assert.Equal(replayed.Custody.Packs.ToArray(), ledger.Custody.Packs.ToArray());
    }

    private static IEnumerable<SwapEnded> Endings(ScenarioCabinet cabinet) => cabinet.Disk.Select(e => e.Event).OfType<SwapEnded>();
}
