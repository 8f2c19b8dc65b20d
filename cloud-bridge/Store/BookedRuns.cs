using Microsoft.Data.Sqlite;

namespace YongAi.CloudBridge.Store;

/// <summary>Positions of which a cabinet itself says that they will not come. Called by the store's loop only.</summary>
internal static class BookedRuns
{
    public const string Table = """
        CREATE TABLE IF NOT EXISTS booked (
            journal INTEGER NOT NULL REFERENCES journals (ordinal),
            first INTEGER NOT NULL, last INTEGER NOT NULL, position INTEGER NOT NULL, trimmed INTEGER NOT NULL,
            PRIMARY KEY (journal, first, last)) WITHOUT ROWID;
        """;

    /// <summary>The event at this position stands for others; once is enough.</summary>
    public static void Book(SqliteConnection connection, long journal, long position, StandsFor run) => connection.Run("""
        INSERT INTO booked (journal, first, last, position, trimmed) VALUES ($journal, $first, $last, $position, $trimmed)
        ON CONFLICT DO NOTHING
        """, ("$journal", journal), ("$first", run.First), ("$last", run.Last), ("$position", position), ("$trimmed", run.Trimmed ? 1 : 0));

    /// <summary>Up to where positions after this one are booked without a hole; the same position when the next is not.</summary>
    public static long Across(SqliteConnection connection, long journal, long reached)
    {
        for (; ; )
        {
            var last = connection.Ask<long>(
                "SELECT max(last) FROM booked WHERE journal = $journal AND first <= $next AND last >= $next",
                ("$journal", journal), ("$next", reached + 1));
            if (last <= reached) return reached;
            reached = last;
        }
    }

    /// <summary>The runs of a journal, lowest first, up to a bound.</summary>
    public static ImmutableArray<StandsFor> Of(SqliteConnection connection, long journal) => connection.List(
        "SELECT first, last, trimmed FROM booked WHERE journal = $journal ORDER BY first LIMIT $max",
        row => new StandsFor(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2) == 1),
        ("$journal", journal), ("$max", IEventStore.GapsShownMax));
}
