using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;

namespace YongAi.Edge.Host.Journal;

/// <summary>The names of the few values beside the rows.</summary>
internal static class Mark
{
    public const string Format = "format", Journal = "journal", Replaced = "replaced", Outbox = "outbox", Issued = "issued",
        WholeAfter = "whole_after", TrimHash = "trim_hash";
}

/// <summary>A journal that was opened and checked from end to end.</summary>
/// <param name="WholeAfter">After this position there is no hole; up to it rows may have been trimmed.</param>
/// <param name="Snapshots">Snapshots whose sum holds, newest first.</param>
internal sealed record OpenJournal(JournalDatabase Database, JournalTables Tables, string Journal, bool Replaced, long Outbox,
    long Issued, long WholeAfter, string TrimHash, long LastPosition, TimeSpan LastElapsed, Moment? Last, ImmutableArray<JournalRow> Snapshots);

/// <summary>Opens what is there, sets it aside when it is damaged, makes a new one when there is none.</summary>
internal static class JournalOpening
{
    public static OpenJournal Open(JournalFiles files, Action<string> remark)
    {
        files.RemoveLeftovers();
        files.Settle();
        var isGone = !files.Exist && files.Existed;
        if (isGone) remark("the journal is gone: nothing of it is left but the room that was kept beside it");
        if (files.Exist)
        {
            try
            {
                if (files.DamageInSight is { } seen) throw new JournalDamaged(seen);
                return Checked(files.Main, remark);
            }
            catch (JournalDamaged damage)
            {
                remark($"the journal is damaged ({damage.Message}) and lies now at {files.SetAside()}: copy it away, look at the disk");
            }
        }
        // Also after a cut between setting aside and making a new one: beside a damaged journal it is never a first day.
        var damaged = files.LastSetAside;
        var salvage = damaged is null ? null : JournalSalvage.From(damaged, remark);
        try
        {
            Create(files, replaced: isGone || damaged is not null, salvage);
            return Checked(files.Main, remark);
        }
        catch (JournalDamaged unread)
        {
            // Nothing of it is worth being set aside: the next start makes another, or judges what has its name by then.
            throw new JournalFailed($"a new journal cannot be read back: {unread.Message}", unread);
        }
    }

    private static void Create(JournalFiles files, bool replaced, JournalSalvage? salvage)
    {
        using (var draft = JournalDatabase.Draft(files.Draft))
        {
            try
            {
                JournalTables.Create(draft);
                var tables = new JournalTables(draft);
                draft.Write(() =>
                {
                    tables.SetMark(Mark.Format, JournalTables.Format);
                    tables.SetMark(Mark.Journal, RandomNumberGenerator.GetHexString(16, lowercase: true));
                    tables.SetMark(Mark.Replaced, replaced ? 1 : 0);
                    tables.SetMark(Mark.Outbox, 0);
                    tables.SetMark(Mark.Issued, salvage?.Issued ?? 0);
                    tables.SetMark(Mark.WholeAfter, 0);
                    if (salvage is not null) tables.AddSnapshot(Beginning(salvage.Ledger));
                });
            }
            catch (SqliteException error)
            {
                throw draft.Judge(error, "making a new journal");
            }
        }
        files.Install();
    }

    // Position 0: the ledger on which the first row of the new journal stands.
    private static JournalRow Beginning(Ledger carried) => LedgerSnapshot.ToRow(carried with { Position = 0 },
        new Moment(carried.Elapsed, DateTimeOffset.FromUnixTimeSeconds(carried.TimeFloor), TimeTrust.Untrusted), carried.Boot);

    private static OpenJournal Checked(string path, Action<string> remark)
    {
        var database = JournalDatabase.Live(path);
        try
        {
            database.CheckIntegrity();
            return Read(database, remark);
        }
        catch (Exception trouble)
        {
            // What is set aside stays as it was found.
            database.LeaveAsItIs();
            database.Dispose();
            if (trouble is SqliteException { SqliteErrorCode: not 1 } error) throw database.Judge(error, "checking");
            // Columns of the wrong kind, marks that are missing, a table that is gone (SQLite's code 1).
            if (trouble is SqliteException or InvalidCastException or FormatException or OverflowException or KeyNotFoundException
                or InvalidOperationException)
            {
                throw new JournalDamaged(trouble.Message, trouble);
            }
            throw;
        }
    }

    private static OpenJournal Read(JournalDatabase database, Action<string> remark)
    {
        var tables = new JournalTables(database);
        var marks = tables.Marks();
        if (Number(marks, Mark.Format) is var format && format != JournalTables.Format)
            throw new JournalRefused($"the journal has format {format}, this program reads {JournalTables.Format}: start the program "
                + "version that wrote it, or a newer one");
        var wholeAfter = Number(marks, Mark.WholeAfter);
        var (last, lastRow, elapsed) = Walk(tables, wholeAfter);
        var snapshots = tables.Snapshots(remark).Where(row => row.Position >= wholeAfter).ToImmutableArray();
        if (snapshots.Any(row => row.Position > last))
            throw new JournalDamaged($"the rows end at {last}, before a snapshot that stands on them");
        if (snapshots.IsEmpty && wholeAfter > 0)
            throw new JournalDamaged($"rows up to {wholeAfter} were trimmed and no snapshot is whole");
        var outbox = Number(marks, Mark.Outbox);
        if (outbox > last) throw new JournalDamaged($"the rows end at {last}, but {outbox} was acknowledged");
        return new OpenJournal(database, tables, marks[Mark.Journal], Number(marks, Mark.Replaced) == 1 && last == 0, outbox,
            Number(marks, Mark.Issued), wholeAfter, marks.GetValueOrDefault(Mark.TrimHash, ""), last,
            TimeSpan.FromTicks(snapshots.Select(row => row.Elapsed).Append(elapsed).Max()),
            lastRow is null ? null : JournalFormat.ToMoment(lastRow), snapshots);
    }

    // Reads every row, which checks its sum, and looks for holes.
    private static (long Last, JournalRow? LastRow, long Elapsed) Walk(JournalTables tables, long wholeAfter)
    {
        JournalRow? lastRow = null;
        long elapsed = 0, last = wholeAfter;
        foreach (var row in tables.EntriesAfter(0))
        {
            if (row.Position > wholeAfter && row.Position != last + 1)
                throw new JournalDamaged($"rows {last + 1} to {row.Position - 1} are missing");
            if (row.Position > wholeAfter) last = row.Position;
            elapsed = Math.Max(elapsed, row.Elapsed);
            lastRow = row;
        }
        return (last, lastRow, elapsed);
    }

    private static long Number(Dictionary<string, string> marks, string name) =>
        long.Parse(marks[name], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
