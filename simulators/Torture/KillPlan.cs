namespace YongAi.Simulators.Torture;

/// <summary>What a kill hits.</summary>
[Flags]
public enum Victims { None = 0, Edge = 1, Broker = 2, Cloud = 4 }

/// <summary>One kill as drawn from the seed.</summary>
/// <param name="Number">1, 2, 3 ...</param>
/// <param name="Hits">Who is killed.</param>
/// <param name="After">How long after the last one was over.</param>
/// <param name="Dead">How long it stays dead before it is started again.</param>
/// <param name="PastLease">The edge stays away until every lease is over, and somebody looks at the chargers.</param>
public sealed record Kill(int Number, Victims Hits, TimeSpan After, TimeSpan Dead, bool PastLease)
{
    /// <summary>Every so-manieth time that the edge is hit alone it stays away past the lease.</summary>
    private const int PastLeaseEvery = 6;
    private const double AfterLeast = 0.3, AfterMost = 5.5, DeadLeast = 0.1, DeadMost = 1.8;

    /// <summary>The kills of a run. The same seed gives the same ones; what they meet is real and never the same twice.</summary>
    public static IEnumerable<Kill> Plan(int seed, int kills)
    {
        var chance = new Random(seed);
        var edges = 0;
        for (var number = 1; number <= kills; number++)
        {
            var hits = Draw(chance);
            edges += hits == Victims.Edge ? 1 : 0;
            var pastLease = hits == Victims.Edge && edges % PastLeaseEvery == 2;
            yield return new Kill(number, hits, Between(chance, AfterLeast, AfterMost), Between(chance, DeadLeast, DeadMost), pastLease);
        }
    }

    private static Victims Draw(Random chance) => chance.Next(100) switch
    {
        < 55 => Victims.Edge,
        < 74 => Victims.Broker,
        < 93 => Victims.Cloud,
        < 96 => Victims.Edge | Victims.Broker,
        < 98 => Victims.Edge | Victims.Cloud,
        _ => Victims.Broker | Victims.Cloud,
    };

    private static TimeSpan Between(Random chance, double least, double most) =>
        TimeSpan.FromSeconds(least + (most - least) * chance.NextDouble());
}
