using YongAi.Simulators.Simulation;

namespace YongAi.Simulators.Energy;

/// <summary>A rider who comes, whoever decides about charging: the same for every policy.</summary>
/// <param name="At">Seconds since the first midnight.</param>
/// <param name="Class">Place of his pack's class.</param>
/// <param name="Charge">What he brings, 0 to 1.</param>
/// <param name="Celsius">How warm it is.</param>
/// <param name="Takes">Seconds he is at the doors.</param>
/// <param name="First">The cabinet he tries first.</param>
public readonly record struct Comer(int At, int Class, double Charge, double Celsius, int Takes, int First)
{
    private const int SecondsInDay = 86_400, TakesUsually = 40, TakesSpread = 20, TakesLeast = 15;
    private const double HotFrom = 55, HotTo = 58, ChargeLeast = 3;

    /// <summary>Everybody of so many days, in order.</summary>
    public static ImmutableArray<Comer> Of(EnergyScenario scenario, int days, int seed)
    {
        var chance = new Random(seed);
        var rhythm = new Scenario(scenario.SwapsPerDay) { Rushes = scenario.Rushes };
        var come = ImmutableArray.CreateBuilder<Comer>();
        for (var day = 0; day < days; day++)
            foreach (var at in Demand.Arrivals(rhythm, chance))
                come.Add(new Comer(day * SecondsInDay + (int)at.TotalSeconds, ClassOf(scenario, chance), Brought(scenario, chance),
                    Warmth(scenario, chance), Math.Max(TakesLeast, (int)(TakesUsually + TakesSpread * Demand.Normal(chance))),
                    chance.Next(scenario.Cabinets)));
        return come.ToImmutable();
    }

    private static int ClassOf(EnergyScenario scenario, Random chance)
    {
        var drawn = chance.NextDouble();
        for (var k = 0; k < scenario.Classes.Length; k++)
            if ((drawn -= scenario.Classes[k].Share) < 0) return k;
        return 0;
    }

    private static double Brought(EnergyScenario scenario, Random chance) =>
        Math.Max(ChargeLeast, 100 - (100 - Demand.SocBrought(chance)) * (1 + scenario.UseMore)) / 100;

    private static double Warmth(EnergyScenario scenario, Random chance)
    {
        var (weather, drawn) = (scenario.Weather, chance.NextDouble());
        return chance.NextDouble() < weather.HotPacks / scenario.SwapsPerDay ? HotFrom + (HotTo - HotFrom) * drawn
            : weather.ComeFrom + (weather.ComeTo - weather.ComeFrom) * drawn;
    }
}
