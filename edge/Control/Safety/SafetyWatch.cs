using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Safety;

/// <summary>All that the watch looks at.</summary>
/// <param name="Charge">The slots and what charges.</param>
/// <param name="Cases">Cases that are open.</param>
/// <param name="Standing">Alarms that stand.</param>
/// <param name="StartedAt">Running time at the start of the program.</param>
/// <param name="Cabinet">Alarms about the cabinet as a whole that ought to stand.</param>
/// <param name="MayBeClaimed">Slots with an unplanned pack whose rider may still show his code.</param>
public sealed record SafetySituation(ChargeSituation Charge, ImmutableArray<Case> Cases, ImmutableArray<Alarm> Standing,
    TimeSpan StartedAt, ImmutableArray<AlarmKind> Cabinet, ImmutableArray<SlotNumber> MayBeClaimed)
{
    /// <summary>What the sensors of the cabinet say.</summary>
    public SensorViews Sensors { get; init; } = SensorViews.None;

    /// <summary>Thresholds.</summary>
    public SafetyLimits Limits { get; init; } = SafetyLimits.Default;

    /// <summary>Outputs that failed their last test, as the alarms they are.</summary>
    public ImmutableArray<Alarm> Failed { get; init; } = [];

    /// <summary>How often the breaker has tripped since a crew looked.</summary>
    public int LeakageTrips { get; init; }

    /// <summary>Where suppression was let out and no crew has looked since: slots, and 0 for the whole cabinet.</summary>
    public ImmutableSortedSet<int> Released { get; init; } = [];

    /// <summary>Since when suppression of the whole cabinet has been due.</summary>
    public TimeSpan? ReleaseFrom { get; init; }

    /// <summary>A crew has shown a code and may have the service door open.</summary>
    public bool CrewHere { get; init; }

    /// <summary>The output that is being tested.</summary>
    public OutputPlan? Testing { get; init; }

    /// <summary>Running time.</summary>
    public TimeSpan Now => Charge.Now;

    /// <summary>A detector whose own test smoke is blown: what it says now is about that.</summary>
    internal bool IsBeingTested(ContactPlan contact) =>
        Testing is { Use: OutputUse.SmokeTest } test && contact.Use is ContactUse.Smoke or ContactUse.SmokeEarly && contact.Slot == test.Slot;

    /// <summary>Watts that the site may draw from the mains; null where nobody has said.</summary>
    public double? CapWatts { get; init; }

    /// <summary>Watts of the heaters that are on.</summary>
    public double HeaterWatts { get; init; }

    /// <summary>What the meter and the cap were to each other before.</summary>
    public SafetyMemory Memory { get; init; } = new();

    /// <summary>All chargers can be cut off at once.</summary>
    public bool HasContactor { get; init; }
}

/// <summary>
/// The first word of every turn. Duties: stop a charger whose slot is no longer what charging needs; raise what a crew must hear
/// of and clear what is over. Terms: an alarm *ought to stand* by what the sensors and the ledger say now; it *stands* by the
/// ledger. The difference is what happened; only a fact ends an alarm, silence never does. Nothing here opens a door or starts anything.
/// </summary>
public static class SafetyWatch
{
    /// <summary>A board that has not been heard for this long is an alarm; a cable put back in time is none.</summary>
    public static readonly TimeSpan SilentAfter = TimeSpan.FromSeconds(10);

    /// <summary>A charger may outlast its lease by this much: the relay's own clock.</summary>
    public static readonly TimeSpan LeaseSlack = TimeSpan.FromSeconds(5);

    /// <summary>The first word.</summary>
    public static Decision Watch(SafetySituation s)
    {
        List<Event> events = [];
        List<Effect> effects = [];
        var charging = s.Charge.ChargingSlots;
        var ought = OughtToStand(s, charging);
        var charge = ought.Count == 0 ? s.Charge : Under([.. ought], s);
        foreach (var slot in s.Charge.Slots)
            Chargers(slot, charging.Contains(slot.Number), charge, events, effects);
        CapWatch.Shed(s, charge, events, effects);
        foreach (var alarm in ought)
            if (!s.Standing.Contains(alarm)) events.Add(new AlarmRaised(alarm.Kind, alarm.Slot));
        foreach (var alarm in s.Standing)
            if (!ought.Contains(alarm)) events.Add(new AlarmCleared(alarm.Kind, alarm.Slot));
        return events.Count == 0 && effects.Count == 0 ? Decision.Nothing : new Decision([.. events], [.. effects]);
    }

    /// <summary>What charges, under the alarms that ought to stand: they forbid at once, not only once they are written.</summary>
    private static ChargeSituation Under(Alarm[] ought, SafetySituation s) => Restraints.Of(ought).On(s.Charge with
    {
        Forbidden = s.Charge.Forbidden || s.HasContactor && Isolation.OpensTheContactor(ought),
        Isolated = s.Charge.Isolated.With(Isolation.Of(ought, s.Charge.Rows)),
    });

    private static void Chargers(SlotView slot, bool charges, ChargeSituation s, List<Event> events, List<Effect> effects)
    {
        if (charges)
        {
            if (MayCharge.WhyNot(slot, s) is not { } why) return;
            effects.Add(new StopCharging(slot.Number));
            events.Add(new ChargingStopped(slot.Number, s.Charging[slot.Number.Value], slot.Image.Reading?.Charge, why));
        }
        // Read back as on, just now, though no order stands: off again, for as long as the board says so.
        else if (slot.Image.ChargerOn == true && slot.Image.ChargerAt == s.Now) effects.Add(new StopCharging(slot.Number));
    }

    private static List<Alarm> OughtToStand(SafetySituation s, SlotSet charging)
    {
        List<Alarm> ought = [];
        foreach (var kind in s.Cabinet) ought.Add(new Alarm(kind, null));
        if (s.Cases.Any(c => c.StaffCalled)) ought.Add(new Alarm(AlarmKind.StaffNeeded, null));
        SensorWatch.Look(s, ought);
        GaugeWatch.Look(s, ought);
        FireWatch.Look(s, ought);
        CapWatch.Look(s, ought);
        if (s.LeakageTrips > 1) ought.Add(new Alarm(AlarmKind.LeakageAgain, null));
        foreach (var failed in s.Failed) SensorWatch.Add(ought, failed);
        if (!s.Sensors.Gauges.IsEmpty) HeatRules.OfAir(s.Sensors, s.Standing, s.Charge.Safety, (s.StartedAt, s.Charge.Now), ought);
        foreach (var slot in s.Charge.Slots) OfSlot(slot, charging.Contains(slot.Number), s, ought);
        return ought;
    }

    private static void OfSlot(SlotView slot, bool charges, SafetySituation s, List<Alarm> ought)
    {
        var now = s.Charge.Now;
        var image = slot.Image;
        void If(bool stands, AlarmKind kind)
        {
            if (stands) ought.Add(new Alarm(kind, slot.Number));
        }

        // Most turns find no alarm standing, and this is asked some fifty times in each.
        bool Stands(AlarmKind kind) => !s.Standing.IsEmpty && s.Standing.Contains(new Alarm(kind, slot.Number));

        If(slot.Withdrawn.Contains(Withdrawal.DoorOpen) && image.DoorNow(now) switch
        {
            DoorState.Open => Stands(AlarmKind.DoorLeftOpen) || now - image.DoorSince >= s.Limits.DoorAlarm,
            DoorState.Closed => false,
            _ => Stands(AlarmKind.DoorLeftOpen),
        }, AlarmKind.DoorLeftOpen);
        If(image.DoorNow(now) switch
        {
            DoorState.Open => Stands(AlarmKind.DoorOpenedUnasked) || image.Opened == DoorOpening.Unasked,
            DoorState.Closed => Stands(AlarmKind.DoorOpenedUnasked) && image.Flaps(now),
            _ => Stands(AlarmKind.DoorOpenedUnasked),
        }, AlarmKind.DoorOpenedUnasked);
        If(slot.Withdrawn.Contains(Withdrawal.UnplannedPack) && !s.MayBeClaimed.Contains(slot.Number), AlarmKind.UnplannedPack);
        If(slot.Withdrawn.Contains(Withdrawal.ContentsUnclear), AlarmKind.ContentsUnclear);
        If(slot.Quarantine?.Why == QuarantineReason.Clone, AlarmKind.CloneSuspected);
        If(slot.Withdrawn.Contains(Withdrawal.LockFault), AlarmKind.LockFault);
        If(slot.Withdrawn.Contains(Withdrawal.PackMissing), AlarmKind.PackMissing);
        If(now - (image.DoorHeardAt ?? s.StartedAt) >= SilentAfter || image.DoorHeardAt is null && Stands(AlarmKind.SwitchesSilent),
            AlarmKind.SwitchesSilent);
        var limits = s.Charge.Safety;
        If(HeatRules.IsHot(slot, Stands(AlarmKind.PackHot), limits, now), AlarmKind.PackHot);
        If(HeatRules.IsWarm(slot, charges, Stands(AlarmKind.PackWarm), limits, now), AlarmKind.PackWarm);
        If(HeatRules.HeatsFast(slot, Stands(AlarmKind.PackHeatsFast), limits, now), AlarmKind.PackHeatsFast);
        If(HeatRules.IsAboveOthers(slot, s.Charge.Slots, Stands(AlarmKind.PackAboveOthers), limits, now), AlarmKind.PackAboveOthers);
        If(CellAlarms.AreTooHigh(slot, Stands(AlarmKind.CellHigh), limits, now), AlarmKind.CellHigh);
        If(CellAlarms.AreLow(slot, Stands(AlarmKind.CellLow), limits, now), AlarmKind.CellLow);
        If(CellAlarms.AreUneven(slot, Stands(AlarmKind.CellsUneven), limits, now), AlarmKind.CellsUneven);
        If(CellAlarms.IsWorn(slot, Stands(AlarmKind.PackWorn), limits, now), AlarmKind.PackWorn);
        If(CurrentRules.IsStuckOn(slot, charges, Stands(AlarmKind.ChargerStuckOn), s), AlarmKind.ChargerStuckOn);
        If(CurrentRules.FeedsBack(slot, charges, Stands(AlarmKind.BackFeed), s), AlarmKind.BackFeed);
        If(CurrentRules.FlowsOut(slot, charges, s) || slot.Quarantine?.Why == QuarantineReason.Outflow, AlarmKind.Outflow);
        If(slot.Quarantine?.Why == QuarantineReason.CurrentMismatch, AlarmKind.CurrentMismatch);
        If(CurrentRules.IsChargedLong(slot, Stands(AlarmKind.ChargeOverTime), s), AlarmKind.ChargeOverTime);
        If(slot.Quarantine is not null && Unwatched(slot, s), AlarmKind.PackUnwatched);
    }

    /// <summary>A pack set apart is watched each second; one that nobody has heard for too long may be doing anything (rows 25 and 26).</summary>
    private static bool Unwatched(SlotView slot, SafetySituation s) =>
        slot.Plan.Pack && s.Charge.Now - (slot.Image.ReadingAt ?? s.StartedAt) > TimeSpan.FromSeconds(s.Charge.Safety.Stale.Act)
        && slot.OccupancyAt(s.Charge.Now) != Occupancy.Empty;
}
