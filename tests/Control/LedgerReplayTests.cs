using YongAi.Edge.Control;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;
using YongAi.Edge.Host.Journal;
using YongAi.Edge.Tests.Scenarios;

namespace YongAi.Edge.Tests.Control;

/// <summary>Every reviewed story is lived, and its journal read again: the ledger is the same, also from any snapshot on the way.</summary>
public sealed class LedgerReplayTests
{
    public static TheoryData<string> Stories() => ScenarioTests.Stories();

    [Theory]
    [MemberData(nameof(Stories))]
    public void Replay_of_a_lived_story_gives_the_same_ledger(string story)
    {
        using var lived = Lived(story);
        Assert.NotEmpty(lived.Cabinet.Disk);
        Assert.Equal(Text(lived.Cabinet.Cabinet.Ledger), Text(Replayed(Ledger.Empty, lived.Cabinet.Disk)));
    }

    [Theory]
    [MemberData(nameof(Stories))]
    public void Replay_from_any_snapshot_gives_the_same_ledger(string story)
    {
        using var lived = Lived(story);
        var entries = lived.Cabinet.Disk;
        var whole = Text(Replayed(Ledger.Empty, entries));
        for (var cut = 0; cut <= entries.Count; cut++)
        {
            var stored = LedgerSnapshot.ToRow(Replayed(Ledger.Empty, [.. entries.Take(cut)]), lived.Cabinet.Moment, "0000000000000001");
            var snapshot = LedgerSnapshot.FromRow(stored, remark => Assert.Fail(remark));
            Assert.Equal(whole, Text(Replayed(snapshot!, [.. entries.Skip(cut)])));
        }
    }

    [Fact]
    public void A_journal_cut_before_the_word_that_used_a_code_up_holds_no_code_for_ever()
    {
        var (rider, third) = (new RiderId("demo", "chen"), new SlotNumber(3));
        var ledger = Replayed(Ledger.Empty, Numbered(new SwapStarted(1, rider, [], false, null), Code(1, rider, counter: 1),
            new DoorOrdered(1, third, DoorFor.Insert, 1), new DoorOpened(1, third, DoorFor.Insert, TimeSpan.Zero),
            new SwapEnded(1, SwapEnding.Aborted, EndReason.Restarted, null), new SwapStarted(2, rider, [], false, null), Code(2, rider, counter: 2)));
        Assert.Equal(2, ledger.Codes.Held?.Swap);
        Assert.Equal(1, Assert.Single(ledger.Codes.Seen).Value.Counter);
    }

    private static CodeAccepted Code(long swap, RiderId rider, long counter) =>
        new(swap, rider, "swap", new CodeKey("demo", "00112233445566778899aabbccddeeff"), true, 100 + counter, counter, 1000, null, "YA1:");

    private static IReadOnlyList<Entry> Numbered(params ReadOnlySpan<Event> events)
    {
        var entries = new List<Entry>();
        foreach (var e in events) entries.Add(new Entry(entries.Count + 1, default, e));
        return entries;
    }

    private static ScenarioScript Lived(string story)
    {
        var script = new ScenarioScript();
        script.Play(File.ReadAllText(Repository.Path(story)));
        script.Play("> ink 0.01\n> wait 30\n");
        return script;
    }

    private static Ledger Replayed(Ledger from, IReadOnlyList<Entry> entries) =>
        entries.Aggregate(from, (ledger, entry) => ledger.Apply(entry));

    private static string Text(Ledger ledger) => LedgerSnapshot.ToRow(ledger, default, "0000000000000001").Body;
}
