using Microsoft.Data.Sqlite;

namespace YongAi.CloudBridge.Store;

/// <summary>Short forms for the one connection.</summary>
internal static class Sql
{
    public static SqliteCommand Command(this SqliteConnection connection, string sql,
        params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }

    /// <summary>Runs statements and says how many rows changed.</summary>
    public static int Run(this SqliteConnection connection, string sql, params ReadOnlySpan<(string, object?)> values)
    {
        using var command = connection.Command(sql, values);
        return command.ExecuteNonQuery();
    }

    /// <summary>The first column of the first row, or default when there is no row.</summary>
    public static T? Ask<T>(this SqliteConnection connection, string sql, params ReadOnlySpan<(string, object?)> values)
    {
        using var command = connection.Command(sql, values);
        using var reader = command.ExecuteReader();
        return reader.Read() && !reader.IsDBNull(0) ? reader.GetFieldValue<T>(0) : default;
    }

    public static ImmutableArray<T> List<T>(this SqliteConnection connection, string sql, Func<SqliteDataReader, T> row,
        params ReadOnlySpan<(string, object?)> values)
    {
        using var command = connection.Command(sql, values);
        using var reader = command.ExecuteReader();
        var rows = ImmutableArray.CreateBuilder<T>();
        while (reader.Read()) rows.Add(row(reader));
        return rows.ToImmutable();
    }
}
