using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using YongAi.CloudBridge.Fleet;
using YongAi.CloudBridge.Logging;
using YongAi.CloudBridge.Receiving;
using YongAi.CloudBridge.Signing;
using YongAi.CloudBridge.Store;
using YongAi.Edge.Uplink.Mqtt;

namespace YongAi.CloudBridge;

/// <summary>A loop of the bridge has failed: the process ends, the next start verifies the store.</summary>
public sealed class LoopFailed(string message, Exception inner) : Exception(message, inner);

/// <summary>Everything that is built, in start order, and the rule that one failed loop ends the whole.</summary>
public sealed class Bridge : IAsyncDisposable
{
    private const string StoreName = "events.db";

    private readonly CancellationTokenSource stop = new();
    private readonly WordSigner signer;
    private readonly SqliteEventStore store;
    private readonly Acknowledger acknowledger;
    private readonly EventReceiver receiver;
    private readonly BrokerSession session;
    private readonly WebApplication web;
    private readonly ILogger log;
    private Task receiving = Task.CompletedTask;

    private Bridge(BridgeOptions options, WordSigner signer, SqliteEventStore store, TimeProvider clock)
    {
        (this.signer, this.store) = (signer, store);
        web = LocalHttp.Build(options.Http);
        log = web.Services.GetRequiredService<ILoggerFactory>().CreateLogger("bridge");
        acknowledger = new Acknowledger(signer, options.Times, clock, log);
        receiver = new EventReceiver(store, acknowledger, log);
        session = new BrokerSession(options.Broker, EventReceiver.Filters, clock, log);
        web.UseExceptionHandler();
        web.UseStatusCodePages();
        Health.Map(web, store, session, clock);
        new FleetEndpoints(store, acknowledger).Map(web);
    }

    /// <summary>Where the API listens.</summary>
    public Uri Address => new(web.Urls.Single());

    /// <summary>Opens the store, answers questions, and takes events as soon as the broker lets it.</summary>
    /// <exception cref="KeyRefused">The key cannot sign acks, or may not here.</exception>
    /// <exception cref="StoreRefused">The store cannot be opened.</exception>
    /// <exception cref="IOException">The address for the API is taken.</exception>
    public static async Task<Bridge> StartAsync(BridgeOptions options, TimeProvider clock, CancellationToken cancel)
    {
        var signer = WordSigner.FromPemFile(options.AckKey, WordSigner.Ack);
        if (DemoKeys.IsDemo(signer.Fingerprint) && !DemoKeys.Allowed)
            throw new KeyRefused($"{options.AckKey} is the demo key that everybody has; say --ack-key with a key of your own, "
                + "or set DOTNET_ENVIRONMENT=Development to try things out");
        var path = Path.Combine(options.Data, StoreName);
        var bridge = new Bridge(options, signer, SqliteEventStore.Open(path, clock), clock);
        try
        {
            await bridge.BeginAsync(path, options.Http, cancel);
            return bridge;
        }
        catch
        {
            await bridge.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs until it is told to end (SIGTERM, SIGINT, the token).</summary>
    /// <exception cref="LoopFailed">A loop failed.</exception>
    public async Task RunAsync(CancellationToken cancel)
    {
        var told = web.WaitForShutdownAsync(cancel);
        var first = await Task.WhenAny(told, receiving, store.Completion);
        if (first == told) return;
        var loop = first == receiving ? "receiver" : "store";
        var fault = first.Exception?.InnerException ?? new InvalidOperationException($"the {loop} ended by itself");
        log.LoopFailed(loop, fault);
        throw new LoopFailed($"the {loop} has failed: {fault.Message}", fault);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await receiving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await web.DisposeAsync();
        await store.DisposeAsync();
        signer.Dispose();
        stop.Dispose();
    }

    private async Task BeginAsync(string path, IPEndPoint http, CancellationToken cancel)
    {
        var marks = await store.MarksAsync(cancel);
        log.Opened(path, marks.Length, signer.Fingerprint);
        if (DemoKeys.IsDemo(signer.Fingerprint)) log.DemoKey();
        if (!IPAddress.IsLoopback(http.Address)) log.OpenToAll(http.ToString());
        acknowledger.Recall(marks);
        await web.StartAsync(cancel);
        receiving = session.RunAsync(WorkAsync, stop.Token);
    }

    // Two loops share one link; the end of either ends both.
    private async Task WorkAsync(MqttLink link, CancellationToken cancel)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        Task[] loops = [receiver.RunAsync(link, both.Token), acknowledger.RunAsync(link, both.Token)];
        await Task.WhenAny(loops);
        await both.CancelAsync();
        await Task.WhenAll(loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var loop in loops)
            if (loop.IsFaulted) await loop;
    }
}
