using System.Text.RegularExpressions;
using Xunit.Abstractions;
using YongAi.Edge.Tests.Host.Journal.Damage;

namespace YongAi.Edge.Tests.Host.Journal;

/// <summary>
/// Every system call of a short life of the store fails once: while its journal is made, opened, written, copied and closed. A start goes
/// on or ends with a word that the program knows; the next one, on a sound disk, has every row that was said to be written.
/// </summary>
public sealed partial class JournalFaultSweepTests(ITestOutputHelper output) : IDisposable
{
    private static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(180);
    private readonly MemoryFolder root = new();

    public void Dispose() => root.Dispose();

    /// <param name="calls">What fails.</param>
    /// <param name="error">How.</param>
    /// <param name="lives">More than a life has of these calls: the last one meets no fault, so every place was tried.</param>
    /// <param name="forGood">From then on, so that only the next program finds a sound disk.</param>
    [Theory]
    [InlineData("fsync,fdatasync", "EIO", 48, false)]
    [InlineData("fsync,fdatasync", "ENOSPC", 48, true)]
    [InlineData("pwrite64", "EIO", 61, false)]
    [InlineData("pwrite64", "EROFS", 61, true)]
    [InlineData("pwrite64", "ENOSPC", 61, false)]
    [InlineData("unlink,rename,renameat2,link", "EIO", 27, false)]
    [InlineData("ftruncate,fallocate", "ENOSPC", 8, false)]
    public async Task Whatever_call_fails_no_row_is_lost_and_no_whole_journal_is_set_aside(string calls, string error, int lives, bool forGood)
    {
        foreach (var life in await Lived(calls, error, lives, forGood))
        {
            Assert.All(life, start => Assert.False(start.Replaced, $"life {start.Life}: {start.End}"));
            Holds(FolderOf(life.Key), life.Max(start => start.Written), $"life {life.Key}");
        }
    }

    /// <summary>A read that fails cannot be told from a sector that is gone: the journal is set aside, and nothing in it is touched.</summary>
    [Fact]
    public async Task Whatever_read_fails_the_rows_are_in_the_journal_or_in_the_one_that_was_set_aside()
    {
        var aside = 0;
        foreach (var life in await Lived("pread64", "EIO", 37, forGood: false))
        {
            var before = life.TakeWhile(start => !start.Replaced).Select(start => start.Written).DefaultIfEmpty().Max();
            var now = FolderOf(life.Key);
            if (life.Any(start => start.Replaced))
            {
                aside++;
                Holds(now, life.Last().Written, $"life {life.Key}");
                now = Directory.CreateDirectory(FolderOf(life.Key) + "-aside").FullName;
                foreach (var file in Directory.GetFiles(FolderOf(life.Key), "journal.damaged-1.*"))
                    File.Copy(file, Path.Combine(now, Path.GetFileName(file).Replace(".damaged-1", "", StringComparison.Ordinal)));
            }
            Holds(now, before, $"life {life.Key}");
        }
        Assert.True(aside > 0, "some reads were of a journal that was there");
    }

    /// <summary>The disk that broke a journal goes on failing while it is set aside.</summary>
    [Theory]
    [InlineData("fsync,fdatasync", 51)]
    [InlineData("pwrite64", 64)]
    [InlineData("unlink,rename,renameat2,link", 29)]
    public async Task Whatever_call_fails_while_a_damaged_journal_is_set_aside_it_lies_there_whole_and_what_it_proves_is_carried_over(
        string calls, int lives)
    {
        var broken = BrokenJournal.Make();
        for (var life = 1; life <= lives; life++) broken.LayIn(FolderOf(life));
        foreach (var life in await Lived(calls, "EIO", lives, forGood: false))
        {
            broken.LiesAsideAndIsCarriedOver(FolderOf(life.Key), life.Max(start => start.Written));
            File.Delete(Path.Combine(FolderOf(life.Key), "reserve.bin"));
        }
    }

    private static void Holds(string folder, long said, string what)
    {
        var after = JournalFolder.AllOf(folder, out var recovered);
        Assert.False(recovered.Replaced && said > 0 && after.IsEmpty, $"{what}: {string.Join("; ", recovered.Remarks)}");
        Assert.True(after.Length >= said, $"{what}: {said} was said to be written, {after.Length} is there");
        Same.Assert(Samples.Entries(0, after.Length), after);
        File.Delete(Path.Combine(folder, "reserve.bin"));
    }

    private string FolderOf(int life) => Path.Combine(root.Path, $"{life}");

    private async Task<List<IGrouping<int, LifeStart>>> Lived(string calls, string error, int lives, bool forGood)
    {
        var trace = Path.Combine(root.Path, "trace");
        using var child = ChildLives.Start(root.Path, calls.Split(',')[0], lives, "strace", "-f", "--seccomp-bpf", "-y", "-qq", "-o", trace, "-e",
            $"trace={calls}", "-e", $"inject={calls}:error={error}:when={lives}{(forGood ? "+" : "")}");
        using var patience = new CancellationTokenSource(PatienceMax);
        var errors = child.StandardError.ReadToEndAsync(patience.Token);
        var said = await child.StandardOutput.ReadToEndAsync(patience.Token);
        await child.WaitForExitAsync(patience.Token);
        var words = await errors;
        if (words.Contains("PTRACE", StringComparison.OrdinalIgnoreCase)) throw new NotPossibleHere($"strace may not trace here: {words.Trim()}");
        Assert.True(child.ExitCode == 0, $"exit {child.ExitCode}: {words}");
        var starts = said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(LifeStart.Parse).ToList();
        var hit = (await File.ReadAllLinesAsync(trace, patience.Token)).Where(line => line.Contains("INJECTED", StringComparison.Ordinal))
            .Select(line => LifeInLine().Match(line)).Where(found => found.Success).Select(found => int.Parse(found.Groups[1].Value)).Distinct().ToList();
        var ended = starts.Where(start => start.End != LifeStart.Nothing).ToList();
        output.WriteLine($"{calls} {error}: {hit.Count} places, {starts.Count} starts, {ended.Count} ended");
        output.WriteLine(string.Join('\n', ended.CountBy(start => Numbers().Replace(start.End, "N")).Select(end => $"{end.Value} {end.Key}")));
        Assert.Equal(lives * ChildLives.StartsEach, starts.Count);
        Assert.Equal(Enumerable.Range(1, hit.Count), hit.Order());
        Assert.True(hit.Count > 0 && hit.Count < lives, $"{hit.Count} of {lives} lives met the fault");
        Assert.All(ended, start => Assert.Matches("^(JournalFailed|JournalRefused|JournalFull|IOException|UnauthorizedAccessException):", start.End));
        return [.. starts.GroupBy(start => start.Life)];
    }

    [GeneratedRegex(@"yongai-\w+/(\d+)\b")]
    private static partial Regex LifeInLine();

    [GeneratedRegex(@"\d+|yongai-\w+")]
    private static partial Regex Numbers();
}
