using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;

namespace YongAi.Simulators.Simulation;

/// <summary>A journal in memory whose ink dries late: what a disk does, without one.</summary>
/// <param name="chance">Draws how long each write takes, and what of the wet ink a power cut leaves.</param>
/// <param name="now">What time it is.</param>
public sealed class Disk(Random chance, Func<TimeSpan> now) : IJournal
{
    /// <summary>A write takes so long: a good card and a tired one.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1), Most = TimeSpan.FromMilliseconds(20);

    private readonly List<Entry> entries = [];
    private readonly Queue<(TimeSpan Due, long Position)> wet = new();
    private TimeSpan last;

    /// <summary>All that was ever handed over and not lost; the end of it may still be wet.</summary>
    public IReadOnlyList<Entry> Entries => entries;

    /// <summary>On disk up to here.</summary>
    public long Dry { get; private set; }

    /// <summary>Each write takes so much longer: a card that collects garbage.</summary>
    public TimeSpan Slower { get; set; }

    /// <summary>When the next ink is dry.</summary>
    public TimeSpan? NextDeadline => wet.TryPeek(out var next) ? next.Due : null;

    /// <summary>Called with each entry as it is handed over.</summary>
    public event Action<Entry>? Handed;

    /// <summary>The next write hangs for so long, and those behind it wait.</summary>
    public void Hang(TimeSpan lasts) => last = (last > now() ? last : now()) + lasts;

    public void Hand(ImmutableArray<Entry> handed)
    {
        foreach (var entry in handed)
        {
            entries.Add(entry);
            Handed?.Invoke(entry);
        }
        var takes = Least + (Most - Least) * chance.NextDouble() + Slower;
        // Writes follow one another.
        last = (last > now() ? last : now()) + takes;
        wet.Enqueue((last, entries[^1].Position));
    }

    /// <summary>The next position that is dry by now, or null.</summary>
    public long? TryDry()
    {
        if (!wet.TryPeek(out var next) || next.Due > now()) return null;
        wet.Dequeue();
        return Dry = next.Position;
    }

    /// <summary>
    /// The program is gone. A killed one loses nothing that it handed over; with the power goes what is wet, or what of it was not yet
    /// written: a clean prefix stays, and what was handed over together stays or goes together (one transaction of the store).
    /// </summary>
    public void Cut(bool withPower)
    {
        var written = withPower ? chance.Next(wet.Count + 1) : wet.Count;
        var kept = written == 0 ? Dry : wet.ElementAt(written - 1).Position;
        entries.RemoveRange((int)kept, entries.Count - (int)kept);
        wet.Clear();
        (Dry, last) = (kept, now());
    }
}
