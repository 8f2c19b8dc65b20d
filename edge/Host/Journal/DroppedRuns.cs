using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;

namespace YongAi.Edge.Host.Journal;

/// <summary>Which event stands for which hole, found again from the events themselves.</summary>
internal sealed class DroppedRuns(IEnumerable<Entry> events)
{
    private readonly SortedList<long, (long To, long Position)> byFirst = Sorted(events);

    /// <summary>The run that this position belongs to.</summary>
    public (long To, long Position)? At(long position)
    {
        var (low, high) = (0, byFirst.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (byFirst.Keys[middle] > position) high = middle - 1;
            else if (byFirst.Values[middle].To < position) low = middle + 1;
            else return byFirst.Values[middle];
        }
        return null;
    }

    private static SortedList<long, (long To, long Position)> Sorted(IEnumerable<Entry> events)
    {
        var runs = new SortedList<long, (long To, long Position)>();
        foreach (var entry in events)
            if (entry.Event is OutboxDropped run) runs[run.From] = (run.To, entry.Position);
        return runs;
    }
}
