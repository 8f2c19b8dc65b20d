using YongAi.Edge.Control.Sensors;

namespace YongAi.Edge.Devices.Gauges;

/// <summary>
/// What a measured value can be at all. A number beyond it was measured by nobody: a broken sensor, words in the wrong order, another
/// meter than the site file says.
/// </summary>
public static class GaugeBounds
{
    /// <summary>The range of the XY-MD02's sensor.</summary>
    public const double ColdestCelsius = -40, HottestCelsius = 80;

    /// <summary>Relative humidity ends where water drips.</summary>
    public const double HumidityMost = 100;

    /// <summary>Above it an alternating voltage is no low voltage any more (IEC 60038), and no meter known here is made for it.</summary>
    public const double VoltsMost = 1000;

    /// <summary>More than any fuse that a cabinet hangs on; some meters count what flows back as negative.</summary>
    public const double AmpsMost = 1000;

    /// <summary>The most volts by the most amperes.</summary>
    public const double WattsMost = VoltsMost * AmpsMost;

    /// <summary>Ten times what fits on the display of an SDM120 (999 999.9 kWh).</summary>
    public const double WattHoursMost = 1e10;

    /// <summary>Mains has 50 or 60 Hz; a generator that runs away is cut off long before these.</summary>
    public const double HertzLeast = 40, HertzMost = 70;

    /// <summary>What rounding in a meter may add to a power factor of 1.</summary>
    public const double PowerFactorMost = 1.001;

    /// <summary>
    /// No meter measures so finely in any unit: what is smaller and not 0 is a single whose two words are swapped (50 Hz becomes 2.4e-41).
    /// </summary>
    public const double Finest = 1e-6;

    /// <summary>True when a gauge can have measured this.</summary>
    public static bool Hold(Quantity quantity, double value)
    {
        if (!double.IsFinite(value) || value != 0 && Math.Abs(value) < Finest) return false;
        return quantity switch
        {
            Quantity.Temperature => value is >= ColdestCelsius and <= HottestCelsius,
            Quantity.Humidity => value is >= 0 and <= HumidityMost,
            Quantity.Voltage => value is >= 0 and <= VoltsMost,
            Quantity.Current => value is >= -AmpsMost and <= AmpsMost,
            Quantity.Power => value is >= -WattsMost and <= WattsMost,
            Quantity.Energy => value is >= 0 and <= WattHoursMost,
            // Without mains there is no frequency either.
            Quantity.Frequency => value is 0 or >= HertzLeast and <= HertzMost,
            Quantity.PowerFactor => value is >= -PowerFactorMost and <= PowerFactorMost,
            _ => false,
        };
    }
}
