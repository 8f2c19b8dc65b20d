using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using YongAi.Edge.Host.Journal;
using YongAi.Simulators.Torture;

namespace YongAi.Edge.Bench;

/// <summary>How long and how often a program waits for the disk.</summary>
internal static partial class DiskWaits
{
    private const int BareAppends = 100, PageBytes = 4096;

    /// <summary>Milliseconds of every fsync and fdatasync while something is done, as strace tells; it slows the rest.</summary>
    public static async Task<ImmutableArray<double>> WatchAsync(Stand stand, Action<string> tell, Func<Task> act)
    {
        try
        {
            await using var strace = Child.Start("strace", "-f", "-T", "-p", $"{stand.Service.Id}", "-e", "trace=fsync,fdatasync");
            await stand.Until(() => Task.FromResult(strace.Words.Contains("attached", StringComparison.Ordinal)), "strace to attach");
            await act();
            await strace.Signal("INT");
            await strace.Process.WaitForExitAsync(stand.Stop);
            return [.. Took().Matches(strace.Words)
                .Select(took => double.Parse(took.Groups[1].ValueSpan, CultureInfo.InvariantCulture) * 1000)];
        }
        catch (Win32Exception)
        {
            tell("strace is missing (apt-get install strace): waits for the disk are not counted");
            return [];
        }
    }

    /// <summary>What the disk takes for the least that a journal can do.</summary>
    public static ImmutableArray<double> Bare(string folder)
    {
        var path = Path.Combine(folder, $"yongai-bench-{Guid.NewGuid():N}"[..21]);
        try
        {
            using var file = File.Create(path, PageBytes, FileOptions.DeleteOnClose);
            var page = new byte[PageBytes];
            var took = ImmutableArray.CreateBuilder<double>(BareAppends);
            for (var n = 0; n < BareAppends; n++)
            {
                var began = Stopwatch.GetTimestamp();
                RandomAccess.Write(file.SafeFileHandle, page, (long)n * PageBytes);
                DurableFile.Sync(file.SafeFileHandle, path); // the base library's own would call a failed sync a quick one
                took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
            return took.MoveToImmutable();
        }
        finally
        {
            File.Delete(path);
        }
    }

    [GeneratedRegex(@"sync.*<(\d+\.\d+)>")]
    private static partial Regex Took();
}
