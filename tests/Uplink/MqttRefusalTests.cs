using System.Buffers.Binary;
using System.Text;
using YongAi.Edge.Uplink.Mqtt;

namespace YongAi.Edge.Tests.Uplink;

/// <summary>What a broker may say besides yes, byte by byte (MQTT 5 sections 3.2, 3.4, 3.9, 3.14).</summary>
public sealed class MqttRefusalTests : IDisposable
{
    private const byte Connect = 0x10, Subscribe = 0x82, Ping = 0xC0;
    private readonly CancellationTokenSource limit = new(TimeSpan.FromSeconds(60));

    private CancellationToken Ct => limit.Token;

    public void Dispose() => limit.Dispose();

    [Theory]
    [InlineData(0x87, "Not authorized")]
    [InlineData(0x86, "Bad User")]
    [InlineData(0x97, "Quota exceeded")]
    public async Task A_refused_connection_says_why(byte reason, string words)
    {
        await using var broker = new ScriptedBroker((_, _) => [0x20, 3, 0, reason, 0]);

        var lost = await Assert.ThrowsAsync<MqttLinkLost>(() => ConnectAsync(broker));

        Assert.Equal(LinkTrouble.Refused, lost.Trouble);
        Assert.Contains(words, lost.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_broker_of_the_old_version_is_named_as_such()
    {
        await using var broker = new ScriptedBroker((_, _) => [0x20, 2, 0, 1]);

        var lost = await Assert.ThrowsAsync<MqttLinkLost>(() => ConnectAsync(broker));

        Assert.Equal(LinkTrouble.Refused, lost.Trouble);
        Assert.Contains("version", lost.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Session_taken_over_is_told_apart_from_a_broken_line()
    {
        await using var broker = new ScriptedBroker((type, _) => type == Connect ? ScriptedBroker.Welcome() : [0xE0, 1, 0x8E]);
        await using var link = await ConnectAsync(broker);

        var lost = await Assert.ThrowsAsync<MqttLinkLost>(() => link.SubscribeAsync("t", Ct));

        Assert.Equal(LinkTrouble.TakenOver, lost.Trouble);
    }

    [Fact]
    public async Task A_refused_topic_ends_the_link_and_the_subscription()
    {
        await using var broker = new ScriptedBroker((type, body) => type switch
        {
            Connect => ScriptedBroker.Welcome(),
            _ => [0x90, 4, body[0], body[1], 0, 0x87],
        });
        await using var link = await ConnectAsync(broker);

        var lost = await Assert.ThrowsAsync<MqttLinkLost>(() => link.SubscribeAsync("test/closed", Ct));

        Assert.Equal(LinkTrouble.Refused, lost.Trouble);
        Assert.Contains("test/closed", lost.Message);
    }

    [Fact]
    public async Task A_refused_message_is_not_taken_for_an_acknowledged_one()
    {
        await using var broker = new ScriptedBroker((type, body) => type switch
        {
            Connect => ScriptedBroker.Welcome(),
            _ => [0x40, 3, .. PacketId(body), 0x97],
        });
        await using var link = await ConnectAsync(broker);

        var lost = await Assert.ThrowsAsync<MqttLinkLost>(() => link.PublishAsync(new MqttMessage("t", "x"u8.ToArray()), Ct));

        Assert.Equal(LinkTrouble.Refused, lost.Trouble);
    }

    [Fact]
    public async Task A_PUBACK_for_a_message_that_was_never_sent_changes_nothing()
    {
        await using var broker = new ScriptedBroker((type, body) => type switch
        {
            Connect => [.. ScriptedBroker.Welcome(), 0x40, 2, 0, 99],
            0x32 => [0x40, 2, .. PacketId(body)],
            _ => [],
        });
        await using var link = await ConnectAsync(broker);

        await link.PublishAsync(new MqttMessage("t", "x"u8.ToArray()), Ct);

        Assert.Null(link.EndReason);
    }

    [Fact]
    public async Task A_message_larger_than_the_broker_takes_is_refused_here()
    {
        // Maximum Packet Size 256.
        await using var broker = new ScriptedBroker((_, _) => ScriptedBroker.Welcome(0x27, 0, 0, 1, 0));
        await using var link = await ConnectAsync(broker);

        var lost = await Assert.ThrowsAsync<MqttLinkLost>(() => link.PublishAsync(new MqttMessage("t", new byte[512]), Ct));

        Assert.Equal(LinkTrouble.Refused, lost.Trouble);
        Assert.Contains("larger", lost.Message);
    }

    [Fact]
    public async Task Receive_Maximum_of_the_broker_is_kept()
    {
        var publishes = 0;
        await using var broker = new ScriptedBroker((type, body) =>
        {
            if (type == Connect) return ScriptedBroker.Welcome(0x21, 0, 1);
            if (type == Subscribe) return [0x90, 4, body[0], body[1], 0, 1];
            publishes++;
            return [];                                           // no PUBACK: the second message must wait at our side
        });
        var link = await ConnectAsync(broker);
        var sent = Enumerable.Range(0, 10)
            .Select(n => link.PublishAsync(new MqttMessage("t", new[] { (byte)n }), Ct)).ToArray();

        await link.SubscribeAsync("t", Ct);

        Assert.Equal(1, publishes);
        await link.DisposeAsync();
        foreach (var one in sent) await Assert.ThrowsAsync<MqttLinkLost>(() => one);
    }

    [Fact]
    public async Task The_brokers_shorter_keep_alive_is_kept()
    {
        var pinged = new TaskCompletionSource();
        await using var broker = new ScriptedBroker((type, _) =>
        {
            if (type == Connect) return ScriptedBroker.Welcome(0x13, 0, 1);
            if (type == Ping) pinged.TrySetResult();
            return type == Ping ? [0xD0, 0] : [];
        });
        await using var link = await MqttLink.ConnectAsync(broker.Address, "c", TimeSpan.FromMinutes(5), null,
            TimeProvider.System, Ct);

        await Task.WhenAny(pinged.Task, link.Ended).WaitAsync(Ct);

        Assert.Null(link.EndReason);
        Assert.True(pinged.Task.IsCompleted);
    }

    [Fact]
    public async Task What_we_say_first_is_the_contract()
    {
        var said = new TaskCompletionSource<byte[]>();
        await using var broker = new ScriptedBroker((type, body) =>
        {
            said.TrySetResult(body);
            return ScriptedBroker.Welcome();
        });
        await using var link = await MqttLink.ConnectAsync(broker.Address, "cab-1", TimeSpan.FromSeconds(60),
            new MqttMessage("will/topic", "bye"u8.ToArray(), Retain: true), TimeProvider.System, Ct);

        var connect = await said.Task.WaitAsync(Ct);
        Assert.Equal("\0\u0004MQTT\u0005", Encoding.Latin1.GetString(connect[..7]));
        Assert.Equal(0b0010_1110, connect[7]);                   // will retained at QoS 1, clean start
        Assert.Equal(60, BinaryPrimitives.ReadUInt16BigEndian(connect.AsSpan(8)));
        Assert.Contains("\0\u000Awill/topic\0\u0003bye", Encoding.Latin1.GetString(connect));
        Assert.Equal([3, 0x21, 0, 16], connect[10..14]);         // Receive Maximum 16
    }

    [Fact]
    public async Task A_packet_that_is_none_ends_the_link_with_a_reason()
    {
        await using var broker = new ScriptedBroker(
            (type, _) => type == Connect ? ScriptedBroker.Welcome() : [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]);
        await using var link = await ConnectAsync(broker);

        var lost = await Assert.ThrowsAsync<MqttLinkLost>(() => link.SubscribeAsync("t", Ct));

        Assert.NotEmpty(lost.Message);
    }

    private static byte[] PacketId(byte[] publish)
    {
        var topic = BinaryPrimitives.ReadUInt16BigEndian(publish);
        return publish[(2 + topic)..(4 + topic)];
    }

    private Task<MqttLink> ConnectAsync(ScriptedBroker broker) =>
        MqttLink.ConnectAsync(broker.Address, "c", TimeSpan.FromSeconds(60), null, TimeProvider.System, Ct);
}
