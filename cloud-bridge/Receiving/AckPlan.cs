using YongAi.CloudBridge.Store;

namespace YongAi.CloudBridge.Receiving;

/// <summary>How soon acks go out and how patient the receiver is with holes.</summary>
/// <param name="AckAfter">Events that arrive within this time share one ack.</param>
/// <param name="GapWaitMax">A hole may stand this long without progress before the cabinet is asked to send again.</param>
/// <param name="ResendAfter">Least time between two such requests for one journal (the cabinet obeys one a minute).</param>
public sealed record AckTimes(TimeSpan AckAfter, TimeSpan GapWaitMax, TimeSpan ResendAfter)
{
    public static AckTimes Default { get; } =
        new(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1));
}

/// <summary>An ack that is due.</summary>
public sealed record DueAck(JournalMark Mark, bool Resend);

/// <summary>
/// Which ack is due when. Time is given, nothing is sent from here. Every journal heard is acked, also when nothing of it was
/// new: a cabinet whose last ack was lost gets on.
/// </summary>
public sealed class AckPlan(AckTimes times)
{
    private sealed class Standing(JournalMark mark)
    {
        public JournalMark Mark = mark;
        public TimeSpan? AckAt;
        public TimeSpan? ProgressAt;
        public TimeSpan? AskedAt;
        public bool HeardSinceAsked = true;
    }

    private readonly Dictionary<JournalKey, Standing> journals = [];

    /// <summary>A hole was found in the store at start: the cabinet may be asked, though nothing was heard of it.</summary>
    public void Recall(JournalMark mark, TimeSpan now)
    {
        if (mark.HasGap) journals[mark.Journal] = new Standing(mark) { ProgressAt = now };
    }

    /// <summary>Events of this journal were heard, and the store holds them as far as the mark says.</summary>
    public void Heard(JournalMark mark, TimeSpan now)
    {
        if (!journals.TryGetValue(mark.Journal, out var journal))
            journals[mark.Journal] = journal = new Standing(mark) { ProgressAt = now };
        if (mark.Through > journal.Mark.Through || !journal.Mark.HasGap) journal.ProgressAt = now;
        journal.Mark = mark;
        journal.AckAt ??= now + times.AckAfter;
        journal.HeardSinceAsked = true;
    }

    /// <summary>When to ask <see cref="Due"/> again at the latest; null when nothing is waited for.</summary>
    public TimeSpan? NextDue => journals.Values.Select(NextOf).Min();

    /// <summary>The acks due now; they count as sent.</summary>
    public ImmutableArray<DueAck> Due(TimeSpan now)
    {
        var due = ImmutableArray.CreateBuilder<DueAck>();
        foreach (var journal in journals.Values)
        {
            var resend = AskAt(journal) <= now;
            if (!resend && !(journal.AckAt <= now)) continue;
            journal.AckAt = null;
            if (resend)
            {
                journal.AskedAt = now;
                journal.HeardSinceAsked = false;
            }
            due.Add(new DueAck(journal.Mark, resend));
        }
        foreach (var (key, journal) in journals)
            if (IsSettled(journal, now)) journals.Remove(key);
        return due.ToImmutable();
    }

    /// <summary>An ack that was due could not be handed to the broker: it is due again.</summary>
    public void NotSent(DueAck ack, TimeSpan now)
    {
        Heard(ack.Mark, now);
        if (ack.Resend) journals[ack.Mark.Journal].AskedAt = null;
    }

    // Nothing to say and nothing to remember, so nothing is held for it.
    private bool IsSettled(Standing journal, TimeSpan now) =>
        journal.AckAt is null && !journal.Mark.HasGap
        && (journal.AskedAt is not { } asked || now - asked >= times.ResendAfter);

    private TimeSpan? NextOf(Standing journal) => (journal.AckAt, AskAt(journal)) switch
    {
        (null, var ask) => ask,
        (var ack, null) => ack,
        var (ack, ask) => ack < ask ? ack : ask,
    };

    // Nothing heard since the last request: the cabinet is away, and one request in its queue is enough.
    private TimeSpan? AskAt(Standing journal)
    {
        if (!journal.Mark.HasGap || !journal.HeardSinceAsked) return null;
        var patience = journal.ProgressAt + times.GapWaitMax;
        var pause = journal.AskedAt + times.ResendAfter;
        return pause > patience ? pause : patience;
    }
}
