using Microsoft.Win32.SafeHandles;
using YongAi.Edge.Host.Lines;

namespace YongAi.Edge.Host.Journal;

/// <summary>The files of one journal, by name, and who owns them.</summary>
internal sealed class JournalFiles(string folder)
{
    /// <summary>Damaged journals that are kept. A disk that broke so many must be looked at, not filled with a next one.</summary>
    public const int SetAsideMax = 8;

    public string Main { get; } = Path.Combine(folder, "journal.db");
    /// <summary>A journal being made; it becomes <see cref="Main"/> when it is whole and on the disk.</summary>
    public string Draft { get; } = Path.Combine(folder, "journal.db.new");
    public string Reserve { get; } = Path.Combine(folder, "reserve.bin");

    /// <summary>Header of a SQLite file (its file format, 1.3).</summary>
    public const int HeaderBytes = 100;

    private string WriteAhead => Main + "-wal";
    private string DoubtFile => Path.Combine(folder, "journal.doubt");
    private string HalfAside => Path.Combine(folder, "journal.half-aside");

    /// <summary>True when a journal was here, even if only part of it is left, or something else has its name.</summary>
    public bool Exist => Path.Exists(Main) || Path.Exists(WriteAhead);

    /// <summary>
    /// True when a journal once was here, whatever is left of it: room is only kept beside one that has its name. A folder that lost its
    /// files is no cabinet's first day.
    /// </summary>
    public bool Existed => File.Exists(Reserve);

    /// <summary>
    /// What shows without reading, or null. A main file without a whole header is damage, for a new journal gets its name when it is
    /// whole; SQLite would take it for a new database, write into it and delete the write-ahead log beside it.
    /// </summary>
    public string? DamageInSight =>
        !Path.Exists(Main) ? "the main file is missing"
        : Directory.Exists(Main) ? "a folder lies in the place of the main file"
        : new FileInfo(Main).Length == 0 ? "the main file has no bytes"
        : new FileInfo(Main).Length < HeaderBytes ? "the main file ends within its header"
        : HasForeignHeader ? "the main file's header is not ours"
        : Directory.Exists(WriteAhead) ? "a folder lies in the place of the write-ahead log"
        : File.Exists(DoubtFile) ? File.ReadAllText(DoubtFile)
        : LostInLog;

    private string? LostInLog
    {
        get
        {
            try
            {
                return WriteAheadLog.Damage(WriteAhead);
            }
            catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
            {
                return null; // SQLite tries next, and tells rights from a failing disk
            }
        }
    }

    // Bytes 18 and 19 of a SQLite file: who may write and read it; 2 means by a write-ahead log. With any other number SQLite calls
    // the file read-only, which would pass for a disk that is. A new file carries 1 until it is opened for the first time.
    private bool HasForeignHeader
    {
        get
        {
            Span<byte> header = stackalloc byte[20];
            try
            {
                using var file = File.OpenHandle(Main, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                return RandomAccess.Read(file, header, 0) == header.Length && (header[18] is not (1 or 2) || header[19] is not (1 or 2));
            }
            catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
            {
                return false; // SQLite tries next, and tells rights from a failing disk
            }
        }
    }

    /// <summary>Damaged journals that lie beside this one.</summary>
    public int SetAsideCount => Enumerable.Range(1, SetAsideMax).Count(IsTaken);

    /// <summary>The damaged journal that was set aside last, or null.</summary>
    public string? LastSetAside => LastTaken is > 0 and var last ? SetAsideName(last, "") : null;

    /// <summary>Makes this process the only owner, as long as the handle is open. Before anything is judged or moved.</summary>
    /// <exception cref="JournalRefused">Another process has it.</exception>
    public SafeFileHandle Own()
    {
        var path = Path.Combine(folder, "journal.lock");
        try
        {
            Directory.CreateDirectory(folder);
            return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException busy) when (busy.HResult == Libc.TryAgain)
        {
            throw new JournalRefused($"the journal in {folder} is in use by another process: one cabinet, one program; "
                + "stop the other, or give this site file a data folder of its own", busy);
        }
        catch (Exception denied) when (denied is UnauthorizedAccessException or IOException)
        {
            throw new JournalRefused($"the journal folder {folder} cannot be used: {denied.Message}", denied);
        }
    }

    /// <summary>
    /// Renames what is left of a damaged journal, overwriting nothing. The main file first: left alone without its write-ahead
    /// log it could pass for a whole journal that lacks its end. Cut short between the two, the next start brings the log to its file.
    /// </summary>
    /// <returns>Where it lies now.</returns>
    public string SetAside()
    {
        var number = File.Exists(HalfAside) && !Path.Exists(Main) ? LastTaken : FirstFree();
        // Before the rest: left behind by a cut it would speak against the next journal.
        File.Delete(DoubtFile);
        if (Path.Exists(Main))
        {
            File.Create(HalfAside).Dispose();
            DurableFile.SyncFolder(folder);
        }
        foreach (var part in new[] { "", "-wal", "-shm", "-journal" }) Rename(Main + part, SetAsideName(number, part));
        DurableFile.SyncFolder(folder);
        return SetAsideName(number, "");
    }

    /// <summary>Gives the draft its name.</summary>
    public void Install()
    {
        using (var draft = File.OpenHandle(Draft, FileMode.Open, FileAccess.ReadWrite)) DurableFile.Sync(draft, Draft);
        File.Delete(HalfAside);
        File.Move(Draft, Main, overwrite: false);
        DurableFile.SyncFolder(folder);
    }

    /// <summary>What is read of the journal from now on lies on the disk and not only in memory.</summary>
    /// <exception cref="IOException">The disk did not take what waited for it.</exception>
    public void Settle()
    {
        DurableFile.Settle(Main);
        DurableFile.Settle(WriteAhead);
    }

    /// <summary>Removes what a cut left half done: a draft that was never finished, on which nothing was ever promised.</summary>
    public void RemoveLeftovers()
    {
        foreach (var part in new[] { "", "-wal", "-shm", "-journal" }) File.Delete(Draft + part);
        if (Path.Exists(Main)) File.Delete(HalfAside); // announced and never begun
    }

    /// <summary>Something outside the file speaks against the journal: the next start sets it aside for this reason.</summary>
    public void Doubt(string why)
    {
        using var file = File.OpenHandle(DoubtFile, FileMode.Create, FileAccess.Write);
        RandomAccess.Write(file, System.Text.Encoding.UTF8.GetBytes(why), 0);
        DurableFile.Sync(file, DoubtFile);
        DurableFile.SyncFolder(folder);
    }

    private static void Rename(string from, string to)
    {
        if (Directory.Exists(from)) Directory.Move(from, to);
        else if (File.Exists(from)) File.Move(from, to, overwrite: false);
    }

    private int LastTaken => Enumerable.Range(1, SetAsideMax).Where(IsTaken).LastOrDefault();

    private int FirstFree() => Enumerable.Range(1, SetAsideMax).FirstOrDefault(number => !IsTaken(number)) is > 0 and var free ? free
        : throw new JournalRefused($"{SetAsideMax} damaged journals lie in {folder}: the disk is failing; copy the files "
            + "journal.damaged-* away, change the disk, then remove them");

    private bool IsTaken(int number) => Path.Exists(SetAsideName(number, "")) || Path.Exists(SetAsideName(number, "-wal"));

    private string SetAsideName(int number, string part) => Path.Combine(folder, $"journal.damaged-{number}.db{part}");
}
