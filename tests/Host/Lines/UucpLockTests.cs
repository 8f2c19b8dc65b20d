using System.Diagnostics;
using YongAi.Edge.Host.Lines;
using YongAi.Edge.Tests.Host.Site;

namespace YongAi.Edge.Tests.Host.Lines;

public sealed class UucpLockTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string File => Path.Combine(folder.Path, "LCK..ttyUSB3");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Another_program_sees_our_number_in_ten_places_and_the_file_goes_with_us()
    {
        using (Take(out _)) Assert.Equal($"{Environment.ProcessId,10}\n", System.IO.File.ReadAllText(File));
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public void A_line_that_a_living_program_has_is_not_taken_and_the_program_is_named()
    {
        using var other = Process.Start(new ProcessStartInfo("sleep", "600"))!;
        try
        {
            folder.Write("LCK..ttyUSB3", $"{other.Id,10}\n");
            Assert.Null(Take(out var why));
            Assert.Equal($"/dev/ttyUSB3 is in use by another program: process {other.Id} (its lock file is {File})", why);
        }
        finally
        {
            other.Kill();
            other.WaitForExit();
        }
        using var ours = Take(out _);
        Assert.NotNull(ours);
        Assert.Equal($"{Environment.ProcessId,10}\n", System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void Where_no_file_can_be_written_the_line_is_taken_all_the_same()
    {
        using var taken = UucpLock.TryTake("/dev/ttyUSB3", Path.Combine(folder.Path, "none"), out var why);
        Assert.NotNull(taken);
        Assert.Empty(why);
    }

    [Fact]
    public void A_pseudo_terminal_has_no_lock_file()
    {
        using (UucpLock.TryTake("/dev/pts/3", folder.Path, out _)) Assert.Empty(Directory.GetFiles(folder.Path));
    }

    private UucpLock? Take(out string why) => UucpLock.TryTake("/dev/ttyUSB3", folder.Path, out why);
}
