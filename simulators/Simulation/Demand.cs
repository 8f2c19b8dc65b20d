namespace YongAi.Simulators.Simulation;

/// <summary>When riders come, and with what (domain table D, common assumptions).</summary>
public static class Demand
{
    private const double MostSocBrought = 60, LeastSocBrought = 3, MeanSocBrought = 22, SpreadSocBrought = 10;
    private const int SecondsInHour = 3600, MillisecondsInSecond = 1000;

    /// <summary>Weights of the hours of a day, from midnight.</summary>
    private static readonly double[] HourWeights =
        [1, .6, .4, .3, .3, .6, 1.5, 3, 4, 5, 7, 9.5, 10, 7.5, 5, 4.5, 5.5, 8.5, 9.5, 7, 5, 3, 2, 1.3];

    private static readonly double WeightSum = HourWeights.Sum();

    /// <summary>
    /// The moments of one day at which somebody comes, in order: a draw for each second, so that no logarithm of one machine's library
    /// makes another life of the same seed.
    /// </summary>
    public static IEnumerable<TimeSpan> Arrivals(Scenario scenario, Random chance)
    {
        for (var second = 0; second < HourWeights.Length * SecondsInHour; second++)
        {
            var hour = second / (double)SecondsInHour;
            var perHour = scenario.SwapsPerDay * HourWeights[(int)hour] / WeightSum;
            foreach (var rush in scenario.Rushes)
                if (hour >= rush.From && hour < rush.To) perHour *= rush.Times;
            if (chance.NextDouble() < perHour / SecondsInHour)
                yield return TimeSpan.FromMilliseconds(second * (long)MillisecondsInSecond + chance.Next(MillisecondsInSecond));
        }
    }

    /// <summary>Charge of the pack that somebody brings, per cent.</summary>
    public static int SocBrought(Random chance) =>
        (int)Math.Clamp(MeanSocBrought + SpreadSocBrought * Normal(chance), LeastSocBrought, MostSocBrought);

    /// <summary>A draw around 0 with a spread of 1: the sum of twelve even numbers, as normal as anybody needs, and the same on every machine.</summary>
    public static double Normal(Random chance)
    {
        var sum = -6.0;
        for (var n = 0; n < 12; n++) sum += chance.NextDouble();
        return sum;
    }
}
