namespace YongAi.Edge.Host.Relay;

/// <summary>
/// What is to be published next. Time is given, nothing is sent from here. Only the receiver's word brings it
/// forward; a PUBACK is not even told to it. Lines are published in order, a bounded number ahead of that word, and
/// again from it when none comes.
/// </summary>
public sealed class SendPlan(RelayTimes times, long position, long last)
{
    /// <summary>Lines published ahead of the receiver's word while it keeps answering.</summary>
    public const int AheadMax = 512;

    /// <summary>Lines published ahead of it until it answers: enough to be asked for the rest.</summary>
    public const int AheadUntilHeard = 16;

    private int ahead = AheadUntilHeard;
    private TimeSpan patience = times.AckWaitMax;
    private TimeSpan? askedAt;
    private readonly SortedSet<long> early = [];

    /// <summary>
    /// Highest position ever published. What lay on disk when the program started may have been, by an earlier start.
    /// </summary>
    public long Published { get; private set; } = last;

    /// <summary>What the receiver said last.</summary>
    public long Confirmed { get; private set; } = position;

    /// <summary>Published in this round up to here.</summary>
    public long Cursor { get; private set; } = position;

    /// <summary>Since when a word of the receiver is waited for.</summary>
    public TimeSpan WaitsSince { get; private set; }

    /// <summary>Rounds since the receiver's last word.</summary>
    public int RoundsInVain { get; private set; }

    /// <summary>How many more lines may be published now.</summary>
    public int Room => (int)Math.Max(0, Confirmed + ahead - Cursor);

    /// <summary>When <see cref="Lapse"/> has something to do; null while nothing is waited for.</summary>
    public TimeSpan? Due => Cursor > Confirmed ? WaitsSince + patience : null;

    /// <summary>A new link: again from the outbox position.</summary>
    public void Connected(long position, TimeSpan now)
    {
        patience = times.AckWaitMax;
        ahead = AheadUntilHeard;
        Begin(position, now);
    }

    /// <summary>This line was handed to the link.</summary>
    public void Sent(long line, TimeSpan now)
    {
        if (Cursor <= Confirmed) WaitsSince = now;
        Cursor = line;
        Published = Math.Max(Published, line);
        while (early.Remove(Published + 1)) Published++;
    }

    /// <summary>This line was handed to the link before its turn; its turn comes all the same.</summary>
    public void SentEarly(long line)
    {
        if (line == Published + 1) Published++;
        else if (line > Published) early.Add(line);
    }

    /// <summary>The receiver has everything up to here. Equal or lower is a late copy and changes nothing.</summary>
    public void Acknowledged(long through, TimeSpan now)
    {
        if (through <= Confirmed) return;
        Confirmed = through;
        Cursor = Math.Max(Cursor, through);
        ahead = AheadMax;
        patience = times.AckWaitMax;
        RoundsInVain = 0;
        WaitsSince = now;
    }

    /// <summary>The receiver wants everything after this again; false when it asks too often.</summary>
    public bool AskedAgain(long through, TimeSpan now)
    {
        if (askedAt is { } before && now - before < times.ResendAfter) return false;
        askedAt = now;
        Begin(through, now);
        return true;
    }

    /// <summary>What was still there up to here was given again, outside the plan.</summary>
    public void GivenAgain(long through, TimeSpan now) => Begin(through, now);

    /// <summary>
    /// Time came: true when no word came in time and everything is published again from the last one.
    /// </summary>
    public bool Lapse(TimeSpan now)
    {
        if (Due is not { } due || now < due) return false;
        RoundsInVain = Math.Min(RoundsInVain + 1, int.MaxValue - 1);
        var doubled = patience * 2;
        patience = doubled < times.AckWaitLongest ? doubled : times.AckWaitLongest;
        ahead = AheadUntilHeard;
        Begin(Confirmed, now);
        return true;
    }

    private void Begin(long from, TimeSpan now)
    {
        Confirmed = from;
        Cursor = from;
        WaitsSince = now;
    }
}
