using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Host.Site;

namespace YongAi.Edge.Host.Journal;

// Making room. In this order: counts and step detail that the cloud has; counts and step detail that it has not, those published
// last, each run with an event that stands for it; and, before riders are turned away, the oldest of what the cloud has. What
// custody, alarms and audit say and the cloud has not stays for ever. Rows that a start still needs are never touched.
public sealed partial class JournalStore
{
    /// <summary>Runs that give way at once: each costs an event.</summary>
    public const int RunsMax = 64;

    /// <summary>A run of one row would give way to the event that stands for it, and nothing would be won.</summary>
    public const int RunLeast = 2;

    private readonly StoreLimits limits;
    private DroppedRuns? dropped;
    private long detailLookedAt, unpublishedLookedAt, publishedLookedAt;

    /// <summary>Up to here rows may be missing, with the chain over all that were trimmed.</summary>
    public (long Through, string Hash) Trimmed => (Math.Min(WholeAfter, OutboxPosition), trimHash);

    private DroppedRuns Dropped => dropped ??= Read(() => new DroppedRuns(tables.EntriesOf(JournalFormat.NameOf<OutboxDropped>())
        .Select(JournalFormat.ToEntry)));

    /// <summary>Measures, and makes room among what the cloud has when the limit is passed. Bounded: some thousand rows are looked at.</summary>
    /// <param name="published">Highest position ever published.</param>
    public StoreMeasured Relieve(long published)
    {
        reserve.TakeBack();
        if (!Measure([], false).IsOver || snapshots.Length < SnapshotsKept) return Measure([], false);
        var needed = snapshots[^1];
        var acked = Math.Min(needed, OutboxPosition);
        detailLookedAt = Math.Max(detailLookedAt, Floor());
        if (TrimEarly(ref detailLookedAt, acked, row => JournalFormat.MayBeDropped(row.Type)) || detailLookedAt < acked)
            return Measure([], true);
        var runs = Runs(ref unpublishedLookedAt, Math.Max(OutboxPosition, published), needed);
        if (runs.IsEmpty && unpublishedLookedAt >= needed)
            runs = Runs(ref publishedLookedAt, OutboxPosition, Math.Min(published, needed));
        if (!runs.IsEmpty) return Measure(runs, false);
        if (unpublishedLookedAt < needed || publishedLookedAt < Math.Min(published, needed)) return Measure([], true);
        var first = 0L;
        return Measure([], TrimEarly(ref first, acked, _ => true));
    }

    /// <summary>The event that stands for these rows is on disk: they go.</summary>
    /// <exception cref="InvariantBroken">A start would still need them.</exception>
    public void Drop(ImmutableArray<RowRun> runs)
    {
        var last = runs.Max(run => run.To);
        if (snapshots.Length < SnapshotsKept || last > snapshots[^1])
            throw new InvariantBroken($"rows up to {last} cannot go: a start would need them");
        var rows = Read(() => runs.SelectMany(run => tables.EntriesAfter(run.From - 1, run.To - run.From + 1)
            .Where(row => row.Position <= run.To)).ToList());
        Remove("dropping", rows, Math.Max(WholeAfter, last), trimHash);
        dropped = null;
    }

    /// <summary>The event that stands for a hole, and the last position it stands for; null when none does.</summary>
    public (KeptEntry Entry, long To)? DroppedAt(long position)
    {
        if (Dropped.At(position) is not { } run) return null;
        var row = Read(() => tables.EntriesAfter(run.Position - 1, 1).Single());
        return (new KeptEntry(JournalFormat.ToEntry(row), row.Boot), run.To);
    }

    private StoreMeasured Measure(ImmutableArray<RowRun> droppable, bool trimming) =>
        new(tables.Size.Bytes, limits.BytesMax, tables.Size.Rows, limits.RowsMax, droppable, trimming, IsOnReserve);

    // The first row that is still there: nothing before it need be looked at.
    private long Floor() => Read(() => tables.EntriesAfter(0, 1).Select(row => row.Position - 1).FirstOrDefault());

    private bool TrimEarly(ref long after, long bound, Func<JournalRow, bool> goes)
    {
        if (after >= bound) return false;
        var from = after;
        var rows = Read(() => tables.EntriesAfter(from, TrimRowsMax).TakeWhile(row => row.Position <= bound).ToList());
        after = rows.Count < TrimRowsMax ? bound : rows[^1].Position;
        var going = rows.Where(goes).ToList();
        if (going.Count > 0) Remove("trimming early", going, Math.Max(WholeAfter, going[^1].Position), ChainOver(trimHash, going));
        return going.Count > 0;
    }

    // Runs of rows that may go, oldest first; what was looked at once is not looked at again.
    private ImmutableArray<RowRun> Runs(ref long lookedAt, long after, long bound)
    {
        var runs = ImmutableArray.CreateBuilder<RowRun>();
        var open = new List<JournalRow>();
        lookedAt = Math.Max(lookedAt, after);
        if (lookedAt >= bound) return [];
        var from = lookedAt;
        foreach (var row in Read(() => tables.EntriesAfter(from, TrimRowsMax).TakeWhile(row => row.Position <= bound).ToList()))
        {
            if (runs.Count == RunsMax) break;
            lookedAt = row.Position;
            var goes = JournalFormat.MayBeDropped(row.Type);
            if (open.Count > 0 && (!goes || row.Position != open[^1].Position + 1)) Close();
            if (goes) open.Add(row);
        }
        if (runs.Count < RunsMax) Close();
        if (lookedAt == from) lookedAt = bound;
        return runs.ToImmutable();

        void Close()
        {
            if (open.Count >= RunLeast) runs.Add(RunOf(open));
            open.Clear();
        }
    }

    private static RowRun RunOf(List<JournalRow> rows) => new(rows[0].Position, rows[^1].Position,
        [.. rows.CountBy(row => row.Type).OrderBy(kind => kind.Key, StringComparer.Ordinal).Select(kind => new KindCount(kind.Key, kind.Value))]);

    private void Remove(string what, List<JournalRow> rows, long wholeAfter, string hash)
    {
        Write(what, () =>
        {
            foreach (var row in rows) tables.DeleteEntry(row);
            tables.SetMark(Mark.WholeAfter, wholeAfter);
            tables.SetMark(Mark.TrimHash, hash);
        });
        (WholeAfter, trimHash) = (wholeAfter, hash);
    }

    // Each link: SHA-256 over the chain so far, the position and the body; so a trimmed journal can still prove what was in it.
    private static string ChainOver(string chain, IEnumerable<JournalRow> rows)
    {
        foreach (var row in rows)
            chain = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $"{chain}\n{row.Position}\n{row.Type}\n{row.Body}"))));
        return chain;
    }
}
