using System.Text;
using Microsoft.Data.Sqlite;

namespace YongAi.CloudBridge.Store;

/// <summary>The last readings of each cabinet, and how many batches came. Called by the store's loop only.</summary>
internal static class TelemetryTable
{
    public const string Table = """
        CREATE TABLE IF NOT EXISTS telemetry (
            cabinet TEXT PRIMARY KEY, received INTEGER NOT NULL, batches INTEGER NOT NULL, body BLOB NOT NULL);
        """;

    public static void Keep(SqliteConnection connection, ArrivedTelemetry batch, long now) => connection.Run("""
        INSERT INTO telemetry (cabinet, received, batches, body) VALUES ($cabinet, $now, 1, $body)
        ON CONFLICT (cabinet) DO UPDATE SET received = excluded.received, batches = batches + 1, body = excluded.body
        """, ("$cabinet", batch.Cabinet), ("$now", now), ("$body", batch.Body));

    public static LastTelemetry? Last(SqliteConnection connection, string cabinet) => connection.List(
        "SELECT body, received, batches FROM telemetry WHERE cabinet = $cabinet", row => new LastTelemetry(
            Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(0)), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)),
            row.GetInt64(2)), ("$cabinet", cabinet)).FirstOrDefault();
}
