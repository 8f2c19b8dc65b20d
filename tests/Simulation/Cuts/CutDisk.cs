using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;

namespace YongAi.Edge.Tests.Simulation.Cuts;

/// <summary>A disk on which a turn is dry after 3 ms. A cut leaves a beginning of the turns that were wet.</summary>
internal sealed class CutDisk
{
    private static readonly TimeSpan InkTakes = TimeSpan.FromMilliseconds(3);

    private readonly List<Entry> dry = [];
    private readonly Queue<(TimeSpan Due, ImmutableArray<Entry> Entries)> wet = new();

    public IReadOnlyList<Entry> Dry => dry;
    public int WetTurns => wet.Count;
    public TimeSpan? NextDeadline => wet.TryPeek(out var next) ? next.Due : null;

    public void Hand(ImmutableArray<Entry> entries, TimeSpan now) => wet.Enqueue((now + InkTakes, entries));

    /// <summary>The position that is dry by now, or null.</summary>
    public long? TryDry(TimeSpan now)
    {
        if (!wet.TryPeek(out var next) || next.Due > now) return null;
        dry.AddRange(wet.Dequeue().Entries);
        return dry[^1].Position;
    }

    /// <summary>The power goes: so many wet turns are on disk all the same, the others are lost.</summary>
    public void Fall(int kept)
    {
        for (; kept > 0; kept--) dry.AddRange(wet.Dequeue().Entries);
        wet.Clear();
    }

    /// <param name="without">Planted: so many entries at the end are not seen.</param>
    public Ledger Replayed(int without = 0) => dry.SkipLast(without).Aggregate(Ledger.Empty, (ledger, entry) => ledger.Apply(entry));
}
