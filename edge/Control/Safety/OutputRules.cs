using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Safety;

/// <summary>What decides which outputs are on.</summary>
/// <param name="Sensors">What the sensors say, and what the outputs do.</param>
/// <param name="Alarms">Alarms that stand, after this turn's events.</param>
/// <param name="Charges">Some pack charges.</param>
/// <param name="Serves">Somebody is at the doors.</param>
/// <param name="Lease">How long an output stays on without being told again; renewed at a third.</param>
/// <param name="Now">Running time.</param>
public sealed record OutputSituation(SensorViews Sensors, ImmutableArray<Alarm> Alarms, bool Charges, bool Serves, TimeSpan Lease, TimeSpan Now)
{
    /// <summary>When suppression was last let out in this run.</summary>
    public TimeSpan? ReleasedAt { get; init; }

    /// <summary>Slots whose packs are warmed.</summary>
    public SlotSet Warmed { get; init; }

    /// <summary>The output that is switched on for its test.</summary>
    public OutputPlan? Testing { get; init; }
}

/// <summary>
/// Which outputs are on: the siren for fire and break-in, fans for warm air, lamps while somebody is served, the contactor while something
/// charges, heaters for the packs that are warmed, suppression once two witnesses have said fire. Each is told again at a third of its lease.
/// </summary>
public static class OutputRules
{
    /// <summary>Fans turn from here, and rest again below the other (domain table C row 6 derates at 45; fans come first).</summary>
    public static readonly Celsius FanFrom = new(35), FanUntil = new(32);

    /// <summary>What puts a fire out flows so long; then its valve rests.</summary>
    public static readonly TimeSpan ReleaseLasts = TimeSpan.FromSeconds(60);

    /// <summary>An order shows in what is read back within this: one poll of an IO board.</summary>
    private static readonly TimeSpan ShowsWithin = TimeSpan.FromMilliseconds(500);

    /// <summary>What to switch.</summary>
    public static ImmutableArray<Effect> Plan(OutputSituation s)
    {
        if (s.Sensors.Outputs.IsEmpty) return [];
        var effects = ImmutableArray.CreateBuilder<Effect>();
        foreach (var (plan, image) in s.Sensors.Outputs)
        {
            if (Ought(plan, image, s))
            {
                if (!(s.Now - image.OrderedAt < s.Lease / 3) || CameToNothing(plan, image, s.Now)) effects.Add(new OutputOn(plan, s.Lease));
            }
            // Off once when its time is over, and again whenever it was just read as on though it was ordered off.
            // What was let out before this run, or by a hand, is not ours to end.
            else if (image.OrderedAt is not null || image.On == true && image.At == s.Now && plan.Use != OutputUse.Suppression) effects.Add(new OutputOff(plan));
        }
        return effects.ToImmutable();
    }

    /// <summary>
    /// It was just read as off though it was ordered on: the order was given before its pins were ours, or its board has lost its power since.
    /// What was let out by suppression is not let out again.
    /// </summary>
    private static bool CameToNothing(OutputPlan plan, OutputImage image, TimeSpan now) =>
        image.On == false && image.At == now && now - image.OrderedAt >= ShowsWithin && plan.Use != OutputUse.Suppression;

    private static bool Ought(OutputPlan plan, OutputImage image, OutputSituation s) => plan.Id == s.Testing?.Id || plan.Use switch
    {
        OutputUse.Siren => Burns(s) || s.Alarms.Any(alarm => alarm.Kind == AlarmKind.Tamper),
        OutputUse.Fan => !Burns(s) && IsWarm(plan, image.OrderedAt is not null, s),
        OutputUse.Lamp => s.Serves,
        OutputUse.Contactor => s.Charges && !Restraints.Of(s.Alarms.AsSpan()).Forbidden && !Isolation.OpensTheContactor(s.Alarms.AsSpan()),
        OutputUse.Heater => plan.Slot is { } slot && s.Warmed.Contains(slot) && !IsWarmAround(slot, image.OrderedAt is not null, s),
        OutputUse.Suppression => s.Now - s.ReleasedAt < ReleaseLasts && s.Alarms.Contains(new Alarm(AlarmKind.SuppressionReleased, plan.Slot)),
        _ => false,
    };

    /// <summary>A fan feeds a fire with air.</summary>
    private static bool Burns(OutputSituation s) => s.Alarms.Any(alarm => Hold.IsFire(alarm.Kind));

    /// <summary>By the warmest air that a fan moves; air that nobody measures any more counts as the warmest it can be.</summary>
    private static bool IsWarm(OutputPlan fan, bool turns, OutputSituation s)
    {
        foreach (var (plan, image) in s.Sensors.Gauges)
            if (plan.Use == GaugeUse.Air && (fan.Slot is not { } slot || plan.Slot == slot) && IsFrom(turns ? FanUntil : FanFrom, image, s)) return true;
        return false;
    }

    /// <summary>No heater works against a fan: by the air of its slot and that of the cabinet, measured by whoever still does.</summary>
    private static bool IsWarmAround(SlotNumber slot, bool heats, OutputSituation s)
    {
        foreach (var (plan, image) in s.Sensors.Gauges)
            if (plan.Use == GaugeUse.Air && (plan.Slot is null || plan.Slot == slot) && IsFrom(heats ? FanFrom : FanUntil, image, s)) return true;
        return false;
    }

    private static bool IsFrom(Celsius from, GaugeImage image, OutputSituation s) =>
        image.WorstTemperature(s.Now) is not { } celsius || celsius >= from.Value;
}
