namespace YongAi.Simulators.World.Hazards;

/// <summary>The inside of one slot without its pack: steel and air as one lump, smoke, and an aerosol that waits.</summary>
public sealed class SlotPlace(double celsius)
{
    /// <summary>Small generators of aerosol have a cord that lights here (their data sheets say 170 °C).</summary>
    public const double AerosolLightsAt = 170;
    /// <summary>Some 3 kg of steel at 0.5 kJ/(kg K). Assumed.</summary>
    public const double JoulesPerKelvin = 1500;
    private const double AerosolSeconds = 10;

    private double blows;

    public double Celsius { get; set; } = celsius;

    /// <summary>dB/m.</summary>
    public double Smoke { get; set; }

    /// <summary>The aerosol has gone off; it is not there a second time.</summary>
    public bool AerosolSpent { get; private set; }

    /// <summary>Looks whether the aerosol lights.</summary>
    /// <returns>True once.</returns>
    public bool LightsNow()
    {
        if (AerosolSpent || Celsius < AerosolLightsAt) return false;
        (AerosolSpent, blows) = (true, AerosolSeconds);
        return true;
    }

    /// <summary>Its fog is as dense as smoke and lasts some seconds.</summary>
    public bool Fogs(double seconds)
    {
        if (blows <= 0) return false;
        blows -= seconds;
        return true;
    }
}
