namespace YongAi.Edge.Devices.Lines;

/// <summary>
/// The deadlines of several lines, and which comes first. A cabinet has some fifteen lines and looks for the next deadline at every
/// byte, while hardly ever more than one of them has changed.
/// </summary>
/// <param name="count">How many lines; they are counted from 0.</param>
public sealed class Deadlines(int count)
{
    private readonly TimeSpan[] due = [.. Enumerable.Repeat(TimeSpan.MaxValue, count)];
    private TimeSpan soonest = TimeSpan.MaxValue;

    /// <summary>The first of them; null when none has one.</summary>
    public TimeSpan? Soonest => soonest == TimeSpan.MaxValue ? null : soonest;

    /// <summary>Notes the deadline of one line; null for none.</summary>
    public void Set(int line, TimeSpan? at)
    {
        var before = due[line];
        var after = at ?? TimeSpan.MaxValue;
        due[line] = after;
        if (after <= soonest) soonest = after;
        else if (before == soonest) soonest = Least();
    }

    /// <summary>True when the deadline of this line has come.</summary>
    public bool IsDue(int line, TimeSpan now) => due[line] <= now;

    private TimeSpan Least()
    {
        var least = TimeSpan.MaxValue;
        foreach (var at in due)
            if (at < least) least = at;
        return least;
    }
}
