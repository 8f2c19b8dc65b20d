using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Safety;

/// <summary>
/// When what puts a fire out is let out (domain table C row 16, decision 0032): two witnesses, or an aerosol that fired by itself, or a hand on
/// the release. One whole cabinet is flooded after a countdown, one slot at once; each once, until a crew has looked. A witness that falls silent
/// after it has spoken takes nothing back, one that never spoke is none.
/// </summary>
internal static class FireWatch
{
    /// <summary>Adds what is due and what was let out.</summary>
    public static void Look(SafetySituation s, List<Alarm> ought)
    {
        foreach (var (plan, _) in s.Sensors.Outputs)
        {
            if (plan.Use != OutputUse.Suppression) continue;
            var due = IsDue(plan.Slot, s);
            var counted = plan.Slot is not null || s.Now - s.ReleaseFrom >= s.Limits.ReleaseAfter;
            if (due) SensorWatch.Add(ought, new Alarm(AlarmKind.SuppressionDue, plan.Slot));
            if (s.Released.Contains(plan.Slot?.Value ?? 0) || due && counted)
                SensorWatch.Add(ought, new Alarm(AlarmKind.SuppressionReleased, plan.Slot));
        }
    }

    private static bool IsDue(SlotNumber? place, SafetySituation s)
    {
        var goesOn = s.Standing.Contains(new Alarm(AlarmKind.SuppressionDue, place));
        var smokes = 0;
        foreach (var (plan, image) in s.Sensors.Contacts)
        {
            if (place is not null && plan.Slot != place || s.IsBeingTested(plan)) continue;
            if (!(image.ActiveNow(s.Now) ?? goesOn)) continue;
            if (plan.Use is ContactUse.Aerosol or ContactUse.Release) return true;
            if (plan.Use == ContactUse.Smoke) smokes++;
        }
        return smokes >= 2 || smokes == 1 && IsHot(place, goesOn, s);
    }

    /// <summary>Air or a pack at the heat that together with smoke is fire.</summary>
    private static bool IsHot(SlotNumber? place, bool goesOn, SafetySituation s)
    {
        foreach (var (plan, image) in s.Sensors.Gauges)
            if (plan.Use == GaugeUse.Air && (place is null || plan.Slot == place)
                && (image.Now(Quantity.Temperature, s.Now) is { } celsius ? celsius >= s.Limits.ReleaseHot : goesOn)) return true;
        foreach (var slot in s.Charge.Slots)
            if ((place is null || slot.Number == place) && slot.Image.ReadingNow(s.Now) is { } reading
                && reading.Hottest.Value >= s.Limits.ReleaseHot) return true;
        return false;
    }
}
