using System.Diagnostics;
using Xunit.Abstractions;

namespace YongAi.Edge.Tests.Torture;

/// <summary>The harness of power cuts on real disks, against a planted fault.</summary>
[Collection(nameof(EndToEnd.Street))]
public sealed class LyingSyncTests(ITestOutputHelper output)
{
    private const int NotPossible = 3;

    /// <summary>strace makes fsync do nothing and answer that it did: the first cut that finds something unsynced takes it.</summary>
    [Fact]
    public async Task A_sync_that_lies_is_found_as_a_loss()
    {
        await MayTraceAsync();
        using var process = Process.Start(new ProcessStartInfo("dotnet",
            [Path.Combine(AppContext.BaseDirectory, "yongai-sim.dll"), "powercut", "--rounds", "6", "--seed", "2", "--lying-sync"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository.Root,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var words = await process.StandardOutput.ReadToEndAsync() + await errors;
        await process.WaitForExitAsync();
        if (process.ExitCode == NotPossible) throw new NotPossibleHere(words.Split(NotPossibleHere.Mark)[^1].Trim());
        output.WriteLine(words);
        Assert.Equal((1, true), (process.ExitCode, words.Contains("1 LOST", StringComparison.Ordinal)));
        Assert.Equal(2, words.Split("as it must be").Length - 1);
    }

    private static async Task MayTraceAsync()
    {
        try
        {
            using var strace = Process.Start(
                new ProcessStartInfo("strace", ["-qq", "-f", "-o", "/dev/null", "true"]) { RedirectStandardError = true })!;
            var words = await strace.StandardError.ReadToEndAsync();
            await strace.WaitForExitAsync();
            if (strace.ExitCode != 0) throw new NotPossibleHere($"strace may not trace here: {words.Trim()}");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new NotPossibleHere("strace is missing: apt-get install strace");
        }
    }
}
