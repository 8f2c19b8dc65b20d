using YongAi.Simulators.Boards;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Simulation.Hazards;

/// <summary>What hazards can reach beyond hands.</summary>
/// <param name="Boards">Boards, lines, slots and what burns.</param>
/// <param name="Disk">The journal's disk.</param>
/// <param name="End">Ends the program: how, and for how long it stays dark.</param>
/// <param name="Pulled">A cable was pulled or put back.</param>
/// <param name="CallCrew">A crew comes.</param>
/// <param name="Happened">Told what happened.</param>
public sealed record HazardPlaces(SimulatedCabinet Boards, Disk Disk, Action<RunEnd, TimeSpan> End, Action<string, bool> Pulled,
    Action<TimeSpan> CallCrew, Action<string> Happened);

/// <summary>Lets what a plan says happen, each at its time.</summary>
public sealed class HazardStorm
{
    private readonly HazardPlaces at;
    private readonly Hands hands;
    private readonly Queue<HazardBlow> blows;
    private readonly SortedDictionary<string, long> fired = new(StringComparer.Ordinal);

    public HazardStorm(HazardPlan plan, HazardPlaces places)
    {
        (at, hands, blows) = (places, new Hands(places.Boards), new Queue<HazardBlow>(plan.Blows));
        places.Boards.World.Hazards.SlotToSlot = plan.SlotToSlot;
    }

    public TimeSpan? NextDeadline => blows.TryPeek(out var next) ? next.At : null;

    /// <summary>What happened, by name, and how often. A runaway in an empty slot is none.</summary>
    public IReadOnlyDictionary<string, long> Fired => fired;

    public void Lapse(TimeSpan now)
    {
        while (blows.TryPeek(out var next) && next.At <= now)
        {
            blows.Dequeue();
            var answer = next.Act is { } act ? hands.Do(act, now) : HandsAnswer.Done;
            next.Blow?.Invoke(this, now);
            if (answer.Ok) fired[next.Name] = fired.GetValueOrDefault(next.Name) + 1;
            at.Happened($"{next.Name} {next.Act}{answer.Why}");
        }
    }

    internal void Hang(TimeSpan lasts) => at.Disk.Hang(lasts);

    internal void End(RunEnd how, TimeSpan dark) => at.End(how, dark);

    internal void CallCrew(TimeSpan now) => at.CallCrew(now);

    internal void Line(string name, bool silent, bool fails, TimeSpan now)
    {
        var line = at.Boards.Find(name)!;
        if (silent) at.Boards.Faults.At(name).Set(Fault.Silent, fails ? null : 0, null);
        else if (line.Pulled != fails)
        {
            line.Pull(fails);
            at.Pulled(name, fails);
        }
    }
}
