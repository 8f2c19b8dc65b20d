using YongAi.Edge.Host.Journal;
using YongAi.Edge.Tests.Host.Journal.Damage;

namespace YongAi.Edge.Tests.Host.Journal;

/// <summary>A real process that dies, and real system calls that fail.</summary>
public sealed class JournalFailureTests : IDisposable
{
    private static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(120);
    private readonly JournalFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_program_killed_at_any_moment_loses_nothing_it_said_was_written()
    {
        var seed = new Random(20260312);
        long before = 0;
        for (var round = 0; round < 6; round++)
        {
            using var child = ChildWriter.Start(folder.Path);
            var enough = before + seed.Next(5, 120);
            var said = before;
            while (said < enough && await child.StandardOutput.ReadLineAsync() is { } line) said = long.Parse(line);
            child.Kill();
            // Lines that were said before the kill and not yet read count as well.
            while (await child.StandardOutput.ReadLineAsync() is { } line) said = long.TryParse(line, out var last) ? last : said;
            await child.WaitForExitAsync();
            Assert.True(said > before, $"round {round}: {await child.StandardError.ReadToEndAsync()}");

            var after = JournalFolder.AllOf(folder.Path, out var recovered);
            Assert.False(recovered.Replaced);
            Assert.True(recovered.LastPosition >= said, $"round {round}: {said} was said to be written, {recovered.LastPosition} is there");
            Same.Assert(Samples.Entries(0, after.Length)[^1], after[^1]);
            before = recovered.LastPosition;
        }
        Same.Assert(Samples.Entries(0, (int)before), JournalFolder.AllOf(folder.Path, out _));
    }

    [Fact]
    public async Task A_program_killed_again_and_again_while_it_starts_leaves_a_journal_that_opens()
    {
        var seed = new Random(20260313);
        string? journal = null;
        for (var round = 0; round < 10; round++)
        {
            using var child = ChildWriter.Start(folder.Path);
            await Task.Delay(seed.Next(40, 400));
            child.Kill();
            var said = (await child.StandardOutput.ReadToEndAsync()).Count(c => c == '\n');
            await child.WaitForExitAsync();
            var after = JournalFolder.AllOf(folder.Path, out var recovered);
            Assert.False(recovered.Replaced);
            Assert.True(after.Length >= said);
            Same.Assert(Samples.Entries(0, after.Length), after);
            journal ??= recovered.Journal;
            Assert.Equal(journal, recovered.Journal);
        }
    }

    [Fact]
    public async Task A_sync_that_fails_once_ends_the_writer_and_nothing_later_is_called_written()
    {
        var (said, words, trace) = await UnderStrace("fsync,fdatasync", "error=EIO:when=40");
        var ours = trace.Split('\n').Where(line => line.Contains(folder.Path, StringComparison.Ordinal)).ToList();
        // Nothing is written after it, not even by closing: the next start reads what the disk has.
        Assert.Equal(ours.Count - 1, ours.FindIndex(line => line.Contains("INJECTED", StringComparison.Ordinal)));
        Assert.Contains("disk I/O error", words);
        var after = JournalFolder.AllOf(folder.Path, out var recovered);
        Assert.False(recovered.Replaced);
        Assert.True(after.Length >= said, $"{said} was said to be written, {after.Length} is there");
        Same.Assert(Samples.Entries(0, after.Length), after);
    }

    [Fact]
    public async Task A_full_disk_costs_the_reserve_then_holds_what_is_written_and_goes_on_by_itself_when_there_is_room()
    {
        Directory.CreateDirectory(folder.Path);
        var mount = $"mount -t tmpfs -o size=24m tmpfs '{folder.Path}' && head -c 12M /dev/zero > '{folder.Path}/ballast' && exec \"$@\"";
        using var child = ChildWriter.Start(folder.Path, "unshare", "--mount", "--", "sh", "-c", mount, "sh");
        var errors = child.StandardError.ReadToEndAsync();
        long said = 0;
        while (said == 0) said = await Next(child, errors);
        // The mount is the child's alone, and reached through it.
        var seen = $"/proc/{child.Id}/root{folder.Path}";
        while (File.Exists(Path.Combine(seen, "reserve.bin"))) said = await Next(child, errors);
        var onReserve = await Next(child, errors);
        Assert.True(onReserve > said, "it goes on with the room of the reserve");

        Fill(Path.Combine(seen, "more"));
        var quiet = TimeSpan.FromSeconds(3);
        Task<long> next;
        while (await Task.WhenAny(next = Next(child, errors), Task.Delay(quiet)) == next) said = await next;
        Assert.False(child.HasExited, "a full disk ends nobody");
        File.Delete(Path.Combine(seen, "more"));
        File.Delete(Path.Combine(seen, "ballast"));
        said = await next;
        while (!File.Exists(Path.Combine(seen, "reserve.bin"))) said = await Next(child, errors);
        for (var n = 0; n < 20; n++) said = await Next(child, errors);

        var copy = Directory.CreateDirectory(folder.Path + "-copy").FullName;
        await StopAsync(child);
        foreach (var file in Directory.GetFiles(seen, "journal.db*")) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        child.Kill();
        var after = JournalFolder.AllOf(copy, out var recovered);
        Assert.False(recovered.Replaced);
        Assert.True(after.Length >= said, $"{said} was said to be written, {after.Length} is there");
        Same.Assert(Samples.Entries(0, after.Length), after);
    }

    [Theory]
    [InlineData("journal.db")]
    [InlineData("journal.db-wal")]
    [InlineData("journal.db.new")]
    public async Task A_program_killed_while_it_sets_a_journal_aside_leaves_its_files_together_and_what_they_prove_is_carried_over(string renamed)
    {
        var broken = BrokenJournal.Make();
        broken.LayIn(folder.Path);
        using var child = ChildWriter.Start(folder.Path, "strace", "-f", "-qq", "-o", "/dev/null", "-P", Path.Combine(folder.Path, renamed), "-e",
            "trace=rename,renameat2", "-e", "inject=rename,renameat2:signal=KILL:when=1");
        var words = await child.StandardError.ReadToEndAsync();
        Assert.Empty(await child.StandardOutput.ReadToEndAsync());
        await child.WaitForExitAsync();
        if (words.Contains("PTRACE", StringComparison.OrdinalIgnoreCase)) throw new NotPossibleHere($"strace may not trace here: {words.Trim()}");
        const int killed = 128 + 9;
        Assert.Equal(killed, child.ExitCode);
        broken.LiesAsideAndIsCarriedOver(folder.Path, said: 0);
    }

    private static async Task Signal(System.Diagnostics.Process child, string name)
    {
        using var kill = System.Diagnostics.Process.Start("kill", ["-s", name, $"{child.Id}"]);
        await kill.WaitForExitAsync();
    }

    // The signal is sent at once, and each thread stops when it next comes out of the kernel: a write that is under way is done first.
    private static async Task StopAsync(System.Diagnostics.Process child)
    {
        await Signal(child, "STOP");
        while (!Directory.GetDirectories($"/proc/{child.Id}/task").All(IsStopped)) await Task.Delay(1);
    }

    private static bool IsStopped(string thread)
    {
        var words = File.ReadAllText(Path.Combine(thread, "stat"));
        return words[words.LastIndexOf(')') + 2] == 'T';
    }

    private static async Task<long> Next(System.Diagnostics.Process child, Task<string> errors)
    {
        if (await child.StandardOutput.ReadLineAsync() is { } line) return long.Parse(line);
        var words = await errors;
        if (words.Contains("permitted", StringComparison.Ordinal) || words.Contains("denied", StringComparison.Ordinal))
            throw new NotPossibleHere($"a small disk needs root: {words.Trim()}");
        throw new InvalidOperationException($"it ended: {words}");
    }

    private static void Fill(string path)
    {
        var piece = new byte[4096];
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
        try
        {
            for (long at = 0; ; at += piece.Length) RandomAccess.Write(file, piece, at);
        }
        catch (IOException)
        {
            return; // full
        }
    }

    /// <summary>The file may grow no more in the middle of a frame: the kernel writes a part and then refuses.</summary>
    [Fact]
    public async Task A_write_that_is_cut_short_ends_the_writer_and_costs_nothing_that_it_said_was_written()
    {
        using var child = ChildWriter.Start(folder.Path, "sh", "-c", "trap '' XFSZ; exec \"$@\"", "sh");
        var errors = child.StandardError.ReadToEndAsync();
        long said = 0;
        while (said < 60) said = await Next(child, errors);
        const int intoAFrame = 2_000;
        await StopAsync(child);
        var most = new FileInfo(folder.WriteAhead).Length + intoAFrame;
        using (var limit = System.Diagnostics.Process.Start("prlimit", ["--pid", $"{child.Id}", $"--fsize={most}"])) await limit.WaitForExitAsync();
        await Signal(child, "CONT");
        while (await child.StandardOutput.ReadLineAsync() is { } line) said = long.Parse(line);
        await child.WaitForExitAsync();
        Assert.Equal(ChildWriter.FailedCode, child.ExitCode);
        Assert.Contains("disk I/O error", await errors, StringComparison.Ordinal);
        Assert.Equal(most, new FileInfo(folder.WriteAhead).Length);
        var after = JournalFolder.AllOf(folder.Path, out var recovered);
        Assert.False(recovered.Replaced);
        Assert.True(after.Length >= said, $"{said} was said to be written, {after.Length} is there");
        Same.Assert(Samples.Entries(0, after.Length), after);
    }

    [Theory]
    [InlineData("EACCES")]
    [InlineData("EROFS")]
    [InlineData("EMFILE")]
    public async Task A_journal_that_cannot_be_opened_is_refused_and_not_set_aside(string fault)
    {
        folder.Filled(20);
        var before = await File.ReadAllBytesAsync(folder.Main);
        using var child = ChildWriter.Start(folder.Path, "strace", "-f", "-qq", "-o", "/dev/null", "-P", folder.Main, "-e",
            "trace=openat", "-e", $"inject=openat:error={fault}");
        var words = await child.StandardError.ReadToEndAsync();
        await child.WaitForExitAsync();
        Assert.NotEqual(0, child.ExitCode);
        Assert.Contains("cannot be opened", words);
        Assert.Equal(before, await File.ReadAllBytesAsync(folder.Main));
        Assert.Equal(["journal.db", "journal.lock", "reserve.bin"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order());
    }

    private async Task<(long Said, string Words, string Trace)> UnderStrace(string calls, string fault)
    {
        var trace = folder.Path + ".trace";
        using var child = ChildWriter.Start(folder.Path, "strace", "-f", "-y", "-qq", "-o", trace, "-e",
            $"trace={calls},pwrite64,ftruncate,unlink,rename", "-e",
            $"inject={calls}:{fault}");
        using var patience = new CancellationTokenSource(PatienceMax);
        var errors = child.StandardError.ReadToEndAsync(patience.Token);
        long said = 0;
        while (await child.StandardOutput.ReadLineAsync(patience.Token) is { } line) said = long.Parse(line);
        await child.WaitForExitAsync(patience.Token);
        var words = await errors;
        if (words.Contains("PTRACE", StringComparison.OrdinalIgnoreCase))
            throw new NotPossibleHere($"strace may not trace here: {words.Trim()}");
        Assert.True(child.ExitCode == ChildWriter.FailedCode, $"exit {child.ExitCode}: {words}");
        Assert.True(said > 0, $"nothing was written before the fault: {words}");
        return (said, words, await File.ReadAllTextAsync(trace, patience.Token));
    }
}
