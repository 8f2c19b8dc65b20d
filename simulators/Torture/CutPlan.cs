namespace YongAi.Simulators.Torture;

/// <summary>When a power cut comes.</summary>
/// <param name="Number">1, 2, 3 ...</param>
/// <param name="After">How long after the cabinet served again.</param>
/// <param name="AtAppend">Then at the so-manieth write of the journal; null: at once.</param>
/// <param name="Lag">So long after that write was seen: within it, or behind it.</param>
public sealed record Cut(int Number, TimeSpan After, int? AtAppend, TimeSpan Lag)
{
    private const double AfterLeast = 0.8, AfterMost = 5, LagMostMs = 6;
    private const int AppendsMost = 6;

    /// <summary>The cuts of a run: every other one at an append.</summary>
    public static IEnumerable<Cut> Plan(int seed, int rounds)
    {
        var chance = new Random(seed);
        for (var number = 1; number <= rounds; number++)
            yield return new Cut(number, TimeSpan.FromSeconds(AfterLeast + (AfterMost - AfterLeast) * chance.NextDouble()),
                number % 2 == 0 ? chance.Next(1, AppendsMost + 1) : null, TimeSpan.FromMilliseconds(LagMostMs * chance.NextDouble()));
    }
}
