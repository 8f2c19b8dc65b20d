using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using YongAi.Edge.Control;
using YongAi.Edge.Host.BringUp;
using YongAi.Edge.Host.Journal;
using YongAi.Edge.Host.Logging;
using YongAi.Edge.Host.Loop;
using YongAi.Edge.Host.Metrics;
using YongAi.Edge.Host.Relay;

namespace YongAi.Edge.Host;

/// <summary>
/// The running service: all loops or none. The first loop that ends before it was asked to ends the process with an exit code
/// other than 0, and systemd starts it again.
/// </summary>
internal sealed class EdgeService : IAsyncDisposable
{
    /// <summary>A stop takes no longer (reliability, fault 12); what a slower disk has not taken is left to the next start.</summary>
    public static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(5);

    /// <summary>So long the cabinet may take to come to rest: outputs safe, all on disk. A silent board must not hold the stop.</summary>
    public static readonly TimeSpan RestWithin = TimeSpan.FromMilliseconds(1500);

    private readonly CancellationTokenSource stop = new();
    private readonly WebApplication app;
    private readonly ILogger log;
    private readonly TimeProvider time;
    private readonly Watchdog watchdog;
    private readonly JournalWriter journal;
    private readonly CabinetWorker cabinet;
    private readonly RelayWorker relay;
    private readonly ImmutableArray<(string Name, Func<CancellationToken, Task> Run)> chores;
    private readonly TaskCompletionSource<Task> relayEnds = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public EdgeService(WebApplication app, ILogger log, TimeProvider time, Watchdog watchdog, JournalWriter journal,
        CabinetWorker cabinet, RelayWorker relay, ImmutableArray<(string Name, Func<CancellationToken, Task> Run)> chores)
    {
        (this.app, this.log, this.time, this.watchdog, this.journal, this.cabinet, this.relay, this.chores) =
            (app, log, time, watchdog, journal, cabinet, relay, chores);
        Health = new Health(() => cabinet.View, () => cabinet.BeatAge,
            [("cabinet", cabinet.Ended), ("journal", journal.Completion), ("relay", relayEnds.Task.Unwrap())]);
    }

    public Health Health { get; }

    /// <summary>Starts in order, runs until asked to stop or until a loop ends, stops in the opposite order.</summary>
    public async Task<int> RunAsync(CancellationToken asked)
    {
        journal.Start();
        await app.StartAsync(asked);
        cabinet.Begin();
        _ = RehearseAsync(stop.Token);
        await relay.StartAsync(stop.Token);
        relayEnds.TrySetResult(relay.ExecuteTask ?? Task.CompletedTask);
        watchdog.Ready();
        foreach (var address in app.Urls) Log.Serving(log, address);
        var stopping = Task.WhenAny(app.WaitForShutdownAsync(asked));
        var fault = await FirstEndAsync(stopping,
            [
                ("cabinet", cabinet.Ended), ("journal", journal.Completion), ("relay", relayEnds.Task.Unwrap()),
                ("watchdog", WatchAsync(stop.Token)), .. chores.Select(chore => (chore.Name, chore.Run(stop.Token))),
            ]);
        watchdog.Stopping();
        Log.Stopping(log);
        return await StopAsync() && !fault ? ExitCode.Fine : ExitCode.Failed;
    }

    public async ValueTask DisposeAsync()
    {
        cabinet.Dispose();
        relay.Dispose();
        watchdog.Dispose();
        stop.Dispose();
        await app.DisposeAsync();
    }

    private async Task<bool> FirstEndAsync(Task stopping, params (string Name, Task Loop)[] loops)
    {
        var first = await Task.WhenAny([stopping, .. loops.Select(loop => loop.Loop)]);
        if (first == stopping) return false;
        var (name, ended) = loops.First(loop => loop.Loop == first);
        var fault = ended.Exception?.GetBaseException();
        Log.LoopFailed(log, name, fault ?? new InvalidOperationException($"{name} ended without being asked to"));
        return true;
    }

    /// <summary>
    /// Nothing new, outputs safe, all on disk; then the cloud is told, the lines are closed, and the file last. True when everything
    /// that was decided is on disk.
    /// </summary>
    private async Task<bool> StopAsync()
    {
        using var limit = new CancellationTokenSource(StopWithin, time);
        cabinet.Tell(new StopAsked());
        await Task.WhenAny(cabinet.Rested, cabinet.Ended, journal.Completion, Task.Delay(RestWithin, time));
        await stop.CancelAsync();
        await Task.WhenAny(relay.StopAsync(limit.Token));
        cabinet.Dispose();
        await Task.WhenAny(app.StopAsync(limit.Token));
        var written = journal.StopAsync(limit.Token);
        await Task.WhenAny(written);
        if (written.IsCanceled) Log.NotAllWritten(log, StopWithin.TotalSeconds);
        return written.IsCompletedSuccessfully;
    }

    // A cabinet that cannot rehearse serves all the same, only more slowly at first.
    private async Task RehearseAsync(CancellationToken cancel)
    {
        try
        {
            await Task.Run(() => Rehearsal.RunAsync(time, cancel), cancel);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.NotRehearsed(log, fault);
        }
        catch (OperationCanceledException) { }
    }

    private async Task WatchAsync(CancellationToken cancel)
    {
        await watchdog.RunAsync(time, still => Log.StandStill(log, string.Join(", ", still)), cancel);
        await Task.Delay(Timeout.InfiniteTimeSpan, cancel);
    }
}
