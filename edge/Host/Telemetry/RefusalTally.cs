using YongAi.Edge.Control;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Riders;

namespace YongAi.Edge.Host.Telemetry;

/// <summary>Counts how often riders were refused, by reason, on its way to the journal.</summary>
public sealed class RefusalTally(IJournal journal) : IJournal
{
    private ImmutableSortedDictionary<string, long> counts = ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal);

    /// <summary>Since the start, by the name of the reason.</summary>
    public ImmutableSortedDictionary<string, long> Counts => Volatile.Read(ref counts);

    /// <inheritdoc/>
    public void Hand(ImmutableArray<Entry> entries)
    {
        journal.Hand(entries);
        foreach (var entry in entries)
            if (Refused(entry.Event) is var (why, times))
                Volatile.Write(ref counts, counts.SetItem(why.Name(), counts.GetValueOrDefault(why.Name()) + times));
    }

    private static (Refusal Why, int Times)? Refused(Event happened) => happened switch
    {
        CodeRefused one => (one.Why, 1),
        CodesRefused many => (many.Why, many.Count),
        DemandUnmet unmet => (unmet.Why, 1),
        _ => null,
    };
}
