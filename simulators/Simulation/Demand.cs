namespace YongAi.Simulators.Simulation;

/// <summary>How many riders come, and when (domain table D).</summary>
/// <param name="SwapsPerDay">Visits on an average day.</param>
/// <param name="MaxCharging">Slots that charge at the same time under the site's cap: 10 A chargers at 48 V take 0.6 kW from the mains.</param>
public sealed record Demand(double SwapsPerDay, int MaxCharging)
{
    private const double MostSocBrought = 60, LeastSocBrought = 3, MeanSocBrought = 22, SpreadSocBrought = 10;

    /// <summary>Weights of the hours of a day, from midnight.</summary>
    private static readonly double[] HourWeights =
        [1, .6, .4, .3, .3, .6, 1.5, 3, 4, 5, 7, 9.5, 10, 7.5, 5, 4.5, 5.5, 8.5, 9.5, 7, 5, 3, 2, 1.3];

    private static readonly double WeightSum = HourWeights.Sum();

    /// <summary>The scenarios of table D, by name.</summary>
    public static ImmutableSortedDictionary<string, Demand> Scenarios { get; } = new Dictionary<string, Demand>
    {
        ["D1"] = new(33, 6),
        ["D2"] = new(60, 6),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The moments of one day at which somebody comes, in order; a Poisson process by the hour.</summary>
    public IEnumerable<TimeSpan> Arrivals(Random chance)
    {
        for (var hour = 0; hour < HourWeights.Length; hour++)
        {
            var perHour = SwapsPerDay * HourWeights[hour] / WeightSum;
            var at = Gap(chance, perHour);
            for (; at < 1; at += Gap(chance, perHour)) yield return TimeSpan.FromHours(hour + at);
        }
    }

    /// <summary>Charge of the pack that somebody brings, per cent.</summary>
    public static int SocBrought(Random chance) =>
        (int)Math.Clamp(MeanSocBrought + SpreadSocBrought * Normal(chance), LeastSocBrought, MostSocBrought);

    private static double Gap(Random chance, double perHour) => -Math.Log(1 - chance.NextDouble()) / perHour;

    // The sum of twelve even numbers: as normal as anybody needs, and the same on every machine.
    private static double Normal(Random chance)
    {
        var sum = -6.0;
        for (var n = 0; n < 12; n++) sum += chance.NextDouble();
        return sum;
    }
}
