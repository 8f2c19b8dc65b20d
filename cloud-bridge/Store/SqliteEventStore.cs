using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace YongAi.CloudBridge.Store;

/// <summary>
/// The embedded store: one SQLite connection, owned by one loop. Writes and reads stand in one bounded queue; nobody else
/// touches the file.
/// </summary>
public sealed class SqliteEventStore : IEventStore
{
    /// <summary>Requests that may wait for the loop; the next caller waits outside.</summary>
    private const int QueueMax = 256;

    private readonly Channel<Action<SqliteConnection>> queue = Channel.CreateBounded<Action<SqliteConnection>>(
        new BoundedChannelOptions(QueueMax) { SingleReader = true });
    private readonly TimeProvider clock;

    private SqliteEventStore(SqliteConnection connection, TimeProvider clock)
    {
        this.clock = clock;
        Completion = Task.Run(() => LoopAsync(connection));
    }

    /// <inheritdoc/>
    public Task Completion { get; }

    /// <summary>Opens or makes the store.</summary>
    /// <exception cref="StoreRefused">The file is in use, damaged or of another format.</exception>
    public static SqliteEventStore Open(string path, TimeProvider clock) => new(StoreFile.Open(path), clock);

    /// <inheritdoc/>
    public Task<Kept> KeepAsync(Arrivals arrivals, CancellationToken cancel) => AskAsync(connection =>
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        using var transaction = connection.BeginTransaction();
        var kept = EventTables.Keep(connection, arrivals.Events, now);
        foreach (var status in arrivals.Statuses) CabinetTables.KeepStatus(connection, status, now);
        foreach (var batch in arrivals.Telemetry) TelemetryTable.Keep(connection, batch, now);
        foreach (var message in arrivals.Aside) CabinetTables.SetAside(connection, message, now);
        transaction.Commit();
        return kept;
    }, cancel);

    /// <inheritdoc/>
    public Task PingAsync(CancellationToken cancel) => AskAsync(connection => connection.Ask<long>("SELECT 1"), cancel);

    /// <inheritdoc/>
    public Task<ImmutableArray<JournalMark>> MarksAsync(CancellationToken cancel) => AskAsync(EventTables.Marks, cancel);

    /// <inheritdoc/>
    public Task<ImmutableArray<string>> CabinetsAsync(CancellationToken cancel) => AskAsync(CabinetTables.Cabinets, cancel);

    /// <inheritdoc/>
    public Task<CabinetRecord?> CabinetAsync(string cabinet, CancellationToken cancel) =>
        AskAsync(connection => CabinetTables.Cabinet(connection, cabinet), cancel);

    /// <inheritdoc/>
    public Task<ImmutableArray<byte[]>?> EventsAsync(string cabinet, (string Journal, long Position)? after, int max,
        CancellationToken cancel) => AskAsync(connection => EventTables.Page(connection, cabinet, after, max), cancel);

    /// <summary>Takes nothing more, finishes what waits, and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<T> AskAsync<T>(Func<SqliteConnection, T> ask, CancellationToken cancel)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        await queue.Writer.WriteAsync(connection =>
        {
            try
            {
                answer.TrySetResult(ask(connection));
            }
            catch (EventDamaged e)
            {
                answer.TrySetException(e);
            }
            catch (Exception e)
            {
                answer.TrySetException(e);
                throw;
            }
        }, cancel);
        // A request that still stands in the queue when the loop faults would never be answered.
        await Task.WhenAny(answer.Task, Completion).WaitAsync(cancel);
        if (!answer.Task.IsCompleted) await Completion;
        return await answer.Task.WaitAsync(cancel);
    }

    // After an I/O error SQLite goes on as if nothing had happened, though the kernel may have dropped dirty pages: any
    // failure ends the loop, and the next start verifies the file.
    private async Task LoopAsync(SqliteConnection connection)
    {
        using var open = connection;
        try
        {
            await foreach (var request in queue.Reader.ReadAllAsync()) request(connection);
        }
        catch (Exception e)
        {
            queue.Writer.TryComplete(e);
            throw;
        }
    }
}
