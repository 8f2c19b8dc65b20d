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

    private string WriteAhead => Main + "-wal";

    /// <summary>True when a journal was here, even if only part of it is left.</summary>
    public bool Exist => File.Exists(Main) || File.Exists(WriteAhead);

    /// <summary>
    /// A main file without bytes is damage, for a new journal gets its name when it is whole. SQLite would take it for a new
    /// database and delete the write-ahead log beside it.
    /// </summary>
    public bool MainIsEmpty => !File.Exists(Main) || new FileInfo(Main).Length == 0;

    /// <summary>Damaged journals that lie beside this one.</summary>
    public int SetAsideCount => Enumerable.Range(1, SetAsideMax).Count(number => File.Exists(SetAsideName(number, ""))
        || File.Exists(SetAsideName(number, "-wal")));

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
    /// log it could pass for a whole journal that lacks its end.
    /// </summary>
    /// <returns>Where it lies now.</returns>
    public string SetAside()
    {
        for (var number = 1; number <= SetAsideMax; number++)
        {
            if (File.Exists(SetAsideName(number, "")) || File.Exists(SetAsideName(number, "-wal"))) continue;
            foreach (var part in new[] { "", "-wal", "-shm", "-journal" })
                if (File.Exists(Main + part)) File.Move(Main + part, SetAsideName(number, part), overwrite: false);
            DurableFile.SyncFolder(folder);
            return SetAsideName(number, "");
        }
        throw new JournalRefused($"{SetAsideMax} damaged journals lie in {folder}: the disk is failing; copy the files "
            + "journal.damaged-* away, change the disk, then remove them");
    }

    /// <summary>Gives the draft its name.</summary>
    public void Install()
    {
        using (var draft = File.OpenHandle(Draft, FileMode.Open, FileAccess.ReadWrite)) DurableFile.Sync(draft, Draft);
        File.Move(Draft, Main, overwrite: false);
        DurableFile.SyncFolder(folder);
    }

    /// <summary>Removes a draft that was never finished; nothing was ever promised on it.</summary>
    public void RemoveDraft()
    {
        foreach (var part in new[] { "", "-wal", "-shm", "-journal" }) File.Delete(Draft + part);
    }

    private string SetAsideName(int number, string part) => Path.Combine(folder, $"journal.damaged-{number}.db{part}");
}
