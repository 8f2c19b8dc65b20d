using System.Globalization;
using Microsoft.Data.Sqlite;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;

namespace YongAi.Edge.Host.Journal;

/// <summary>
/// What a damaged journal still proves: the newest whole snapshot and the rows after it, up to the first that is not whole. The
/// next journal begins with that ledger, so that a latched alarm, a quarantined slot, a held pack and the memory of used codes
/// outlive the file. What the lost end would have changed, the sensors say: what does not fit is withdrawn, not adopted.
/// </summary>
/// <param name="Ledger">As it stood after the last whole row.</param>
/// <param name="Issued">Newest signed word of the cloud, seconds since 1970 UTC; 0 when its mark is not whole.</param>
internal sealed record JournalSalvage(Ledger Ledger, long Issued)
{
    /// <summary>Reads the files that were set aside and changes nothing in them; null when nothing in them can be trusted.</summary>
    public static JournalSalvage? From(string path, Action<string> remark)
    {
        // Beside a file without a whole header SQLite would delete the write-ahead log, and that is evidence.
        if (!File.Exists(path) || new FileInfo(path).Length < JournalFiles.HeaderBytes) return null;
        var ledger = Ledger.Empty;
        long issued = 0;
        var rest = Attempt(() =>
        {
            using var database = JournalDatabase.Look(path);
            var tables = new JournalTables(database);
            var marks = Attempt(() => issued = long.Parse(tables.Marks()[Mark.Issued], CultureInfo.InvariantCulture));
            if (marks is not null) remark($"its marks are not whole: {marks}");
            ledger = Newest(tables, remark) ?? ledger;
            foreach (var row in tables.EntriesAfter(ledger.Position)) ledger = ledger.Apply(JournalFormat.ToEntry(row));
        });
        if (ledger.Position == 0) return null;
        remark($"carried over as of its position {ledger.Position}, and not beyond: {rest ?? "all its rows were whole"}");
        return new JournalSalvage(ledger, issued);
    }

    private static Ledger? Newest(JournalTables tables, Action<string> remark)
    {
        Ledger? newest = null;
        Attempt(() => newest = tables.Snapshots(remark).Select(row => LedgerSnapshot.FromRow(row, remark)).OfType<Ledger>().FirstOrDefault());
        return newest;
    }

    // What stood in the way, or null. Whatever a damaged file makes of our reading is damage and no fault of the program.
    private static string? Attempt(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (Exception trouble) when (trouble is SqliteException or JournalDamaged or JournalRefused or JournalFailed or InvariantBroken
            or InvalidCastException or FormatException or OverflowException or KeyNotFoundException or InvalidOperationException
            or ArgumentException or IOException)
        {
            return trouble.Message;
        }
    }
}
