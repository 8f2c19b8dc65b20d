using YongAi.Edge.Control;
using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Tests.Scenarios;

/// <summary>The power is cut at every append of a maintenance opening: one pulse at the most, one answer, and none that no fact supports.</summary>
public sealed class CommandCutTests
{
    private const int AppendsMax = 12;
    private const string Id = "open-3";

    public static TheoryData<int, bool> Cuts()
    {
        var cuts = new TheoryData<int, bool>();
        for (var entries = 1; entries <= AppendsMax; entries++)
        {
            cuts.Add(entries, true);
            cuts.Add(entries, false);
        }
        return cuts;
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public void One_pulse_and_one_answer_wherever_it_is_cut(int entries, bool lastInkLost)
    {
        using var script = new ScenarioScript();
        var cut = CutAfter(script, entries, lastInkLost);
        var cabinet = script.Cabinet;
        script.Play("> wait 40\n");
        Assert.Equal(cut ? 0 : 1, cabinet.LocksFiredSinceStart);
        var accepted = Written<CommandAccepted>(cabinet).Any();
        if (accepted)
        {
            var answer = Answers(cabinet).Single();
            Assert.Equal(Written<SlotOpened>(cabinet).Any() ? CommandOutcome.Done : CommandOutcome.Unknown, answer.Outcome);
        }

        // The cloud heard nothing and sends it again: what was accepted is answered, what was lost with the ink is done now.
        script.Play($"> command again {Id}\n> wait 5\n");
        Assert.InRange(cabinet.LocksFired, accepted ? 0 : 1, 1);
        Assert.Single(Answers(cabinet));
        Leave(script);
        Settled(cabinet);
    }

    [Fact]
    public void A_maintenance_opening_has_several_places_to_be_cut_at()
    {
        var places = Enumerable.Range(1, AppendsMax).Count(entries =>
        {
            using var script = new ScenarioScript();
            return CutAfter(script, entries, lastInkLost: true);
        });
        Assert.InRange(places, 7, AppendsMax);
    }

    /// <summary>A crew opens slot 3 and takes its pack, cut as soon as the journal holds so many entries more. False: it was not cut.</summary>
    private static bool CutAfter(ScenarioScript script, int entries, bool lastInkLost)
    {
        script.Play("> stock\n");
        var first = script.Cabinet.Cabinet.Ledger.Position;
        foreach (var step in Steps())
        {
            script.Play($"> {step}\n");
            if (script.Cabinet.Cabinet.Ledger.Position - first < entries) continue;
            script.Play(lastInkLost ? "> restart\n" : "> restart written\n");
            return true;
        }
        return false;
    }

    private static IEnumerable<string> Steps()
    {
        yield return $"command slot.open slot=3 id={Id} life=600";
        for (var tenth = 0; tenth < 20; tenth++) yield return "wait 0.1";
        yield return "take 3";
        for (var tenth = 0; tenth < 40; tenth++) yield return "wait 0.1";
        yield return "close 3";
        for (var tenth = 0; tenth < 60; tenth++) yield return "wait 0.1";
    }

    private static void Leave(ScenarioScript script)
    {
        if (script.Cabinet.Door(3).Open) script.Play("> close 3\n");
        script.Play("> wait 70\n");
    }

    /// <summary>The slot serves again, and the ledger says what lies there; nothing counts as stolen.</summary>
    private static void Settled(ScenarioCabinet cabinet)
    {
        var (ledger, slot) = (cabinet.Cabinet.Ledger, new SlotNumber(3));
        Assert.Empty(ledger.Commands.Open);
        Assert.Empty(ledger.Commands.Attended);
        Assert.Empty(ledger.WithdrawnFrom(slot));
        Assert.Equal(cabinet.Door(3).Pack, ledger.Custody.In(slot)?.Text);
        Assert.DoesNotContain(cabinet.Disk, entry => entry.Event is PackMissed);
        var replayed = cabinet.Disk.Aggregate(Ledger.Empty, (l, entry) => l.Apply(entry));
        Assert.Equal(ledger.Commands.Known, replayed.Commands.Known);
    }

    private static IEnumerable<CommandDone> Answers(ScenarioCabinet cabinet) => Written<CommandDone>(cabinet).Where(done => !done.Again);

    private static IEnumerable<T> Written<T>(ScenarioCabinet cabinet) => cabinet.Disk.Select(entry => entry.Event).OfType<T>();
}
