using YongAi.Edge.Host.Journal;

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
        Assert.Contains("INJECTED", trace);
        Assert.Contains("disk I/O error", words);
        var after = JournalFolder.AllOf(folder.Path, out var recovered);
        Assert.False(recovered.Replaced);
        Assert.True(after.Length >= said, $"{said} was said to be written, {after.Length} is there");
        Same.Assert(Samples.Entries(0, after.Length), after);
    }

    [Fact]
    public async Task A_full_disk_gives_up_the_reserve_ends_the_writer_and_a_start_goes_on()
    {
        var (said, words, trace) = await UnderStrace("pwrite64", "error=ENOSPC:when=60+");
        Assert.Contains("INJECTED", trace);
        Assert.Contains("database or disk is full", words);
        Assert.Contains("the reserve of 8 MiB was given up", words);
        Assert.False(File.Exists(Path.Combine(folder.Path, "reserve.bin")));
        using var store = folder.Open();
        var recovered = store.Recover();
        Assert.False(recovered.Replaced);
        Assert.True(recovered.LastPosition >= said);
        store.Append(Samples.Entries(store.LastPosition, 3));
        Assert.True(File.Exists(Path.Combine(folder.Path, "reserve.bin")));
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
        using var child = ChildWriter.Start(folder.Path, "strace", "-f", "-qq", "-o", trace, "-e", $"trace={calls}", "-e",
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
