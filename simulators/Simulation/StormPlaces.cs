using YongAi.Edge.Control.Language;
using YongAi.Simulators.Boards;

namespace YongAi.Simulators.Simulation;

/// <summary>What a storm can reach.</summary>
/// <param name="Boards">Boards, lines and slots.</param>
/// <param name="LockLines">Lines with a lock board.</param>
/// <param name="Disk">The journal's disk.</param>
/// <param name="Link">The way to the cloud.</param>
/// <param name="Clock">The clock on the wall.</param>
/// <param name="Orders">Commands of the cloud.</param>
/// <param name="End">Ends the program: how, and for how long it stays dark.</param>
/// <param name="Pulled">A cable was pulled or put back.</param>
/// <param name="Tell">Tells the program something.</param>
/// <param name="Stirred">Somebody who is neither a rider nor a crew did something at the cabinet.</param>
/// <param name="IsWaitedFor">A rider who is without his pack waits for this one.</param>
public sealed record StormPlaces(SimulatedCabinet Boards, ImmutableArray<string> LockLines, Disk Disk, CloudLink Link, WallClock Clock,
    Orders Orders, Action<RunEnd, TimeSpan> End, Action<string, bool> Pulled, Action<Input> Tell, Action<string> Stirred,
    Func<string, bool> IsWaitedFor);

/// <summary>How a run of the program ends.</summary>
public enum RunEnd
{
    /// <summary>Killed; what it handed over is written.</summary>
    Killed,
    /// <summary>The computer lost its power: what was wet is lost, or some of it; the boards go on.</summary>
    PowerLost,
    /// <summary>The mains went: the boards are dark as well.</summary>
    MainsLost,
    /// <summary>The service manager asked for it and gave it time: an update, a restart by hand.</summary>
    Asked,
}
