using YongAi.CloudBridge.Signing;
using YongAi.Edge.Uplink;
using YongAi.Edge.Uplink.Mqtt;

namespace YongAi.Edge.Tests.Host.Relay;

/// <summary>
/// The cloud's end, with its own eyes: keeps each event once, compares repeats byte by byte, and says how far it has
/// everything. It connects again after every loss.
/// </summary>
public sealed class TestReceiver : IAsyncDisposable
{
    private readonly MqttAddress broker;
    private readonly bool acks;
    private readonly string id;
    private readonly WordSigner signer = WordSigner.FromPemFile(Repository.Path("seeds/issuers/demo-ack.pem"), WordSigner.Ack);
    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private readonly Dictionary<long, byte[]> events = [];
    private readonly HashSet<long> booked = [];
    private readonly List<long> arrivals = [];
    private readonly List<string> states = [];
    private readonly List<string> faults = [];
    private readonly Task receiving;
    private MqttLink? link;

    public TestReceiver(MqttAddress broker, bool acks, string id)
    {
        (this.broker, this.acks, this.id) = (broker, acks, id);
        receiving = ReceiveAsync();
    }

    /// <summary>Highest position up to which it has every event.</summary>
    public long Through
    {
        get
        {
            lock (gate)
            {
                var through = 0L;
                while (events.ContainsKey(through + 1) || booked.Contains(through + 1)) through++;
                return through;
            }
        }
    }

    /// <summary>Every event in the order of arrival, repeats included.</summary>
    public long[] Arrivals
    {
        get { lock (gate) return [.. arrivals]; }
    }

    /// <summary>Every status in the order of arrival.</summary>
    public string[] States
    {
        get { lock (gate) return [.. states]; }
    }

    /// <summary>What broke the contract.</summary>
    public string[] Faults
    {
        get { lock (gate) return [.. faults]; }
    }

    /// <summary>It is subscribed.</summary>
    public bool Ready => link is not null;

    /// <summary>Publishes bytes on the ack topic.</summary>
    public Task SendAsync(byte[] payload, CancellationToken ct) =>
        link!.PublishAsync(new MqttMessage(Topics.Of(CabinetChannel.Ack, EventExamples.Cabinet), payload), ct);

    /// <summary>Publishes a genuine acknowledgement.</summary>
    public Task AckAsync(long through, CancellationToken ct, bool resend = false, string cabinet = EventExamples.Cabinet,
        string journal = EventExamples.Journal) => SendAsync(Sign(new Ack(cabinet, journal, through, resend, 1)), ct);

    public byte[] Sign(Ack ack) => signer.Sign(UplinkJson.Write(ack));

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await receiving;
        signer.Dispose();
        stop.Dispose();
    }

    private async Task ReceiveAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var made = await MqttLink.ConnectAsync(broker, id, MqttLink.KeepAliveLeast, null, TimeProvider.System,
                    stop.Token);
                await made.SubscribeAsync(Topics.OfAll(CabinetChannel.Event), stop.Token);
                await made.SubscribeAsync(Topics.OfAll(CabinetChannel.Status), stop.Token);
                link = made;
                await foreach (var message in made.Incoming.ReadAllAsync(stop.Token)) await TakeAsync(message);
            }
            catch (MqttLinkLost)
            {
                await Task.WhenAny(Task.Delay(TimeSpan.FromMilliseconds(100), stop.Token));
            }
            catch (OperationCanceledException)
            {
                return;
            }
            finally
            {
                link = null;
            }
        }
    }

    private async Task TakeAsync(MqttMessage message)
    {
        Keep(message);
        if (acks && Topics.TryParse(message.Topic, out var topic) && topic.Channel == CabinetChannel.Event)
            await link!.PublishAsync(new MqttMessage(Topics.Of(CabinetChannel.Ack, topic.Cabinet),
                Sign(new Ack(topic.Cabinet, EventExamples.Journal, Through, false, 1))), stop.Token);
    }

    private void Book(long from, long to)
    {
        for (var position = from; position <= to; position++) booked.Add(position);
    }

    private void Keep(MqttMessage message)
    {
        lock (gate)
        {
            if (!Topics.TryParse(message.Topic, out var topic)) faults.Add($"topic {message.Topic}");
            else if (topic.Channel == CabinetChannel.Status)
            {
                if (UplinkJson.TryReadStatus(message.Payload.Span, out var status, out var fault)) states.Add(status!.State);
                else faults.Add(fault);
            }
            else if (!UplinkJson.TryReadEvent(message.Payload.Span, out var read, out var fault)) faults.Add(fault);
            else
            {
                arrivals.Add(read!.Position);
                if (EventTypes.Read(read) is OutboxDroppedData run) Book(run.From, run.To);
                if (EventTypes.Read(read) is OutboxTrimmedData gone) Book(gone.From, gone.To);
                if (!events.TryAdd(read.Position, message.Payload.ToArray())
                    && !events[read.Position].AsSpan().SequenceEqual(message.Payload.Span))
                    faults.Add($"{read.Id} came with another body");
            }
        }
    }
}
