namespace YongAi.Edge.Tests.Host.Journal.Damage;

/// <summary>
/// A data folder in memory where the machine has one, for tens of thousands of damaged copies: a sync costs nothing there.
/// </summary>
internal sealed class MemoryFolder : IDisposable
{
    private const string Shared = "/dev/shm";
    private const long ReserveBytes = 8 << 20;

    private readonly DirectoryInfo root =
        Directory.CreateDirectory(System.IO.Path.Combine(Directory.Exists(Shared) ? Shared : System.IO.Path.GetTempPath(), $"yongai-{Guid.NewGuid():N}"));

    public string Path => root.FullName;
    public string Main => System.IO.Path.Combine(Path, "journal.db");

    /// <summary>Leaves these two files there, and room in reserve that is a hole, so that it need not be made for each copy.</summary>
    public void Lay(JournalBytes files)
    {
        using (var reserve = File.OpenHandle(System.IO.Path.Combine(Path, "reserve.bin"), FileMode.OpenOrCreate, FileAccess.Write))
            RandomAccess.SetLength(reserve, ReserveBytes);
        foreach (var left in root.EnumerateFiles("journal*")) left.Delete();
        if (files.Main is { } main) File.WriteAllBytes(Main, main);
        if (files.Log is { } log) File.WriteAllBytes(Main + "-wal", log);
    }

    public JournalBytes Read() => new(BytesOf("journal.db"), BytesOf("journal.db-wal"));

    /// <summary>What was set aside last.</summary>
    public JournalBytes ReadAside() => new(BytesOf("journal.damaged-1.db"), BytesOf("journal.damaged-1.db-wal"));

    public void Dispose() => root.Delete(recursive: true);

    private byte[]? BytesOf(string name)
    {
        var path = System.IO.Path.Combine(Path, name);
        return File.Exists(path) ? File.ReadAllBytes(path) : null;
    }
}
