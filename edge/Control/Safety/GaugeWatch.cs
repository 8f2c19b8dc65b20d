using YongAi.Edge.Control.Sensors;

namespace YongAi.Edge.Control.Safety;

/// <summary>
/// What the gauges of the cabinet make an alarm: air, boards and mains (domain table C rows 6, 7 and 20). A value at its limit does not switch
/// to and fro: an alarm ends only well inside. Silence ends none; a temperature that nobody reads any more counts as the worst it can be.
/// </summary>
internal static class GaugeWatch
{
    /// <summary>An alarm about a temperature ends so far inside its limit, kelvin; one about mains, volts.</summary>
    public const double WellInside = 2;

    /// <summary>A supply is silent whenever nothing feeds it: one that was too hot has cooled after so long.</summary>
    public static readonly TimeSpan SupplyCools = TimeSpan.FromMinutes(10);

    /// <summary>Adds the alarms that ought to stand by what gauges say.</summary>
    public static void Look(SafetySituation s, List<Alarm> ought)
    {
        foreach (var (plan, image) in s.Sensors.Gauges)
            switch (plan.Use)
            {
                case GaugeUse.Air when plan.Slot is null:
                    var air = Worst(image, s);
                    Over(new Alarm(AlarmKind.CabinetWarm, null), air, s.Limits.CabinetAir.Warn, s, ought);
                    Over(new Alarm(AlarmKind.CabinetHot, null), air, s.Limits.CabinetAir.Act, s, ought);
                    Under(new Alarm(AlarmKind.CabinetCold, null), image.Now(Quantity.Temperature, s.Now), s.Limits.CabinetCold, s, ought);
                    break;
                case GaugeUse.Board:
                    Board(plan, Worst(image, s), s, ought);
                    break;
                case GaugeUse.Supply when image.Now(Quantity.Temperature, s.Now) is { } celsius:
                    Board(plan, celsius, s, ought);
                    break;
                case GaugeUse.Supply when s.Now - image.At < SupplyCools:
                    Board(plan, null, s, ought);
                    break;
                case GaugeUse.Mains:
                    var volts = image.Now(Quantity.Voltage, s.Now);
                    Mains(AlarmKind.MainsOutOfRange, volts, s.Limits.MainsLow.Warn, s.Limits.MainsHigh.Warn, s, ought);
                    Mains(AlarmKind.MainsUnfit, volts, s.Limits.MainsLow.Act, s.Limits.MainsHigh.Act, s, ought);
                    break;
            }
    }

    /// <summary>
    /// The highest it can be; one that was never heard is the worst there is once it should have been heard (table C row 26). Null: nobody
    /// knows yet, or it is no thermometer.
    /// </summary>
    private static double? Worst(GaugeImage image, SafetySituation s) => image.WorstTemperature(s.Now)
        ?? (image.At is null && s.Now - s.StartedAt >= TimeSpan.FromSeconds(s.Limits.Stale.Act) ? double.PositiveInfinity : null);

    private static void Board(GaugePlan plan, double? celsius, SafetySituation s, List<Alarm> ought)
    {
        Over(new Alarm(AlarmKind.BoardWarm, plan.Slot), celsius, s.Limits.Board.Warn, s, ought);
        Over(new Alarm(AlarmKind.BoardHot, plan.Slot), celsius, s.Limits.Board.Act, s, ought);
    }

    private static void Over(Alarm alarm, double? value, double limit, SafetySituation s, List<Alarm> ought)
    {
        if (!(value >= limit) && !(s.Standing.Contains(alarm) && !(value < limit - WellInside))) return;
        SensorWatch.Add(ought, alarm);
    }

    private static void Under(Alarm alarm, double? value, double limit, SafetySituation s, List<Alarm> ought)
    {
        if (!(value < limit) && !(s.Standing.Contains(alarm) && !(value >= limit + WellInside))) return;
        SensorWatch.Add(ought, alarm);
    }

    private static void Mains(AlarmKind kind, double? volts, double low, double high, SafetySituation s, List<Alarm> ought)
    {
        var alarm = new Alarm(kind, null);
        var isOutside = volts < low || volts > high;
        if (!isOutside && !(s.Standing.Contains(alarm) && !(volts >= low + WellInside && volts <= high - WellInside))) return;
        SensorWatch.Add(ought, alarm);
    }
}
