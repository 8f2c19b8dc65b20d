using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using YongAi.Simulators.Cloud;

namespace YongAi.Edge.Tests.Uplink;

public sealed class MosquittoBrokerTests
{
    [Fact]
    public async Task Two_brokers_live_side_by_side_and_leave_nothing_behind()
    {
        string[] folders;
        await using (var one = await MosquittoBroker.StartAsync())
        await using (var two = await MosquittoBroker.StartAsync())
        {
            folders = [one.Folder, two.Folder];
            Assert.NotEqual(one.Port, two.Port);
            Assert.True(Accepts(one.Port) && Accepts(two.Port));
            Assert.All(folders, folder => Assert.True(Directory.Exists(folder)));
        }
        Assert.All(folders, folder => Assert.False(Directory.Exists(folder)));
    }

    [Fact]
    public async Task A_restart_keeps_the_port_and_a_stop_frees_it()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        var port = broker.Port;
        await broker.RestartAsync();
        Assert.Equal(port, broker.Port);
        Assert.True(Accepts(port));

        broker.Freeze();
        await broker.KillAsync();

        Assert.True(broker.Exited.IsCompleted);
        Assert.False(Accepts(port));
    }

    [Fact]
    public async Task A_port_in_use_is_said_in_one_line()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var wrong = await Assert.ThrowsAsync<InvalidOperationException>(() => MosquittoBroker.StartAsync(new BrokerOptions(port)));

        Assert.Contains($"{port}", wrong.Message);
        Assert.Contains("in use", wrong.Message);
        Assert.DoesNotContain('\n', wrong.Message);
    }

    [Fact]
    public async Task The_command_runs_until_it_is_stopped()
    {
        using var stop = new CancellationTokenSource();
        var running = BrokerCommand.RunAsync(["--port", "0"], stop.Token);
        await Task.WhenAny(running, Task.Delay(TimeSpan.FromSeconds(1)));
        Assert.False(running.IsCompleted);

        await stop.CancelAsync();

        Assert.Equal(0, await running);
    }

    [Theory]
    [InlineData("--port")]
    [InlineData("--port", "70000")]
    [InlineData("--port", "-1")]
    [InlineData("--prt", "1883")]
    public async Task The_command_says_how_it_is_used(params string[] args) =>
        Assert.Equal(2, await BrokerCommand.RunAsync(args, CancellationToken.None));

    [Fact]
    public async Task The_daemon_ends_with_an_owner_that_is_killed()
    {
        var own = Path.Combine(AppContext.BaseDirectory, "yongai-sim.dll");
        var folder = Directory.CreateTempSubdirectory("yongai-owner-");
        var start = new ProcessStartInfo("dotnet", [own, "broker", "--port", "0"]) { RedirectStandardOutput = true };
        start.Environment["TMPDIR"] = folder.FullName;
        using var owner = Process.Start(start)!;
        var line = await owner.StandardOutput.ReadLineAsync();
        Assert.StartsWith("broker listens on mqtt://127.0.0.1:", line);
        var port = new Uri(line!.Split(' ')[^1]).Port;
        Assert.True(Accepts(port));

        owner.Kill();
        await owner.WaitForExitAsync();

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (Accepts(port)) await Task.Delay(TimeSpan.FromMilliseconds(20), limit.Token);
        folder.Delete(recursive: true);
    }

    private static bool Accepts(int port)
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
