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

    /// <summary>How long a quarantine for this reason lasts; null where time proves nothing.</summary>
    public static TimeSpan? LastsFor(QuarantineReason why) =>
        why is QuarantineReason.Suspect or QuarantineReason.Hot ? Rest : null;
}
