using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Uplink;
using YongAi.Edge.Uplink.Mqtt;

namespace YongAi.Edge.Host.Relay;

/// <summary>What the relay is told once.</summary>
/// <param name="Cabinet">Cabinet id; also the client id at the broker.</param>
/// <param name="Boot">Drawn at this start of the program.</param>
/// <param name="Version">Version of the program.</param>
/// <param name="Broker">Where the broker is.</param>
/// <param name="Times">How patient it is.</param>
public sealed record RelaySite(string Cabinet, string Boot, string Version, MqttAddress Broker, RelayTimes Times);

/// <summary>
/// The way from the journal to the cloud. An event leaves the outbox only on the receiver's signed word: a PUBACK
/// frees the window and nothing else. Not connected, it waits; the cabinet does not.
/// </summary>
public sealed class RelayWorker : BackgroundService
{
    /// <summary>Longest wait for the broker to take our good-bye.</summary>
    public static readonly TimeSpan GoodByeWithin = TimeSpan.FromSeconds(2);

    /// <summary>So many links in a row that break at once look like a second cabinet with our id.</summary>
    public const int TwinAfter = 5;

    private static readonly TimeSpan IdleLookEvery = TimeSpan.FromSeconds(1);

    private const string Json = "application/json";

    private readonly RelaySite site;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly Action<Input> cabinet;
    private readonly IOutbox outbox;
    private readonly OutboxSender sender;
    private readonly AckIntake intake;
    private readonly CommandIntake commands;
    private readonly ReconnectPause pause;
    private readonly ISideMessages? side;
    private readonly Lock gate = new();
    private RelayView view;

    /// <param name="site">Who and where.</param>
    /// <param name="outbox">The journal.</param>
    /// <param name="cabinet">Takes inputs for the cabinet, from any thread.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Where it logs.</param>
    /// <param name="side">What is sent beside the events, or null.</param>
    public RelayWorker(RelaySite site, IOutbox outbox, Action<Input> cabinet, TimeProvider time, ILogger<RelayWorker> log,
        ISideMessages? side = null)
    {
        (this.site, this.outbox, this.cabinet, this.time, this.log, this.side) = (site, outbox, cabinet, time, log, side);
        sender = new OutboxSender(outbox, site.Cabinet, site.Times, cabinet, time, log);
        intake = new AckIntake(site.Cabinet, outbox.Journal, time, log);
        commands = new CommandIntake(time, log);
        pause = new ReconnectPause(site.Times);
        view = new RelayView(false, "not linked yet", time.GetUtcNow(), outbox.Position, outbox.Last, new RelayCounts());
    }

    /// <summary>What it is doing.</summary>
    public RelayView View
    {
        get
        {
            lock (gate)
                return view with
                {
                    Position = outbox.Position, Published = sender.Published, Counts = sender.AddTo(view.Counts),
                };
        }
    }

    /// <summary>Control judged an acknowledgement: the position may move, or events are wanted again.</summary>
    public void Move(long through, bool resend) => sender.Move(through, resend);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var again = new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = int.MaxValue,
            ShouldHandle = new PredicateBuilder().Handle<MqttLinkLost>(),
            DelayGenerator = attempt => ValueTask.FromResult<TimeSpan?>(Lost((MqttLinkLost)attempt.Outcome.Exception!)),
        }).Build();
        await again.ExecuteAsync(static async (worker, ct) => await worker.OneLinkAsync(ct), this, stoppingToken);
    }

    // One link, from connecting to its end; always ends in a loss or in being stopped.
    private async Task OneLinkAsync(CancellationToken ct)
    {
        pause.Tries();
        var since = time.GetUtcNow();
        await using var link = await MqttLink.ConnectAsync(site.Broker, site.Cabinet, site.Times.KeepAlive,
            StatusMessage(Status.Offline, since), time, ct);
        await link.SubscribeAsync(Topics.Of(CabinetChannel.Ack, site.Cabinet), ct);
        await link.SubscribeAsync(Topics.Of(CabinetChannel.Command, site.Cabinet), ct);
        await link.PublishAsync(StatusMessage(Status.Online, since), ct);
        log.Linked(site.Broker.ToString(), site.Cabinet);
        pause.Linked(time.GetTimestamp());
        Show(true, null, counts => counts with { Links = counts.Links + 1 });
        try
        {
            await WorkAsync(link, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await SayGoodByeAsync(link);
            throw;
        }
        throw link.Lost ?? new MqttLinkLost(LinkTrouble.Closed, "the relay's loops ended");
    }

    private async Task WorkAsync(MqttLink link, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        Task[] loops =
        [
            UntilLossAsync(sender.WatchAsync(stop.Token), stop.Token),
            UntilLossAsync(sender.RunAsync(link, stop.Token), stop.Token),
            UntilLossAsync(ReadAsync(link, stop.Token), stop.Token),
            UntilLossAsync(SendSideAsync(link, stop.Token), stop.Token),
            UntilLossAsync(ProveGoodAsync(stop.Token), stop.Token),
        ];
        await Task.WhenAny([link.Ended, .. loops]);
        await stop.CancelAsync();
        await Task.WhenAll(loops);
        ct.ThrowIfCancellationRequested();
    }

    // The end of the link is told by the link, and being stopped by the token: neither is a fault of a loop.
    private static async Task UntilLossAsync(Task loop, CancellationToken stop)
    {
        try
        {
            await loop;
        }
        catch (MqttLinkLost)
        {
            return;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task ReadAsync(MqttLink link, CancellationToken ct)
    {
        var ofCommands = Topics.Of(CabinetChannel.Command, site.Cabinet);
        await foreach (var message in link.Incoming.ReadAllAsync(ct))
            if (message.Topic == ofCommands) ReadCommand(message);
            else ReadAck(message);
    }

    private void ReadCommand(MqttMessage message)
    {
        var fate = commands.Read(message.Payload, out var command);
        Count(counts => fate switch
        {
            CommandFate.Taken => counts with { CommandsTaken = counts.CommandsTaken + 1 },
            CommandFate.Garbled => counts with { CommandsGarbled = counts.CommandsGarbled + 1 },
            CommandFate.TooMany => counts with { CommandsTooMany = counts.CommandsTooMany + 1 },
            _ => throw new InvariantBroken($"fate {(int)fate} is not counted"),
        });
        if (command is not null) cabinet(command);
    }

    private void ReadAck(MqttMessage message)
    {
        var published = sender.Published;
        var fate = intake.Read(message.Payload, published, out var ack);
        Count(counts => fate switch
        {
            AckFate.Taken => counts with
            {
                AcksTaken = counts.AcksTaken + 1,
                AcksBeyond = counts.AcksBeyond + (ack!.Through > published ? 1 : 0),
            },
            AckFate.Garbled => counts with { AcksGarbled = counts.AcksGarbled + 1 },
            AckFate.OfAnother => counts with { AcksOfOthers = counts.AcksOfOthers + 1 },
            AckFate.TooMany => counts with { AcksTooMany = counts.AcksTooMany + 1 },
            _ => throw new InvariantBroken($"fate {(int)fate} is not counted"),
        });
        if (ack is not null) cabinet(ack);
    }

    // Only while every event on disk is published: safety and custody never wait for telemetry.
    private async Task SendSideAsync(MqttLink link, CancellationToken ct)
    {
        if (side is null) await Task.Delay(Timeout.InfiniteTimeSpan, time, ct);
        side!.Linked();
        while (true)
        {
            await side.WaitAsync(ct);
            while (!sender.IsIdle) await Task.Delay(IdleLookEvery, time, ct);
            if (side.Next() is not { } message) continue;
            await link.PublishAsync(message, ct);
            side.Taken();
        }
    }

    private async Task ProveGoodAsync(CancellationToken ct)
    {
        await Task.Delay(site.Times.GoodAfter, time, ct);
        cabinet(new LinkSeen(LinkState.Good));
        await Task.Delay(Timeout.InfiniteTimeSpan, time, ct);
    }

    private async Task SayGoodByeAsync(MqttLink link)
    {
        using var limit = new CancellationTokenSource(GoodByeWithin, time);
        try
        {
            await link.PublishAsync(StatusMessage(Status.Offline, time.GetUtcNow()), limit.Token);
        }
        catch (Exception unheard) when (unheard is MqttLinkLost or OperationCanceledException)
        {
            log.NotLinked(unheard.Message, 0);
        }
    }

    private TimeSpan Lost(MqttLinkLost loss)
    {
        var wait = pause.After(loss, time);
        if (pause.LooksLikeATwin) log.Twin(pause.ShortLinks, site.Cabinet, wait.TotalMinutes);
        else if (loss.Trouble == LinkTrouble.Refused) log.Refused(loss.Message, wait.TotalSeconds);
        else log.NotLinked(loss.Message, wait.TotalSeconds);
        if (pause.LooksLikeATwin) cabinet(new LinkSeen(LinkState.Twin));
        else if (loss.Trouble == LinkTrouble.Refused) cabinet(new LinkSeen(LinkState.Refused));
        Show(false, loss.Message, counts => counts with
        {
            LinksLost = counts.LinksLost + 1,
            TakenOver = counts.TakenOver + (loss.Trouble == LinkTrouble.TakenOver ? 1 : 0),
        });
        return wait;
    }

    private MqttMessage StatusMessage(string state, DateTimeOffset since) =>
        new(Topics.Of(CabinetChannel.Status, site.Cabinet),
            UplinkJson.Write(new Status(state, site.Boot, since, site.Version)), Retain: true, ContentType: Json);

    private void Count(Func<RelayCounts, RelayCounts> add)
    {
        lock (gate) view = view with { Counts = add(view.Counts) };
    }

    private void Show(bool linked, string? trouble, Func<RelayCounts, RelayCounts> add)
    {
        lock (gate)
        {
            var since = view.Linked == linked ? view.Since : time.GetUtcNow();
            view = view with { Linked = linked, Trouble = trouble, Since = since, Counts = add(view.Counts) };
        }
    }
}
