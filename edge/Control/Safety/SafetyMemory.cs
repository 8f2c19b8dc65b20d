namespace YongAi.Edge.Control.Safety;

/// <summary>What the watch remembers from turn to turn and no restart needs. Times are running time.</summary>
public sealed record SafetyMemory
{
    /// <summary>Since when mains has been good, counted from the start; null while it is gone or unfit.</summary>
    public TimeSpan? MainsGoodSince { get; init; }

    /// <summary>Since when it has not.</summary>
    public TimeSpan? MainsBadSince { get; init; }

    /// <summary>Since when suppression of the whole cabinet has been due.</summary>
    public TimeSpan? ReleaseFrom { get; init; }

    /// <summary>Seconds of the countdown that were said last.</summary>
    public int? Counted { get; init; }

    /// <summary>When suppression was last let out.</summary>
    public TimeSpan? ReleasedAt { get; init; }

    /// <summary>When the meter last showed more than the cap.</summary>
    public TimeSpan? OverCapAt { get; init; }

    /// <summary>Since when others have drawn nearly all of the cap; null while they do not.</summary>
    public TimeSpan? NearCapSince { get; init; }

    /// <summary>When a crew last showed a code that was good.</summary>
    public TimeSpan? CrewAt { get; init; }

    /// <summary>A crew has shown a code since the service door was opened, or shortly before.</summary>
    public bool OpenedByCrew { get; init; }

    /// <summary>The test under way.</summary>
    public RunningTest? Test { get; init; }
}
