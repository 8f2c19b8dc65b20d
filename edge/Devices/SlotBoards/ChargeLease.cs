namespace YongAi.Edge.Devices.SlotBoards;

/// <summary>
/// An order to charge for a while, kept up towards a board that stops by itself when it is not written to. It is renewed only while the
/// board, left alone from then on, would still stop in time.
/// </summary>
/// <param name="stopsAfter">The board's own time-out; null: it has none, and is never told to charge.</param>
public sealed class ChargeLease(TimeSpan? stopsAfter)
{
    /// <summary>One renewal may be lost on a board whose time-out is at least twice this. Our own number.</summary>
    public static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(5);

    private TimeSpan until;

    /// <summary>When charge control is to be written on; null when it is not.</summary>
    public TimeSpan? OnAt { get; private set; }

    /// <summary>Since when it is to be written off; null when it is not.</summary>
    public TimeSpan? OffSince { get; private set; }

    /// <summary>After this moment the board would outlast the lease; null when nothing waits to be written.</summary>
    public TimeSpan? TooLateAt => OnAt is null ? null : until - stopsAfter;

    /// <summary>Charge until the lease is over; a lease that stands is not written again before its time.</summary>
    public void Start(TimeSpan lease, TimeSpan now)
    {
        if (stopsAfter is null) return;
        until = now + lease;
        if (OffSince is null) OnAt ??= now;
    }

    /// <summary>Stop at once.</summary>
    public void Stop(TimeSpan now) => (OnAt, OffSince) = (null, OffSince ?? now);

    /// <summary>It was written on.</summary>
    public void Renewed(TimeSpan now)
    {
        var next = now + RenewEvery;
        OnAt = next + stopsAfter < until ? next : null;
    }

    /// <summary>It was written off.</summary>
    public void Stopped() => OffSince = null;

    /// <summary>Drops what could only be written too late: the board would outlast the lease.</summary>
    public void GiveUp(TimeSpan now)
    {
        if (now >= TooLateAt) OnAt = null;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear() => (OnAt, OffSince) = (null, null);
}
