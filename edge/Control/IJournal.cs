namespace YongAi.Edge.Control;

/// <summary>
/// Where events go before anyone acts. Handing over never waits for the disk; when the entries are on it, the host calls
/// <c>Written(position)</c> on the rig.
/// </summary>
public interface IJournal
{
    /// <summary>Takes the events of one turn, to be written in one transaction, in order.</summary>
    /// <exception cref="InvariantBroken">The bounded queue is full: the disk has been silent for far too long.</exception>
    void Hand(ImmutableArray<Entry> entries);
}
