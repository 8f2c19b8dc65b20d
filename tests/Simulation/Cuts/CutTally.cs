
namespace YongAi.Edge.Tests.Simulation.Cuts;

/// <summary>How often each rule was looked at in many lives, and the lives in which one did not hold.</summary>
internal sealed class CutTally
{
    private readonly SortedDictionary<string, long> looks = new(StringComparer.Ordinal);

    public List<string> Breaches { get; } = [];

    /// <summary>So many that the pattern shows.</summary>
    public string FirstBreaches => $"{Breaches.Count} broken\n{string.Join('\n', Breaches.Take(5))}";

    public void Add(CutLife life, string which)
    {
        foreach (var rule in life.Looks.Examined) looks[rule.Name] = looks.GetValueOrDefault(rule.Name) + rule.Examined;
        if (life.Looks.FirstBreach is { } breach) Breaches.Add($"{which}: {breach}");
    }

    public override string ToString() => string.Join('\n', looks.Select(rule => $"  {rule.Value,8}  {rule.Key}"));
}
