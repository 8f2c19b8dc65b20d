namespace YongAi.Simulators.Torture;

/// <summary>How often something was looked at, and how often it was not as it must be.</summary>
public sealed record Examined(long Looks, long Broken);

/// <summary>What must hold, counted by name; the first breach is told.</summary>
public sealed class Tally
{
    private readonly SortedDictionary<string, Examined> examined = new(StringComparer.Ordinal);

    /// <summary>By name; what was never looked at is not there.</summary>
    public IReadOnlyDictionary<string, Examined> All => examined;

    /// <summary>The first that did not hold, in words, or null.</summary>
    public string? FirstBreach { get; private set; }

    /// <summary>Notes one look.</summary>
    public void Look(string rule, bool holds, Func<string> why)
    {
        var before = examined.GetValueOrDefault(rule) ?? new Examined(0, 0);
        examined[rule] = new Examined(before.Looks + 1, before.Broken + (holds ? 0 : 1));
        if (!holds) FirstBreach ??= $"{rule}: {why()}";
    }
}
