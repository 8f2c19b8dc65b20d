using System.Collections.Immutable;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Host.Journal;

namespace YongAi.Edge.Tests.Host.Journal.Damage;

/// <summary>The two files of a journal at one moment; null: the file is not there.</summary>
internal sealed record JournalBytes(byte[]? Main, byte[]? Log);

/// <summary>One commit in the log.</summary>
/// <param name="End">Where its bytes end.</param>
/// <param name="Rows">So many rows the journal has with it.</param>
internal readonly record struct Commit(int End, int Rows);

/// <summary>
/// A journal as a power cut would find it: two snapshots and its first rows lie in its main file, its last rows in its write-ahead log.
/// Each row has a time of its own, so that a ledger says after which of them it stood.
/// </summary>
internal sealed class DamagedJournal
{
    /// <summary>The rows in the main file that the cloud has acknowledged.</summary>
    public const int Acknowledged = 10;
    private const string FixedId = "0123456789abcdef";

    /// <summary>Rows in one commit of the log, in turn: some fit into one page, some need two.</summary>
    private static readonly ImmutableArray<int> AtOnce = [1, 6, 2, 1];

    private readonly Dictionary<string, int> ledgers = new(StringComparer.Ordinal);

    private DamagedJournal(string id, ImmutableArray<Entry> entries, JournalBytes files, ImmutableArray<Commit> commits, string snapshot)
    {
        (Id, Files, Commits, Snapshot) = (id, files, commits, snapshot);
        Rows = [.. entries.Select(entry => JournalFormat.ToRow(entry, JournalFolder.Boot))];
        var ledger = Ledger.Empty;
        foreach (var entry in entries) ledgers.Add(TextOf(ledger = ledger.Apply(entry)), (int)entry.Position);
    }

    public string Id { get; }
    public ImmutableArray<JournalRow> Rows { get; }
    public JournalBytes Files { get; }
    /// <summary>The commits of the log, in order.</summary>
    public ImmutableArray<Commit> Commits { get; }
    /// <summary>So many rows lie in the main file.</summary>
    public int RowsInMain { get; private init; }
    /// <summary>The newest snapshot as it lies in the main file.</summary>
    public string Snapshot { get; }

    /// <summary>After so many rows this ledger stood, whatever position it carries; null when it never did.</summary>
    public int? RowsOf(Ledger ledger) => ledgers.TryGetValue(TextOf(ledger), out var rows) ? rows : null;

    /// <param name="inMain">So many rows before the last time it was closed.</param>
    /// <param name="commits">So many commits after that; 0: it is closed.</param>
    public static DamagedJournal Make(int inMain, int commits)
    {
        var entries = Life(inMain + AtOnce.Sum() * (1 + commits / AtOnce.Length));
        using var folder = new MemoryFolder();
        string snapshot;
        JournalStore.Open(folder.Path, JournalFolder.Boot).Dispose();
        // Another id would move the bytes behind it, and the tables would not repeat.
        JournalFolder.Tamper(folder.Main, $"UPDATE marks SET value = '{FixedId}', crc = {new Crc32C().Add("journal").Add(FixedId).Value} "
            + "WHERE name = 'journal'; VACUUM");
        using (var first = JournalStore.Open(folder.Path, JournalFolder.Boot))
        {
            first.Append(entries.Take(inMain));
            first.MoveOutbox(Acknowledged);
            Keep(first, entries, inMain / 2);
            snapshot = Keep(first, entries, inMain * 3 / 4);
        }
        var ends = ImmutableArray.CreateBuilder<Commit>();
        if (commits == 0) return new DamagedJournal(FixedId, entries[..inMain], folder.Read(), [], snapshot);
        using var store = JournalStore.Open(folder.Path, JournalFolder.Boot);
        for (var n = 0; n < commits; n++)
        {
            store.Append(entries.Skip((int)store.LastPosition).Take(AtOnce[n % AtOnce.Length]));
            ends.Add(new Commit(folder.Read().Log!.Length, (int)store.LastPosition));
        }
        return new DamagedJournal(FixedId, entries[..(int)store.LastPosition], folder.Read(), ends.ToImmutable(), snapshot)
        {
            RowsInMain = inMain,
        };
    }

    /// <summary>The same journal at many moments of its life, the last one last: runs that were closed, and a log that began anew.</summary>
    public static (DamagedJournal Journal, ImmutableArray<JournalBytes> Moments) History()
    {
        const int rows = 36, atOnce = 3, marksForANewLog = 1_100;
        var entries = Life(rows);
        using var folder = new MemoryFolder();
        var moments = ImmutableArray.CreateBuilder<JournalBytes>();
        var journal = "";
        for (var run = 0; run < 3; run++)
        {
            using (var store = JournalStore.Open(folder.Path, JournalFolder.Boot))
            {
                journal = store.Journal;
                for (var part = 0; part < rows / 3 / atOnce; part++)
                {
                    store.Append(entries.Skip((int)store.LastPosition).Take(atOnce));
                    moments.Add(folder.Read());
                    // So many pages that SQLite copies its log into the main file and begins it anew.
                    for (var mark = 0; run == 1 && part == 1 && mark < marksForANewLog; mark++)
                    {
                        store.RaiseIssuedFloor(store.IssuedFloor + 1);
                        store.WriteMarks();
                    }
                }
            }
            moments.Add(folder.Read());
        }
        return (new DamagedJournal(journal, entries, moments[^1], [], ""), moments.ToImmutable());
    }

    // The last ledger without an open swap among so many rows, stored as a snapshot.
    private static string Keep(JournalStore store, ImmutableArray<Entry> entries, int among)
    {
        var (ledger, quiet) = (Ledger.Empty, Ledger.Empty);
        foreach (var entry in entries.Take(among))
        {
            ledger = ledger.Apply(entry);
            if (ledger.Swap is null) quiet = ledger;
        }
        var at = entries[(int)quiet.Position - 1].At;
        store.Keep(quiet, at);
        return LedgerSnapshot.ToRow(quiet, at, JournalFolder.Boot).Body;
    }

    private static ImmutableArray<Entry> Life(int rows) =>
        [.. new Life(TimeSpan.FromSeconds(20)).Opens().Swaps(rows / 3).Entries.Select(entry =>
            entry with { At = entry.At with { Elapsed = TimeSpan.FromSeconds(entry.Position) } }).Take(rows)];

    private static string TextOf(Ledger ledger) => LedgerSnapshot.ToRow(ledger with { Position = 0 }, default, "").Body;
}
