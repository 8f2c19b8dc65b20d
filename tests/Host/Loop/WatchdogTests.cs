using System.Net.Sockets;
using System.Text;
using YongAi.Edge.Host.Loop;

namespace YongAi.Edge.Tests.Host.Loop;

public sealed class WatchdogTests : IDisposable
{
    private static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(20);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("yongai-notify-");
    private readonly Socket systemd = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified)
    {
        ReceiveTimeout = (int)PatienceMax.TotalMilliseconds,
    };

    public void Dispose()
    {
        systemd.Dispose();
        folder.Delete(recursive: true);
    }

    private string Listen()
    {
        var path = Path.Combine(folder.FullName, "notify");
        systemd.Bind(new UnixDomainSocketEndPoint(path));
        return path;
    }

    private string Heard()
    {
        var buffer = new byte[256];
        return Encoding.UTF8.GetString(buffer, 0, systemd.Receive(buffer));
    }

    [Fact]
    public void Systemd_hears_ready_more_time_and_stopping()
    {
        using var watchdog = new Watchdog(Listen(), "30000000");
        Assert.True(watchdog.ExtendTimeout(TimeSpan.FromSeconds(90)));
        Assert.True(watchdog.Ready());
        Assert.True(watchdog.Stopping());
        Assert.Equal(["EXTEND_TIMEOUT_USEC=90000000", "READY=1", "STOPPING=1"], [Heard(), Heard(), Heard()]);
        Assert.Equal(TimeSpan.FromSeconds(10), watchdog.CheckEvery);
    }

    [Fact]
    public void An_abstract_socket_is_reached_by_its_name()
    {
        var name = $"yongai-test-{Environment.ProcessId}-{Guid.NewGuid():N}";
        systemd.Bind(new UnixDomainSocketEndPoint('\0' + name));
        using var watchdog = new Watchdog('@' + name, null);
        Assert.True(watchdog.Ready());
        Assert.Equal("READY=1", Heard());
        Assert.Null(watchdog.CheckEvery);
    }

    [Fact]
    public void Systemd_is_told_that_we_live_only_while_every_loop_turns()
    {
        using var watchdog = new Watchdog(Listen(), "1000000");
        var (cabinet, journal) = (watchdog.Register("cabinet"), watchdog.Register("journal"));
        Assert.Equal("cabinet journal", string.Join(' ', watchdog.Check()));
        cabinet.Beat();
        Assert.Equal("journal", string.Join(' ', watchdog.Check()));
        journal.Beat();
        Assert.Empty(watchdog.Check());
        Assert.Equal("WATCHDOG=1", Heard());

        cabinet.Beat();
        cabinet.Beat();
        Assert.Equal("journal", string.Join(' ', watchdog.Check()));
        Assert.Equal(0, systemd.Available);
        journal.Beat();
        Assert.Empty(watchdog.Check());
        Assert.Equal("WATCHDOG=1", Heard());
        Assert.Equal("cabinet journal", string.Join(' ', watchdog.Check()));
    }

    [Fact]
    public async Task It_checks_by_itself_and_names_a_loop_that_stands_still()
    {
        using var watchdog = new Watchdog(Listen(), "30000");
        var pulse = watchdog.Register("cabinet");
        pulse.Beat();
        using var patience = new CancellationTokenSource(PatienceMax);
        var named = new TaskCompletionSource<string>();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(patience.Token);
        var running = watchdog.RunAsync(TimeProvider.System, still => named.TrySetResult(still.Single()), end.Token);
        Assert.Equal("cabinet", await named.Task.WaitAsync(patience.Token));
        Assert.Equal("WATCHDOG=1", Heard());
        Assert.Equal(0, systemd.Available);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task Without_systemd_nothing_is_said_and_nothing_fails()
    {
        using var watchdog = new Watchdog(null, "1000000");
        watchdog.Register("cabinet").Beat();
        Assert.False(watchdog.Ready());
        Assert.Empty(watchdog.Check());
        using var unwatched = new Watchdog("", null);
        await unwatched.RunAsync(TimeProvider.System, _ => Assert.Fail("nobody watches"), CancellationToken.None);
    }

    [Fact]
    public void A_systemd_that_went_away_is_not_our_death()
    {
        using var watchdog = new Watchdog(Listen(), null);
        systemd.Close();
        Assert.False(watchdog.Ready());
    }

    [Fact]
    public void A_socket_name_that_is_none_is_said_so()
    {
        Assert.Contains("NOTIFY_SOCKET", Assert.Throws<ArgumentException>(() => new Watchdog("vsock:2:1", null)).Message);
    }
}
