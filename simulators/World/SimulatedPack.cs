namespace YongAi.Simulators.World;

/// <summary>A pack as physics: charge, volts, current and heat of an NCM pack, and what its BMS lets through.</summary>
public sealed class SimulatedPack
{
    /// <summary>Current of a slot's charger (domain table D: 10 A).</summary>
    public const double ChargerAmps = 10;

    // The charger holds the voltage from here on and the current falls.
    private const double TapersFrom = 0.90;
    private const double AmpsAtTheEnd = 0.5;
    // Sized for a pack of about 12 kg: 10 W of loss at 10 A warm it by some 7 K in hours.
    private const double OhmsInside = 0.08;
    private const double JoulesPerKelvin = 10_000;
    private const double WattsPerKelvin = 1.2;
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
    public double Volts => Kind.Cells * OpenCellVolts + Amps * OhmsInside;
    public bool ChargeHot { get; private set; }
    public bool ChargeCold { get; private set; }

    /// <summary>Switched off by a command to the BMS (JBD command E1).</summary>
    public bool ChargeSwitchedOff { get; set; }
    public bool DischargeSwitchedOff { get; set; }

    public bool ChargePathOpen => !ChargeSwitchedOff && !ChargeHot && !ChargeCold;

    /// <summary>Lets time pass in a slot: with the charger connected and on, or resting.</summary>
    public void Rest(TimeSpan passed, bool chargerOn, double airCelsius)
    {
        for (var left = passed; left > TimeSpan.Zero; left -= StepMost)
        {
            Protect();
            var amps = chargerOn && ChargePathOpen && Charge < 1 ? AcceptedAmps : 0;
            Pass(left < StepMost ? left : StepMost, amps, airCelsius);
        }
        if (!chargerOn || !ChargePathOpen || Charge >= 1) Amps = 0;
    }

    /// <summary>Lets time pass under a rider, who draws so many amperes on average.</summary>
    public void Ride(TimeSpan passed, double ampsDrawn, double airCelsius)
    {
        for (var left = passed; left > TimeSpan.Zero; left -= StepMost)
            Pass(left < StepMost ? left : StepMost, Charge > 0 && !DischargeSwitchedOff ? -ampsDrawn : 0, airCelsius);
        Amps = 0;
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

    private double AcceptedAmps => Charge < TapersFrom ? ChargerAmps
        : Math.Max(AmpsAtTheEnd, ChargerAmps * (1 - Charge) / (1 - TapersFrom));

    private void Pass(TimeSpan passed, double amps, double airCelsius)
    {
        Amps = amps;
        var ampHours = amps * passed.TotalHours;
        AmpHoursThrough += Math.Abs(ampHours);
        Charge = Math.Clamp(Charge + ampHours / Kind.AmpHours, 0, 1);
        var endsAt = airCelsius + amps * amps * OhmsInside / WattsPerKelvin;
        Celsius = endsAt + (Celsius - endsAt) * Math.Exp(-passed.TotalSeconds * WattsPerKelvin / JoulesPerKelvin);
    }

    private void Protect()
    {
        ChargeHot = Celsius >= (ChargeHot ? ChargeHotOverAt : ChargeHotAt);
        ChargeCold = Celsius < (ChargeCold ? ChargeColdOverAt : ChargeColdBelow);
    }
}
