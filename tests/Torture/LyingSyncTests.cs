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
        if (!File.Exists("/usr/bin/strace")) throw new NotPossibleHere("strace is missing: apt-get install strace");
        using var process = Process.Start(new ProcessStartInfo("dotnet",
            [Path.Combine(AppContext.BaseDirectory, "yongai-sim.dll"), "powercut", "--rounds", "6", "--seed", "2", "--lying-sync"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository.Root,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var words = await process.StandardOutput.ReadToEndAsync() + await errors;
        await process.WaitForExitAsync();
        if (process.ExitCode == NotPossible) throw new NotPossibleHere(words.Trim());
        output.WriteLine(words);
        Assert.Equal((1, true), (process.ExitCode, words.Contains("1 LOST", StringComparison.Ordinal)));
        Assert.Equal(2, words.Split("as it must be").Length - 1);
    }
}
