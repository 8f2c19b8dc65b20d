using System.Globalization;
using Microsoft.Data.Sqlite;

namespace YongAi.Edge.Host.Journal;

/// <summary>The tables of the journal's file: rows, snapshots in the same shape, and a few marks. No index but the keys.</summary>
internal sealed class JournalTables(JournalDatabase database)
{
    public const int Format = 1;

    private const string RowColumns =
        "position INTEGER PRIMARY KEY, elapsed INTEGER NOT NULL, wall INTEGER NOT NULL, trust TEXT NOT NULL, "
        + "drift INTEGER NOT NULL, boot TEXT NOT NULL, type TEXT NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL, crc INTEGER NOT NULL";
    private const string RowNames = "position, elapsed, wall, trust, drift, boot, type, version, body, crc";
    private static readonly string[] Parameters = ["$1", "$2", "$3", "$4", "$5", "$6", "$7", "$8", "$9", "$10"];

    private readonly SqliteCommand addEntry = database.Prepared(Insert("INSERT INTO entries"), Parameters);
    private readonly SqliteCommand addSnapshot = database.Prepared(Insert("INSERT OR REPLACE INTO snapshots"), Parameters);
    private readonly SqliteCommand setMark =
        database.Prepared("INSERT OR REPLACE INTO marks (name, value, crc) VALUES ($1, $2, $3)", "$1", "$2", "$3");
    private StoreSize? size;

    /// <summary>Makes the tables in a new file.</summary>
    public static void Create(JournalDatabase database)
    {
        database.Execute($"CREATE TABLE entries ({RowColumns}) STRICT");
        database.Execute($"CREATE TABLE snapshots ({RowColumns}) STRICT");
        database.Execute("CREATE TABLE marks (name TEXT PRIMARY KEY, value TEXT NOT NULL, crc INTEGER NOT NULL) "
            + "STRICT, WITHOUT ROWID");
    }

    /// <summary>What the rows take; counted once at the first question, then kept along.</summary>
    public StoreSize Size => size ??= Counted();

    /// <summary>A transaction that was rolled back leaves the count wrong.</summary>
    public void CountAnew() => size = null;

    public void AddEntry(JournalRow row)
    {
        Add(addEntry, row);
        size?.Added(row.Body.Length);
    }

    public void AddSnapshot(JournalRow row) => Add(addSnapshot, row);

    /// <summary>Rows after a position, in order. Each is checked against its sum.</summary>
    /// <exception cref="JournalDamaged">A row is not what was written.</exception>
    public IEnumerable<JournalRow> EntriesAfter(long position, long most = long.MaxValue)
    {
        using var command = database.Command(
            $"SELECT {RowNames} FROM entries WHERE position > $after ORDER BY position LIMIT $most");
        command.Parameters.AddWithValue("$after", position);
        command.Parameters.AddWithValue("$most", most);
        using var reader = command.ExecuteReader();
        while (reader.Read()) yield return Checked(reader) ?? throw new JournalDamaged($"row {reader.GetInt64(0)} fails its sum");
    }

    /// <summary>Snapshots, newest first; one that fails its sum is left out and named.</summary>
    public List<JournalRow> Snapshots(Action<string> remark)
    {
        using var command = database.Command($"SELECT {RowNames} FROM snapshots ORDER BY position DESC");
        using var reader = command.ExecuteReader();
        var good = new List<JournalRow>();
        while (reader.Read())
        {
            if (Checked(reader) is { } row) good.Add(row);
            else remark($"snapshot {reader.GetInt64(0)} fails its sum and is not used");
        }
        return good;
    }

    /// <summary>Every row of one type, in order.</summary>
    public List<JournalRow> EntriesOf(string type)
    {
        using var command = database.Command($"SELECT {RowNames} FROM entries WHERE type = $type ORDER BY position");
        command.Parameters.AddWithValue("$type", type);
        using var reader = command.ExecuteReader();
        var rows = new List<JournalRow>();
        while (reader.Read()) rows.Add(Checked(reader) ?? throw new JournalDamaged($"row {reader.GetInt64(0)} fails its sum"));
        return rows;
    }

    /// <summary>The newest rows of some types, oldest first, at most so many.</summary>
    public List<JournalRow> LastEntriesOf(int most, params ReadOnlySpan<string> types)
    {
        using var command = database.Command("");
        var names = new List<string>(types.Length);
        foreach (var type in types)
        {
            names.Add($"$type{names.Count}");
            command.Parameters.AddWithValue(names[^1], type);
        }
        command.CommandText = $"SELECT {RowNames} FROM entries WHERE type IN ({string.Join(", ", names)}) ORDER BY position DESC LIMIT $most";
        command.Parameters.AddWithValue("$most", most);
        using var reader = command.ExecuteReader();
        var rows = new List<JournalRow>();
        while (reader.Read()) rows.Add(Checked(reader) ?? throw new JournalDamaged($"row {reader.GetInt64(0)} fails its sum"));
        rows.Reverse();
        return rows;
    }

    public void DeleteEntry(JournalRow row)
    {
        size?.Removed(row.Body.Length);
        using var command = database.Command("DELETE FROM entries WHERE position = $position");
        command.Parameters.AddWithValue("$position", row.Position);
        command.ExecuteNonQuery();
    }

    /// <summary>Removes every snapshot but these; also those that failed their sum.</summary>
    public void KeepSnapshots(IEnumerable<long> positions)
    {
        using var command = database.Command($"DELETE FROM snapshots WHERE position NOT IN ({string.Join(", ", positions)})");
        command.ExecuteNonQuery();
    }

    public void SetMark(string name, string value)
    {
        Run(setMark, name, value, (long)Sum(name, value));
    }

    public void SetMark(string name, long value) =>
        SetMark(name, value.ToString(CultureInfo.InvariantCulture));

    /// <exception cref="JournalDamaged">A mark is not what was written.</exception>
    public Dictionary<string, string> Marks()
    {
        using var command = database.Command("SELECT name, value, crc FROM marks");
        using var reader = command.ExecuteReader();
        var marks = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.Read())
        {
            var (name, value) = (reader.GetString(0), reader.GetString(1));
            if (reader.GetInt64(2) != Sum(name, value)) throw new JournalDamaged($"mark '{name}' fails its sum");
            marks.Add(name, value);
        }
        return marks;
    }

    private StoreSize Counted()
    {
        using var command = database.Command("SELECT count(*), coalesce(sum(length(body)), 0) FROM entries");
        using var reader = command.ExecuteReader();
        reader.Read();
        return new StoreSize(reader.GetInt64(0), reader.GetInt64(1));
    }

    private static uint Sum(string name, string value) => new Crc32C().Add(name).Add(value).Value;

    private static string Insert(string into) => $"{into} ({RowNames}) VALUES ({string.Join(", ", Parameters)})";

    private static void Add(SqliteCommand insert, JournalRow row) => Run(insert, row.Position, row.Elapsed, row.Wall, row.Trust,
        row.Drift, row.Boot, row.Type, row.Version, row.Body, (long)row.Crc());

    private static void Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var n = 0; n < values.Length; n++) command.Parameters[n].Value = values[n];
        command.ExecuteNonQuery();
    }

    private static JournalRow? Checked(SqliteDataReader reader)
    {
        var row = new JournalRow(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetString(3), reader.GetInt64(4),
            reader.GetString(5), reader.GetString(6), reader.GetInt32(7), reader.GetString(8));
        return reader.GetInt64(9) == row.Crc() ? row : null;
    }
}
