using System.Collections.Immutable;
using YongAi.Edge.Control;
using YongAi.Edge.Host.Journal;

namespace YongAi.Edge.Tests.Host.Journal.Damage;

/// <summary>What a start makes of a folder.</summary>
/// <param name="Journal">The id of the journal it goes on with.</param>
/// <param name="Replaced">It says that a damaged one was set aside: an alarm until a crew has looked.</param>
/// <param name="Begins">The ledger it begins with, or null.</param>
/// <param name="Rows">The rows after that.</param>
/// <param name="Why">What it says for the log.</param>
internal sealed record Started(string Journal, bool Replaced, Ledger? Begins, ImmutableArray<JournalRow> Rows, string Why);

/// <summary>What came of one damage.</summary>
internal enum Outcome
{
    /// <summary>Every row is there.</summary>
    Harmless,
    /// <summary>The first rows are there; SQLite says nothing, and only the cloud can know.</summary>
    CleanPrefix,
    /// <summary>Set aside and kept byte for byte, by SQLite's word or by what shows from outside.</summary>
    SetAside,
    /// <summary>The same, and only our own sums of rows and marks, and positions without holes, told.</summary>
    ToldByRowCheck,
    /// <summary>Anything else.</summary>
    Wrong,
}

/// <summary>Looks at what a start makes of a damaged copy: never a wrong row, never silently another journal, never evidence lost.</summary>
internal sealed class DamageJudge(DamagedJournal journal, Func<string, Started> start) : IDisposable
{
    private static readonly string[] OurWords = ["fails its sum", "are missing", "the rows end at", "were trimmed and no snapshot"];

    private readonly MemoryFolder folder = new();

    /// <summary>What is not as it must be, in words.</summary>
    public List<string> Wrong { get; } = [];

    /// <summary>As production starts.</summary>
    public static Started Production(string folder)
    {
        using var store = JournalStore.Open(folder, JournalFolder.Boot);
        var found = store.Recover();
        if (!found.Replaced) store.Append(Samples.Entries(store.LastPosition, 1)); // it takes more
        return new Started(found.Journal, found.Replaced, found.Snapshot,
            [.. found.After.Select(entry => JournalFormat.ToRow(entry, JournalFolder.Boot))], string.Join("; ", found.Remarks));
    }

    public Outcome Judge(Damaged damaged)
    {
        folder.Lay(damaged.Files);
        try
        {
            var started = start(folder.Path);
            var (outcome, rows) = started.Replaced ? Replaced(started, damaged.Files) : Whole(started);
            if (damaged.Due.Any(due => due.Outcome == outcome && (due.Rows is null || due.Rows == rows))) return outcome;
            Wrong.Add($"{damaged.What}: {outcome} with {rows} rows instead of {string.Join(" or ", damaged.Due)}; {started.Why}");
        }
        catch (Exception thrown)
        {
            Wrong.Add($"{damaged.What}: {thrown.GetType().Name}: {thrown.Message}");
        }
        return Outcome.Wrong;
    }

    public void Dispose() => folder.Dispose();

    private (Outcome, int Rows) Whole(Started started)
    {
        Assert.True(started.Journal == journal.Id, "another journal, and nothing says so");
        var before = started.Begins is { } ledger ? journal.RowsOf(ledger) : 0;
        Assert.True(before is not null && (started.Begins?.Position ?? 0) == before, "it begins with a ledger that never stood");
        var rows = before.Value + started.Rows.Length;
        Assert.True(rows <= journal.Rows.Length, $"{rows} rows of {journal.Rows.Length}");
        Assert.True(started.Rows.AsSpan().SequenceEqual(journal.Rows.AsSpan(before.Value, started.Rows.Length)), "a wrong row");
        return (rows == journal.Rows.Length ? Outcome.Harmless : Outcome.CleanPrefix, rows);
    }

    private (Outcome, int Rows) Replaced(Started started, JournalBytes files)
    {
        Assert.True(started.Journal != journal.Id, "set aside, and its positions are used again");
        Assert.True(started.Rows.IsEmpty, "a new journal with rows of nobody's");
        Assert.Contains("the journal is damaged (", started.Why, StringComparison.Ordinal);
        Assert.Contains("journal.damaged-1.db: copy it away, look at the disk", started.Why, StringComparison.Ordinal);
        var carried = started.Begins is { } ledger ? journal.RowsOf(ledger) : 0;
        Assert.True(carried is not null, "a ledger is carried over that never stood");
        var aside = folder.ReadAside();
        Kept(files.Main, aside.Main, "main file");
        // SQLite makes an empty log beside a file that it looks at.
        Kept(files.Log is [] ? null : files.Log, aside.Log is [] ? null : aside.Log, "log");
        return (OurWords.Any(word => started.Why.Contains(word, StringComparison.Ordinal)) ? Outcome.ToldByRowCheck : Outcome.SetAside,
            carried.Value);
    }

    private static void Kept(byte[]? was, byte[]? aside, string what) =>
        Assert.True(aside is null ? was is null : was is not null && aside.AsSpan().SequenceEqual(was), $"the {what} set aside is not what was there");
}
