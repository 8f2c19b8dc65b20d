using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;
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
