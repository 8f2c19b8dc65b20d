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
        await FailedInWords();
        Assert.Contains("disk I/O error", await Read("words"), StringComparison.Ordinal);
        var said = ThinDisk.Said(root.FullName, "second");
        Assert.True(said > ThinDisk.Said(root.FullName, "first"));
        Holds(said);
    }

    /// <summary>ext4 finds its own tables broken and turns read-only: what a dying card does on most cabinets.</summary>
    [Fact]
    public async Task A_disk_that_turns_read_only_ends_the_writer_and_the_next_start_is_refused_until_it_can_write()
    {
        await ThinDisk.Run(root.FullName, """
            said=first; started "$@"; until_said 40
            loop=$(findmnt -n -o SOURCE "$data/disk")
            echo 1 > "/sys/fs/ext4/${loop#/dev/}/trigger_fs_error" || cannot 'this kernel cannot break an ext4 on purpose'
            wait "$writer" || echo "$?" > "$data/code"
            ls "$data/disk/data" > "$data/before"
            said=refused; started "$@"
            wait "$writer" || echo "$?" > "$data/code-refused"
            ls "$data/disk/data" > "$data/after"
            umount "$data/disk"; fsck.ext4 -p "$data/thin/image" > "$data/fsck" || true; mount_it
            cp -r "$data/disk/data" "$data/left"
            """);
        await FailedInWords();
        Assert.NotEqual("0\n", await Read("code-refused"));
        Assert.Contains("Read-only file system", await Read("words"), StringComparison.Ordinal);
        Assert.Equal(await Read("before"), await Read("after"));
        Holds(ThinDisk.Said(root.FullName, "first"));
    }

    private async Task FailedInWords()
    {
        var code = await Read("code");
        Assert.True(code == $"{ChildWriter.FailedCode}\n", $"exit code {code}{await Read("words")}");
    }

    private Task<string> Read(string name) => File.ReadAllTextAsync(Path.Combine(root.FullName, name));

    // What is left on the disk is a whole journal with every row that was said to be written, and nothing else.
    private void Holds(long said)
    {
        var after = JournalFolder.AllOf(Path.Combine(root.FullName, "left"), out var recovered);
        Assert.False(recovered.Replaced, string.Join("; ", recovered.Remarks));
        Assert.True(after.Length >= said, $"{said} was said to be written, {after.Length} is there");
        Same.Assert(Samples.Entries(0, after.Length), after);
    }
}
