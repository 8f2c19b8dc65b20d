namespace YongAi.Edge.Control.Swaps;

/// <summary>What becomes of a pack that is a danger: faults, volts that do not fit, heat.</summary>
public enum SuspectPacks
{
    /// <summary>Given back at once, with a loud warning, and people are called.</summary>
    HandBack,
    /// <summary>Taken in where its slot has its own suppression and it is under 55 degrees and not rising; else handed back.</summary>
    TakeIn,
}

/// <summary>What the operator decides about swaps (domain table B3, with its two open decisions).</summary>
public sealed record SwapPolicy
{
    /// <summary>A pack from this charge on may be offered when none is full, if the rider says yes (scenario D2: 60).</summary>
    public StateOfCharge ConsentFrom { get; init; } = new(60);
    /// <summary>What becomes of a suspect pack (rows 21 and 22).</summary>
    public SuspectPacks SuspectPacks { get; init; } = SuspectPacks.TakeIn;
    /// <summary>How long after a swap the pack then given may be brought back as bad, inside the least gap (row 50); zero: never.</summary>
    public TimeSpan EarlySwapWithin { get; init; } = TimeSpan.FromMinutes(30);
    /// <summary>How long one rider has to wait before he may do that again.</summary>
    public TimeSpan EarlySwapEvery { get; init; } = TimeSpan.FromHours(24);
}
