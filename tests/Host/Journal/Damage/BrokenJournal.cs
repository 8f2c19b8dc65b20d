using YongAi.Edge.Host.Journal;

namespace YongAi.Edge.Tests.Host.Journal.Damage;

/// <summary>A journal whose log is broken in its first frame: acknowledged rows are lost, and what its main file has is proved.</summary>
internal sealed class BrokenJournal
{
    private const int InFirstFrame = 100;

    private readonly DamagedJournal journal = DamagedJournal.Make(inMain: 16, commits: 5);
    private readonly byte[] log;

    private BrokenJournal()
    {
        log = (byte[])journal.Files.Log!.Clone();
        log[InFirstFrame] ^= 1;
    }

    public static BrokenJournal Make() => new();

    public void LayIn(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, "journal.db"), journal.Files.Main!);
        File.WriteAllBytes(Path.Combine(folder, "journal.db-wal"), log);
    }

    /// <summary>The next start finds both files side by side as they were, and a journal that begins with what they prove.</summary>
    public void LiesAsideAndIsCarriedOver(string folder, long said)
    {
        using var store = JournalStore.Open(folder, JournalFolder.Boot);
        var begins = store.Recover().Snapshot;
        Assert.True(begins is { Position: 0 } && journal.RowsOf(begins) == journal.RowsInMain, $"{folder} begins with {begins?.Elapsed}");
        Assert.True(store.LastPosition >= said, $"{folder}: {said} was said to be written, {store.LastPosition} is there");
        var aside = Directory.GetFiles(folder, "journal.damaged-*").Order().ToList();
        Assert.Equal(["journal.damaged-1.db", "journal.damaged-1.db-wal"], aside.Select(Path.GetFileName));
        Assert.Equal(journal.Files.Main, File.ReadAllBytes(aside[0]));
        Assert.Equal(log, File.ReadAllBytes(aside[1]));
    }
}
