namespace YongAi.Edge.Tests.Simulation.Cuts;

/// <summary>How often each rule was looked at in one life, how often it did not hold, and the first breach in words.</summary>
internal sealed class CutLooks
{
    private readonly Dictionary<string, (long Looks, long Broken)> all = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, (long Looks, long Broken)> All => all;
    public string? FirstBreach { get; private set; }

    public void Look(string rule, bool holds, Func<string> why)
    {
        var before = all.GetValueOrDefault(rule);
        all[rule] = (before.Looks + 1, before.Broken + (holds ? 0 : 1));
        if (!holds) FirstBreach ??= $"{rule}: {why()}";
    }
}
