using YongAi.Edge.Control.Sensors;

namespace YongAi.Edge.Devices.Gauges;

/// <summary>Gauges that speak Modbus and are known here (hardware reference 4).</summary>
public enum GaugeMake
{
    /// <summary>Eastron SDM120, one phase.</summary>
    Sdm120,
    /// <summary>Chint DTSU666, three phases.</summary>
    Dtsu666,
    /// <summary>PZEM-004T v3, PZEM-014 and PZEM-016.</summary>
    Pzem,
    /// <summary>XY-MD02: temperature and humidity of the air.</summary>
    XyMd02,
}

/// <summary>How a gauge is fitted.</summary>
/// <param name="Gauge">Its name.</param>
/// <param name="Make">What it is.</param>
/// <param name="Address">1 to 247.</param>
/// <param name="PollEvery">How often a round of questions begins.</param>
public sealed record GaugeFit(GaugeId Gauge, GaugeMake Make, byte Address, TimeSpan PollEvery)
{
    /// <summary>Between two rounds a meter is asked so often for its power alone; null: never.</summary>
    public TimeSpan? PowerEvery { get; init; }

    /// <summary>
    /// Where the meter guards the cap of a site. Whatever else begins to draw has to be met within a second (domain table D): a poll, its
    /// answer of some 90 ms at 9600 baud and 170 ms at 2400, a round that is under way, and the order to a relay fit in. Our own number.
    /// </summary>
    public static readonly TimeSpan UnderACap = TimeSpan.FromMilliseconds(250);

    /// <summary>What the numbers of a DTSU666 are worth; of no use to other makes.</summary>
    public DtsuScale DtsuScale { get; init; } = new();
}

/// <summary>
/// What one of a DTSU666's numbers is worth. Models differ; the defaults are those of most field code, and not confirmed per model
/// (hardware reference 9, no. 6). A wrong one mostly shows at once: a frequency that is none makes the gauge silent.
/// </summary>
/// <param name="Volts">Volts.</param>
/// <param name="Amps">Amperes.</param>
/// <param name="Watts">Watts.</param>
/// <param name="PowerFactor">Of the power factor.</param>
/// <param name="Hertz">Hertz.</param>
/// <param name="KilowattHours">Kilowatt-hours.</param>
public sealed record DtsuScale(double Volts = 0.1, double Amps = 0.001, double Watts = 0.1, double PowerFactor = 0.001,
    double Hertz = 0.01, double KilowattHours = 1);
