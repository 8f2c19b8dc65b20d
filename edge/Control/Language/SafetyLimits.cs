namespace YongAi.Edge.Control.Language;

/// <summary>Two thresholds of one quantity.</summary>
/// <param name="Warn">From here people hear of it, and the cabinet does less.</param>
/// <param name="Act">From here the cabinet makes safe.</param>
public readonly record struct Limit(double Warn, double Act);

/// <summary>
/// The thresholds of domain table C, row by row. Where a site says others they may only be tighter: nearer to where a sound cabinet is, in
/// both words. Temperatures in degrees Celsius.
/// </summary>
public sealed record SafetyLimits
{
    /// <summary>What holds where the site says nothing.</summary>
    public static SafetyLimits Default { get; } = new();

    /// <summary>Row 3: hottest cell, charging or not. From act on the slot and its row are off (Futian: 60).</summary>
    public Limit PackHot { get; init; } = new(55, 60);

    /// <summary>Row 4: kelvin a minute; warn counts while the charger is off, act when it lasts <see cref="RiseLasts"/>.</summary>
    public Limit PackRise { get; init; } = new(1, 3);

    /// <summary>Row 4: so long a rise lasts before it is believed.</summary>
    public TimeSpan RiseLasts { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Row 4: kelvin above the middle of the other packs here.</summary>
    public double AboveNeighbours { get; init; } = 10;

    /// <summary>Row 5: air in a slot.</summary>
    public Limit SlotAir { get; init; } = new(50, 60);

    /// <summary>Row 6: air in the cabinet. From warn on half the current, from act on none.</summary>
    public Limit CabinetAir { get; init; } = new(45, 55);

    /// <summary>Row 6: air in the cabinet below this is a warning.</summary>
    public double CabinetCold { get; init; }

    /// <summary>Row 7: a board or a charger.</summary>
    public Limit Board { get; init; } = new(70, 85);

    /// <summary>Row 8: volts of the highest cell of iron-phosphate cells. At act the charge ends (NE: 3.65).</summary>
    public Limit IronCellHigh { get; init; } = new(3.60, 3.65);

    /// <summary>Row 8: volts of the highest cell of nickel cells. At act the charge ends.</summary>
    public Limit NickelCellHigh { get; init; } = new(4.18, 4.20);

    /// <summary>Row 8: so many volts above act the cell is at fault.</summary>
    public double CellFaultAbove { get; init; } = 0.05;

    /// <summary>Row 9: volts of the lowest cell. Under act the pack is set apart and never charged (HP: 2.0).</summary>
    public Limit CellLow { get; init; } = new(2.5, 2.0);

    /// <summary>Row 10: volts between the highest and the lowest cell. From act on the pack is set apart.</summary>
    public Limit CellSpread { get; init; } = new(0.100, 0.300);

    /// <summary>Row 11: amperes out of a pack that lies in a slot, for <see cref="OutflowLasts"/> (HP: 0.6 A for 10 s).</summary>
    public double Outflow { get; init; } = 0.6;

    /// <summary>Row 11.</summary>
    public TimeSpan OutflowLasts { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Row 11: a pack that is told to charge takes current within this time, unless it is nearly full.</summary>
    public TimeSpan CurrentWithin { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Row 11: so often within a minute a pack may fall silent behind a closed door before its words count as unstable.</summary>
    public int SilencesPerMinute { get; init; } = 5;

    /// <summary>Row 13: a charge may last so many times what was expected.</summary>
    public Limit ChargeLasts { get; init; } = new(1.5, 2);

    /// <summary>Row 13: and never longer (Beijing's guide for charging at home: 8 h).</summary>
    public TimeSpan ChargeLongest { get; init; } = TimeSpan.FromHours(8);

    /// <summary>Row 16: the voice counts down so long before water or gas is let out.</summary>
    public TimeSpan ReleaseAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Row 14: smoke and this temperature are two witnesses.</summary>
    public double ReleaseHot { get; init; } = 60;

    /// <summary>Row 20: mains too low, in volts. Outside warn it is an alarm, outside act nothing charges.</summary>
    public Limit MainsLow { get; init; } = new(198, 187);

    /// <summary>Row 20: mains too high, in volts.</summary>
    public Limit MainsHigh { get; init; } = new(242, 253);

    /// <summary>Row 20: mains has to be good for so long before anything charges again.</summary>
    public TimeSpan MainsSettles { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Row 21: per cent of the site's power cap, by what others draw. The chargers alone may bring the site up to 97 % and are stopped by the
    /// cabinet itself; a warning about that would stand whenever the cap is well used (decision 0034).
    /// </summary>
    public double NearCap { get; init; } = 95;

    /// <summary>Row 21: so long it lasts before it is a warning. A kettle is none, and a charger just begun counts as another's until its pack is read.</summary>
    public TimeSpan NearCapLasts { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Row 21: the site has to be under its cap for so long before the alarm over it ends.</summary>
    public TimeSpan CapSettles { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Table B3 row 41: so long without mains new visits are served on the battery, while that says that it is not low.</summary>
    public TimeSpan ServesOnBattery { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Table B3 row 42: a visit under way when mains went has so long; then it is ended where it safely can be.</summary>
    public TimeSpan VisitOnBattery { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Row 23: a door that stands open.</summary>
    public TimeSpan DoorPrompt { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Row 23.</summary>
    public TimeSpan DoorAlarm { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Row 26: a reading older than warn is the worst it can be; older than act the slot stops. Seconds.</summary>
    public Limit Stale { get; init; } = new(10, 30);

    /// <summary>Row 33: state of health in per cent. Under warn the fleet is told, under act the pack is not handed out.</summary>
    public Limit Health { get; init; } = new(80, 70);
}
