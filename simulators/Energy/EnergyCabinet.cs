using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Slots;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Energy;

/// <summary>A slot, as far as energy goes.</summary>
public sealed class EnergySlot(int number)
{
    public SlotNumber Number { get; } = new(number);
    public SimulatedPack? Pack { get; set; }

    /// <summary>Seconds since the first midnight when the pack came.</summary>
    public int Since { get; set; }

    /// <summary>Set apart until then: it came in too hot.</summary>
    public int ApartUntil { get; set; }

    /// <summary>What its charger was told to give.</summary>
    public double Amps { get; set; }

    /// <summary>Its heater is on.</summary>
    public bool Heats { get; set; }

    /// <summary>It was too hot to charge and has not cooled since.</summary>
    public bool Cools { get; set; }
}

/// <summary>One cabinet as physics: packs, the air around them, heaters, fans, chargers, and the meter in front of it all.</summary>
public sealed class EnergyCabinet
{
    /// <summary>Of a charger.</summary>
    public const double Efficiency = SimulatedPack.ChargerEfficiency;

    /// <summary>Computer, screen, modem.</summary>
    public const double OwnWatts = 60;

    /// <summary>So long a state holds; what changes within it is small.</summary>
    public const int StepSeconds = 10;

    private const double AirJoulesPerKelvin = 30_000, WallWattsPerKelvin = 25, FanWattsPerKelvin = 60, FanWatts = 40;
    private const double FanFrom = 35, FanUntil = 32, HeaterIntoPack = SimulatedPack.HeaterIntoPack;
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(StepSeconds);

    private readonly EnergyScenario scenario;
    private bool fan;

    public EnergyCabinet(EnergyScenario scenario, ref int serial)
    {
        this.scenario = scenario;
        Slots = [.. Enumerable.Range(1, EnergyScenario.Slots).Select(n => new EnergySlot(n))];
        AirCelsius = scenario.Weather.Coldest;
        var slot = 0;
        foreach (var its in scenario.Classes)
            for (var n = 0; n < its.Packs; n++)
                Slots[slot++].Pack = new SimulatedPack($"E{++serial:00000}", its.Kind, 1, Math.Max(AirCelsius, 15));
    }

    public ImmutableArray<EnergySlot> Slots { get; }
    public double AirCelsius { get; private set; }

    /// <summary>What the meter shows, watts.</summary>
    public double Watts => OwnWatts + (fan ? FanWatts : 0) + ChargerWatts + Slots.Count(slot => slot.Heats) * scenario.Weather.HeaterWatts;

    /// <summary>What is left for chargers and heaters.</summary>
    public double WattsLeft => scenario.CapWatts - OwnWatts - (fan || AirCelsius > FanFrom - 1 ? FanWatts : 0);

    private double ChargerWatts => Slots.Sum(slot => slot.Pack is { } pack ? pack.Amps * pack.Volts / Efficiency : 0);

    /// <summary>Lets a step pass.</summary>
    /// <param name="hour">Hour of the day.</param>
    public void Pass(double hour)
    {
        var weather = scenario.Weather;
        // Coldest at three, hottest at fifteen o'clock.
        var outside = (weather.Coldest + weather.Hottest) / 2 - (weather.Hottest - weather.Coldest) / 2 * Math.Cos((hour - 3) / 24 * 2 * Math.PI);
        fan = AirCelsius >= (fan ? FanUntil : FanFrom);
        var into = ChargerWatts * (1 - Efficiency) + OwnWatts + weather.Sun * Math.Max(0, Math.Sin((hour - 6) / 12 * Math.PI));
        foreach (var slot in Slots)
        {
            if (slot.Heats) into += weather.HeaterWatts * (1 - HeaterIntoPack);
            if (slot.Pack is not { } pack) continue;
            var had = pack.Celsius;
            pack.Rest(Step, slot.Amps, AirCelsius, slot.Heats ? weather.HeaterWatts * HeaterIntoPack : 0);
            into += (had - AirCelsius) * pack.WattsPerKelvin;
        }
        into -= (AirCelsius - outside) * (WallWattsPerKelvin + (fan ? FanWattsPerKelvin : 0));
        AirCelsius += into * StepSeconds / AirJoulesPerKelvin;
    }
}
