using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Swaps;

/// <summary>Deadlines and tries of a swap as data; defaults and their sources: domain table B1.</summary>
public sealed record SwapTimes
{
    /// <summary>How long a fired lock has to show an open door (HP, WL2).</summary>
    public TimeSpan OpenWithin { get; init; } = TimeSpan.FromSeconds(4);
    /// <summary>
    /// How long an ordered lock may wait before it counts as not fired: longer than InkWaitMax (5 s) and the driver's wait for its
    /// line (1 s) together, so that nothing is fired after it.
    /// </summary>
    public TimeSpan FireWithin { get; init; } = TimeSpan.FromSeconds(7);
    /// <summary>Tries for one door.</summary>
    public int TriesPerDoor { get; init; } = 3;
    /// <summary>Doors tried for one purpose before the swap gives up (WL2: more than three slots, stop).</summary>
    public int DoorsMax { get; init; } = 3;
    /// <summary>Time to put the pack in (HP 60 s).</summary>
    public TimeSpan InsertWithin { get; init; } = TimeSpan.FromSeconds(60);
    /// <summary>Prompt again every so often while waiting.</summary>
    public TimeSpan PromptEvery { get; init; } = TimeSpan.FromSeconds(20);
    /// <summary>Grace after the time to put in (WL2).</summary>
    public TimeSpan InsertGrace { get; init; } = TimeSpan.FromSeconds(60);
    /// <summary>A closed door has to stay closed this long (AS).</summary>
    public TimeSpan DoorDebounce { get; init; } = TimeSpan.FromSeconds(2);
    /// <summary>Longest settling after closing (AS).</summary>
    public TimeSpan SettleWithin { get; init; } = TimeSpan.FromSeconds(5);
    /// <summary>Longest verification (AS, NE).</summary>
    public TimeSpan VerifyWithin { get; init; } = TimeSpan.FromSeconds(30);
    /// <summary>Time to take a pack out of an open door (WL2).</summary>
    public TimeSpan TakeWithin { get; init; } = TimeSpan.FromSeconds(60);
    /// <summary>First prompt for a pack not yet taken (AS).</summary>
    public TimeSpan TakePromptAfter { get; init; } = TimeSpan.FromSeconds(10);
    /// <summary>Time to close the door after taking; then the swap is over and the open door an alarm.</summary>
    public TimeSpan CloseWithin { get; init; } = TimeSpan.FromSeconds(30);
    /// <summary>A pack that is in and silent for so long has its door opened again: the plug is not in (AS, NE).</summary>
    public TimeSpan PlugInAfter { get; init; } = TimeSpan.FromSeconds(10);
    /// <summary>How often a door is opened again for the plug.</summary>
    public int PlugInTries { get; init; } = 2;
    /// <summary>How long a silent pack is asked on after that, before it is given back: it may be asleep (AS, NE).</summary>
    public TimeSpan WakeWithin { get; init; } = TimeSpan.FromSeconds(20);
    /// <summary>How long the rider has to show a fresh code as his yes to a short pack.</summary>
    public TimeSpan ConsentWithin { get; init; } = TimeSpan.FromSeconds(60);
    /// <summary>The pack just taken and put back behind its closed door within this time undoes the swap (domain table B3 row 24).</summary>
    public TimeSpan UndoWithin { get; init; } = TimeSpan.FromSeconds(15);
    /// <summary>How long after his visit a rider may have its last slot opened again (domain table B1, PENDING_PICKUP).</summary>
    public TimeSpan ClaimWithin { get; init; } = TimeSpan.FromSeconds(300);
    /// <summary>A place in the queue is kept so long for the rider who was told to wait (domain table B3 row 2).</summary>
    public TimeSpan QueueFor { get; init; } = TimeSpan.FromSeconds(30);
    /// <summary>How long facts may settle an UNKNOWN before people are called (WL2).</summary>
    public TimeSpan UnknownWithin { get; init; } = TimeSpan.FromSeconds(900);
    /// <summary>How long the rider of a pack that came in without a code has to show one (domain table B3 row 51).</summary>
    public TimeSpan UnplannedWithin { get; init; } = TimeSpan.FromSeconds(60);
    /// <summary>How long after a start every witness has to be read twice.</summary>
    public TimeSpan RecoverWithin { get; init; } = TimeSpan.FromSeconds(30);
    /// <summary>After restart upon restart: how long it looks on and answers before it acts (reliability, fault 10).</summary>
    public TimeSpan SteadyAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>What holds for any door that opens for a rider.</summary>
    public DoorTimes Doors => new(OpenWithin, FireWithin, TriesPerDoor, DoorDebounce, VerifyWithin, TakeWithin, PromptEvery, RecoverWithin);
}
