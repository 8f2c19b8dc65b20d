using Microsoft.Extensions.Logging;
using Polly.Retry;
using Polly;
using YongAi.CloudBridge.Logging;
using YongAi.Edge.Uplink.Mqtt;

namespace YongAi.CloudBridge.Receiving;

/// <summary>Another program uses our client id at the broker: two bridges must not share the cabinets' events.</summary>
public sealed class SecondBridge(string message) : Exception(message);

/// <summary>Holds a link to the broker: connects, works while it stands, connects again.</summary>
public sealed class BrokerSession(MqttAddress broker, TimeProvider clock, ILogger log)
{
    /// <summary>The same for every bridge, so that a second one at the same broker is seen.</summary>
    public const string ClientId = "yongai-cloud";

    /// <summary>Shortest and longest pause before connecting again; between them by chance (full jitter).</summary>
    public static readonly TimeSpan AgainAfter = TimeSpan.FromSeconds(1), AgainWithin = TimeSpan.FromSeconds(60);

    private const int DoublingsMax = 6, TakenOverMax = 3;

    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(20);

    private readonly ResiliencePipeline<MqttLink> again = Pipeline(broker, clock, log);
    private volatile string trouble = "not linked yet";
    private volatile bool linked;

    /// <summary>Null while linked, else why not.</summary>
    public string? Trouble => linked ? null : trouble;

    /// <summary>Runs until cancelled. A fault of the work ends it; a fault of the link does not.</summary>
    public async Task RunAsync(Func<MqttLink, CancellationToken, Task> work, CancellationToken cancel)
    {
        for (var takenOver = 0; takenOver < TakenOverMax;)
        {
            var link = await again.ExecuteAsync(ConnectAsync, cancel);
            await using (link)
            {
                linked = true;
                log.Linked(broker.ToString());
                trouble = await WorkAsync(link, work, cancel);
                linked = false;
            }
            log.LinkEnded(broker.ToString(), trouble);
            takenOver = link.Lost?.Trouble == LinkTrouble.TakenOver ? takenOver + 1 : 0;
            await Task.Delay(FullJitter(0), clock, cancel);
        }
        throw new SecondBridge($"another bridge took over the link to {broker} {TakenOverMax} times: only one may run");
    }

    private async ValueTask<MqttLink> ConnectAsync(CancellationToken cancel)
    {
        try
        {
            return await MqttLink.ConnectAsync(broker, ClientId, KeepAlive, will: null, clock, cancel);
        }
        catch (MqttLinkLost lost)
        {
            trouble = lost.Message;
            throw;
        }
    }

    private static async Task<string> WorkAsync(MqttLink link, Func<MqttLink, CancellationToken, Task> work, CancellationToken cancel)
    {
        try
        {
            await work(link, cancel);
            return link.EndReason ?? "the work ended";
        }
        catch (MqttLinkLost lost)
        {
            return lost.Message;
        }
    }

    private static ResiliencePipeline<MqttLink> Pipeline(MqttAddress broker, TimeProvider clock, ILogger log) =>
        new ResiliencePipelineBuilder<MqttLink> { TimeProvider = clock }.AddRetry(new RetryStrategyOptions<MqttLink>
        {
            MaxRetryAttempts = int.MaxValue,
            ShouldHandle = new PredicateBuilder<MqttLink>().Handle<MqttLinkLost>(),
            DelayGenerator = attempt => ValueTask.FromResult<TimeSpan?>(FullJitter(attempt.AttemptNumber)),
            OnRetry = attempt =>
            {
                log.NotLinked(broker.ToString(), attempt.Outcome.Exception!.Message, attempt.RetryDelay.TotalSeconds);
                return ValueTask.CompletedTask;
            },
        }).Build();

    // Many bridges and cabinets lose a broker at one moment; they must not come back at one moment.
    private static TimeSpan FullJitter(int attempt)
    {
        var longest = AgainAfter * Math.Pow(2, Math.Min(attempt + 1, DoublingsMax));
        var bounded = longest < AgainWithin ? longest : AgainWithin;
        return AgainAfter + (bounded - AgainAfter) * Random.Shared.NextDouble();
    }
}
