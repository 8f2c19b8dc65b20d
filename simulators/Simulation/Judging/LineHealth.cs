using YongAi.Simulators.Boards;

namespace YongAi.Simulators.Simulation.Judging;

/// <summary>Which lines carry what is said: not one that is pulled or silent, nor for a short time after.</summary>
public sealed class LineHealth
{
    /// <summary>A board that was silent is found again within this: a few polls.</summary>
    private static readonly TimeSpan FoundWithin = TimeSpan.FromSeconds(5);

    private readonly SimulatedCabinet boards;
    private readonly Dictionary<string, TimeSpan> badAt = new(StringComparer.Ordinal);

    public LineHealth(SimulatedCabinet boards) => this.boards = boards;

    public void Look(TimeSpan now)
    {
        foreach (var line in boards.Lines)
            if (line.Pulled || boards.Faults.At(line.Name).HasLasting) badAt[line.Name] = now;
    }

    /// <summary>It has been sound at least since then; null: it is a pin.</summary>
    public bool IsSound(string? line, TimeSpan now) => line is null || !badAt.TryGetValue(line, out var bad) || now - bad > FoundWithin;

    /// <summary>Since when it has been sound, or the moment given where that is later.</summary>
    public TimeSpan SoundSince(string? line, TimeSpan atLeast) =>
        line is not null && badAt.TryGetValue(line, out var bad) && bad + FoundWithin > atLeast ? bad + FoundWithin : atLeast;
}
