using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Safety;

/// <summary>What the alarms that stand leave of charging. A value: it is asked in every turn.</summary>
/// <param name="Forbidden">Fire, water, a tripped breaker, a hand on the stop: nothing charges, and nobody opens a door from afar.</param>
/// <param name="Paused">Nothing charges, and nobody is in danger.</param>
/// <param name="HotChargers">Slots whose charger is too hot.</param>
/// <param name="Derate">0 to 1: what of the current is left.</param>
internal readonly record struct Restraints(bool Forbidden, ChargeStop? Paused, SlotSet HotChargers, double Derate)
{
    /// <summary>Warm air, or a fan that does not turn: half the current (domain table C row 6).</summary>
    public const double Half = 0.5;

    /// <summary>True when charging goes on as ever.</summary>
    public bool IsNone => !Forbidden && Paused is null && HotChargers.IsEmpty && Derate >= 1;

    /// <summary>What stands leaves so much.</summary>
    public static Restraints Of(ReadOnlySpan<Alarm> alarms)
    {
        var left = None;
        foreach (var alarm in alarms) left = left.And(alarm);
        return left;
    }

    /// <summary>Charging as it may be under this.</summary>
    public ChargeSituation On(ChargeSituation charge) => IsNone ? charge : charge with
    {
        Forbidden = charge.Forbidden || Forbidden,
        Paused = Paused ?? charge.Paused,
        HotChargers = charge.HotChargers.With(HotChargers),
        Derate = Math.Min(charge.Derate, Derate),
    };

    private static Restraints None { get; } = new(false, null, default, 1);

    private Restraints And(Alarm alarm) => alarm.Kind switch
    {
        _ when Hold.IsDanger(alarm.Kind) => this with { Forbidden = true },
        AlarmKind.MainsLost or AlarmKind.MainsUnfit => this with { Paused = ChargeStop.NoMains },
        AlarmKind.CabinetHot => this with { Paused = Paused ?? ChargeStop.Temperature, Derate = Half },
        AlarmKind.CabinetWarm => this with { Derate = Half },
        AlarmKind.BoardHot when alarm.Slot is { } slot => this with { HotChargers = HotChargers.With(slot) },
        _ => this,
    };
}
