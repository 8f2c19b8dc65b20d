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

    /// <summary>Hotter than this is an alarm (domain table C row 3).</summary>
    public static readonly Celsius AlarmFrom = new(60);

    /// <summary>The first word.</summary>
    public static Decision Watch(SafetySituation s)
    {
        List<Event> events = [];
        List<Effect> effects = [];
        var charging = s.Charge.ChargingSlots;
        var ought = OughtToStand(s, charging);
        var charge = Restraints.Of(ought).On(s.Charge);
        foreach (var slot in s.Charge.Slots)
            Chargers(slot, charging.Contains(slot.Number), charge, events, effects);
        foreach (var alarm in ought)
            if (!s.Standing.Contains(alarm)) events.Add(new AlarmRaised(alarm.Kind, alarm.Slot));
        foreach (var alarm in s.Standing)
            if (!ought.Contains(alarm)) events.Add(new AlarmCleared(alarm.Kind, alarm.Slot));
        return events.Count == 0 && effects.Count == 0 ? Decision.Nothing : new Decision([.. events], [.. effects]);
    }

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

    /// <summary>Raised at one temperature, cleared well below it or when the slot is empty; a pack that falls silent is no cooler.</summary>
    private static bool Hot(SlotView slot, bool stands, TimeSpan now)
    {
        if (slot.Image.ReadingNow(now) is { } reading)
            return reading.Hottest.Value >= (stands ? PackHealth.TooHot : AlarmFrom).Value;
        return stands && slot.OccupancyAt(now) != Occupancy.Empty;
    }

    private static List<Alarm> OughtToStand(SafetySituation s, SlotSet charging)
    {
        List<Alarm> ought = [];
        foreach (var kind in s.Cabinet) ought.Add(new Alarm(kind, null));
        if (s.Cases.Any(c => c.StaffCalled)) ought.Add(new Alarm(AlarmKind.StaffNeeded, null));
        SensorWatch.Look(s, ought);
        GaugeWatch.Look(s, ought);
        FireWatch.Look(s, ought);
        if (s.LeakageTrips > 1) ought.Add(new Alarm(AlarmKind.LeakageAgain, null));
        foreach (var failed in s.Failed) SensorWatch.Add(ought, failed);
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
        If(Hot(slot, Stands(AlarmKind.PackHot), now), AlarmKind.PackHot);
        If(!charges && image.ChargerNow(now) switch
        {
            true => now - (image.ChargeOrderedAt ?? s.StartedAt) > s.Charge.Limits.Lease + LeaseSlack || Stands(AlarmKind.ChargerStuckOn),
            false => false,
            null => Stands(AlarmKind.ChargerStuckOn),
        }, AlarmKind.ChargerStuckOn);
    }
}
