using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Safety;

/// <summary>Which slots an alarm cuts off: the whole row where heat or fire may spread, the slot alone where its own parts are in doubt.</summary>
public static class Isolation
{
    /// <summary>The slots that do not charge while these alarms stand.</summary>
    public static SlotSet Of(ReadOnlySpan<Alarm> alarms, SlotRows rows)
    {
        var off = default(SlotSet);
        foreach (var alarm in alarms)
        {
            if (alarm.Slot is not { } slot) continue;
            if (ReachesTheRow(alarm.Kind)) off = off.With(rows.Of(slot));
            else if (StaysInTheSlot(alarm.Kind)) off = off.With(SlotSet.Of(slot.Value));
        }
        return off;
    }

    /// <summary>Slots whose pack fed back into its charger.</summary>
    public static SlotSet FedBack(ImmutableArray<Alarm> alarms)
    {
        var fed = default(SlotSet);
        foreach (var alarm in alarms)
            if (alarm is { Kind: AlarmKind.BackFeed, Slot: { } slot }) fed = fed.With(SlotSet.Of(slot.Value));
        return fed;
    }

    /// <summary>
    /// True while the contactor before all chargers has to be open for the sake of one of them: a charger that cannot be switched off, or that a
    /// pack feeds back into, is cut by it, and with it every other (table B3 rows 56 and 57).
    /// </summary>
    public static bool OpensTheContactor(ReadOnlySpan<Alarm> alarms)
    {
        foreach (var alarm in alarms)
            if (alarm.Kind is AlarmKind.ChargerStuckOn or AlarmKind.BackFeed) return true;
        return false;
    }

    /// <summary>Domain table C rows 3, 4 and 15.</summary>
    private static bool ReachesTheRow(AlarmKind kind) => kind is AlarmKind.PackHot or AlarmKind.PackHeatsFast or AlarmKind.PackAboveOthers
        or AlarmKind.Smoke or AlarmKind.AerosolFired;

    /// <summary>Domain table C rows 5 and 8, table B3 rows 56 and 57.</summary>
    private static bool StaysInTheSlot(AlarmKind kind) => kind is AlarmKind.SlotAirHot or AlarmKind.CellHigh or AlarmKind.ChargerStuckOn
        or AlarmKind.BackFeed or AlarmKind.Outflow;
}
