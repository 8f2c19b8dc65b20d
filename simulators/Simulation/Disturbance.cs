using YongAi.Simulators.Boards;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Simulation;

/// <summary>
/// What disturbs a cabinet just now, and whose sensors may lie: what is judged by eye waits until that is over. A fault disturbs when it
/// shows and as long as it lasts; one that waits for its moment does not.
/// </summary>
/// <param name="boards">What breaks.</param>
/// <param name="isSound">Nothing ever breaks here and nobody errs: then nothing is excused either.</param>
public sealed class Disturbance(SimulatedCabinet boards, bool isSound)
{
    /// <summary>What was disturbed shows for so long: a lease and a few polls.</summary>
    public static readonly TimeSpan ShowsFor = TimeSpan.FromSeconds(45);

    private readonly ImmutableArray<FaultSpot> lines = [.. boards.Lines.Select(line => boards.Faults.At(line.Name))];
    private readonly HashSet<int> deceived = [];
    private TimeSpan disturbedAt, stirredAt;
    private long shown;

    /// <summary>Since when nothing was disturbed and nobody was at the cabinet.</summary>
    public TimeSpan QuietSince => stirredAt > disturbedAt ? stirredAt : disturbedAt;

    /// <summary>Something was out of order a short time ago.</summary>
    public bool IsOn(TimeSpan now) => !isSound && now - disturbedAt < ShowsFor;

    /// <summary>Something is out of order: a line, the program.</summary>
    public void Happened(TimeSpan now) => disturbedAt = now;

    /// <summary>Somebody is at the cabinet.</summary>
    public void Stirred(TimeSpan now) => stirredAt = now;

    /// <summary>Looks whether a fault has shown since the last look, or lasts.</summary>
    public void Look(TimeSpan now)
    {
        var fired = boards.Faults.FiredTotal;
        if (fired != shown) (shown, disturbedAt) = (fired, now);
        foreach (var line in lines)
            if (line.HasLasting) disturbedAt = now;
    }

    /// <summary>The sensors of a slot lie from now on.</summary>
    public void Deceive(int slot) => deceived.Add(slot);

    /// <summary>Somebody has seen to a slot.</summary>
    public void SeenTo(int slot) => deceived.Remove(slot);

    /// <summary>The sensors of a slot lie, or have lied since somebody last saw to it.</summary>
    public bool MayLie(int slot) =>
        deceived.Contains(slot) || boards.Faults.AtSlot(slot) is { IsSound: false } spot && LiesNow(spot);

    private static bool LiesNow(FaultSpot spot) => spot.Has(Fault.SwitchStuck) || spot.Has(Fault.SwitchInverted)
        || spot.Has(Fault.PresenceStuck) || spot.Has(Fault.SaysSerial) || spot.Has(Fault.OpenSensor);
}
