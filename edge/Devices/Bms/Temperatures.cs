namespace YongAi.Edge.Devices.Bms;

/// <summary>Lowest and highest of a pack's temperature sensors. A broken one is left out: it neither hides a hot pack nor makes up a cold one.</summary>
public ref struct Temperatures
{
    /// <summary>Below this a sensor is open or broken, not cold: open inputs read -40 degrees or less.</summary>
    public static readonly Celsius SensorLeast = new(-30);

    /// <summary>Above this a sensor is shorted: no pack that still answers is so hot.</summary>
    public static readonly Celsius SensorMost = new(120);

    private bool some;

    /// <summary>Lowest that is believed.</summary>
    public Celsius Coldest { get; private set; }

    /// <summary>Highest that is believed.</summary>
    public Celsius Hottest { get; private set; }

    /// <summary>A sensor said what cannot be.</summary>
    public bool Broken { get; private set; }

    /// <summary>At least one sensor is believed.</summary>
    public readonly bool Any => some;

    /// <summary>Takes the word of one sensor.</summary>
    public void Add(double celsius)
    {
        if (celsius < SensorLeast.Value || celsius > SensorMost.Value)
        {
            Broken = true;
            return;
        }
        if (!some || celsius < Coldest.Value) Coldest = new Celsius(celsius);
        if (!some || celsius > Hottest.Value) Hottest = new Celsius(celsius);
        some = true;
    }
}
