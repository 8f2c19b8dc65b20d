namespace YongAi.Edge.Devices.Locks;

/// <summary>Openings that wait for their turn. Each is fired once, or given up; none is fired late.</summary>
public sealed class LockPulses
{
    /// <summary>An opening whose request could not be written for so long is given up.</summary>
    public static readonly TimeSpan FireLockWaitMax = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Between two pulses of one board: two coils at once brought down supplies in the field (hardware reference 7.2; the
    /// figure is from a CU16 driver).
    /// </summary>
    public static readonly TimeSpan PulseEvery = TimeSpan.FromMilliseconds(500);

    /// <summary>More than this cannot be fired within <see cref="FireLockWaitMax"/> anyway.</summary>
    public const int WaitingMax = 4;

    private readonly Queue<(LockOutput Lock, TimeSpan Until)> waiting = new(WaitingMax);
    private TimeSpan readyAt;

    /// <summary>When the next opening may go; null when none waits.</summary>
    public TimeSpan? DueAt => waiting.Count == 0 ? null : readyAt;

    /// <summary>When the oldest opening is given up.</summary>
    public TimeSpan? GivesUpAt => waiting.Count == 0 ? null : waiting.Peek().Until;

    /// <summary>Takes an opening; false when too many wait.</summary>
    public bool Add(LockOutput output, TimeSpan now)
    {
        if (waiting.Count == WaitingMax) return false;
        waiting.Enqueue((output, now + FireLockWaitMax));
        return true;
    }

    /// <summary>The opening to be fired now; it is no longer kept.</summary>
    public LockOutput Fire(TimeSpan now)
    {
        readyAt = now + PulseEvery;
        return waiting.Dequeue().Lock;
    }

    /// <summary>Gives up the oldest opening if it has waited too long, or whenever <paramref name="now"/> is null.</summary>
    public bool TryGiveUp(TimeSpan? now, out LockOutput output)
    {
        output = default;
        if (waiting.Count == 0 || now < waiting.Peek().Until) return false;
        output = waiting.Dequeue().Lock;
        return true;
    }
}
