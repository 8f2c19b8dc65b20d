namespace YongAi.Simulators.Simulation.Judging;

/// <summary>Something that always holds: how often it was looked at, and how often it did not hold.</summary>
public sealed class Invariant(string name, Tally tally)
{
    public string Name => name;
    public long Examined { get; private set; }
    public long Broken { get; private set; }

    /// <summary>Notes one look; answers whether it holds, so that what is wrong is only said when something is.</summary>
    public bool Look(bool holds)
    {
        Examined++;
        if (!holds) Broken++;
        return holds;
    }

    /// <summary>Says what was wrong at the last look.</summary>
    public void Says(string why) => tally.Tell(this, why);
}

/// <summary>One breach, in words.</summary>
public sealed record Breach(string Invariant, long Turn, TimeSpan At, string Why);

/// <summary>What always holds, counted by name; the first few breaches are told, and the first of each name.</summary>
/// <param name="turn">Which turn it is.</param>
/// <param name="now">What time it is.</param>
public sealed class Tally(Func<long> turn, Func<TimeSpan> now)
{
    private const int ToldMax = 20;
    private readonly SortedDictionary<string, Invariant> invariants = new(StringComparer.Ordinal);
    private readonly List<Breach> breaches = [];

    /// <summary>Where turns and the time of a life mean nothing.</summary>
    public Tally() : this(() => 0, () => TimeSpan.Zero) { }

    /// <summary>Those that were looked at, by name.</summary>
    public IEnumerable<Invariant> Examined => invariants.Values.Where(invariant => invariant.Examined > 0);

    /// <summary>What did not hold, the first of it.</summary>
    public IReadOnlyList<Breach> Breaches => breaches;

    /// <summary>The first that did not hold, in words, or null.</summary>
    public string? FirstBreach => breaches is [var first, ..] ? $"{first.Invariant}: {first.Why}" : null;

    /// <summary>Notes one look at an invariant by its name.</summary>
    public void Look(string name, bool holds, Func<string> why)
    {
        var invariant = Of(name);
        if (!invariant.Look(holds)) invariant.Says(why());
    }

    /// <summary>One invariant, made when it is asked for the first time.</summary>
    public Invariant Of(string name) =>
        invariants.TryGetValue(name, out var known) ? known : invariants[name] = new Invariant(name, this);

    internal void Tell(Invariant invariant, string why)
    {
        if (breaches.Count < ToldMax || invariant.Broken == 1) breaches.Add(new Breach(invariant.Name, turn(), now(), why));
    }
}
