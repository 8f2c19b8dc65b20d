using System.Text;
using YongAi.Edge.Uplink.Mqtt;
using YongAi.Simulators.Cloud;

namespace YongAi.Edge.Tests.Uplink;

/// <summary>Against the real daemon.</summary>
public sealed class MqttLinkTests : IAsyncLifetime
{
    private static readonly TimeSpan KeepAlive = MqttLink.KeepAliveLeast;
    private static readonly TimeSpan TestMax = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource limit = new(TestMax);
    private MosquittoBroker broker = null!;

    private CancellationToken Ct => limit.Token;

    public async Task InitializeAsync() => broker = await MosquittoBroker.StartAsync(ct: Ct);

    public async Task DisposeAsync()
    {
        await broker.DisposeAsync();
        limit.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task All_byte_values_come_back_as_they_went(bool old)
    {
        await using var link = await ConnectAsync("bytes", address: broker.Address with { Mqtt311 = old });
        await link.SubscribeAsync("test/bytes", Ct);
        var all = Enumerable.Range(0, 256).Select(value => (byte)value).ToArray();

        var expiry = TimeSpan.FromMinutes(1);
        await link.PublishAsync(new MqttMessage("test/bytes", all, Expiry: expiry, ContentType: "application/json"), Ct);
        await link.PublishAsync(new MqttMessage("test/bytes", ReadOnlyMemory<byte>.Empty), Ct);

        var back = await link.Incoming.ReadAsync(Ct);
        Assert.Equal("test/bytes", back.Topic);
        Assert.Equal(all, back.Payload.ToArray());
        Assert.False(back.Retain);
        Assert.Equal(0, (await link.Incoming.ReadAsync(Ct)).Payload.Length);
    }

    [Fact]
    public async Task Messages_keep_the_order_of_the_calls()
    {
        await using var link = await ConnectAsync("order");
        await link.SubscribeAsync("test/order", Ct);
        const int many = 500;

        var sent = new List<Task>();
        for (var n = 0; n < many; n++)
        {
            sent.Add(link.PublishAsync(new MqttMessage("test/order", BitConverter.GetBytes(n)), Ct));
            if (sent.Count == MqttLink.UnacknowledgedMax)
            {
                await Task.WhenAll(sent);
                sent.Clear();
            }
        }
        await Task.WhenAll(sent);

        for (var n = 0; n < many; n++)
            Assert.Equal(n, BitConverter.ToInt32((await link.Incoming.ReadAsync(Ct)).Payload.Span));
    }

    [Fact]
    public async Task More_publishes_than_may_be_under_way_wait_and_arrive()
    {
        await using var link = await ConnectAsync("window");
        await link.SubscribeAsync("test/window", Ct);
        const int many = MqttLink.UnacknowledgedMax * 5;

        await Task.WhenAll(Enumerable.Range(0, many)
            .Select(n => link.PublishAsync(new MqttMessage("test/window", BitConverter.GetBytes(n)), Ct)));

        var seen = new HashSet<int>();
        while (seen.Count < many) seen.Add(BitConverter.ToInt32((await link.Incoming.ReadAsync(Ct)).Payload.Span));
    }

    [Fact]
    public async Task A_retained_message_says_that_it_was_kept()
    {
        await using var link = await ConnectAsync("retained");
        await link.PublishAsync(new MqttMessage("test/kept", "x"u8.ToArray(), Retain: true), Ct);
        await link.SubscribeAsync("test/kept", Ct);

        Assert.True((await link.Incoming.ReadAsync(Ct)).Retain);
    }

    [Fact]
    public async Task A_message_past_its_expiry_is_not_delivered_late()
    {
        await using var link = await ConnectAsync("expiry");
        var old = new MqttMessage("test/expiry", "old"u8.ToArray(), Retain: true, Expiry: TimeSpan.FromSeconds(1));
        await link.PublishAsync(old, Ct);
        await Task.Delay(TimeSpan.FromSeconds(3), Ct);
        await link.SubscribeAsync("test/expiry", Ct);
        await link.PublishAsync(new MqttMessage("test/expiry", "new"u8.ToArray()), Ct);

        Assert.Equal("new", Encoding.UTF8.GetString((await link.Incoming.ReadAsync(Ct)).Payload.Span));
    }

    [Fact]
    public async Task A_killed_broker_ends_the_link_and_what_waits_on_it()
    {
        await using var link = await ConnectAsync("killed");
        broker.Freeze();
        var publish = link.PublishAsync(new MqttMessage("test/killed", "x"u8.ToArray()), Ct);
        await broker.KillAsync();

        await link.Ended.WaitAsync(Ct);
        await Assert.ThrowsAsync<MqttLinkLost>(() => publish);
        await Assert.ThrowsAsync<MqttLinkLost>(() => link.PublishAsync(new MqttMessage("test/killed", "y"u8.ToArray()), Ct));
        Assert.Equal(LinkTrouble.Unreachable, link.Lost!.Trouble);
        Assert.False(await link.Incoming.WaitToReadAsync(Ct));

        await broker.RestartAsync(Ct);
        await using var next = await ConnectAsync("killed");
        await next.PublishAsync(new MqttMessage("test/killed", "z"u8.ToArray()), Ct);
    }

    [Fact]
    public async Task A_frozen_broker_is_noticed_while_publishing()
    {
        await using var link = await ConnectAsync("frozen");
        broker.Freeze();
        var publish = link.PublishAsync(new MqttMessage("test/frozen", "x"u8.ToArray()), Ct);

        var lost = await Assert.ThrowsAsync<MqttLinkLost>(() => publish.WaitAsync(Ct));

        Assert.Equal(LinkTrouble.Silent, lost.Trouble);
        Assert.Equal(lost.Message, link.EndReason);
        broker.Thaw();
    }

    [Fact]
    public async Task A_frozen_broker_is_noticed_while_nothing_is_said()
    {
        await using var link = await ConnectAsync("idle");
        broker.Freeze();

        await link.Ended.WaitAsync(Ct);

        Assert.Equal(LinkTrouble.Silent, link.Lost!.Trouble);
        broker.Thaw();
    }

    // Five minutes on our clock are a moment on the library's: only our own rule can notice.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Silence_is_noticed_by_our_own_clock(bool publishing)
    {
        var time = new SteppedTime();
        await using var link = await MqttLink.ConnectAsync(broker.Address, "clock", TimeSpan.FromMinutes(5), null, time, Ct);
        broker.Freeze();
        var publish = publishing ? link.PublishAsync(new MqttMessage("test/clock", "x"u8.ToArray()), Ct) : link.Ended;

        await time.StepUntilAsync(link.Ended, TimeSpan.FromSeconds(30), Ct);

        Assert.Equal(LinkTrouble.Silent, link.Lost!.Trouble);
        if (publishing) await Assert.ThrowsAsync<MqttLinkLost>(() => publish);
        broker.Thaw();
    }

    [Fact]
    public async Task A_quiet_link_stays_up()
    {
        await using var link = await ConnectAsync("quiet");

        await Task.WhenAny(link.Ended, Task.Delay(KeepAlive * 2.5, Ct));

        Assert.Null(link.EndReason);
        await link.PublishAsync(new MqttMessage("test/quiet", "x"u8.ToArray()), Ct);
    }

    [Fact]
    public async Task The_second_client_with_one_id_takes_over_and_the_first_learns_it()
    {
        await using var first = await ConnectAsync("twin");
        await using var second = await ConnectAsync("twin");

        await first.Ended.WaitAsync(Ct);

        // mosquitto 2.0.11 closes without saying 8E; that a broker says it is in MqttRefusalTests.
        Assert.Equal(LinkTrouble.Unreachable, first.Lost!.Trouble);
        await second.PublishAsync(new MqttMessage("test/twin", "x"u8.ToArray()), Ct);
    }

    [Fact]
    public async Task Nobody_at_the_port_is_said_at_once()
    {
        await broker.StopAsync();

        var lost = await Assert.ThrowsAsync<MqttLinkLost>(() => ConnectAsync("nobody"));

        Assert.Equal(LinkTrouble.Unreachable, lost.Trouble);
        Assert.Contains(broker.Address.ToString(), lost.Message);
    }

    [Fact]
    public async Task A_broker_that_never_answers_is_given_up()
    {
        broker.Freeze();
        var time = new SteppedTime();
        var connecting = MqttLink.ConnectAsync(broker.Address, "mute", KeepAlive, null, time, Ct);
        await time.StepUntilAsync(connecting, TimeSpan.FromSeconds(1), Ct);

        var lost = await Assert.ThrowsAsync<MqttLinkLost>(() => connecting);

        Assert.Contains("CONNACK", lost.Message);
        broker.Thaw();
    }

    [Fact]
    public async Task Messages_that_nobody_reads_end_the_link_and_are_not_dropped()
    {
        await using var reader = await ConnectAsync("lazy");
        await reader.SubscribeAsync("test/flood", Ct);
        await using var writer = await ConnectAsync("flood");

        for (var n = 0; n <= MqttLink.IncomingMax && reader.Lost is null; n++)
            await writer.PublishAsync(new MqttMessage("test/flood", BitConverter.GetBytes(n)), Ct);
        await reader.Ended.WaitAsync(Ct);

        Assert.Equal(LinkTrouble.Overrun, reader.Lost!.Trouble);
        for (var n = 0; n < MqttLink.IncomingMax; n++)
            Assert.Equal(n, BitConverter.ToInt32((await reader.Incoming.ReadAsync(Ct)).Payload.Span));
    }

    [Fact]
    public async Task A_message_too_large_to_read_ends_the_link()
    {
        await using var reader = await ConnectAsync("small");
        await reader.SubscribeAsync("test/large", Ct);
        await using var writer = await ConnectAsync("large");

        await writer.PublishAsync(new MqttMessage("test/large", new byte[MqttLink.PayloadMax + 1]), Ct);
        await reader.Ended.WaitAsync(Ct);

        Assert.Equal(LinkTrouble.Overrun, reader.Lost!.Trouble);
        Assert.False(await reader.Incoming.WaitToReadAsync(Ct));
    }

    [Fact]
    public async Task A_clean_good_bye_leaves_no_will_and_a_cut_does()
    {
        await using var watcher = await ConnectAsync("watcher");
        await watcher.SubscribeAsync("test/will/+", Ct);

        var polite = await ConnectAsync("polite", new MqttMessage("test/will/polite", "gone"u8.ToArray(), Retain: true));
        await polite.DisposeAsync();
        await using var first = await ConnectAsync("cut", new MqttMessage("test/will/cut", "gone"u8.ToArray(), Retain: true));
        await using var second = await ConnectAsync("cut");

        var will = await watcher.Incoming.ReadAsync(Ct);
        Assert.Equal("test/will/cut", will.Topic);
        Assert.Equal("gone", Encoding.UTF8.GetString(will.Payload.Span));
        Assert.False(watcher.Incoming.TryRead(out _));
    }

    private Task<MqttLink> ConnectAsync(string id, MqttMessage? will = null, MqttAddress? address = null) =>
        MqttLink.ConnectAsync(address ?? broker.Address, id, KeepAlive, will, TimeProvider.System, Ct);
}
