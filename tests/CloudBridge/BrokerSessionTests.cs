using Microsoft.Extensions.Logging.Abstractions;
using YongAi.CloudBridge.Receiving;
using YongAi.Edge.Tests.Uplink;

namespace YongAi.Edge.Tests.CloudBridge;

public sealed class BrokerSessionTests
{
    private const byte Connect = 0x10, Subscribe = 0x82;

    private static readonly TimeSpan TestMax = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Two_bridges_that_take_the_link_from_one_another_do_not_go_on_for_ever()
    {
        using var limit = new CancellationTokenSource(TestMax);
        await using var broker = new ScriptedBroker((type, body) => type switch
        {
            Connect => ScriptedBroker.Welcome(),
            // SUBACK, and at once DISCONNECT with reason 8E, session taken over.
            Subscribe => [0x90, 4, body[0], body[1], 0, 1, 0xE0, 1, 0x8E],
            _ => [],
        });
        var session = new BrokerSession(broker.Address, ["yongai/v1/+/event"], TimeProvider.System, NullLogger.Instance);

        var second = await Assert.ThrowsAsync<SecondBridge>(() =>
            session.RunAsync((link, cancel) => link.Ended.WaitAsync(cancel), limit.Token));
        Assert.Contains("only one may run", second.Message);
    }

    [Fact]
    public async Task A_broker_that_is_not_there_is_named_as_the_trouble_until_the_program_ends()
    {
        using var limit = new CancellationTokenSource(TestMax);
        var session = new BrokerSession(new("127.0.0.1", 1), ["yongai/v1/+/event"], TimeProvider.System, NullLogger.Instance);
        var running = session.RunAsync((_, _) => Task.CompletedTask, limit.Token);
        while (session.Trouble == "not linked yet") await Task.Delay(TimeSpan.FromMilliseconds(10), limit.Token);

        Assert.Contains("127.0.0.1:1", session.Trouble);
        await limit.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }
}
