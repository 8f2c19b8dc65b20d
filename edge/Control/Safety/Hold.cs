namespace YongAi.Edge.Control.Safety;

/// <summary>Which alarms stop what: people have to look first (domain table C row 17).</summary>
public static class Hold
{
    /// <summary>While true nobody opens a door from afar.</summary>
    public static bool Stands(ImmutableArray<Alarm> alarms)
    {
        foreach (var alarm in alarms)
            if (IsDanger(alarm.Kind) || alarm.Kind is AlarmKind.PackHot or AlarmKind.PackHeatsFast) return true;
        return false;
    }

    /// <summary>While one of these stands no pack charges: fire, water, a tripped breaker, a hand on the stop.</summary>
    public static bool IsDanger(AlarmKind kind) => ClosesDoors(kind) || kind is AlarmKind.Leakage or AlarmKind.LeakageAgain;

    /// <summary>
    /// The alarm under which no door opens but by a crew that stands before it (table B3 rows 46 to 48); null when there is none. Of several
    /// the one from which people have to keep away.
    /// </summary>
    public static AlarmKind? OverDoors(ImmutableArray<Alarm> alarms)
    {
        AlarmKind? over = null;
        foreach (var alarm in alarms)
            if (ClosesDoors(alarm.Kind) && (over is null || over == AlarmKind.Flood)) over = alarm.Kind;
        return over;
    }

    /// <summary>Under it no door opens but by a crew that stands before it.</summary>
    public static bool ClosesDoors(AlarmKind kind) => IsFire(kind) || kind is AlarmKind.Flood or AlarmKind.EmergencyStop;

    /// <summary>Air feeds it, and people have to go.</summary>
    public static bool IsFire(AlarmKind kind) =>
        kind is AlarmKind.Smoke or AlarmKind.AerosolFired or AlarmKind.SuppressionDue or AlarmKind.SuppressionReleased;
}
