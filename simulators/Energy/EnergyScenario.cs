using YongAi.Edge.Control.Charging;
using YongAi.Simulators.Simulation;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Energy;

/// <summary>A class of packs at a site.</summary>
/// <param name="Kind">What they are built of.</param>
/// <param name="Packs">How many of the site's packs lie in one cabinet at the beginning.</param>
/// <param name="Share">Of the riders.</param>
public sealed record PackShare(PackKind Kind, int Packs, double Share);

/// <summary>What the weather does to a cabinet.</summary>
/// <param name="Coldest">Outside, before sunrise, degrees Celsius.</param>
/// <param name="Hottest">Outside, in the afternoon.</param>
/// <param name="ComeFrom">Packs come in between this temperature</param>
/// <param name="ComeTo">and this one.</param>
public sealed record Weather(double Coldest, double Hottest, double ComeFrom, double ComeTo)
{
    /// <summary>Watts of sun on the cabinet at noon.</summary>
    public double Sun { get; init; } = 100;

    /// <summary>Packs a day that come in at 55 degrees and above.</summary>
    public double HotPacks { get; init; }

    /// <summary>Watts of the heater of a slot; 0: none is fitted.</summary>
    public double HeaterWatts { get; init; }
}

/// <summary>A site and its days, for questions of charging (domain table D, D1 to D6).</summary>
/// <param name="SwapsPerDay">Riders on an average day, of all cabinets together.</param>
/// <param name="CapWatts">What one cabinet may draw from the mains.</param>
/// <param name="Classes">The packs.</param>
/// <param name="Weather">The weather.</param>
public sealed record EnergyScenario(double SwapsPerDay, double CapWatts, ImmutableArray<PackShare> Classes, Weather Weather)
{
    /// <summary>Slots of one cabinet; one of them is empty at the beginning.</summary>
    public const int Slots = 12;

    /// <summary>Cabinets side by side, each with its own packs and power; a rider walks on to the next.</summary>
    public int Cabinets { get; init; } = 1;

    /// <summary>The most that a charger gives.</summary>
    public double ChargerAmps { get; init; } = 10;

    /// <summary>Where there is time, ours charges with this share of a pack's capacity in an hour, 1/h.</summary>
    public double Gentle { get; init; } = new EnergyPlan().Gentle;

    /// <summary>What riders use more than usual, of what they usually use.</summary>
    public double UseMore { get; init; }

    public ImmutableArray<Rush> Rushes { get; init; } = [];

    /// <summary>What a kilowatt-hour costs.</summary>
    public Tariff Tariff { get; init; } = Tariffs.Zhejiang2024;

    /// <summary>The first day; spring prices hold in April, summer prices in July.</summary>
    public DateTime Begins { get; init; } = Spring;

    public static readonly DateTime Spring = new(2026, 4, 1), Summer = new(2026, 7, 1), Winter = new(2026, 1, 5);

    private static readonly PackKind Small = new("48V24Ah", 13, 24), Middle = new("60V30Ah", 17, 30), Large = new("72V35Ah", 20, 35);
    private static readonly Weather Mild = new(20, 28, 27, 34);

    /// <summary>The scenarios, by name.</summary>
    public static ImmutableSortedDictionary<string, EnergyScenario> Known { get; } = new Dictionary<string, EnergyScenario>
    {
        ["D1"] = new(33, 4000, [new(Small, 11, 1)], Mild),
        ["D2"] = new(60, 4000, [new(Small, 11, 1)], Mild) { Rushes = [new Rush(17, 20, 1.2)] },
        ["D3"] = new(200, 4000, [new(Small, 11, 1)], Mild) { Cabinets = 3 },
        ["D4"] = new(90, 5000, [new(Middle, 6, 0.60), new(Small, 3, 0.25), new(Large, 2, 0.15)], Mild),
        ["D5"] = new(60, 4000, [new(Small, 11, 1)], new Weather(-2, 5, 2, 12) { HeaterWatts = 40 }) { UseMore = 0.15, Begins = Winter },
        ["D6"] = new(60, 4000, [new(Small, 11, 1)], new Weather(36, 40, 40, 52) { Sun = 300, HotPacks = 2 }) { Begins = Summer },
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);
}
