using Microsoft.Data.Sqlite;

namespace YongAi.CloudBridge.Store;

/// <summary>The store cannot be opened; the message says what to do.</summary>
public sealed class StoreRefused(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// Opens the one connection. Exclusive, WAL, synchronous FULL: a commit that returned survives a power cut, and no second
/// connection can meet the WAL-reset race of SQLite before 3.51.3 (sqlite.org/wal.html, "The WAL-Reset Bug").
/// </summary>
internal static class StoreFile
{
    private const int Busy = 5, FormatNow = 1;

    public static SqliteConnection Open(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path, Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false, DefaultTimeout = 2,
        }.ToString());
        try
        {
            connection.Open();
            Prepare(connection, path);
            return connection;
        }
        catch (SqliteException e) when (e.SqliteErrorCode == Busy)
        {
            connection.Dispose();
            throw new StoreRefused($"{path} is in use by another process; stop that one or give --data another folder", e);
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw new StoreRefused($"{path} cannot be opened: {e.Message}. {WhatToDo}", e);
        }
        catch (StoreRefused)
        {
            connection.Dispose();
            throw;
        }
    }

    private const string WhatToDo = "Move the file aside together with its -wal file and keep both; with a new store the "
        + "cabinets are asked to send again what they still hold";

    private static void Prepare(SqliteConnection connection, string path)
    {
        Expect(connection, path, "PRAGMA locking_mode=EXCLUSIVE", "exclusive");
        Expect(connection, path, "PRAGMA journal_mode=WAL", "wal");
        connection.Run("PRAGMA synchronous=FULL");
        Expect(connection, path, "PRAGMA synchronous", "2");
        Expect(connection, path, "PRAGMA quick_check", "ok");
        var format = connection.Ask<long>("PRAGMA user_version");
        if (format == 0) connection.Run(Tables + $"PRAGMA user_version={FormatNow};");
        else if (format != FormatNow)
            throw new StoreRefused($"{path} has format {format}, this program reads {FormatNow}; use the program that wrote it");
        connection.Run(BookedRuns.Table + TelemetryTable.Table);
    }

    private static void Expect(SqliteConnection connection, string path, string pragma, string expected)
    {
        var answer = connection.Ask<string>(pragma);
        if (answer != expected)
            throw new StoreRefused($"{path}: \"{pragma}\" answered \"{answer}\", expected \"{expected}\". {WhatToDo}");
    }

    private const string Tables = """
        BEGIN;
        CREATE TABLE journals (
            ordinal INTEGER PRIMARY KEY,           -- order of first sight
            cabinet TEXT NOT NULL, journal TEXT NOT NULL, first_seen INTEGER NOT NULL,
            through INTEGER NOT NULL, highest INTEGER NOT NULL, events INTEGER NOT NULL,
            UNIQUE (cabinet, journal));
        CREATE TABLE events (
            arrival INTEGER PRIMARY KEY,
            journal INTEGER NOT NULL REFERENCES journals (ordinal), position INTEGER NOT NULL,
            received INTEGER NOT NULL, body BLOB NOT NULL, digest BLOB NOT NULL,
            UNIQUE (journal, position));
        CREATE TABLE conflicts (
            journal INTEGER NOT NULL REFERENCES journals (ordinal), position INTEGER NOT NULL,
            first INTEGER NOT NULL, times INTEGER NOT NULL, body BLOB NOT NULL, digest BLOB NOT NULL,
            PRIMARY KEY (journal, position, digest));
        CREATE TABLE aside (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            received INTEGER NOT NULL, topic TEXT NOT NULL, cabinet TEXT, reason TEXT NOT NULL, body BLOB NOT NULL);
        CREATE TABLE statuses (cabinet TEXT PRIMARY KEY, received INTEGER NOT NULL, body BLOB NOT NULL);
        COMMIT;
        """;
}
