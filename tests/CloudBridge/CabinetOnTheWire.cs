using System.Security.Cryptography;
using YongAi.Edge.Uplink;
using YongAi.Edge.Uplink.Mqtt;

namespace YongAi.Edge.Tests.CloudBridge;

/// <summary>A cabinet as a broker sees it: publishes what it is told to, and reads its acks.</summary>
public sealed class CabinetOnTheWire : IAsyncDisposable
{
    private const int WindowMax = 32;

    private readonly MqttLink link;
    private readonly ECDsa ackKey;

    private CabinetOnTheWire(string name, MqttLink link, ECDsa ackKey) => (Name, this.link, this.ackKey) = (name, link, ackKey);

    public string Name { get; }

    public string Journal { get; init; } = "00000000000000a1";

    public static async Task<CabinetOnTheWire> ConnectAsync(MqttAddress broker, string name, ECDsa ackKey, CancellationToken cancel)
    {
        var link = await MqttLink.ConnectAsync(broker, $"cabinet-{name}", MqttLink.KeepAliveLeast, null, TimeProvider.System, cancel);
        await link.SubscribeAsync(Topics.Of(CabinetChannel.Ack, name), cancel);
        return new CabinetOnTheWire(name, link, ackKey);
    }

    /// <summary>The same cabinet with a new disk.</summary>
    public CabinetOnTheWire WithJournal(string journal) => new(Name, link, ackKey) { Journal = journal };

    /// <summary>Positions from one to another.</summary>
    public static long[] Run(int from, int to) => [.. Enumerable.Range(from, to - from + 1)];

    public async Task PublishAsync(CancellationToken cancel, params long[] positions)
    {
        foreach (var window in positions.Chunk(WindowMax))
            await Task.WhenAll(window.Select(position => SendAsync(CabinetChannel.Event, Event(position), cancel)));
    }

    public Task SendAsync(CabinetChannel channel, byte[] payload, CancellationToken cancel, bool retain = false) =>
        link.PublishAsync(new MqttMessage(Topics.Of(channel, Name), payload, retain), cancel);

    public byte[] Event(long position, string version = "0.1.0")
    {
        var data = new CabinetStartedData(version, JournalReplaced: false);
        return UplinkJson.Write(new CloudEvent
        {
            SpecVersion = CloudEvent.Version, Id = EventNames.Id(Name, Journal, position), Source = EventNames.Source(Name),
            Type = EventTypes.Of(data).Name, Time = DateTimeOffset.UnixEpoch.AddSeconds(position), DataContentType = "application/json",
            Journal = Journal, Position = position, Boot = "00000000000000b0", TraceId = EventNames.TraceOfEvent(Journal, position),
            TimeTrust = "assumed", Data = EventTypes.Write(data),
        });
    }

    /// <summary>Reads acks, each verified, until one says what is waited for.</summary>
    public async Task<Ack> AckAsync(Func<Ack, bool> wanted, CancellationToken cancel)
    {
        while (true)
        {
            var message = await link.Incoming.ReadAsync(cancel);
            var signed = SignedAck.Read(message.Payload.ToArray(), ackKey);
            Assert.True(UplinkJson.TryReadAck(signed.Payload, out var ack, out var fault), fault);
            Assert.Equal(Name, ack!.Cabinet);
            if (wanted(ack)) return ack;
        }
    }

    public ValueTask DisposeAsync() => link.DisposeAsync();
}
