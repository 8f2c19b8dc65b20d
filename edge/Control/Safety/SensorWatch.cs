using YongAi.Edge.Control.Sensors;

namespace YongAi.Edge.Control.Safety;

/// <summary>
/// What the contacts of the cabinet make an alarm. An alarm begins with a word and ends with the opposite word; a sensor that falls silent
/// ends none, and is one itself.
/// </summary>
internal static class SensorWatch
{
    /// <summary>Adds the alarms that ought to stand by what contacts say and by which sensors are not heard.</summary>
    public static void Look(SafetySituation s, List<Alarm> ought)
    {
        foreach (var (plan, image) in s.Sensors.Contacts)
        {
            if (!plan.Proved || IsUnheard(image.HeardAt, s)) Add(ought, new Alarm(AlarmKind.SensorSilent, plan.Slot));
            // Who pulls the release asks for something: FireWatch answers.
            if (plan.Use == ContactUse.Release) continue;
            var alarm = new Alarm(KindOf(plan.Use), plan.Slot);
            if (image.ActiveNow(s.Now) is { } active && !s.IsBeingTested(plan) ? active != IsGoodWhenActive(plan.Use) : s.Standing.Contains(alarm))
                Add(ought, alarm);
        }
        foreach (var (plan, image) in s.Sensors.Gauges)
            if (!plan.Proved || IsUnheard(image.At, s)) Add(ought, new Alarm(AlarmKind.SensorSilent, plan.Slot));
        // Table B3 row 58: the door for the crew, and no crew has shown a code.
        if (!s.CrewHere && ought.Contains(new Alarm(AlarmKind.ServiceDoorOpen, null))) Add(ought, new Alarm(AlarmKind.Tamper, null));
    }

    /// <summary>Two sensors may tell of one alarm.</summary>
    internal static void Add(List<Alarm> ought, Alarm alarm)
    {
        if (!ought.Contains(alarm)) ought.Add(alarm);
    }

    private static bool IsUnheard(TimeSpan? heardAt, SafetySituation s) => s.Now - (heardAt ?? s.StartedAt) >= SafetyWatch.SilentAfter
        || heardAt is null && IsAnySilent(s.Standing);

    private static bool IsAnySilent(ImmutableArray<Alarm> standing)
    {
        foreach (var alarm in standing)
            if (alarm.Kind == AlarmKind.SensorSilent) return true;
        return false;
    }

    private static bool IsGoodWhenActive(ContactUse use) => use == ContactUse.Mains;

    private static AlarmKind KindOf(ContactUse use) => use switch
    {
        ContactUse.Smoke => AlarmKind.Smoke,
        ContactUse.SmokeEarly => AlarmKind.SmokeEarly,
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
