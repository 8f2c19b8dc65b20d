namespace YongAi.Edge.Control.Charging;

/// <summary>What a site has of power, and what that costs; all of it as installed.</summary>
public sealed record EnergyPlan
{
    /// <summary>Watts that the site may draw from the mains; null: only the number of chargers is limited.</summary>
    public double? CapWatts { get; init; }

    /// <summary>So much of the cap is planned with: meters and chargers are a little off, and a cap that is broken costs service.</summary>
    public const double OfTheCap = 0.97;

    /// <summary>Watts that the cabinet draws beside its chargers, where no meter says it: computer, screen, modem, fans.</summary>
    public double OtherWatts { get; init; } = 100;

    /// <summary>What a slot's charger gives (domain table D: 10 A).</summary>
    public Amps Charger { get; init; } = new(10);

    /// <summary>
    /// Where there is time, a pack charges with this share of its capacity in an hour, 1/h: the standard charge of cell data sheets is 0.2 to
    /// 0.5 C; our own number.
    /// </summary>
    public double Gentle { get; init; } = 0.3;

    /// <summary>Of a charger: what comes out of what goes in (domain section 3: 0.9).</summary>
    public double Efficiency { get; init; } = 0.9;

    /// <summary>Watts of the heater of one slot (domain table D, D5: 40).</summary>
    public double HeaterWatts { get; init; } = 40;

    /// <summary>What a kilowatt-hour costs at which hour.</summary>
    public Tariff Tariff { get; init; } = Tariff.Flat;

    /// <summary>Local time of the tariff and of the riders' day, from UTC.</summary>
    public TimeSpan UtcOffset { get; init; } = TimeSpan.FromHours(8);

    /// <summary>CNY that a rider who goes away without a pack costs.</summary>
    public double MissedCosts { get; init; } = ChargeTerms.MissedCostsUsually;

    /// <summary>Visits a day to begin with, until the cabinet has seen its own (China Tower 2023: 33 for an outlet).</summary>
    public double VisitsADay { get; init; } = 33;

    /// <summary>How much a pack takes at which temperature.</summary>
    public Derating Derating { get; init; } = Derating.Default;
}
