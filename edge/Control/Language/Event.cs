namespace YongAi.Edge.Control.Language;

/// <summary>What happened, in the past tense; in the journal before anyone acts on it. Closed to this assembly.</summary>
public abstract record Event
{
    private protected Event() { }
}

/// <summary>An event inside one swap, from scan to settlement.</summary>
/// <param name="Swap">Running number of the swap in this journal, from 1.</param>
public abstract record TransactionEvent(long Swap) : Event;

/// <summary>One line of the journal.</summary>
/// <param name="Position">1, 2, 3 ... without holes, never reused within its journal.</param>
/// <param name="At">When the cabinet decided it.</param>
/// <param name="Event">What happened.</param>
public sealed record Entry(long Position, Moment At, Event Event);
