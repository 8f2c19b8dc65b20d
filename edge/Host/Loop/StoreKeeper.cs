using Microsoft.Extensions.Logging;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Host.Journal;
using YongAi.Edge.Host.Logging;

namespace YongAi.Edge.Host.Loop;

/// <summary>Measures the journal every minute, makes room in it, and tells the cabinet; what may be dropped is decided there.</summary>
/// <param name="journal">The journal.</param>
/// <param name="tell">Takes inputs for the cabinet.</param>
/// <param name="published">Highest position ever published.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where it is told.</param>
public sealed class StoreKeeper(JournalWriter journal, Action<Input> tell, Func<long> published, TimeProvider time, ILogger log)
{
    /// <summary>A cabinet writes some hundred rows in a minute at most, and one look makes room for a thousand.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    private StoreMeasured? last;

    /// <summary>What was measured last; null before the first time.</summary>
    public StoreMeasured? Last => Volatile.Read(ref last);

    /// <summary>Looks until it is stopped, the first time at once.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        do await LookAsync(stop);
        while (await timer.WaitForNextTickAsync(stop));
    }

    /// <summary>One look.</summary>
    public async Task LookAsync(CancellationToken stop)
    {
        var measured = await journal.AskAsync(store => store.Relieve(published()), stop);
        Volatile.Write(ref last, measured);
        if (measured.IsOver) Log.StoreOver(log, measured.Bytes >> 20, measured.Rows, measured.Droppable.Length);
        tell(measured);
    }

    /// <summary>The events that stand for these rows are on disk: they go. A failure ends the journal, and with it the process.</summary>
    public void Drop(DropRows drop) => _ = journal.AskAsync(store =>
    {
        store.Drop(drop.Runs);
        return true;
    }, CancellationToken.None);
}
