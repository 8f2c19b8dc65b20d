using Microsoft.Extensions.Logging;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Host.Logging;

namespace YongAi.Edge.Host.Loop;

/// <summary>Every decision on its way to the journal, as one line of the log.</summary>
public sealed class DecisionLog(IJournal journal, ILogger log) : IJournal
{
    /// <inheritdoc/>
    public void Hand(ImmutableArray<Entry> entries)
    {
        journal.Hand(entries);
        if (!log.IsEnabled(LogLevel.Information)) return;
        foreach (var entry in entries) Log.Decided(log, entry.Position, entry.Event.GetType().Name, EventWords.Detail(entry.Event));
    }
}
