namespace YongAi.Simulators.World.Hazards;

/// <summary>
/// What a failing pack does by itself: warmed by a short inside or by its neighbours it heats itself, vents, and burns once. One lump
/// without cells; NCM cells as in Feng et al., "Thermal runaway mechanism of lithium ion battery for electric vehicles: a review", Energy
/// Storage Materials 10 (2018): T1, T2 and their rates. What is marked assumed is our own number.
/// </summary>
public sealed class PackFire(SimulatedPack pack)
{
    /// <summary>T1: self-heating is found at 0.02 K/min (a calorimeter's threshold), some 80 to 120 °C.</summary>
    public const double SelfHeatsFrom = 90;
    /// <summary>T2: 1 K/s and nothing ends it, some 150 to 250 °C.</summary>
    public const double RunsAwayFrom = 170;
    /// <summary>Cells vent before they run away, some 120 to 150 °C.</summary>
    public const double VentsFrom = 125;
    /// <summary>Parts of a BMS are specified up to here as a rule; beyond, it is dead.</summary>
    public const double BoardDiesAt = 125;
    private const double RateAtT1 = 0.02 / 60, RateAtT2 = 1;
    /// <summary>Cell after cell: a pack burns so long. Assumed.</summary>
    private const double BurnsSeconds = 120;
    /// <summary>Heat that stays in the pack, of the electrical energy it held; the rest leaves with the gas. Assumed.</summary>
    private const double HeatOfEnergy = 1;
    /// <summary>An aerosol puts out flames, and cools little. Assumed.</summary>
    private const double LeftUnderAerosol = 0.6;
    private const double JoulesInKilowattHour = 3.6e6;

    private double? joulesLeft;
    private double burnWatts;

    /// <summary>Watts of a short inside; it ends when the pack has burned.</summary>
    public double ShortWatts { get; set; }

    public bool Burns => joulesLeft > 0;

    /// <summary>It has burned out.</summary>
    public bool IsSpent => joulesLeft <= 0;

    /// <summary>It is warmer than by its surroundings alone, or about to be.</summary>
    public bool IsLively => ShortWatts > 0 || Burns || pack.Celsius >= SelfHeatsFrom && !IsSpent;

    /// <summary>0 to 1: how hard it smokes.</summary>
    public double Smokes => Burns ? 1 : IsSpent || pack.Celsius < VentsFrom ? 0
        : 0.1 * Math.Min(1, (pack.Celsius - VentsFrom) / (RunsAwayFrom - VentsFrom) + 0.1);

    /// <summary>Joules that it sets free in so many seconds; what it does to itself meanwhile is done.</summary>
    public double SetFree(double seconds)
    {
        if (pack.Celsius >= BoardDiesAt) pack.BoardDead = true;
        if (joulesLeft is null && pack.Celsius >= RunsAwayFrom)
        {
            joulesLeft = pack.KilowattHours * JoulesInKilowattHour * pack.Charge * HeatOfEnergy;
            burnWatts = joulesLeft.Value / BurnsSeconds;
        }
        if (joulesLeft is { } left)
        {
            ShortWatts = 0;
            var burned = Math.Min(left, burnWatts * seconds);
            joulesLeft = left - burned;
            return burned;
        }
        var itself = pack.Celsius < SelfHeatsFrom ? 0
            : RateAtT1 * Math.Pow(RateAtT2 / RateAtT1, (pack.Celsius - SelfHeatsFrom) / (RunsAwayFrom - SelfHeatsFrom))
                * pack.JoulesPerKelvin;
        return (ShortWatts + itself) * seconds;
    }

    /// <summary>An aerosol goes off at it.</summary>
    public void Damp()
    {
        if (joulesLeft is { } left) joulesLeft = left * LeftUnderAerosol;
    }
}
