namespace YongAi.Edge.Tests.Host.Journal;

/// <summary>Real file systems that fail, and what the next start makes of them.</summary>
public sealed class DyingDiskTests : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("yongai-dying-");

    public void Dispose() => root.Delete(recursive: true);

    /// <summary>
    /// After a failed sync Linux calls the pages clean. The next program, on the same running system, would read rows from memory that
    /// never reached the disk and write behind them, with every sync in order: at the next power cut all of it is gone.
    /// </summary>
    [Fact]
    public async Task After_a_failed_sync_nothing_is_built_on_what_only_memory_has()
    {
        await ThinDisk.Run(root.FullName, """
            said=first; started "$@"; until_said 40
            head -c 64m /dev/zero > "$data/thin/fill" || true
            wait "$writer" || echo "$?" > "$data/code"
            rm "$data/thin/fill"
            said=second; started "$@"; until_said 40; killed
            umount "$data/disk"; mount_it
            cp -r "$data/disk/data" "$data/left"
            """);
        Assert.Equal($"{ChildWriter.FailedCode}\n", await File.ReadAllTextAsync(Path.Combine(root.FullName, "code")));
        Assert.Contains("disk I/O error", await File.ReadAllTextAsync(Path.Combine(root.FullName, "words")), StringComparison.Ordinal);
        var said = ThinDisk.Said(root.FullName, "second");
        Assert.True(said > ThinDisk.Said(root.FullName, "first"));
        var after = JournalFolder.AllOf(Path.Combine(root.FullName, "left"), out var recovered);
        Assert.False(recovered.Replaced, string.Join("; ", recovered.Remarks));
        Assert.True(after.Length >= said, $"{said} was said to be written, {after.Length} is there");
        Same.Assert(Samples.Entries(0, after.Length), after);
    }
}
