using YongAi.Simulators.World;

namespace YongAi.Simulators.Boards;

/// <summary>Whether a board can hear at all: it may be resetting, or its wires broken.</summary>
public sealed class BoardPower(FaultSpot faults)
{
    /// <summary>How long a board is silent after a reset (hardware section 10).</summary>
    private static readonly TimeSpan ResetTakes = TimeSpan.FromSeconds(2);

    /// <summary>When it hears again after the last reset.</summary>
    public TimeSpan HearsFrom { get; private set; }

    /// <summary>True once when the board loses power: it forgets everything.</summary>
    public bool IsLostNow(TimeSpan now)
    {
        if (!faults.Take(Fault.Reset)) return false;
        HearsFrom = now + ResetTakes;
        return true;
    }

    public bool IsDeaf(TimeSpan now) => now < HearsFrom || faults.Has(Fault.Silent);
}
