using Microsoft.Data.Sqlite;
using Microsoft.Win32.SafeHandles;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Host.Site;

namespace YongAi.Edge.Host.Journal;

/// <summary>One row as the relay needs it: the entry, and the start of the program that wrote it.</summary>
public readonly record struct KeptEntry(Entry Entry, string Boot);

/// <summary>
/// The journal on disk: SQLite with a write-ahead log, every commit synced, one connection, one owner. Not safe for several
/// threads; <see cref="JournalWriter"/> owns it while the cabinet runs.
/// </summary>
public sealed partial class JournalStore : IDisposable
{
    /// <summary>Rows looked at in one trimming, so that it stays short.</summary>
    public const int TrimRowsMax = 1000;
    private const int SnapshotsKept = 2;

    private readonly SafeFileHandle owner;
    private readonly JournalDatabase database;
    private readonly JournalTables tables;
    private readonly DiskReserve reserve;
    private readonly OpenJournal opened;
    private readonly string boot;
    private readonly string folder;
    private readonly ImmutableArray<string> remarks;
    private ImmutableArray<long> snapshots;
    private JournalFailed? failed;
    private (long Outbox, long Issued) written;
    private string trimHash;
    private bool disposed;

    private JournalStore(string folder, string boot, SafeFileHandle owner, DiskReserve reserve, OpenJournal opened,
        StoreLimits limits, ImmutableArray<string> remarks)
    {
        (this.folder, this.boot, this.owner, this.reserve) = (folder, boot, owner, reserve);
        (this.opened, this.limits, this.remarks) = (opened, limits, remarks);
        trimHash = opened.TrimHash;
        (database, tables) = (opened.Database, opened.Tables);
        (LastPosition, WholeAfter) = (opened.LastPosition, opened.WholeAfter);
        (OutboxPosition, IssuedFloor) = written = (opened.Outbox, opened.Issued);
        snapshots = [.. opened.Snapshots.Select(row => row.Position)];
    }

    /// <summary>Drawn when the file was made; 16 lower-case hex digits.</summary>
    public string Journal => opened.Journal;
    /// <summary>Position of the last row on disk; 0 in a new journal.</summary>
    public long LastPosition { get; private set; }
    /// <summary>After this position no row is missing; up to it rows past their retention were trimmed.</summary>
    public long WholeAfter { get; private set; }
    /// <summary>Position of the newest snapshot; 0 without one.</summary>
    public long SnapshotPosition => snapshots.IsEmpty ? 0 : snapshots[0];
    /// <summary>The cloud has every event up to here. On disk with the next append, or by <see cref="WriteMarks"/>.</summary>
    public long OutboxPosition { get; private set; }
    /// <summary>Newest <c>issued</c> of a signed word of the cloud, seconds since 1970. On disk like the outbox position.</summary>
    public long IssuedFloor { get; private set; }
    /// <summary>The disk is full: what is written takes from the room that was kept in reserve.</summary>
    public bool IsOnReserve => !reserve.IsHeld;
    /// <summary>True while a mark moved and is not on disk yet.</summary>
    public bool MarksWait => written != (OutboxPosition, IssuedFloor);

    /// <summary>
    /// Opens the journal of a folder, checks it from end to end, and makes it this process's own. A damaged one is renamed,
    /// never overwritten, and one with a new id begins with what of its ledger is proved.
    /// </summary>
    /// <param name="folder">The data folder of this cabinet; made when missing.</param>
    /// <param name="boot">Drawn at this start of the program; goes into every row.</param>
    /// <param name="limits">How much it may take and how long rows stay; the usual ones when left out.</param>
    /// <exception cref="JournalRefused">It is in use, or setting it aside would be wrong.</exception>
    public static JournalStore Open(string folder, string boot, StoreLimits? limits = null)
    {
        var files = new JournalFiles(folder);
        var owner = files.Own();
        OpenJournal? opened = null;
        try
        {
            var remarks = ImmutableArray.CreateBuilder<string>();
            opened = JournalOpening.Open(files, remarks.Add);
            var reserve = new DiskReserve(files.Reserve);
            if (reserve.Take() is { } tight) remarks.Add(tight);
            return new JournalStore(folder, boot, owner, reserve, opened, limits ?? new StoreLimits(), remarks.ToImmutable());
        }
        catch
        {
            opened?.Database.Dispose();
            owner.Dispose();
            throw;
        }
    }

    /// <summary>Something outside the files speaks against the journal of a folder: the next <see cref="Open"/> sets it aside.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="why">In words for whoever reads the log of the next start.</param>
    public static void Doubt(string folder, string why) => new JournalFiles(folder).Doubt(why);

    /// <summary>The newest snapshot that can be read, and every entry after it. At the start, before anything is appended.</summary>
    /// <exception cref="JournalRefused">Rows or snapshots of another program version, which this one cannot read.</exception>
    public Recovered Recover()
    {
        if (LastPosition != opened.LastPosition) throw new InvariantBroken("recovery comes before the first append");
        var found = remarks.ToBuilder();
        var ledgers = opened.Snapshots.Select(row => LedgerSnapshot.FromRow(row, found.Add)).OfType<Ledger>().ToList();
        // One that cannot be read is none to start from, nor to trim by.
        snapshots = [.. ledgers.Select(read => read.Position)];
        var ledger = ledgers.FirstOrDefault();
        if (ledger is null && WholeAfter > 0)
            throw new JournalRefused($"rows up to {WholeAfter} were trimmed and no snapshot can be read: {string.Join("; ", found)}");
        var after = Read(() => tables.EntriesAfter(ledger?.Position ?? 0).Select(JournalFormat.ToEntry).ToImmutableArray());
        return new Recovered(Journal, opened.Replaced, ledger, after, LastPosition, opened.LastElapsed, opened.Last, OutboxPosition,
            IssuedFloor, database.Settings, found.ToImmutable());
    }

    /// <summary>Writes the entries of one or more turns in one transaction; on disk when it returns.</summary>
    /// <exception cref="JournalFailed">They may or may not be there: end the process and read back.</exception>
    /// <exception cref="JournalFull">None of them is there; they may be handed over again.</exception>
    /// <exception cref="InvariantBroken">A position does not follow the last one; nothing was written.</exception>
    public void Append(IEnumerable<Entry> entries)
    {
        var last = LastPosition;
        Write("appending", () =>
        {
            last = LastPosition;
            foreach (var entry in entries)
            {
                if (entry.Position != last + 1)
                    throw new InvariantBroken($"journal position {entry.Position} was handed over after {last}");
                tables.AddEntry(JournalFormat.ToRow(entry, boot));
                last = entry.Position;
            }
        });
        LastPosition = last;
    }

    /// <summary>
    /// The newest entries of some types, oldest first, at most so many; for people to read. One that only another program version can read
    /// is left out.
    /// </summary>
    public ImmutableArray<Entry> LastOf(int most, params string[] types)
    {
        var entries = ImmutableArray.CreateBuilder<Entry>(most);
        foreach (var row in Read(() => tables.LastEntriesOf(most, types)))
        {
            try
            {
                entries.Add(JournalFormat.ToEntry(row));
            }
            catch (JournalRefused) { }
        }
        return entries.ToImmutable();
    }

    /// <summary>Rows after a position, in order, at most so many. Trimmed rows are passed over.</summary>
    public ImmutableArray<KeptEntry> ReadAfter(long position, int most) =>
        Read(() => tables.EntriesAfter(position, most).Select(row => new KeptEntry(JournalFormat.ToEntry(row), row.Boot))
            .ToImmutableArray());

    /// <summary>The cloud has everything up to here; never goes back.</summary>
    public void MoveOutbox(long through)
    {
        if (through > LastPosition) throw new InvariantBroken($"{through} was acknowledged, but the journal ends at {LastPosition}");
        OutboxPosition = Math.Max(OutboxPosition, through);
    }

    /// <summary>A signed word of the cloud says that it is at least so late; never goes back.</summary>
    public void RaiseIssuedFloor(long issued) => IssuedFloor = Math.Max(IssuedFloor, issued);

    /// <summary>Puts moved marks on disk without waiting for an append.</summary>
    public void WriteMarks()
    {
        if (MarksWait) Write("writing marks", () => { });
    }

    /// <summary>Stores the whole ledger, keeps two snapshots, and trims rows that nobody needs any more.</summary>
    /// <exception cref="InvariantBroken">A swap is open, or the ledger is ahead of the rows on disk.</exception>
    public void Keep(Ledger ledger, Moment at)
    {
        if (ledger.Swap is not null) throw new InvariantBroken("no snapshot while a swap is open");
        if (ledger.Position > LastPosition)
            throw new InvariantBroken($"a snapshot at {ledger.Position} cannot stand on rows that end at {LastPosition}");
        if (ledger.Position <= SnapshotPosition) return;
        ImmutableArray<long> kept = [ledger.Position, .. snapshots.Take(SnapshotsKept - 1)];
        Write("writing a snapshot", () =>
        {
            tables.AddSnapshot(LedgerSnapshot.ToRow(ledger, at, boot));
            tables.KeepSnapshots(kept);
        });
        snapshots = kept;
        if (snapshots.Length == SnapshotsKept) Trim(at.Elapsed);
    }

    /// <summary>Closes the file. After a failure it is left exactly as it is.</summary>
    public void Dispose()
    {
        if (disposed) return;
        disposed = true;
        database.Dispose();
        owner.Dispose();
    }

    // A row goes when it is older than the older snapshot, and acknowledged, and past its retention. Rows without a hole end at
    // the first that must stay for half a year; what must stay longer remains before that, with holes between.
    private void Trim(TimeSpan now)
    {
        var bound = Math.Min(snapshots[^1], OutboxPosition);
        var ripe = Read(() => tables.EntriesAfter(WholeAfter, TrimRowsMax)
            .TakeWhile(row => row.Position <= bound && IsPast(row, now, limits.Keep)).ToList());
        var old = Read(() => tables.EntriesAfter(0, TrimRowsMax)
            .TakeWhile(row => row.Position <= WholeAfter && IsPast(row, now, limits.KeepLong)).ToList());
        if (ripe.Count == 0 && old.Count == 0) return;
        var wholeAfter = ripe.Count == 0 ? WholeAfter : ripe[^1].Position;
        var going = ripe.Where(row => JournalFormat.KeptFor(row.Type) == Retention.HalfYear || IsPast(row, now, limits.KeepLong))
            .Concat(old).ToList();
        Remove("trimming", going, wholeAfter, ChainOver(trimHash, going));
    }

    private static bool IsPast(JournalRow row, TimeSpan now, TimeSpan retention) => now.Ticks - row.Elapsed >= retention.Ticks;

    private void Write(string what, Action work)
    {
        if (failed is not null) throw failed;
        while (true)
        {
            try
            {
                Commit(work);
                return;
            }
            catch (SqliteException error)
            {
                tables.CountAnew();
                if (!JournalDatabase.IsFull(error)) throw Fail(error, what);
                // Nothing of it was written and the connection is whole (reliability 1.5, rule 6): once more, on the reserve.
                if (!reserve.Release())
                    throw new JournalFull($"{what}: the disk of {folder} is full and there is no reserve left: make room", error);
            }
        }
    }

    private void Commit(Action work)
    {
        var marks = (OutboxPosition, IssuedFloor);
        database.Write(() =>
        {
            work();
            if (marks.OutboxPosition != written.Outbox) tables.SetMark(Mark.Outbox, marks.OutboxPosition);
            if (marks.IssuedFloor != written.Issued) tables.SetMark(Mark.Issued, marks.IssuedFloor);
        });
        written = marks;
    }

    private T Read<T>(Func<T> read)
    {
        if (failed is not null) throw failed;
        try
        {
            return read();
        }
        catch (SqliteException error)
        {
            throw Fail(error, "reading");
        }
        catch (JournalDamaged damage)
        {
            database.LeaveAsItIs();
            throw failed = new JournalFailed($"the journal in {folder} was damaged while it was open: {damage.Message}", damage);
        }
    }

    private JournalFailed Fail(SqliteException error, string what)
    {
        database.LeaveAsItIs();
        var cause = database.Judge(error, what);
        return failed = new JournalFailed(cause.Message, cause);
    }
}
