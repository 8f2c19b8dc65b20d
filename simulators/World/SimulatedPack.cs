namespace YongAi.Simulators.World;

/// <summary>A pack as physics: charge, volts, current, heat and age of an NCM pack, and what its BMS lets through.</summary>
public sealed class SimulatedPack
{
    /// <summary>Current of a slot's charger (domain table D: 10 A).</summary>
    public const double ChargerAmps = 10;

    /// <summary>What comes out of a charger of what goes in (domain table D).</summary>
    public const double ChargerEfficiency = 0.9;

    /// <summary>What of a heater's warmth goes into the pack before it; the rest warms the air. An estimate.</summary>
    public const double HeaterIntoPack = 0.7;

    // The charger holds the voltage from here on and the current falls.
    private const double TapersFrom = 0.90;
    private const double AmpsAtTheEnd = 0.5;
    // A 48V24Ah pack of about 12 kg: 8 W of loss at 10 A warm it by some 7 K in hours. Others by their cells and their size.
    private const double OhmHours = 0.08 * 24 / 13;
    private const double JoulesPerKelvinKilowattHour = 10_000 / WattHoursMeasured * 1000;
    private const double WattsPerKelvinMeasured = 1.2, WattHoursMeasured = PackKind.CellVolts * 13 * 24;
    // Resistance doubles some 35 K below room temperature, as in data sheets of NCM cells.
    private const double OhmsDoubleEvery = 35, RoomCelsius = 25;
    // 80 % are left after 800 cycles at room temperature; each 10 K more wear twice as much (Arrhenius, rule of thumb).
    private const double WearPerCycle = 0.2 / 800, WearDoublesEvery = 10;
    // A BMS front end ends charging at 55 degrees by default (TI BQ76942) and below 0 (LFP and NCM cells).
    private const double ChargeHotAt = 55, ChargeHotOverAt = 50, ChargeColdBelow = 0, ChargeColdOverAt = 2;
    // A board without talk and without current goes to sleep; how soon is set per board.
    private static readonly TimeSpan SleepsAfter = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan WakingTakes = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan StepMost = TimeSpan.FromSeconds(10);

    // Open-circuit volts of one NCM cell at 0, 10, .. 100 % (typical data sheet curve).
    private static readonly double[] CellVolts = [3.00, 3.45, 3.55, 3.61, 3.65, 3.70, 3.78, 3.88, 3.97, 4.06, 4.18];

    private TimeSpan? heardAt;
    private TimeSpan awakeFrom;

    public SimulatedPack(string serial, PackKind kind, double soc, double celsius)
    {
        (Serial, Kind, Celsius) = (serial, kind, celsius);
        Charge = soc;
    }

    public string Serial { get; }
    public PackKind Kind { get; }

    /// <summary>State of charge, 0 to 1.</summary>
    public double Charge { get; private set; }

    /// <summary>State of charge as the pack's meter says it: full per cents, 100 only when full.</summary>
    public int Percent => (int)Math.Floor(Charge * 100 + 1e-6);

    /// <summary>Into the pack positive.</summary>
    public double Amps { get; private set; }
    public double Celsius { get; set; }
    public double AmpHoursThrough { get; private set; }

    /// <summary>What is left of the capacity it was built with, 0 to 1.</summary>
    public double Health { get; private set; } = 1;
    public double Volts => Kind.Cells * OpenCellVolts + Amps * OhmsInside;

    private double OhmsInside => OhmHours * Kind.Cells / Kind.AmpHours * Math.Pow(2, (RoomCelsius - Celsius) / OhmsDoubleEvery);
    /// <summary>What it was built to hold.</summary>
    public double KilowattHours => Kind.WattHours / 1000;
    public double JoulesPerKelvin => JoulesPerKelvinKilowattHour * KilowattHours;
    // A body's surface grows with its volume to the two thirds.
    /// <summary>Heat that it gives to the air around it.</summary>
    public double WattsPerKelvin => WattsPerKelvinMeasured * Math.Pow(KilowattHours * 1000 / WattHoursMeasured, 2 / 3.0);
    public bool ChargeHot { get; private set; }
    public bool ChargeCold { get; private set; }

    /// <summary>Its board is burnt or under water: it says nothing any more.</summary>
    public bool BoardDead { get; set; }

    /// <summary>Switched off by a command to the BMS (JBD command E1).</summary>
    public bool ChargeSwitchedOff { get; set; }
    public bool DischargeSwitchedOff { get; set; }

    public bool ChargePathOpen => !ChargeSwitchedOff && !ChargeHot && !ChargeCold;

    /// <summary>Lets time pass in a slot: with the charger connected and on, or resting.</summary>
    public void Rest(TimeSpan passed, bool chargerOn, double airCelsius) => Rest(passed, chargerOn ? ChargerAmps : 0, airCelsius);

    /// <summary>Lets time pass in a slot whose charger gives so many amperes, 0 where it is off.</summary>
    /// <param name="passed">How long.</param>
    /// <param name="offered">Amperes; near its end the pack takes fewer.</param>
    /// <param name="airCelsius">The air around it.</param>
    /// <param name="warmed">Watts of a heater that go into it.</param>
    public void Rest(TimeSpan passed, double offered, double airCelsius, double warmed = 0)
    {
        for (var left = passed; left > TimeSpan.Zero; left -= StepMost)
        {
            Protect();
            var amps = offered > 0 && ChargePathOpen && Charge < 1 ? Accepted(offered) : 0;
            Pass(left < StepMost ? left : StepMost, amps, airCelsius, warmed);
        }
        if (offered <= 0 || !ChargePathOpen || Charge >= 1) Amps = 0;
    }

    /// <summary>Lets time pass under a rider, who draws so many amperes on average.</summary>
    public void Ride(TimeSpan passed, double ampsDrawn, double airCelsius)
    {
        for (var left = passed; left > TimeSpan.Zero; left -= StepMost)
            Pass(left < StepMost ? left : StepMost, Charge > 0 && !DischargeSwitchedOff ? -ampsDrawn : 0, airCelsius);
        Amps = 0;
    }

    /// <summary>Comes back from the road with so much charge and heat; what it gave has worn it.</summary>
    public void ComeBack(double charge, double celsius)
    {
        Wear(Math.Max(0, Charge - charge) * Kind.AmpHours * Health);
        (Charge, Celsius, Amps) = (charge, celsius, 0);
    }

    /// <summary>Its BMS sleeps: nobody spoke to it for a while, and no current flows.</summary>
    public bool IsAsleep(TimeSpan now) => Amps == 0 && (heardAt is not { } last || now - last > SleepsAfter);

    /// <summary>Its BMS hears bytes. False: it was asleep and only wakes by them, or is still waking.</summary>
    public bool Hears(TimeSpan now)
    {
        if (IsAsleep(now)) awakeFrom = now + WakingTakes;
        heardAt = now;
        return now >= awakeFrom;
    }

    private double OpenCellVolts
    {
        get
        {
            var place = Charge * (CellVolts.Length - 1);
            var below = Math.Min((int)place, CellVolts.Length - 2);
            return CellVolts[below] + (CellVolts[below + 1] - CellVolts[below]) * (place - below);
        }
    }

    private double Accepted(double offered) => Charge < TapersFrom ? offered
        : Math.Min(offered, Math.Max(AmpsAtTheEnd, ChargerAmps / PackKind.Foreign.AmpHours * Kind.AmpHours * (1 - Charge) / (1 - TapersFrom)));

    private void Pass(TimeSpan passed, double amps, double airCelsius, double warmed = 0)
    {
        Amps = amps;
        var ampHours = amps * passed.TotalHours;
        if (amps != 0) Wear(Math.Abs(ampHours));
        Charge = Math.Clamp(Charge + ampHours / (Kind.AmpHours * Health), 0, 1);
        var endsAt = airCelsius + (amps * amps * OhmsInside + warmed) / WattsPerKelvin;
        Celsius = endsAt + (Celsius - endsAt) * Math.Exp(-passed.TotalSeconds * WattsPerKelvin / JoulesPerKelvin);
    }

    private void Wear(double ampHours)
    {
        AmpHoursThrough += ampHours;
        var cycles = ampHours / (2 * Kind.AmpHours);
        Health -= cycles * WearPerCycle * Math.Pow(2, Math.Max(0, Celsius - RoomCelsius) / WearDoublesEvery);
    }

    private void Protect()
    {
        ChargeHot = Celsius >= (ChargeHot ? ChargeHotOverAt : ChargeHotAt);
        ChargeCold = Celsius < (ChargeCold ? ChargeColdOverAt : ChargeColdBelow);
    }
}
