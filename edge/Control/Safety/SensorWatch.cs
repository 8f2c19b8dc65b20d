using YongAi.Edge.Control.Sensors;

namespace YongAi.Edge.Control.Safety;

/// <summary>
/// What the contacts and gauges of the cabinet make an alarm, and which of these forbid charging. An alarm begins with a word and ends with
/// the opposite word; a sensor that falls silent ends none, and is one itself.
/// </summary>
public static class SensorWatch
{
    /// <summary>Alarms that ought to stand by what the sensors say.</summary>
    /// <param name="sensors">What the sensors say.</param>
    /// <param name="standing">Alarms that stand.</param>
    /// <param name="startedAt">Running time at the start of the program.</param>
    /// <param name="now">Running time.</param>
    public static IEnumerable<Alarm> OughtToStand(SensorViews sensors, ImmutableArray<Alarm> standing, TimeSpan startedAt, TimeSpan now)
    {
        HashSet<Alarm> ought = [];
        foreach (var (plan, image) in sensors.Contacts)
        {
            var alarm = new Alarm(KindOf(plan.Use), plan.Slot);
            if (image.ActiveNow(now) is { } active ? active != IsGoodWhenActive(plan.Use) : standing.Contains(alarm)) ought.Add(alarm);
            if (!plan.Proved || IsUnheard(image.HeardAt)) ought.Add(new Alarm(AlarmKind.SensorSilent, plan.Slot));
        }
        foreach (var (plan, image) in sensors.Gauges)
            if (!plan.Proved || IsUnheard(image.At)) ought.Add(new Alarm(AlarmKind.SensorSilent, plan.Slot));
        return ought;

        bool IsUnheard(TimeSpan? heardAt) => now - (heardAt ?? startedAt) >= SafetyWatch.SilentAfter
            || heardAt is null && standing.Any(alarm => alarm.Kind == AlarmKind.SensorSilent);
    }

    /// <summary>While one of these stands no pack charges and nobody opens a door from afar: fire, water, a tripped breaker, a hand on the stop.</summary>
    public static bool ForbidsCharging(ImmutableArray<Alarm> alarms)
    {
        foreach (var alarm in alarms)
            if (alarm.Kind is AlarmKind.Smoke or AlarmKind.AerosolFired or AlarmKind.Flood or AlarmKind.EmergencyStop or AlarmKind.Leakage) return true;
        return false;
    }

    private static bool IsGoodWhenActive(ContactUse use) => use == ContactUse.Mains;

    private static AlarmKind KindOf(ContactUse use) => use switch
    {
        ContactUse.Smoke => AlarmKind.Smoke,
        ContactUse.Aerosol => AlarmKind.AerosolFired,
        ContactUse.Flood => AlarmKind.Flood,
        ContactUse.EmergencyStop => AlarmKind.EmergencyStop,
        ContactUse.Leakage => AlarmKind.Leakage,
        ContactUse.Mains => AlarmKind.MainsLost,
        ContactUse.UpsLow => AlarmKind.UpsLow,
        ContactUse.ServiceDoor => AlarmKind.ServiceDoorOpen,
        ContactUse.Tamper => AlarmKind.Tamper,
        _ => throw new InvariantBroken($"contact use {(int)use} has no alarm"),
    };
}
