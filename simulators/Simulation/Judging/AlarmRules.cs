using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Safety;

namespace YongAi.Simulators.Simulation.Judging;

/// <summary>What always holds of alarms: where nothing ever breaks and nobody errs, there is nothing to be alarmed about.</summary>
/// <param name="tally">Counts.</param>
/// <param name="isSound">This is such a life.</param>
public sealed class AlarmRules(Tally tally, bool isSound)
{
    private readonly Invariant falseAlarm = tally.Of("no-alarm-where-nothing-is-wrong");

    /// <summary>An entry was handed over.</summary>
    public void Decided(Event decided)
    {
        if (isSound && !falseAlarm.Look(decided is not AlarmRaised)) falseAlarm.Says($"{decided}");
    }
}
