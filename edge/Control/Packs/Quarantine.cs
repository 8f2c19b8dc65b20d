namespace YongAi.Edge.Control.Packs;

/// <summary>Why a pack is set apart (domain tables B3 and C).</summary>
public enum QuarantineReason
{
    /// <summary>Its BMS reports a fault, or its values do not fit together (table B3 row 21).</summary>
    Suspect,
    /// <summary>It was hotter than a pack may be handed out (table B3 row 22).</summary>
    Hot,
    /// <summary>A rider complained of it: to be tested (table B3 row 50).</summary>
    Test,
    /// <summary>Its serial was seen in two places at once (table B3 row 52).</summary>
    Clone,
    /// <summary>Its serial changed while it was read, or what it answers is garbled (table B3 row 18).</summary>
    IdentityUnclear,
    /// <summary>It stands on a list of the operator (table B3 row 21).</summary>
    OnList,
    /// <summary>A cell is so low that it must never be charged again (table C row 9).</summary>
    CellLow,
    /// <summary>Its cells differ too much (table C row 10).</summary>
    CellsUneven,
    /// <summary>Current flowed out of it though it lay in its slot (table C row 11).</summary>
    Outflow,
    /// <summary>It took no current though it was told to charge, or fed some back (table C row 11, table B3 row 57).</summary>
    CurrentMismatch,
    /// <summary>Its state of charge and its volts do not fit together, or its volts are not those of its class (table C rows 11 and 12).</summary>
    VoltsMismatch,
    /// <summary>It falls silent again and again behind a closed door (table C row 11).</summary>
    WordsUnstable,
    /// <summary>Far more has gone into it than it can have missed, or it was charged for longer than any pack takes (table C row 13).</summary>
    ChargedTooLong,
}

/// <summary>Who may end a quarantine. A crew that has seen the pack always may.</summary>
public enum QuarantineOwner
{
    /// <summary>Time, if the pack then says that it is sound and cool.</summary>
    Time,
    /// <summary>Only a crew.</summary>
    Crew,
    /// <summary>The operator, by his list.</summary>
    Operator,
}

/// <summary>Who or what ended a quarantine.</summary>
public enum ReleaseReason
{
    /// <summary>Its time is over, and the pack says that it is sound and cool.</summary>
    TimeOver,
    /// <summary>Somebody of the crew has seen it.</summary>
    Crew,
    /// <summary>The operator's word.</summary>
    Operator,
}

/// <summary>A pack set apart: never charged, never handed out, watched.</summary>
/// <param name="Why">Why it is set apart.</param>
/// <param name="Since">Running time when it began.</param>
/// <param name="Until">Running time from which a sound and cool pack is released; null: only people end it.</param>
public sealed record Quarantine(QuarantineReason Why, TimeSpan Since, TimeSpan? Until)
{
    /// <summary>How long a pack rests that may come back by itself (domain table C row 25: 24 h or staff).</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromHours(24);

    /// <summary>Quarantines remembered; beyond, one of a pack that lies in no slot here is forgotten for each new one.</summary>
    public const int Max = 1_024;

    /// <summary>Who may end a quarantine for this reason. Time alone proves nothing of a damaged cell, a leak or a name.</summary>
    public static QuarantineOwner OwnerOf(QuarantineReason why) => why switch
    {
        QuarantineReason.Suspect or QuarantineReason.Hot or QuarantineReason.WordsUnstable => QuarantineOwner.Time,
        QuarantineReason.OnList => QuarantineOwner.Operator,
        _ => QuarantineOwner.Crew,
    };

    /// <summary>How long a quarantine for this reason lasts; null where time proves nothing.</summary>
    public static TimeSpan? LastsFor(QuarantineReason why) => OwnerOf(why) == QuarantineOwner.Time ? Rest : null;
}
