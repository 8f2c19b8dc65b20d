using System.Net;
using System.Net.Sockets;
using YongAi.Edge.Uplink.Mqtt;

namespace YongAi.Edge.Tests.Uplink;

/// <summary>How a link ends when several notice it at once.</summary>
public sealed class MqttEndTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_link_that_is_closed_while_it_ends_by_itself_is_closed_and_nothing_is_thrown()
    {
        using var limit = new CancellationTokenSource(Patience);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var broker = TalkUntilClosed(listener, limit.Token);
        var time = new HeldTime();
        var link = await MqttLink.ConnectAsync(new MqttAddress("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port), "c",
            TimeSpan.FromSeconds(60), null, time, limit.Token);

        // Who finds the silence is held up in the middle of ending the link; the network thread sees it and leaves meanwhile.
        var finder = time.GoSilent();
        await broker;
        await link.DisposeAsync();
        time.LetGo();
        await finder.WaitAsync(limit.Token);
        Assert.Equal(LinkTrouble.Silent, link.Lost!.Trouble);
    }

    /// <summary>Welcomes one client, and completes when its connection is closed.</summary>
    private static async Task TalkUntilClosed(TcpListener listener, CancellationToken ct)
    {
        using var client = await listener.AcceptTcpClientAsync(ct);
        var (wire, bytes) = (client.GetStream(), new byte[1024]);
        _ = await wire.ReadAsync(bytes, ct);
        await wire.WriteAsync(ScriptedBroker.Welcome(), ct);
        while (await wire.ReadAsync(bytes, ct) > 0) continue;
    }

    /// <summary>A clock that stands still, and whose first timer, the link's watch, is not given up until it is let go.</summary>
    private sealed class HeldTime : TimeProvider
    {
        private readonly ManualResetEventSlim held = new();
        private TimerCallback? watch;
        private TimeSpan passed;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => passed.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var isWatch = watch is null;
            watch ??= callback;
            return new Timer(isWatch ? held : null);
        }

        public Task GoSilent()
        {
            passed = TimeSpan.FromHours(1);
            return Task.Factory.StartNew(() => watch!(null), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }

        public void LetGo() => held.Set();

        private sealed class Timer(ManualResetEventSlim? held) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose() => held?.Wait(Patience);

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
