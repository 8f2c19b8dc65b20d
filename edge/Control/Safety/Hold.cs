namespace YongAi.Edge.Control.Safety;

/// <summary>While one of these alarms stands nobody opens a door from afar: people have to look first (domain table C row 17).</summary>
public static class Hold
{
    /// <summary>True while a hold stands.</summary>
    public static bool Stands(ImmutableArray<Alarm> alarms) =>
        SensorWatch.ForbidsCharging(alarms) || alarms.Any(alarm => alarm.Kind is AlarmKind.PackHot or AlarmKind.PackHeatsFast);
}
