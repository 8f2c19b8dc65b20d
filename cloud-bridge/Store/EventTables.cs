using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace YongAi.CloudBridge.Store;

/// <summary>Events and journals: keep once, see gaps, read in order. Called by the store's loop only.</summary>
internal static class EventTables
{
    public static Kept Keep(SqliteConnection connection, ImmutableArray<ArrivedEvent> batch, long now)
    {
        var keepings = ImmutableArray.CreateBuilder<Keeping>(batch.Length);
        var touched = new Dictionary<JournalKey, long>();
        foreach (var arrived in batch)
        {
            if (!touched.TryGetValue(arrived.Journal, out var ordinal))
                touched[arrived.Journal] = ordinal = OrdinalOf(connection, arrived.Journal, now);
            var keeping = KeepOne(connection, ordinal, arrived, now);
            keepings.Add(keeping);
            if (arrived.For is { } run && keeping != Keeping.Conflict) BookedRuns.Book(connection, ordinal, arrived.Position, run);
        }
        var marks = touched.Select(journal => MoveMark(connection, journal.Value, journal.Key));
        return new Kept(keepings.MoveToImmutable(), [.. marks]);
    }

    public static ImmutableArray<JournalMark> Marks(SqliteConnection connection) => connection.List(
        "SELECT cabinet, journal, through, highest FROM journals ORDER BY ordinal", row =>
            new JournalMark(new JournalKey(row.GetString(0), row.GetString(1)), row.GetInt64(2), row.GetInt64(3)));

    public static ImmutableArray<byte[]>? Page(SqliteConnection connection, string cabinet,
        (string Journal, long Position)? after, int max)
    {
        var (fromOrdinal, fromPosition) = (0L, 0L);
        if (after is var (journal, position))
        {
            fromOrdinal = connection.Ask<long>("""
                SELECT j.ordinal FROM journals j JOIN events e ON e.journal = j.ordinal
                WHERE j.cabinet = $cabinet AND j.journal = $journal AND e.position = $position
                """, ("$cabinet", cabinet), ("$journal", journal), ("$position", position));
            if (fromOrdinal == 0) return null;
            fromPosition = position;
        }
        return ReadPage(connection, cabinet, fromOrdinal, fromPosition, Math.Clamp(max, 1, IEventStore.PageMax));
    }

    private static ImmutableArray<byte[]> ReadPage(SqliteConnection connection, string cabinet, long ordinal, long position,
        int max)
    {
        // CROSS JOIN fixes the order of the loops: journals by ordinal, then events by (journal, position).
        using var command = connection.Command("""
            SELECT j.journal, e.position, e.body, e.digest FROM journals j CROSS JOIN events e ON e.journal = j.ordinal
            WHERE j.cabinet = $cabinet AND j.ordinal >= $ordinal AND (e.journal > $ordinal OR e.position > $position)
            ORDER BY j.ordinal, e.position LIMIT $max
            """, ("$cabinet", cabinet), ("$ordinal", ordinal), ("$position", position), ("$max", max));
        using var reader = command.ExecuteReader();
        var page = ImmutableArray.CreateBuilder<byte[]>();
        for (var bytes = 0L; bytes < IEventStore.PageBytesMax && reader.Read();)
        {
            var key = new JournalKey(cabinet, reader.GetString(0));
            var body = Verified(key, reader.GetInt64(1), reader.GetFieldValue<byte[]>(2), reader.GetFieldValue<byte[]>(3));
            page.Add(body);
            bytes += body.Length;
        }
        return page.ToImmutable();
    }

    private static long OrdinalOf(SqliteConnection connection, JournalKey key, long now)
    {
        connection.Run("""
            INSERT INTO journals (cabinet, journal, first_seen, through, highest, events)
            VALUES ($cabinet, $journal, $now, 0, 0, 0) ON CONFLICT DO NOTHING
            """, ("$cabinet", key.Cabinet), ("$journal", key.Journal), ("$now", now));
        return connection.Ask<long>("SELECT ordinal FROM journals WHERE cabinet = $cabinet AND journal = $journal",
            ("$cabinet", key.Cabinet), ("$journal", key.Journal));
    }

    private static Keeping KeepOne(SqliteConnection connection, long ordinal, ArrivedEvent arrived, long now)
    {
        var digest = Digest(arrived.Journal, arrived.Position, arrived.Body);
        var added = connection.Run("""
            INSERT INTO events (journal, position, received, body, digest) VALUES ($journal, $position, $now, $body, $digest)
            ON CONFLICT DO NOTHING
            """, ("$journal", ordinal), ("$position", arrived.Position), ("$now", now), ("$body", arrived.Body),
            ("$digest", digest));
        if (added == 1)
        {
            connection.Run("UPDATE journals SET highest = max(highest, $position), events = events + 1 WHERE ordinal = $journal",
                ("$position", arrived.Position), ("$journal", ordinal));
            return Keeping.New;
        }
        return KeepAgain(connection, ordinal, arrived, digest, now);
    }

    private static Keeping KeepAgain(SqliteConnection connection, long ordinal, ArrivedEvent arrived, byte[] digest, long now)
    {
        var (body, firstDigest) = connection.List(
            "SELECT body, digest FROM events WHERE journal = $journal AND position = $position",
            row => (row.GetFieldValue<byte[]>(0), row.GetFieldValue<byte[]>(1)), ("$journal", ordinal), ("$position", arrived.Position))[0];
        if (!Digest(arrived.Journal, arrived.Position, body).AsSpan().SequenceEqual(firstDigest))
        {
            connection.Run("UPDATE events SET body = $body, digest = $digest WHERE journal = $journal AND position = $position",
                ("$body", arrived.Body), ("$digest", digest), ("$journal", ordinal), ("$position", arrived.Position));
            return Keeping.Healed;
        }
        if (arrived.Body.AsSpan().SequenceEqual(body)) return Keeping.Known;
        KeepConflict(connection, ordinal, arrived, digest, now);
        return Keeping.Conflict;
    }

    private static void KeepConflict(SqliteConnection connection, long ordinal, ArrivedEvent arrived, byte[] digest, long now)
    {
        var again = connection.Run("""
            UPDATE conflicts SET times = times + 1 WHERE journal = $journal AND position = $position AND digest = $digest
            """, ("$journal", ordinal), ("$position", arrived.Position), ("$digest", digest));
        if (again == 1) return;
        connection.Run("""
            INSERT INTO conflicts (journal, position, first, times, body, digest)
            SELECT $journal, $position, $now, 1, $body, $digest
            WHERE (SELECT count(*) FROM conflicts WHERE journal = $journal) < $max
            """, ("$journal", ordinal), ("$position", arrived.Position), ("$now", now), ("$body", arrived.Body),
            ("$digest", digest), ("$max", IEventStore.ConflictsKeptMax));
    }

    private static JournalMark MoveMark(SqliteConnection connection, long ordinal, JournalKey key)
    {
        var through = connection.Ask<long>("SELECT through FROM journals WHERE ordinal = $journal", ("$journal", ordinal));
        var reached = through;
        using (var command = connection.Command(
            "SELECT position FROM events WHERE journal = $journal AND position > $through ORDER BY position",
            ("$journal", ordinal), ("$through", through)))
        using (var reader = command.ExecuteReader())
            while (reader.Read())
            {
                var next = reader.GetInt64(0);
                if (next > reached + 1) reached = BookedRuns.Across(connection, ordinal, reached);
                if (next > reached + 1) break;
                reached = Math.Max(reached, next);
            }
        if (reached > through)
            connection.Run("UPDATE journals SET through = $reached WHERE ordinal = $journal",
                ("$reached", reached), ("$journal", ordinal));
        var highest = connection.Ask<long>("SELECT highest FROM journals WHERE ordinal = $journal", ("$journal", ordinal));
        return new JournalMark(key, reached, highest);
    }

    // SQLite keeps no checksum of its main file: most flipped bits there would be served as facts.
    private static byte[] Verified(JournalKey key, long position, byte[] body, byte[] digest) =>
        Digest(key, position, body).AsSpan().SequenceEqual(digest) ? body
            : throw new EventDamaged($"Event {key.Cabinet}-{key.Journal}-{position} was damaged on disk.");

    private static byte[] Digest(JournalKey key, long position, byte[] body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{key.Cabinet}-{key.Journal}-{position}\n"));
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }
}
