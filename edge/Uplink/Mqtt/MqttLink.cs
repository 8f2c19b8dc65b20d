using System.Collections.Concurrent;
using System.Threading.Channels;

namespace YongAi.Edge.Uplink.Mqtt;

/// <summary>
/// One connection to a broker, from CONNECT to its end. It is never mended: who wants another one connects again.
/// Nothing is kept at the broker between two links (clean start): what must not be lost lies in the outbox.
/// </summary>
public sealed class MqttLink : IAsyncDisposable
{
    /// <summary>Longest wait for the broker's CONNACK.</summary>
    public static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(15);

    /// <summary>Longest wait for a clean good-bye.</summary>
    public static readonly TimeSpan CloseWithin = TimeSpan.FromSeconds(2);

    /// <summary>The library takes no shorter keep-alive.</summary>
    public static readonly TimeSpan KeepAliveLeast = TimeSpan.FromSeconds(5);

    /// <summary>Publishes without PUBACK (reliability 2.1: 16 to 32, or what the broker takes); one more waits.</summary>
    public const int UnacknowledgedMax = 32;

    /// <summary>
    /// Messages that came in and were not read; one more ends the link, because a lost message would be silent.
    /// </summary>
    public const int IncomingMax = 1024;

    /// <summary>Largest payload we read.</summary>
    public const int PayloadMax = 256 * 1024;

    // How late the network thread notices an end that it was not told of; a publish wakes it at once.
    private const int LoopTurnMilliseconds = 500;

    private readonly NativeClient native;
    private readonly MqttAddress address;
    private readonly Liveness liveness;
    private readonly ITimer watch;
    private readonly Channel<MqttMessage> incoming =
        Channel.CreateBounded<MqttMessage>(new BoundedChannelOptions(IncomingMax) { SingleWriter = true });
    private readonly ConcurrentDictionary<int, TaskCompletionSource<int>> answers = new();
    private readonly SemaphoreSlim room = new(UnacknowledgedMax, UnacknowledgedMax);
    private readonly TaskCompletionSource connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private MqttLinkLost? lost;

    private MqttLink(MqttAddress address, string clientId, TimeSpan keepAlive, MqttMessage? will, TimeProvider time)
    {
        this.address = address;
        liveness = new Liveness(keepAlive, time);
        native = new NativeClient(address, clientId, will, this);
        watch = time.CreateTimer(_ => Watch(), null, keepAlive / 10, keepAlive / 10);
        var seconds = (int)Math.Ceiling(keepAlive.TotalSeconds);
        new Thread(() => Run(seconds)) { IsBackground = true, Name = $"mqtt {clientId}" }.Start();
    }

    /// <summary>What came in, in order. Completes when the link ends.</summary>
    public ChannelReader<MqttMessage> Incoming => incoming.Reader;

    /// <summary>Completes when the link ends; never faults.</summary>
    public Task Ended => ended.Task;

    /// <summary>Why the link ended, or null while it stands.</summary>
    public string? EndReason => Lost?.Message;

    /// <summary>How the link ended, or null while it stands.</summary>
    public MqttLinkLost? Lost => Volatile.Read(ref lost);

    /// <summary>Connects once; the broker has said yes when this completes.</summary>
    /// <exception cref="MqttLinkLost">There is no link; the message says why.</exception>
    public static async Task<MqttLink> ConnectAsync(MqttAddress address, string clientId, TimeSpan keepAlive,
        MqttMessage? will, TimeProvider time, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(keepAlive, KeepAliveLeast);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(keepAlive, TimeSpan.FromSeconds(ushort.MaxValue));
        var link = new MqttLink(address, clientId, keepAlive, will, time);
        try
        {
            await link.UnlessEnded(link.connected.Task).WaitAsync(ConnectWithin, time, ct);
            return link;
        }
        // Before the broker's first word it is the certificates, or the wire; there is no other way in than this one.
        catch (MqttLinkLost lost) when (address.IsTls && lost.Trouble is LinkTrouble.Unreachable)
        {
            throw await TlsTrouble.WhyAsync(address, time.GetUtcNow(), ct) is { } why
                ? new MqttLinkLost(LinkTrouble.Refused, $"{address}: {why}") : lost;
        }
        catch (TimeoutException)
        {
            link.End(LinkTrouble.Unreachable, $"no CONNACK within {ConnectWithin.TotalSeconds:0} s");
            throw link.Loss();
        }
        catch (OperationCanceledException)
        {
            link.End(LinkTrouble.Closed, "cancelled while connecting");
            throw;
        }
    }

    /// <summary>Subscribes at QoS 1; the broker has said yes when this completes.</summary>
    /// <exception cref="MqttLinkLost">The link ended first, or the broker refused the filter.</exception>
    public async Task SubscribeAsync(string filter, CancellationToken ct)
    {
        await EnterAsync(ct);
        await AnswerAsync(() => (native.Subscribe(filter, out var id), id), $"subscription to {filter}", ct);
    }

    /// <summary>
    /// Publishes at QoS 1; the broker has it when this completes. Messages leave in the order of the calls, as long
    /// as no more than
    /// <see cref="UnacknowledgedMax"/> are under way. A loss does not mean that the broker has it not.
    /// </summary>
    /// <exception cref="MqttLinkLost">The link ended first, or the broker refused the message.</exception>
    public async Task PublishAsync(MqttMessage message, CancellationToken ct)
    {
        await EnterAsync(ct);
        await AnswerAsync(() => (native.Publish(message, address.Mqtt311, out var id), id), $"message on {message.Topic}", ct);
    }

    /// <summary>Says good-bye and ends the link; the will is not published then.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Lost is null)
        {
            SayGoodBye();
            await Task.WhenAny(ended.Task, Task.Delay(CloseWithin));
            End(LinkTrouble.Closed, "closed");
        }
        await Task.WhenAny(gone.Task, Task.Delay(CloseWithin));
    }

    internal void HearPacket() => liveness.Heard();

    internal void HearConnected(int reason, int? serverKeepAliveSeconds)
    {
        if (reason != 0)
        {
            End(MqttReasons.OfConnect(address, reason));
            return;
        }
        liveness.Connected(serverKeepAliveSeconds);
        connected.TrySetResult();
    }

    // Before the broker's first word there is no ping: the library says so all the same when a handshake hangs.
    internal void HearDisconnected(int reason) => End(connected.Task.IsCompleted || reason != Libmosquitto.KeepAliveLost
        ? MqttReasons.OfDisconnect(address, reason) : new MqttLinkLost(LinkTrouble.Unreachable, $"{address} does not answer"));

    internal void HearAnswer(int id, int reason)
    {
        liveness.Heard();
        liveness.Answered();
        room.Release();
        Meeting(id).TrySetResult(reason);
    }

    internal void HearMessage(MqttMessage message)
    {
        liveness.Heard();
        if (!incoming.Writer.TryWrite(message))
            End(LinkTrouble.Overrun, $"{IncomingMax} messages came in and were not read");
    }

    internal void End(LinkTrouble trouble, string reason) => End(new MqttLinkLost(trouble, reason));

    private void End(MqttLinkLost loss)
    {
        if (Interlocked.CompareExchange(ref lost, loss, null) is not null) return;
        watch.Dispose();
        incoming.Writer.TryComplete();
        ended.TrySetResult();
    }

    private void SayGoodBye()
    {
        try
        {
            Libmosquitto.mosquitto_disconnect_v5(native, 0, 0);
        }
        catch (ObjectDisposedException)
        {
            // The link ended by itself since we looked, and its thread has left: nobody is there to hear a good-bye.
        }
    }

    // The network thread: the library only works while it is in here.
    private void Run(int keepAliveSeconds)
    {
        try
        {
            var error = native.Connect(address, keepAliveSeconds);
            while (error == Libmosquitto.Success && Lost is null)
                error = Libmosquitto.mosquitto_loop(native, LoopTurnMilliseconds, 1);
            if (error != Libmosquitto.Success)
                End(LinkTrouble.Unreachable, $"{address}: {NativeClient.Words(error)}");
        }
        catch (Exception broken)
        {
            End(LinkTrouble.Unreachable, broken.Message);
        }
        finally
        {
            native.Dispose();
            gone.TrySetResult();
        }
    }

    private void Watch()
    {
        if (connected.Task.IsCompleted && liveness.Complaint() is { } complaint) End(LinkTrouble.Silent, complaint);
    }

    private async Task EnterAsync(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (Lost is not null) throw Loss();
        if (!room.Wait(0, CancellationToken.None)) await UnlessEnded(room.WaitAsync(ct));
    }

    private async Task AnswerAsync(Func<(int Error, int Id)> call, string what, CancellationToken ct)
    {
        var reason = await UnlessEnded(Ask(call, what)).WaitAsync(ct);
        if (reason < Libmosquitto.ReasonFailure) return;
        End(LinkTrouble.Refused, $"the broker refuses a {what}: {NativeClient.ReasonWords(reason)}");
        throw Loss();
    }

    private Task<int> Ask(Func<(int Error, int Id)> call, string what)
    {
        liveness.Asked();
        try
        {
            var (error, id) = call();
            if (error == Libmosquitto.Success) return Meeting(id).Task;
            liveness.Answered();
            room.Release();
            var loss = MqttReasons.OfCall(error, what);
            End(loss);
            throw Loss();
        }
        catch (ObjectDisposedException)
        {
            throw Loss();
        }
    }

    // The answer may come before the call that asked has returned: whichever of the two is first leaves its place
    // here, the second takes it away. So a cancelled wait leaves nothing behind either.
    private TaskCompletionSource<int> Meeting(int id)
    {
        var mine = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (answers.TryAdd(id, mine)) return mine;
        return answers.TryRemove(id, out var first)
            ? first : throw new InvalidOperationException($"three parties for packet {id}");
    }

    private async Task<T> UnlessEnded<T>(Task<T> wanted) =>
        await Task.WhenAny(wanted, ended.Task) == wanted ? await wanted : throw Loss();

    private async Task UnlessEnded(Task wanted)
    {
        if (await Task.WhenAny(wanted, ended.Task) != wanted) throw Loss();
        await wanted;
    }

    private MqttLinkLost Loss() => Lost is { } loss ? new(loss.Trouble, loss.Message) : new(LinkTrouble.Closed, "closed");
}
