using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Host.Journal;

namespace YongAi.Edge.Tests.Host.Journal;

/// <summary>A data folder that is removed at the end, and what a test does to the files in it.</summary>
internal sealed class JournalFolder : IDisposable
{
    public const string Boot = "b001b001b001b001";
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("yongai-journal-");
    private int copies;

    public string Path => System.IO.Path.Combine(root.FullName, "data");
    public string Main => System.IO.Path.Combine(Path, "journal.db");
    public string WriteAhead => Main + "-wal";

    public JournalStore Open(string boot = Boot) => JournalStore.Open(Path, boot);

    /// <summary>The files as a power cut would leave them now, in a folder of their own.</summary>
    public string CopyAsCut()
    {
        var target = System.IO.Path.Combine(root.FullName, $"cut-{++copies}");
        Directory.CreateDirectory(target);
        foreach (var file in Directory.GetFiles(Path, "journal.db*"))
            File.Copy(file, System.IO.Path.Combine(target, System.IO.Path.GetFileName(file)));
        return target;
    }

    /// <summary>Writes entries of all kinds and closes, so that all of them lie in the main file.</summary>
    public ImmutableArray<Entry> Filled(int count)
    {
        using var store = Open();
        var entries = Samples.Entries(store.LastPosition, count);
        store.Append(entries);
        return entries;
    }

    /// <summary>Changes the closed file with another program.</summary>
    public void Tamper(string sql) => Tamper(Main, sql);

    public static void Tamper(string main, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={main};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.NotEqual(0, command.ExecuteNonQuery());
    }

    public static ImmutableArray<Entry> AllOf(string folder, out Recovered recovered)
    {
        using var store = JournalStore.Open(folder, Boot);
        recovered = store.Recover();
        return recovered.After;
    }

    public void Dispose() => root.Delete(recursive: true);
}
