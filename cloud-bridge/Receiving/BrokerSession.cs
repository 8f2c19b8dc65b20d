using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using YongAi.CloudBridge.Logging;
using YongAi.Edge.Uplink.Mqtt;

namespace YongAi.CloudBridge.Receiving;

/// <summary>Another program uses our client id at the broker: two bridges must not share the cabinets' events.</summary>
public sealed class SecondBridge(string message) : Exception(message);

/// <summary>Holds a link to the broker: connects, works while it stands, connects again.</summary>
/// <param name="broker">Which broker.</param>
/// <param name="filters">What is subscribed to before a link counts.</param>
/// <param name="clock">The clock.</param>
/// <param name="log">Where it is told.</param>
public sealed class BrokerSession(MqttAddress broker, ImmutableArray<string> filters, TimeProvider clock, ILogger log)
{
    /// <summary>The same for every bridge, so that a second one at the same broker is seen.</summary>
    public const string ClientId = "yongai-cloud";

    /// <summary>Shortest and longest pause before connecting again; between them by chance (full jitter).</summary>
    public static readonly TimeSpan AgainAfter = TimeSpan.FromSeconds(1), AgainWithin = TimeSpan.FromSeconds(60);

    /// <summary>Shortest pause after a broker refused us: it will not change its mind in a second.</summary>
    public static readonly TimeSpan RefusedAfter = TimeSpan.FromSeconds(30);

    private const int DoublingsMax = 6, TakenOverMax = 3;

    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(20);

    // Not every broker says that another client came with our id (mosquitto 2.0.11 does not): short links are a hint.
    private static readonly TimeSpan ShortLink = TimeSpan.FromSeconds(10);

    private readonly ResiliencePipeline<MqttLink> again = Pipeline(broker, clock, log);
    private volatile string trouble = "not linked yet";
    private volatile bool linked;
    private int takenOver;

    /// <summary>Null while linked and subscribed, else why not.</summary>
    public string? Trouble => linked ? null : trouble;

    /// <summary>Runs until cancelled. A fault of the work ends it; a fault of the link does not.</summary>
    public async Task RunAsync(Func<MqttLink, CancellationToken, Task> work, CancellationToken cancel)
    {
        for (var shortLinks = 0; ;)
        {
            var link = await again.ExecuteAsync(ConnectAsync, cancel);
            var since = clock.GetTimestamp();
            await using (link)
            {
                log.Linked(broker.ToString());
                trouble = await WorkAsync(link, work, cancel);
            }
            log.LinkEnded(broker.ToString(), trouble);
            shortLinks = clock.GetElapsedTime(since) < ShortLink ? shortLinks + 1 : 0;
            if (shortLinks > 0) log.ShortLink(broker.ToString(), ClientId);
            Count(link.Lost);
            await Task.Delay(FullJitter(shortLinks, AgainAfter), clock, cancel);
        }
    }

    private async ValueTask<MqttLink> ConnectAsync(CancellationToken cancel)
    {
        MqttLink? link = null;
        try
        {
            link = await MqttLink.ConnectAsync(broker, ClientId, KeepAlive, will: null, clock, cancel);
            foreach (var filter in filters) await link.SubscribeAsync(filter, cancel);
            return link;
        }
        catch (Exception e)
        {
            if (link is not null) await link.DisposeAsync();
            if (e is not MqttLinkLost lost) throw;
            trouble = lost.Message;
            Count(lost);
            throw;
        }
    }

    private void Count(MqttLinkLost? lost)
    {
        takenOver = lost?.Trouble == LinkTrouble.TakenOver ? takenOver + 1 : 0;
        if (takenOver == TakenOverMax)
            throw new SecondBridge($"another bridge took over the link to {broker} {TakenOverMax} times: only one may run");
    }

    private async Task<string> WorkAsync(MqttLink link, Func<MqttLink, CancellationToken, Task> work, CancellationToken cancel)
    {
        try
        {
            linked = true;
            await work(link, cancel);
            cancel.ThrowIfCancellationRequested();
            return link.EndReason ?? "the work ended";
        }
        catch (MqttLinkLost lost)
        {
            return lost.Message;
        }
        finally
        {
            linked = false;
        }
    }

    private static ResiliencePipeline<MqttLink> Pipeline(MqttAddress broker, TimeProvider clock, ILogger log) =>
        new ResiliencePipelineBuilder<MqttLink> { TimeProvider = clock }.AddRetry(new RetryStrategyOptions<MqttLink>
        {
            MaxRetryAttempts = int.MaxValue,
            ShouldHandle = new PredicateBuilder<MqttLink>().Handle<MqttLinkLost>(),
            DelayGenerator = attempt => ValueTask.FromResult<TimeSpan?>(FullJitter(attempt.AttemptNumber,
                attempt.Outcome.Exception is MqttLinkLost { Trouble: LinkTrouble.Refused } ? RefusedAfter : AgainAfter)),
            OnRetry = attempt =>
            {
                log.NotLinked(broker.ToString(), attempt.Outcome.Exception!.Message, attempt.RetryDelay.TotalSeconds);
                return ValueTask.CompletedTask;
            },
        }).Build();

    // Many bridges and cabinets lose a broker at one moment; they must not come back at one moment.
    private static TimeSpan FullJitter(int attempt, TimeSpan least)
    {
        var doubled = least * Math.Pow(2, Math.Min(attempt + 1, DoublingsMax));
        var longest = doubled < AgainWithin ? doubled : AgainWithin;
        return least + (longest - least) * Random.Shared.NextDouble();
    }
}
