using System.ComponentModel;
using System.Diagnostics;
using YongAi.Edge.Control;
using YongAi.Edge.Host;
using YongAi.Edge.Host.BringUp;

namespace YongAi.Edge.Tests.Deploy;

/// <summary>The service unit as systemd reads it, and as the program relies on it.</summary>
public sealed class ServiceUnitTests : IDisposable
{
    private static readonly string Unit = Repository.Path("deploy/yongai-edge.service");
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("yongai-unit-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Systemd_finds_its_exposure_at_most_2_0()
    {
        var (code, words) = await Run("systemd-analyze", "security", "--offline=true", "--threshold=20", "--no-pager", Unit);
        Assert.True(code == 0, words);
    }

    [Fact]
    public async Task Systemd_reads_every_line_of_it()
    {
        var installed = Path.Combine(folder.FullName, "yongai-edge.service");
        // The program is not installed here; any other that is there stands in for it.
        await File.WriteAllLinesAsync(installed, File.ReadLines(Unit).Select(line =>
            line.StartsWith("ExecStart=", StringComparison.Ordinal) ? "ExecStart=/bin/true" : line));
        var (code, words) = await Run("systemd-analyze", "verify", "--man=no", installed);
        Assert.True(code == 0 && !words.Contains("yongai-edge.service:", StringComparison.Ordinal), words);
    }

    [Fact]
    public void A_wrong_site_file_is_not_started_again() =>
        Assert.Contains($"RestartPreventExitStatus={ExitCode.BadInput}", File.ReadAllLines(Unit));

    [Fact]
    public async Task What_the_unit_writes_at_the_end_the_next_start_reads()
    {
        var line = File.ReadLines(Unit).Single(line => line.StartsWith("ExecStopPost=/bin/sh -c '", StringComparison.Ordinal));
        var script = line["ExecStopPost=/bin/sh -c '".Length..^1].Replace("$$", "$", StringComparison.Ordinal);
        var start = new ProcessStartInfo("/bin/sh", ["-c", script])
        {
            Environment =
            {
                ["STATE_DIRECTORY"] = folder.FullName, ["SERVICE_RESULT"] = "watchdog", ["EXIT_CODE"] = "killed", ["EXIT_STATUS"] = "ABRT",
            },
        };
        using (var shell = Process.Start(start)!) await shell.WaitForExitAsync();
        Assert.Equal(LastEnd.Watchdog, LastRun.Take(folder.FullName, "this-boot"));
        Assert.Equal(LastEnd.Killed, LastRun.Take(folder.FullName, "this-boot"));
        Assert.Equal(LastEnd.PowerLost, LastRun.Take(folder.FullName, "another-boot"));
    }

    [Fact]
    public void What_kills_the_runtime_is_not_asked_for() =>
        Assert.DoesNotContain(File.ReadLines(Unit), line => line.StartsWith("MemoryDenyWriteExecute", StringComparison.Ordinal)
            || line == "ProtectClock=yes");

    private static async Task<(int Code, string Words)> Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEndAsync();
            var words = await process.StandardOutput.ReadToEndAsync() + await errors;
            await process.WaitForExitAsync();
            return (process.ExitCode, words);
        }
        catch (Win32Exception)
        {
            throw new NotPossibleHere($"{program} is missing: apt-get install systemd");
        }
    }
}
