using System.ComponentModel;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using YongAi.Edge.Tests.Host.Site;

namespace YongAi.Edge.Tests.Host.App;

/// <summary>The program with somebody at its NOTIFY_SOCKET, as systemd is.</summary>
public sealed class WatchedTests : IDisposable
{
    private const string Alive = "WATCHDOG=1";
    private static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(60);
    private readonly TemporaryFolder folder = new();
    private readonly Socket systemd = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified)
    {
        ReceiveTimeout = (int)PatienceMax.TotalMilliseconds,
    };

    public WatchedTests() => systemd.Bind(new UnixDomainSocketEndPoint(NotifySocket));

    private string NotifySocket => Path.Combine(folder.Path, "notify");

    public void Dispose()
    {
        systemd.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task It_is_ready_then_alive_then_stopping()
    {
        await using var edge = Watched();
        Assert.Equal("READY=1", Heard());
        for (var n = 0; n < 3; n++) Assert.Equal(Alive, Heard());
        await edge.Signal("TERM");
        Assert.Equal(0, await edge.Exit());
        string last;
        while ((last = Heard()) == Alive) { }
        Assert.Equal("STOPPING=1", last);
    }

    [Fact]
    public async Task A_disk_that_does_not_answer_silences_the_watchdog_and_is_named()
    {
        await using var edge = Watched();
        while (Heard() != Alive) { }
        await edge.Until(it => it.GetProperty("written").GetInt64() >= 1);
        using var disk = Slow(edge.Id);
        while (!edge.Log.Contains("these loops stand still: journal", StringComparison.Ordinal)) await Task.Delay(50);
        // What was said before the standstill is heard out; then there is silence, which systemd takes for death.
        systemd.ReceiveTimeout = 7000;
        Assert.Throws<SocketException>((Action)HearAll);
        Assert.False(edge.Log.Contains("stand still: cabinet", StringComparison.Ordinal), "making safe goes on");
        disk.Kill();
        await disk.WaitForExitAsync();
    }

    private EdgeProcess Watched() => EdgeProcess.Start(EdgeProcess.Site(folder), "Development",
        ("NOTIFY_SOCKET", NotifySocket), ("WATCHDOG_USEC", "9000000"));

    private string Heard()
    {
        var buffer = new byte[256];
        return Encoding.UTF8.GetString(buffer, 0, systemd.Receive(buffer));
    }

    private void HearAll()
    {
        while (true) Heard();
    }

    // Every sync takes a minute, as on a card that collects garbage; the first thing to be written is held up.
    private static Process Slow(int process)
    {
        try
        {
            return Process.Start("strace", ["-f", "-qq", "-o", "/dev/null", "-p", $"{process}", "-e", "trace=fsync,fdatasync",
                "-e", "inject=fsync,fdatasync:delay_enter=60000000"]);
        }
        catch (Win32Exception)
        {
            throw new NotPossibleHere("strace is missing: apt-get install strace");
        }
    }
}
