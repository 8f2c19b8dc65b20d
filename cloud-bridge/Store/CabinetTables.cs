using System.Text;
using Microsoft.Data.Sqlite;

namespace YongAi.CloudBridge.Store;

/// <summary>What is known of a cabinet beside its events. Called by the store's loop only.</summary>
internal static class CabinetTables
{
    public static void SetAside(SqliteConnection connection, ArrivedAside message, long now)
    {
        var body = message.Body[..Math.Min(message.Body.Length, IEventStore.AsideBytesMax)];
        connection.Run("""
            INSERT INTO aside (received, topic, cabinet, reason, body) VALUES ($now, $topic, $cabinet, $reason, $body)
            """, ("$now", now), ("$topic", message.Topic), ("$cabinet", message.Cabinet), ("$reason", message.Reason),
            ("$body", body));
        connection.Run("DELETE FROM aside WHERE number <= (SELECT max(number) FROM aside) - $max",
            ("$max", IEventStore.AsideKeptMax));
    }

    public static void KeepStatus(SqliteConnection connection, ArrivedStatus status, long now) => connection.Run("""
        INSERT INTO statuses (cabinet, received, body) VALUES ($cabinet, $now, $body)
        ON CONFLICT (cabinet) DO UPDATE SET received = excluded.received, body = excluded.body
        """, ("$cabinet", status.Cabinet), ("$now", now), ("$body", status.Body));

    public static ImmutableArray<string> Cabinets(SqliteConnection connection) => connection.List(
        "SELECT cabinet FROM journals UNION SELECT cabinet FROM statuses ORDER BY 1", row => row.GetString(0));

    public static CabinetRecord? Cabinet(SqliteConnection connection, string cabinet)
    {
        var journals = connection.List("""
            SELECT ordinal, journal, through, highest, events, first_seen FROM journals
            WHERE cabinet = $cabinet ORDER BY ordinal
            """, row => Journal(connection, row.GetInt64(0), new JournalMark(new JournalKey(cabinet, row.GetString(1)),
                row.GetInt64(2), row.GetInt64(3)), row.GetInt64(4), row.GetInt64(5)), ("$cabinet", cabinet));
        var status = connection.List("SELECT body, received FROM statuses WHERE cabinet = $cabinet",
            row => new LastStatus(Text(row, 0), Time(row.GetInt64(1))), ("$cabinet", cabinet));
        if (journals.IsEmpty && status.IsEmpty) return null;
        var aside = connection.Ask<long>("SELECT count(*) FROM aside WHERE cabinet = $cabinet", ("$cabinet", cabinet));
        return new CabinetRecord(cabinet, status.FirstOrDefault(), journals, aside, TelemetryTable.Last(connection, cabinet));
    }

    private static JournalRecord Journal(SqliteConnection connection, long ordinal, JournalMark mark, long events,
        long firstSeen) => new(mark, events, Time(firstSeen), Gaps(connection, ordinal, mark), Conflicts(connection, ordinal),
            connection.Ask<long>("SELECT count(*) FROM conflicts WHERE journal = $journal", ("$journal", ordinal)),
            BookedRuns.Of(connection, ordinal));

    private static ImmutableArray<Gap> Gaps(SqliteConnection connection, long ordinal, JournalMark mark) => connection.List("""
        SELECT before + 1, position - 1 FROM (
            SELECT position, lag(position, 1, $through) OVER (ORDER BY position) AS before
            FROM events WHERE journal = $journal AND position > $through)
        WHERE position > before + 1 ORDER BY position LIMIT $max
        """, row => new Gap(row.GetInt64(0), row.GetInt64(1)),
        ("$journal", ordinal), ("$through", mark.Through), ("$max", IEventStore.GapsShownMax));

    private static ImmutableArray<Conflict> Conflicts(SqliteConnection connection, long ordinal) => connection.List(
        "SELECT position, times, first, body FROM conflicts WHERE journal = $journal ORDER BY first, position LIMIT $max",
        row => new Conflict(row.GetInt64(0), row.GetInt64(1), Time(row.GetInt64(2)), Text(row, 3)),
        ("$journal", ordinal), ("$max", IEventStore.ConflictsShownMax));

    private static string Text(SqliteDataReader row, int column) => Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(column));

    private static DateTimeOffset Time(long unixMilliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds);
}
