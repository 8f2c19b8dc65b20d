namespace YongAi.Edge.Control;

/// <summary>How the run before this one ended, as far as anybody can say.</summary>
public enum LastEnd
{
    /// <summary>Nobody says: the first run of all, or one whose end left no trace.</summary>
    Unknown,
    /// <summary>It was asked to stop and wrote so.</summary>
    Asked,
    /// <summary>The computer itself was started anew, and the program had not been asked to stop.</summary>
    PowerLost,
    /// <summary>A loop stood still, and the watchdog of the service manager ended it.</summary>
    Watchdog,
    /// <summary>It ended itself with a fault.</summary>
    Failed,
    /// <summary>A signal ended it.</summary>
    Killed,
    /// <summary>The kernel ended it for want of memory.</summary>
    OutOfMemory,
}

/// <summary>
/// A run of the program, from its first turn to its last. A cabinet that is started again and again, by a bad supply or by a fault
/// that comes back, waits until it has run for a while before it acts: a lock fired at every start would open door after door.
/// </summary>
internal static class Runs
{
    /// <summary>So many restarts that nobody asked for lie behind this one, and the cabinet waits (reliability, fault 10).</summary>
    public const int RestartsMax = 5;

    /// <summary>Within so much running time.</summary>
    public static readonly TimeSpan RestartsWithin = TimeSpan.FromMinutes(5);

    /// <summary>The first turn after a start, and its first event. No lock is fired here; every charger and heater is told to be off.</summary>
    public static void Begin(CabinetTurn turn, Start start)
    {
        var ledger = turn.Ledger;
        var isFirst = ledger.Boot.Length == 0;
        var lastEnd = isFirst ? LastEnd.Unknown : ledger.Stopped ? LastEnd.Asked : start.LastEnd;
        var restarts = ledger.Restarts.Count(at => turn.Now - at < RestartsWithin);
        turn.Happened(new CabinetStarted(start.Boot, start.Journal, start.Version, start.JournalReplaced, lastEnd, restarts));
        EndCharging(turn);
        var isSteady = ledger.Stopped || restarts < RestartsMax;
        turn.Picture(Image.Dark(turn.Plan, turn.Now) with
        {
            Recovering = ledger.Swap is not null || !isSteady, SteadyAt = isSteady ? turn.Now : turn.Now + turn.Plan.Times.SteadyAfter,
            PlannedAt = turn.Now, IssuedFloor = start.IssuedFloor,
        });
    }

    /// <summary>The last decision: outputs safe, and nothing new from here on. An open swap is left to the next start.</summary>
    public static void End(CabinetTurn turn)
    {
        if (turn.Image.Stopping) return;
        turn.Picture(turn.Image with { Stopping = true });
        EndCharging(turn);
        turn.Happened(new CabinetStopped(turn.Ledger.Swap?.Number));
    }

    private static void EndCharging(CabinetTurn turn)
    {
        foreach (var slot in turn.Plan.Slots)
            if (slot.Charger) turn.Do(new Charging.StopCharging(slot.Slot));
        foreach (var output in turn.Plan.Outputs)
            if (output.Use == Sensors.OutputUse.Heater) turn.Do(new Sensors.OutputOff(output));
    }
}
