using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace YongAi.Edge.Host.Journal;

/// <summary>
/// The one connection to the journal's file, set as reliability 1.5 demands, and what SQLite's errors mean for us. A second
/// connection would be more than slow: versions 3.7.0 to 3.51.2 can then lose commits.
/// </summary>
internal sealed class JournalDatabase : IDisposable
{
    private const int Unspecific = 1, Busy = 5, Locked = 6, ReadOnlyFile = 8, Corrupt = 11, Full = 13, CannotOpen = 14, NoDatabase = 26;
    private const int ReadError = 266, ShortRead = 522;

    private readonly SqliteConnection connection;
    private readonly string path;
    private SqliteCommand? begin, commit;

    private JournalDatabase(string path)
    {
        this.path = path;
        connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
            DefaultTimeout = 1, // the driver waits in whole seconds; 0 would wait for ever
        }.ToString());
    }

    /// <summary>Version and settings as read back.</summary>
    public string Settings { get; private set; } = "";

    /// <summary>Opens a file that will be renamed when it is whole: no write-ahead log beside it.</summary>
    public static JournalDatabase Draft(string path) => Opened(path, database => database.Execute("PRAGMA synchronous=FULL"));

    /// <summary>Opens a journal that was set aside, to read what is whole; closing leaves it as it was.</summary>
    public static JournalDatabase Look(string path) => Opened(path, database =>
    {
        database.Execute("PRAGMA locking_mode=EXCLUSIVE");
        database.Execute("PRAGMA query_only=ON");
    });

    /// <summary>Opens the journal: exclusive first, so that no shared memory file appears, then the write-ahead log.</summary>
    public static JournalDatabase Live(string path) => Opened(path, database =>
    {
        database.Prepare();
        database.CopyAtClose(true);
    });

    public SqliteCommand Command(string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    /// <summary>A command that is read by SQLite once and used again and again.</summary>
    public SqliteCommand Prepared(string sql, params ReadOnlySpan<string> parameters)
    {
        var command = Command(sql);
        foreach (var parameter in parameters) command.Parameters.Add(new SqliteParameter { ParameterName = parameter });
        return command;
    }

    public void Execute(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }

    /// <summary>One transaction: all of it is on disk when this returns, or none of it is there.</summary>
    /// <exception cref="SqliteException">None of it is there, or it is not known.</exception>
    public void Write(Action work)
    {
        (begin ??= Prepared("BEGIN IMMEDIATE")).ExecuteNonQuery();
        try
        {
            work();
            (commit ??= Prepared("COMMIT")).ExecuteNonQuery();
        }
        catch
        {
            // After some errors SQLite has rolled back by itself.
            if (raw.sqlite3_get_autocommit(connection.Handle) == 0) Execute("ROLLBACK");
            throw;
        }
    }

    /// <summary>SQLite's own check of the whole file.</summary>
    public void CheckIntegrity()
    {
        if (Read("PRAGMA integrity_check(1)") is var answer && answer != "ok")
            throw new JournalDamaged($"integrity check: {answer}");
    }

    /// <summary>What an error of SQLite means: in use, damaged, or failed.</summary>
    public Exception Judge(SqliteException error, string what) => error.SqliteErrorCode switch
    {
        Busy or Locked => new JournalRefused($"{path} is locked: another program has it open; stop it, and never look into "
            + "a live journal with a database tool", error),
        Corrupt or NoDatabase => new JournalDamaged($"{what}: {Words(error)}", error),
        ReadOnlyFile or CannotOpen => new JournalRefused($"{path} cannot be opened for writing: {Words(error)}; check owner, "
            + "rights and whether the disk has turned read-only", error),
        _ when error.SqliteExtendedErrorCode is ReadError or ShortRead => new JournalDamaged($"{what}: {Words(error)}", error),
        _ => new JournalFailed($"{what} in {path}: {Words(error)}", error),
    };

    public static bool IsFull(SqliteException error) => error.SqliteErrorCode == Full;

    /// <summary>After a failed write, closing must not copy the write-ahead log into the main file.</summary>
    public void LeaveAsItIs() => CopyAtClose(false);

    public void Dispose() => connection.Dispose();

    private static JournalDatabase Opened(string path, Action<JournalDatabase> prepare)
    {
        var database = new JournalDatabase(path);
        try
        {
            database.connection.Open();
            // What cannot even be opened is evidence, and closing it would write to it.
            database.LeaveAsItIs();
            prepare(database);
            return database;
        }
        catch (SqliteException error)
        {
            database.Dispose();
            // Nothing but settings was asked for: SQLite's general error speaks of the file.
            throw error.SqliteErrorCode == Unspecific
                ? new JournalDamaged($"opening: {Words(error)}", error)
                : database.Judge(error, "opening");
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private void CopyAtClose(bool copy)
    {
        if (connection.Handle is { } handle) _ = raw.sqlite3_db_config(handle, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, copy ? 0 : 1, out _);
    }

    private void Prepare()
    {
        Execute("PRAGMA locking_mode=EXCLUSIVE");
        Execute("PRAGMA journal_mode=WAL");
        Execute("PRAGMA synchronous=FULL");
        Execute("PRAGMA cell_size_check=ON");
        Execute("PRAGMA trusted_schema=OFF");
        var locking = Read("PRAGMA locking_mode");
        var journal = Read("PRAGMA journal_mode");
        var synchronous = Read("PRAGMA synchronous");
        Settings = $"SQLite {Read("SELECT sqlite_version()")}, locking {locking}, journal {journal}, synchronous {synchronous}";
        if ((locking, journal, synchronous) != ("exclusive", "wal", "2"))
            throw new JournalRefused($"{path} cannot be kept safely: wanted exclusive, wal, 2; got {Settings}");
    }

    private string Read(string sql)
    {
        using var command = Command(sql);
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture) ?? "";
    }

    private static string Words(SqliteException error) =>
        $"{error.Message} (code {error.SqliteErrorCode}/{error.SqliteExtendedErrorCode})";
}
